"""The services' topics: made where they are missing, and given again what the outboxes retain."""

from __future__ import annotations

import asyncio

import asyncpg
from aiokafka.errors import KafkaError

from deploy.local import broker
from deploy.local.postgres import Passwords, admin_url, service_url
from deploy.local.stack_file import SERVICES, StackFile
from deploy.processes.program import StartFailedError
from shared.kit.events.envelope import topic_of
from shared.kit.events.relay import mark_for_replay


async def restore_topics(stack: StackFile) -> None:
    """Make what is missing. Where a topic is not there, the broker has lost it or never had it: its outbox is replayed.

    The outbox is marked first, so that a start which ends in between does not find the topic and believe all is well.
    Raises StartFailedError.
    """
    address = broker.bootstrap(stack)
    try:
        missing = await broker.missing_topics(address)
        await asyncio.gather(*(_replay(service, stack) for service in SERVICES if topic_of(service) in missing))
        await broker.create_topics(address)
    except (KafkaError, asyncpg.PostgresError, asyncpg.InterfaceError, OSError) as error:
        raise StartFailedError(f"the topics are not in place: {type(error).__name__}: {error}") from error


async def _replay(service: str, stack: StackFile) -> None:
    passwords = Passwords(stack.data)
    url = service_url(service, admin_url(stack, passwords), passwords).set(drivername="postgresql")
    connection = await asyncpg.connect(url.render_as_string(hide_password=False))
    try:
        await mark_for_replay(connection)
    finally:
        await connection.close()
