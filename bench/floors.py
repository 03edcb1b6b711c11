"""The floors: what PostgreSQL and the broker do for a program that does nothing else."""

from __future__ import annotations

import asyncio
import itertools
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer

from bench.figures import Watch, percentile
from bench.load import Outcome, at_rate
from deploy.local.broker import bootstrap, create_topics
from deploy.local.environment import settings_of
from deploy.local.stack_file import StackFile
from shared.kit.ids import new_id
from shared.kit.settings import Settings

POOL = 8
"""As many connections as a service has."""
_HOP = "bench.hop"
_SETUP = """
CREATE SCHEMA IF NOT EXISTS bench;
CREATE TABLE IF NOT EXISTS bench.thing (id uuid PRIMARY KEY, code text NOT NULL UNIQUE, name text NOT NULL,
    contact text NOT NULL, phone text NOT NULL, created_at timestamptz NOT NULL, version integer NOT NULL);
CREATE TABLE IF NOT EXISTS bench.event (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    event_id uuid NOT NULL UNIQUE, type text NOT NULL, key text NOT NULL, data json NOT NULL);
"""


class RawDatabase:
    """Raw asyncpg on the server of the stack, with the same fsync."""

    def __init__(self, pool: asyncpg.Pool[asyncpg.Record]) -> None:
        self._pool = pool
        self._numbers = itertools.count(time.time_ns())

    @classmethod
    @asynccontextmanager
    async def open(cls, url: str) -> AsyncIterator[RawDatabase]:
        """Connect, and make the two tables that are written to."""
        async with asyncpg.create_pool(url, min_size=POOL, max_size=POOL) as pool:
            await pool.execute(_SETUP)
            yield cls(pool)

    async def write(self, *, clients: int, seconds: float) -> Outcome:
        """Transactions of two inserts."""

        async def once(connection: asyncpg.pool.PoolConnectionProxy[asyncpg.Record]) -> None:
            number = next(self._numbers)
            async with connection.transaction():
                await connection.execute(
                    "INSERT INTO bench.thing VALUES ($1, $2, $3, $4, $5, clock_timestamp(), 1)",
                    *(new_id(), str(number), "示例建设单位", "联系岗", "020-83000000"),
                )
                await connection.execute(
                    "INSERT INTO bench.event (event_id, type, key, data) VALUES ($1, $2, $3, $4)",
                    *(new_id(), "bench.thing.made.v1", str(number), '{"name": "示例建设单位"}'),
                )

        return await self._work(once, clients, seconds)

    async def read(self, table: str, key: str, ids: list[str], *, clients: int, seconds: float) -> Outcome:
        """Point reads of a table by its key."""
        query = f"SELECT * FROM {table} WHERE {key} = $1"  # noqa: S608
        wanted = itertools.cycle(ids)

        async def once(connection: asyncpg.pool.PoolConnectionProxy[asyncpg.Record]) -> None:
            assert await connection.fetchrow(query, next(wanted))

        return await self._work(once, clients, seconds)

    async def _work(self, once, clients: int, seconds: float) -> Outcome:  # type: ignore[no-untyped-def]  # noqa: ANN001
        outcome, watch = Outcome(), Watch()

        async def client() -> None:
            while watch.seconds < seconds:
                began = watch.seconds
                async with self._pool.acquire() as connection:
                    await once(connection)
                outcome.durations.append(watch.seconds - began)

        await asyncio.gather(*(client() for _ in range(clients)))
        outcome.seconds = watch.seconds
        return outcome


class RawBroker:
    """One producer and one consumer, with the settings of the services' own."""

    def __init__(self, producer: AIOKafkaProducer, consumer: AIOKafkaConsumer) -> None:
        self._producer = producer
        self._consumer = consumer

    @classmethod
    @asynccontextmanager
    async def open(cls, stack: StackFile) -> AsyncIterator[RawBroker]:
        """Connect, and make the topic."""
        address = bootstrap(stack)
        await create_topics(address, [_HOP])
        producer = AIOKafkaProducer(bootstrap_servers=address, acks="all")
        wait_ms = settings_of(Settings, "tracking", stack).kafka_fetch_max_wait_ms
        consumer = AIOKafkaConsumer(
            _HOP, bootstrap_servers=address, fetch_max_wait_ms=wait_ms, auto_offset_reset="latest"
        )
        await producer.start()
        await consumer.start()
        try:
            await consumer.seek_to_end()
            yield cls(producer, consumer)
        finally:
            await consumer.stop()
            await producer.stop()

    async def hop(self, per_second: float, seconds: float) -> float:
        """The median of the seconds from before sending to having received."""
        count = int(per_second * seconds)
        durations: list[float] = []

        async def receive() -> None:
            while len(durations) < count:
                for messages in (await self._consumer.getmany(timeout_ms=500)).values():
                    durations.extend(time.time() - float(message.value) for message in messages)

        async def send(number: int) -> None:
            await (await self._producer.send(_HOP, str(time.time()).encode(), key=str(number).encode()))

        receiving = asyncio.create_task(receive())
        await at_rate(per_second, count, lambda number: asyncio.create_task(send(number)))
        await asyncio.wait_for(receiving, 30)
        return percentile(durations, 0.5)
