"""The consumer: takes events in, each with one effect, in order per key.

A batch of events is handled in one transaction, together with one inbox row per event; the offsets are committed after
it, once in a while: what is delivered again because they were not, the inbox drops. Where a batch fails, its halves
are handled, down to single events: what can never succeed is put aside as a dead letter (in the service's own
database, with its cause), passing faults are waited out with the partitions paused. When too many in a row cannot
succeed, the consumer halts, because then it is the deploy that is wrong.
"""

from __future__ import annotations

import asyncio
import hashlib
import re
import time
import traceback
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby
from typing import Any
from uuid import NAMESPACE_URL, uuid5

import orjson
from aiokafka import AIOKafkaConsumer, ConsumerRebalanceListener, TopicPartition
from aiokafka.errors import KafkaError

from shared.kit.database import is_passing
from shared.kit.errors import Kind, Refusal
from shared.kit.events.envelope import Envelope
from shared.kit.events.subscriptions import Subscription, topics
from shared.kit.logging import bound, get_logger
from shared.kit.metrics import DEAD_LETTERS, EVENT_LAG_SECONDS, EVENTS_HANDLED
from shared.kit.runtime import Runtime
from shared.kit.unit_of_work import UnitOfWork

log = get_logger(__name__)

_BATCH = 500
_COMMIT_OFFSETS_EVERY_S = 0.5
_HAND_OVER_WITHIN_S = 2.0
_JUNK = "unknown"
_VERSION = re.compile(r"\.v\d+$")


class Halted(Exception):  # noqa: N818
    """Too many events in a row could not be handled."""


@dataclass(frozen=True)
class Received:
    """An event as it came, with where it came from."""

    envelope: Envelope
    data: bytes
    origin: str
    headers: Sequence[tuple[str, bytes | None]]


class Dispatcher:
    """Runs the handlers of a batch of events, each event at most once."""

    def __init__(self, runtime: Runtime, subscriptions: Sequence[Subscription]) -> None:
        self._runtime = runtime
        self._by_type = {subscription.type: subscription for subscription in subscriptions}
        self._put_aside_in_a_row = 0
        self._other_versions = {_VERSION.sub("", type_) for type_ in self._by_type}

    def wants(self, type_: str) -> bool:
        """Whether a type is subscribed to, in this or another major version (that one is put aside)."""
        return type_ in self._by_type or _VERSION.sub("", type_) in self._other_versions

    async def handle(self, batch: Sequence[Received]) -> None:
        """Handle a batch in one transaction, or, where that fails for good, in halves down to single events.

        Raises what passes by itself; puts aside what does not.
        """
        try:
            await self._in_one_transaction(batch)
        except Exception as error:
            if _passes(error):
                raise
            if len(batch) == 1:
                await self._put_aside(batch[0], error)
                return
            middle = len(batch) // 2
            await self.handle(batch[:middle])
            await self.handle(batch[middle:])
        else:
            self._put_aside_in_a_row = 0

    async def replay(self, event: Received, dead_letter_id: int) -> None:
        """Handle a dead letter again; raises what it raises."""
        async with self._runtime.transaction(actor=f"event:{event.envelope.source}") as work:
            await work.connection.execute(
                "UPDATE dead_letter SET replayed_at = clock_timestamp() WHERE id = $1", dead_letter_id
            )
            await self._call(work, [event])

    async def _in_one_transaction(self, batch: Sequence[Received]) -> None:
        async with self._runtime.transaction(actor=f"event:{batch[0].envelope.source}") as work:
            fresh = {
                row["event_id"] for row in await work.connection.fetch(_TAKE_IN, [one.envelope.id for one in batch])
            }
            new: list[Received] = []
            for event in batch:
                if event.envelope.id in fresh:
                    fresh.discard(event.envelope.id)
                    new.append(event)
                else:
                    EVENTS_HANDLED.labels(event.envelope.type, "repeated").inc()
            for _, in_a_row in groupby(new, lambda event: event.envelope.type):
                await self._call(work, list(in_a_row))

    async def _call(self, work: UnitOfWork, events: Sequence[Received]) -> None:
        type_ = events[0].envelope.type
        subscription = self._by_type.get(type_)
        if subscription is None:
            raise ValueError(f"nothing here handles {type_}")
        parse = subscription.contract.model_validate_json
        with bound(event_type=type_):
            await subscription.handler(work, [(parse(event.data), event.envelope) for event in events])
        EVENTS_HANDLED.labels(type_, "handled").inc(len(events))
        lag = EVENT_LAG_SECONDS.labels(type_)
        for event in events:
            lag.observe(max(0.0, (work.now - event.envelope.time).total_seconds()))

    async def _put_aside(self, event: Received, error: Exception) -> None:
        cause = "".join(traceback.format_exception_only(error)).strip()
        async with self._runtime.transaction() as work:
            if await work.connection.fetch(_TAKE_IN, [event.envelope.id]):
                await put_aside(work, event, cause)
        EVENTS_HANDLED.labels(event.envelope.type, "put_aside").inc()
        DEAD_LETTERS.labels(event.envelope.type).inc()
        log.error("event put aside", event_id=str(event.envelope.id), event_type=event.envelope.type, cause=cause)
        self._put_aside_in_a_row += 1
        if self._put_aside_in_a_row >= self._runtime.settings.halt_after_dead_letters:
            raise Halted(f"{self._put_aside_in_a_row} events in a row could not be handled; the last: {cause}")


