"""No record on a topic stops a worker, whatever its bytes, key, headers or timestamp."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import AsyncIterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, ClassVar

import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from aiokafka.consumer import fetcher
from aiokafka.errors import CorruptRecordException, InvalidTimestampError
from aiokafka.protocol.fetch import FetchRequest
from aiokafka.record.default_records import DefaultRecordBatchBuilder, _DefaultRecordBatchBuilderPy
from aiokafka.record.util import calc_crc32c
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from shared.contracts.event import Event
from shared.kit.events.consumer import Consumer
from shared.kit.events.envelope import Envelope
from shared.kit.events.reading import Records, let_fetches_wait, read_whatever_comes
from shared.kit.events.subscriptions import on
from shared.kit.ids import new_id
from shared.kit.unit_of_work import UnitOfWork
from testing.tested_service import TestedService

PATIENCE_S = 40
TOPIC = "daiban.intake"


class Noted(Event):
    """Something that a handler notes."""

    event_type: ClassVar[str] = "daiban.intake.thing.noted.v1"
    summary: ClassVar[str] = "记"
    key_field: ClassVar[str] = "name"
    subject_field: ClassVar[str] = "name"

    name: str


async def note(work: UnitOfWork, event: Noted, _: Envelope) -> None:
    await work.connection.execute("INSERT INTO noted (name) VALUES ($1)", event.name)


@dataclass
class Living:
    """A consumer that runs, and what a test puts before it."""

    tracking: TestedService
    producer: AIOKafkaProducer
    run: asyncio.Task[None]

    async def put(
        self, key: bytes | None, value: bytes | None, headers: list[tuple[str, bytes | None]], timestamp: int
    ) -> None:
        partition = 0 if key is None else len(key) % 6
        builder = self.producer.create_batch()
        builder._builder.append(0, timestamp, key, value, headers)
        builder._relative_offset = 1
        builder.close()
        with suppress(InvalidTimestampError):  # Apache Kafka keeps out what says that it is of another time
            await (await self.producer.send_batch(builder, TOPIC, partition=partition))

    async def notes_again(self) -> None:
        """Every partition's next event is handled, and the consumer lives."""
        names = [str(new_id()) for _ in range(6)]
        for partition, name in enumerate(names):
            event = Noted(name=name)
            await self.producer.send_and_wait(
                TOPIC, event.model_dump_json().encode(), name.encode(), partition, headers=self.headers(event)
            )
        async with asyncio.timeout(PATIENCE_S):
            while not set(names) <= await self.noted():
                assert not self.run.done(), self.run.exception()
                await asyncio.sleep(0.01)

    async def noted(self) -> set[str]:
        return {row["name"] for row in await self.tracking.rows("SELECT name FROM noted")}

    @staticmethod
    def headers(event: Event) -> list[tuple[str, bytes]]:
        return Envelope(new_id(), event.event_type, "intake", event.event_key(), "s", datetime.now(UTC)).headers()


@pytest.fixture(scope="module")
async def living(tracking: TestedService) -> AsyncIterator[Living]:
    async with tracking.runtime.transaction() as work:
        await work.connection.execute("CREATE TABLE noted (name text)")
    producer = AIOKafkaProducer(
        bootstrap_servers=tracking.runtime.settings.kafka_bootstrap, max_request_size=16_000_000, linger_ms=0
    )
    await producer.start()
    run = asyncio.create_task(Consumer(tracking.runtime, [on(Noted, note)]).run())
    yield Living(tracking, producer, run)
    run.cancel()
    with suppress(asyncio.CancelledError):
        await run
    await producer.stop()
    async with tracking.runtime.transaction() as work:
        await work.connection.execute("DROP TABLE noted")


