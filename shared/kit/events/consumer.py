"""The consumer: fetches events and hands them to the dispatcher, in order per key.

The offsets are committed after the dispatcher's transaction, once in a while: what is delivered again because they were
not, the inbox drops. Passing faults are waited out with the partitions paused. When too many events in a row cannot
succeed, the consumer halts, because then it is the deploy that is wrong.
"""

from __future__ import annotations

import asyncio
import hashlib
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from aiokafka import AIOKafkaConsumer, ConsumerRebalanceListener, TopicPartition
from aiokafka.errors import KafkaError
from asyncpg import InterfaceError, PostgresError

from shared.kit.events.deaths import DEADLY, Deaths
from shared.kit.events.dispatcher import Dispatcher, passes
from shared.kit.events.envelope import Envelope
from shared.kit.events.reading import let_fetches_wait, read_whatever_comes
from shared.kit.events.received import Received, storable
from shared.kit.events.subscriptions import Subscription, topics
from shared.kit.logging import get_logger
from shared.kit.runtime import Runtime

log = get_logger(__name__)

_BATCH = 500
_COMMIT_OFFSETS_EVERY_S = 0.5
_HAND_OVER_WITHIN_S = 2.0
_BUSY_FOR_S = 0.3
_JUNK = "unknown"


class _Assignment(ConsumerRebalanceListener):  # type: ignore[misc]
    def __init__(self, consumer: Consumer) -> None:
        self._consumer = consumer

    async def on_partitions_revoked(self, revoked: Any) -> None:
        """Nothing is held for a partition beyond its batch: whoever has it next starts where this one has committed."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._consumer.hand_over(), _HAND_OVER_WITHIN_S)

    async def on_partitions_assigned(self, assigned: Any) -> None:
        self._consumer.ready = True
        log.info("partitions assigned", count=len(assigned))


class Consumer:
    """Consumes the subscribed topics in the service's group until stopped or cancelled."""

    def __init__(self, runtime: Runtime, subscriptions: Sequence[Subscription]) -> None:
        read_whatever_comes()
        self._runtime = runtime
        self._topics = topics(subscriptions)
        self._dispatcher = Dispatcher(runtime, subscriptions)
        self._deaths = Deaths(runtime)
        self._stopping = False
        self._group: AIOKafkaConsumer
        self._offsets: dict[TopicPartition, int] = {}
        self._committed_at = 0.0
        self._came_at, self._took_ms = 0.0, 0
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
                with suppress(Exception):  # last: partitions may still be assigned while the group is left
                    await self._deaths.end()
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
        wait_s = 0 if self._dispatcher.has_more else _COMMIT_OFFSETS_EVERY_S
        fetched = await self._group.getmany(timeout_ms=int(wait_s * 1000), max_records=_BATCH)
        if sum(map(len, fetched.values())) >= _BATCH:
            await self._handle(fetched)
        elif fetched or self._dispatcher.has_more:
            # What comes meanwhile is fetched afterwards, all at once: ahead of time it would be the first few.
            with not_fetching(self._group):
                await self._handle(fetched)
        else:
            self._set_pace(None)
        if time.monotonic() - self._committed_at >= _COMMIT_OFFSETS_EVERY_S:
            await self.commit_offsets()
            with suppress(OSError, PostgresError, InterfaceError):
                await self._deaths.end(if_steady=True)

    async def _handle(self, fetched: Mapping[TopicPartition, Sequence[Any]]) -> None:
        began, handled = time.monotonic(), False
        with suppress(OSError, PostgresError, InterfaceError):  # without the database nothing is handled either
            await self._deaths.begin([(one.topic, one.partition) for one in fetched])
        # One transaction for what came of a topic's partitions: at a low rate each would else pay for one of its own.
        by_topic: dict[str, dict[TopicPartition, Sequence[Any]]] = {}
        for partition, messages in fetched.items():
            by_topic.setdefault(partition.topic, {})[partition] = messages
        for partitions in by_topic.values():
            received: list[Any] = []
            for partition, messages in partitions.items():
                if (partition.topic, partition.partition) in self._deaths.suspected:
                    await self._handle_one_by_one(partition, messages)
                else:
                    received += messages
            if batch := [event for message in received if (event := self._wanted(message))]:
                handled = True
                await self._handle_waiting_out(batch)
            self._offsets |= {one: messages[-1].offset + 1 for one, messages in partitions.items()}
        if self._dispatcher.has_more:
            await self._handle_waiting_out([])
        self._set_pace(time.monotonic() - began if handled else None)

    def _set_pace(self, took_s: float | None) -> None:
        """Let a broker that polls for those who wait, as the embedded one does, poll no more often than is of use.

        While events come, that is as often as they are handled (took_s): meanwhile others gather, which cost less
        together.
        """
        settings, now = self._runtime.settings, time.monotonic()
        if took_s is not None:
            self._came_at, self._took_ms = now, int(took_s * 1000)
        longest = settings.kafka_fetch_idle_wait_ms
        wait = max(settings.kafka_fetch_max_wait_ms, self._took_ms) if now - self._came_at < _BUSY_FOR_S else longest
        let_fetches_wait(self._group, min(wait, longest))

    async def hand_over(self) -> None:
        """What is handled is committed, and nobody died."""
        await self.commit_offsets()
        with suppress(OSError, PostgresError, InterfaceError):
            await self._deaths.end()

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
            envelope = self._junk(message, origin, data)
        return Received(envelope, data, origin, message.headers)

    def _junk(self, message: Any, origin: str, data: bytes) -> Envelope:
        """Stands for a message that is no CloudEvent: no handler takes it, so it is put aside, once."""
        return Envelope(
            id=uuid5(NAMESPACE_URL, f"{origin}#{hashlib.sha256(data).hexdigest()}"),
            type=_JUNK,
            source=message.topic,
            key=storable((message.key or b"").decode(errors="replace")),
            subject="",
            time=self._runtime.clock.now(),
        )

    async def _handle_one_by_one(self, partition: TopicPartition, messages: Sequence[Any]) -> None:
        self._dispatcher.one_by_one = True
        for message in messages:
            if event := self._wanted(message):
                if await self._deaths.has_killed((partition.topic, partition.partition), message.offset):
                    await self._dispatcher.put_aside(event, DEADLY)
                else:
                    await self._handle_waiting_out([event])
        self._dispatcher.one_by_one = False

    async def _handle_waiting_out(self, batch: Sequence[Received]) -> None:
        delay = 0.1
        while True:
            try:
                await self._dispatcher.handle(batch)
            except Exception as error:
                if not passes(error) or self._stopping:
                    raise
                log.warning("waiting out a fault", error=f"{type(error).__name__}: {error}", delay_s=delay)
                await stay_in_group(self._group, delay)
                delay = min(delay * 2, 5.0)
            else:
                return


@contextmanager
def not_fetching(consumer: AIOKafkaConsumer) -> Iterator[None]:
    """Within, nothing is fetched of the partitions that are assigned now."""
    assigned: set[TopicPartition] = consumer.assignment()
    consumer.pause(*assigned)
    try:
        yield
    finally:
        consumer.resume(*(assigned & consumer.assignment()))


async def stay_in_group(consumer: AIOKafkaConsumer, seconds: float) -> None:
    """Wait without fetching, and without leaving the group."""
    with not_fetching(consumer):
        await asyncio.sleep(seconds)
        for partition, messages in (await consumer.getmany(timeout_ms=0)).items():
            # Assigned in the meantime, and so not paused: what came of it is read again.
            consumer.seek(partition, messages[0].offset)
