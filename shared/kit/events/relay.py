"""The relay: publishes outbox rows to Kafka, one active relay per service.

Order. A use case takes its aggregate's row lock before it names an event, so of two events of one aggregate the
earlier has the smaller id and is committed when the later becomes visible. Reading all pending rows by id from one
snapshot therefore never overtakes; no snapshot horizon is needed (docs/adr/0002). A partition's rows go out as whole
batches that are sent again as a whole where the outcome is unknown, so repeats never reorder what a consumer, which
drops repeats, sees.

Leadership is an advisory lock on the relay's own connection: with the connection, both are lost. A relay that was
frozen and wakes may repeat rows, which is harmless.
"""

from __future__ import annotations

import asyncio
import time
from contextlib import suppress
from datetime import datetime
from typing import Any

from aiokafka import AIOKafkaProducer
from aiokafka.errors import KafkaError
from aiokafka.partitioner import murmur2

from shared.kit.database import Connection, is_passing
from shared.kit.events.envelope import Envelope, topic_of
from shared.kit.logging import get_logger
from shared.kit.metrics import EVENTS_RELAYED, OUTBOX_OLDEST_SECONDS, RELAY_LEADER
from shared.kit.runtime import Runtime

log = get_logger(__name__)

_BATCH_ROWS = 2000
_BATCH_BYTES = 512 * 1024
_GATHER_AT_MOST_S = 0.03

_PENDING = """
SELECT id, event_id, type, key, subject, data::text AS data, traceparent, occurred_at, recorded_at
FROM outbox WHERE published_at IS NULL ORDER BY id LIMIT $1
"""
_MARK = "UPDATE outbox SET published_at = clock_timestamp() WHERE id = ANY($1::bigint[])"


class Relay:
    """Publishes this service's outbox until cancelled. ``wake`` is called when something was committed."""

    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime
        self._topic = topic_of(runtime.schema)
        self._wake = asyncio.Event()
        self.ready = False

    def wake(self) -> None:
        """There may be something to publish."""
        self._wake.set()

    async def run(self) -> None:
        """Lead, or stand by for leading, until cancelled."""
        while True:
            try:
                async with self._runtime.database.connection() as connection:
                    try:
                        await self._lead(connection)
                    finally:
                        # Not back into the pool: the lock is the session's, and would be held there by nobody.
                        connection.terminate()
            except Exception as error:
                if not (is_passing(error) or isinstance(error, KafkaError)):
                    raise
                log.warning("relay interrupted", error=f"{type(error).__name__}: {error}")
            finally:
                RELAY_LEADER.set(0)
            self.ready = False
            await asyncio.sleep(0.5)

    async def _lead(self, connection: Connection) -> None:
        lock = "SELECT pg_try_advisory_lock(hashtextextended($1, 0))"
        while not await connection.fetchval(lock, f"relay:{self._runtime.schema}"):
            self.ready = True  # standing by is being ready
            await asyncio.sleep(1)
        RELAY_LEADER.set(1)
        # A fresh producer for each leadership: an idempotent one can stick after a fatal error (aiokafka #1017).
        producer = self._producer()
        try:
            await producer.start()
            log.info("relay leads", topic=self._topic)
            self.ready = True
            with self._runtime.notifier.hearing(f"{self._runtime.schema}_outbox", self.wake):
                await self._publish_until_lost(connection, producer)
        finally:
            with suppress(Exception):
                await asyncio.wait_for(producer.stop(), 5)

    def _producer(self) -> AIOKafkaProducer:
        settings = self._runtime.settings
        return AIOKafkaProducer(
            bootstrap_servers=settings.kafka_bootstrap,
            client_id=f"daiban-{self._runtime.schema}-relay",
            acks="all",
            enable_idempotence=settings.kafka_idempotent,
            max_batch_size=_BATCH_BYTES,
            request_timeout_ms=10_000,
            metadata_max_age_ms=30_000,
        )

    async def _publish_until_lost(self, connection: Connection, producer: AIOKafkaProducer) -> None:
        while True:
            began = time.monotonic()
            self._wake.clear()
            while await self._publish_pending(connection, producer) == _BATCH_ROWS:
                pass
            # As long again: on a busy machine, where this takes long, more goes out together.
            await asyncio.sleep(min(time.monotonic() - began, _GATHER_AT_MOST_S))
            with suppress(TimeoutError):
                await asyncio.wait_for(self._wake.wait(), self._runtime.settings.outbox_sweep_s)

    async def _publish_pending(self, connection: Connection, producer: AIOKafkaProducer) -> int:
        rows = await connection.fetch(_PENDING, _BATCH_ROWS)
        OUTBOX_OLDEST_SECONDS.set(max(0.0, time.time() - rows[0]["recorded_at"].timestamp()) if rows else 0)
        if not rows:
            return 0
        await self._send(producer, rows)
        await connection.execute(_MARK, [row["id"] for row in rows])
        EVENTS_RELAYED.labels(self._topic).inc(len(rows))
        return len(rows)

    async def _send(self, producer: AIOKafkaProducer, rows: list[Any] | Any) -> None:
        """Send all rows and wait for all acknowledgements; any failure means that all are sent again."""
        partitions = await producer.partitions_for(self._topic)
        if not partitions:
            raise KafkaError(f"topic {self._topic} does not exist")
        by_partition: dict[int, list[Any]] = {}
        for row in rows:
            by_partition.setdefault(partition_of(row["key"], len(partitions)), []).append(row)
        await asyncio.gather(
            *(self._send_partition(producer, partition, part) for partition, part in by_partition.items())
        )

    async def _send_partition(self, producer: AIOKafkaProducer, partition: int, rows: list[Any]) -> None:
        batch = producer.create_batch()
        for row in rows:
            message = self._message(row)
            if batch.append(**message) is None:
                await self._send_batch(producer, batch, partition)
                batch = producer.create_batch()
                batch.append(**message)
        await self._send_batch(producer, batch, partition)

    async def _send_batch(self, producer: AIOKafkaProducer, batch: Any, partition: int) -> None:
        batch.close()
        await (await producer.send_batch(batch, self._topic, partition=partition))

    def _message(self, row: Any) -> dict[str, Any]:
        envelope = Envelope(
            row["event_id"],
            row["type"],
            self._runtime.schema,
            row["key"],
            row["subject"],
            row["occurred_at"],
            row["traceparent"],
            row["id"],
        )
        return {
            "key": row["key"].encode(),
            "value": row["data"].encode(),
            # Of the sending: brokers measure retention by it and refuse what is ahead of their own clock. When the
            # event occurred stands in its headers.
            "timestamp": None,
            "headers": envelope.headers(),
        }


def partition_of(key: str, partitions: int) -> int:
    """The partition of a key, as every Kafka client's default partitioner has it."""
    hashed: int = murmur2(key.encode()) & 0x7FFFFFFF
    return hashed % partitions


async def mark_for_replay(connection: Connection, *, since: datetime | None = None) -> int:
    """Mark the retained rows as unpublished, so that the relay sends them again in order. Returns how many.

    For a topic that was lost. Consumers have the events' ids in their inboxes and drop what they have handled.
    """
    told = await connection.execute(
        "UPDATE outbox SET published_at = NULL"
        " WHERE published_at IS NOT NULL AND ($1::timestamptz IS NULL OR recorded_at >= $1)",
        since,
    )
    return int(told.split()[-1])