CONTENT = st.none() | st.binary(max_size=40) | st.sampled_from([b"\x00", b"\xff", b"\xed\xa0\x80", b"{}", b"[" * 5000])
ABSURD = st.sampled_from(
    [
        *(b"0001-01-01T00:00:00+14:00", b"9999-12-31T23:59:59.999999-14:00", b"2026-11-27T00:00:00", b"20261127"),
        *(
            b"99999999999999999999",
            b"-1",
            b"00-" + b"0" * 32 + b"-x-01",
            b"daiban.intake.thing.noted.v9",
            b"a" * 100_000,
        ),
        *(Noted.event_type.encode(), Noted.event_type.encode() + b"\n", b"/daiban/intake", b"/daiban/\x00"),
    ]
)
OTHERS = st.text(st.characters(codec="utf-8"), max_size=8)
NAMES = st.sampled_from(["ce_id", "ce_type", "ce_source", "ce_time", "ce_subject", "ce_sequence", "traceparent"])


@st.composite
def headers(draw: st.DrawFn) -> list[tuple[str, bytes | None]]:
    """Those of an event, some of them other than they should be, and some that nobody knows."""
    ours: list[tuple[str, bytes | None]] = list(Living.headers(Noted(name="n")))
    spoilt = draw(st.dictionaries(NAMES, CONTENT | ABSURD, max_size=3))
    absent = draw(st.sets(NAMES, max_size=2)) if draw(st.booleans()) else set()
    known = [(name, spoilt.get(name, value)) for name, value in ours if name not in absent]
    others = draw(
        st.lists(st.tuples(st.text(st.characters(codec="utf-8"), max_size=8) | NAMES, CONTENT | ABSURD), max_size=3)
    )
    return draw(st.permutations([*known, *others]))


RECORDS = st.tuples(
    CONTENT,
    CONTENT | st.just(b'{"name": "n"}') | st.just(b'{"name": "\\u0000"}') | st.just(b'{"name": "\\ud800"}'),
    headers() | st.just([]),
    st.integers(-(2**63), 2**63 - 1) | st.sampled_from([-1, 0, 2**63 - 1, -(2**63), 253_402_300_800_000]),
)


@given(records=st.lists(RECORDS, min_size=1, max_size=12))
@example(records=[(b"k", b"x" * 900_000, [], 0), (b"k", None, [("big", b"y" * 900_000)], 0)])
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
async def test_later_events_are_handled_whatever_comes_before_them(living: Living, records: list[Any]) -> None:
    for record in records:
        await living.put(*record)
    await living.notes_again()


class Unreadable(str):
    """A header's name that is no UTF-8."""

    __slots__ = ()

    def encode(self, *_: Any) -> bytes:
        return b"\xff\xfe"


def as_sent(*records: tuple[bytes | None, bytes | None, Sequence[tuple[str, bytes | None]]], codec: int = 0) -> bytes:
    """A batch of records as a producer sends it, bad names included."""
    builder = _DefaultRecordBatchBuilderPy(2, codec, 0, -1, -1, -1, 1_000_000)
    for number, (key, value, given_headers) in enumerate(records):
        builder.append(number, 1000, key, value, given_headers)
    return bytes(builder.build())


async def test_a_header_whose_name_is_no_text_holds_up_neither_its_event_nor_the_others_of_its_batch(
    living: Living,
) -> None:
    names = [str(new_id()) for _ in range(3)]
    events = [Noted(name=name) for name in names]
    batch = living.producer.create_batch()
    batch._buffer = as_sent(
        *(
            (b"k", event.model_dump_json().encode(), [*living.headers(event), *other])
            for event, other in zip(events, ([], [(Unreadable("?"), b"\xff")], []), strict=True)
        )
    )
    batch._relative_offset = 3
    batch.close()
    await (await living.producer.send_batch(batch, TOPIC, partition=3))
    await living.notes_again()
    assert set(names) <= await living.noted()


PARTITION = TopicPartition(TOPIC, 0)