_TAKE_IN = "INSERT INTO inbox (event_id) SELECT DISTINCT unnest($1::uuid[]) ON CONFLICT DO NOTHING RETURNING event_id"


async def put_aside(work: UnitOfWork, event: Received, cause: str) -> None:
    """Write a dead letter."""
    await work.connection.execute(
        "INSERT INTO dead_letter (event_id, type, key, headers, data, origin, cause)"
        " VALUES ($1, $2, $3, $4::jsonb, $5, $6, $7)",
        str(event.envelope.id),
        event.envelope.type,
        _storable(event.envelope.key),
        _headers_json(event.headers),
        event.data,
        event.origin,
        _storable(cause[:4000]),
    )


def _storable(content: str) -> str:
    """What PostgreSQL can store, whatever came: a dead letter that cannot be written would stop the consumer."""
    return content.replace("\x00", "\ufffd")


def _headers_json(headers: Sequence[tuple[str, bytes | None]]) -> str:
    given = {_storable(name): _storable((value or b"").decode(errors="replace")) for name, value in headers}
    return orjson.dumps(given).decode()


def _passes(error: BaseException) -> bool:
    return is_passing(error) or (isinstance(error, Refusal) and error.kind is Kind.UNAVAILABLE)


class _Assignment(ConsumerRebalanceListener):  # type: ignore[misc]
    def __init__(self, consumer: Consumer) -> None:
        self._consumer = consumer

    async def on_partitions_revoked(self, revoked: Any) -> None:
        """Nothing is held for a partition beyond its batch: whoever has it next starts where this one has committed."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._consumer.commit_offsets(), _HAND_OVER_WITHIN_S)

    async def on_partitions_assigned(self, assigned: Any) -> None:
        self._consumer.ready = True
        log.info("partitions assigned", count=len(assigned))


class Consumer:
    """Consumes the subscribed topics in the service's group until stopped or cancelled."""

    def __init__(self, runtime: Runtime, subscriptions: Sequence[Subscription]) -> None:
        self._runtime = runtime
        self._topics = topics(subscriptions)
        self._dispatcher = Dispatcher(runtime, subscriptions)
        self._stopping = False
        self._group: AIOKafkaConsumer
        self._offsets: dict[TopicPartition, int] = {}
        self._committed_at = 0.0
        self.ready = False

    def stop(self) -> None:
        """Take nothing new: ``run`` ends once the batch in hand is committed."""
        self._stopping = True

    async def run(self) -> None:
        """Consume until stopped; after a fault of the broker, connect again."""
        while not self._stopping:
            self._group, self._offsets = self._member(), {}
            try:
                self._group.subscribe(self._topics, listener=_Assignment(self))
                await self._group.start()
                while not self._stopping:
                    await self._poll()
                await self.commit_offsets()
            except (KafkaError, OSError) as error:
                log.warning("consumer interrupted", error=f"{type(error).__name__}: {error}")
            finally:
                self.ready = False
                with suppress(Exception):
                    await asyncio.wait_for(self._group.stop(), 5)
            if not self._stopping:
                await asyncio.sleep(0.5)

    def _member(self) -> AIOKafkaConsumer:
        settings = self._runtime.settings
        return AIOKafkaConsumer(
            bootstrap_servers=settings.kafka_bootstrap,
            client_id=f"daiban-{self._runtime.schema}",
            group_id=f"daiban.{self._runtime.schema}",
            enable_auto_commit=False,
            auto_offset_reset="earliest",
            fetch_max_wait_ms=settings.kafka_fetch_max_wait_ms,
            session_timeout_ms=settings.kafka_session_timeout_ms,
            heartbeat_interval_ms=max(500, settings.kafka_session_timeout_ms // 4),
            max_poll_interval_ms=300_000,
            metadata_max_age_ms=30_000,
        )

    async def _poll(self) -> None:
        fetched = await self._group.getmany(timeout_ms=int(_COMMIT_OFFSETS_EVERY_S * 1000), max_records=_BATCH)
        # One transaction for what came of a topic's partitions: at a low rate each would else pay for one of its own.
        by_topic: dict[str, dict[TopicPartition, list[Any]]] = {}
        for partition, messages in fetched.items():
            by_topic.setdefault(partition.topic, {})[partition] = messages
        for partitions in by_topic.values():
            received = [message for messages in partitions.values() for message in messages]
            if batch := [event for message in received if (event := self._wanted(message))]:
                await self._handle_waiting_out(batch)
            self._offsets |= {one: messages[-1].offset + 1 for one, messages in partitions.items()}
        if time.monotonic() - self._committed_at >= _COMMIT_OFFSETS_EVERY_S:
            await self.commit_offsets()

    async def commit_offsets(self) -> None:
        """Tell the group how far the partitions are handled that this process still has."""
        assigned = self._group.assignment()
        offsets = {one: offset for one, offset in self._offsets.items() if one in assigned}
        self._offsets, self._committed_at = {}, time.monotonic()
        if not offsets:
            return
        try:
            await self._group.commit(offsets)
        except KafkaError as error:
            # Partitions went to another member: what it repeats, the inbox drops.
            log.info("offsets not committed", partitions=[str(one) for one in offsets], error=str(error))

    def _wanted(self, message: Any) -> Received | None:
        type_ = next((value for name, value in message.headers if name == "ce_type" and value), None)
        if type_ and not self._dispatcher.wants(type_.decode(errors="replace")):
            return None
        origin = f"{message.topic}/{message.partition}/{message.offset}"
        data = message.value or b""
        try:
            envelope = Envelope.from_headers(message.headers, message.key)
        except (KeyError, ValueError):
            envelope = _junk(message, origin, data)
        return Received(envelope, data, origin, message.headers)

    async def _handle_waiting_out(self, batch: Sequence[Received]) -> None:
        delay = 0.1
        while True:
            try:
                await self._dispatcher.handle(batch)
            except Exception as error:
                if not _passes(error) or self._stopping:
                    raise
                log.warning("waiting out a fault", error=f"{type(error).__name__}: {error}", delay_s=delay)
                await stay_in_group(self._group, delay)
                delay = min(delay * 2, 5.0)
            else:
                return


def _junk(message: Any, origin: str, data: bytes) -> Envelope:
    """Stands for a message that is no CloudEvent: no handler takes it, so it is put aside, once."""
    return Envelope(
        id=uuid5(NAMESPACE_URL, f"{origin}#{hashlib.sha256(data).hexdigest()}"),
        type=_JUNK,
        source=message.topic,
        key=(message.key or b"").decode(errors="replace"),
        subject="",
        time=datetime.fromtimestamp(message.timestamp / 1000, UTC),
    )


async def stay_in_group(consumer: AIOKafkaConsumer, seconds: float) -> None:
    """Wait without fetching, and without leaving the group."""
    assigned: set[TopicPartition] = consumer.assignment()
    consumer.pause(*assigned)
    try:
        await asyncio.sleep(seconds)
        for partition, messages in (await consumer.getmany(timeout_ms=0)).items():
            # Assigned in the meantime, and so not paused: what came of it is read again.
            consumer.seek(partition, messages[0].offset)
    finally:
        consumer.resume(*(assigned & consumer.assignment()))