def read(answer: bytes) -> list[Any]:
    """As aiokafka reads an answer."""
    records = fetcher.PartitionRecords(PARTITION, Records(answer), [], 0, None, None, True, 0)
    return list(records)


def plain(record: Any) -> tuple[Any, ...]:
    return record.offset, record.timestamp, record.key, record.value, record.headers


@pytest.mark.parametrize("codec", [0, 1])
def test_what_is_read_here_is_what_aiokafka_reads(codec: int) -> None:
    content: list[tuple[bytes | None, bytes | None, list[tuple[str, bytes | None]]]] = [
        (b"k", b"v", [("a", b"1"), ("b", None)]),
        (None, b"", []),
        (b"", None, [("", b"")]),
    ]
    readable = [
        (one.offset, one.timestamp, one.key, one.value, one.headers) for one in read(as_sent(*content, codec=codec))
    ]
    spoilt = as_sent(*content, (b"k", b"v", [(Unreadable("?"), None)]), codec=codec)
    here = [(one.offset, one.timestamp, one.key, one.value, one.headers) for one in read(spoilt)]
    assert here[:3] == readable
    assert here[3:] == [(3, 1000, b"k", b"v", (("\ufffd\ufffd", None),))]


def numbered(batches: int) -> bytes:
    """Batches of three records, with offsets as a broker gives them."""
    made = b""
    for first in range(0, batches * 3, 3):
        builder = DefaultRecordBatchBuilder(2, 0, 0, -1, -1, -1, 1_000_000)
        for number in range(3):
            builder.append(number, 1000, b"k", f"v{first + number}".encode(), [("h", b"x")])
        made += first.to_bytes(8) + bytes(builder.build())[8:]
    return made


LENGTH = len(numbered(1))


@given(at=st.integers(12, LENGTH - 1), byte=st.integers(1, 255), right_checksum=st.booleans())
@settings(max_examples=500)
def test_a_broken_batch_costs_no_other_one(at: int, byte: int, right_checksum: bool) -> None:
    answer = bytearray(numbered(3))
    answer[LENGTH + at] ^= byte
    if right_checksum and at >= 21:  # as a producer would send it
        answer[LENGTH + 17 : LENGTH + 21] = calc_crc32c(answer[LENGTH + 21 : 2 * LENGTH]).to_bytes(4)
    for attempt in itertools.count():
        try:
            found = read(bytes(answer))
            break
        except CorruptRecordException:
            assert attempt == 0
    values = [one.value for one in found]
    assert values[:3] == [b"v0", b"v1", b"v2"]
    if not answer[LENGTH + 22] & 0x20 or not right_checksum:  # a control batch is the broker's own
        assert len(values) > 3
    if not (right_checksum and 23 <= at < 27):  # brokers give the next batch its place by this one's last offset
        assert values[-3:] == [b"v6", b"v7", b"v8"]


def test_the_fetcher_of_aiokafka_still_reads_with_what_is_replaced() -> None:
    read_whatever_comes()
    assert fetcher.MemoryRecords is Records
    assert "MemoryRecords" in fetcher.Fetcher._proc_fetch_request.__code__.co_names


async def test_the_fetcher_of_aiokafka_asks_each_time_how_long_a_fetch_may_wait(tracking: TestedService) -> None:
    bootstrap = tracking.runtime.settings.kafka_bootstrap
    async with AIOKafkaConsumer(bootstrap_servers=bootstrap, fetch_max_wait_ms=10, auto_offset_reset="latest") as group:
        group.assign([PARTITION])
        asked: list[int] = []
        send = group._client.send

        async def listening(node: int, request: Any, **more: Any) -> Any:
            if isinstance(request, FetchRequest):
                asked.append(request._max_wait_ms)
            return await send(node, request, **more)

        group._client.send = listening
        await group.getmany(timeout_ms=200)
        let_fetches_wait(group, 77)
        asked.clear()
        await group.getmany(timeout_ms=300)
    assert set(asked[1:]) == {77}
