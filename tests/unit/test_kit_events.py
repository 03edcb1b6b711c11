"""An event's attributes survive the way through Kafka's headers, and its key names its partition as everywhere."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

import pytest
from aiokafka.partitioner import DefaultPartitioner
from hypothesis import given
from hypothesis import strategies as st

from shared.contracts.intake.owners import OwnerRegistered
from shared.contracts.routing.catalogue import ItemPublished
from shared.kit.events.envelope import Envelope
from shared.kit.events.handlers import in_rows
from shared.kit.events.received import Received
from shared.kit.events.relay import partition_of
from shared.kit.events.subscriptions import Subscription, on, topics
from shared.kit.unit_of_work import UnitOfWork

ID = UUID("0193b5a0-0000-7000-8000-000000000000")
AT = datetime(2026, 11, 23, 1, 2, 3, 456789, tzinfo=UTC)
TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\x00"))


@given(
    key=TEXTS,
    subject=TEXTS,
    at=st.datetimes(datetime(1992, 1, 1), datetime(2199, 12, 31), timezones=st.just(UTC)),  # noqa: DTZ001
    traceparent=st.none() | st.just("00-a-b-01"),
    sequence=st.integers(0, 2**63 - 1),
)
def test_an_envelope_comes_back_as_it_was(
    key: str, subject: str, at: datetime, traceparent: str | None, sequence: int
) -> None:
    sent = Envelope(ID, "daiban.intake.owner.registered.v1", "intake", key, subject, at, traceparent, sequence)
    assert Envelope.from_headers(sent.headers(), key.encode()) == sent


def test_its_headers_are_a_cloud_event_in_binary_mode() -> None:
    headers = dict(Envelope(ID, "daiban.intake.owner.registered.v1", "intake", "k", "s", AT).headers())
    assert headers["ce_specversion"] == b"1.0"
    assert headers["ce_source"] == b"/daiban/intake"
    assert headers["content-type"] == b"application/json"
    assert datetime.fromisoformat(headers["ce_time"].decode()) == AT
    assert "traceparent" not in headers


@pytest.mark.parametrize("absent", ["ce_id", "ce_type", "ce_source", "ce_time"])
def test_headers_that_name_no_event_are_refused(absent: str) -> None:
    headers = dict(Envelope(ID, "a.b.c.v1", "intake", "k", "s", AT).headers())
    del headers[absent]
    with pytest.raises(KeyError):
        Envelope.from_headers(headers.items(), b"k")


@pytest.mark.parametrize(
    ("header", "value"),
    [
        *(("ce_id", value) for value in (None, b"", b"7")),
        *(("ce_time", value) for value in (None, b"today", b"2026-11-23T01:02:03", b"2026-11-23")),
        *(("ce_time", value) for value in (b"0001-01-01T00:00:00+14:00", b"9999-12-31T23:59:59+00:00")),
        *(("ce_type", value) for value in (b"\xff", b"daiban\x00", b"\xed\xa0\x80")),
        *(
            ("ce_sequence", value)
            for value in (None, b"", b"-1", b"1_0", b" 1", b"1.0", b"9223372036854775808", b"9" * 5000)
        ),
    ],
)
def test_headers_that_cannot_be_read_are_refused(header: str, value: bytes | None) -> None:
    headers: dict[str, bytes | None] = dict(Envelope(ID, "a.b.c.v1", "intake", "k", "s", AT).headers())
    with pytest.raises(ValueError):
        Envelope.from_headers((headers | {header: value}).items(), b"k")


@given(first=st.integers(0, 2**63 - 1), second=st.integers(0, 2**63 - 1))
def test_sequences_are_in_order_as_text_too(first: int, second: int) -> None:
    as_text = [
        dict(Envelope(ID, "a.b.c.v1", "intake", "k", "s", AT, sequence=one).headers())["ce_sequence"]
        for one in (first, second)
    ]
    assert (as_text[0] < as_text[1]) == (first < second)


def test_an_event_without_a_sequence_has_zero() -> None:
    headers = dict(Envelope(ID, "a.b.c.v1", "intake", "k", "s", AT, sequence=7).headers())
    del headers["ce_sequence"]
    assert Envelope.from_headers(headers.items(), b"k").sequence == 0


def test_headers_of_others_are_no_matter_whatever_they_hold_but_ours_are_there_once() -> None:
    sent = Envelope(ID, "a.b.c.v1", "intake", "k", "s", AT)
    others: list[tuple[str, bytes | None]] = [("\x00", b"\xff\x00"), ("", None), ("x", b"1"), ("x", b"2")]
    assert Envelope.from_headers([*others, *sent.headers()], b"k") == sent
    with pytest.raises(ValueError, match="ce_type is there twice"):
        Envelope.from_headers([*sent.headers(), ("ce_type", b"a.b.c.v2")], b"k")


@given(key=TEXTS, partitions=st.integers(1, 50))
def test_a_key_s_partition_is_the_one_that_every_client_finds(key: str, partitions: int) -> None:
    everywhere = DefaultPartitioner()(key.encode(), list(range(partitions)), list(range(partitions)))
    assert partition_of(key, partitions) == everywhere


async def _nothing(_: UnitOfWork, __: object, ___: Envelope) -> None:
    """Handle nothing."""


def test_the_topics_are_those_of_the_producers() -> None:
    subscriptions: list[Subscription] = [on(OwnerRegistered, _nothing), on(ItemPublished, _nothing)]
    assert topics([*subscriptions, *subscriptions]) == ["daiban.intake", "daiban.routing"]


def _event(number: int, key: str, type_: str) -> Received:
    return Received(Envelope(UUID(int=number), type_, "intake", key, "s", AT), b"", str(number), ())


@given(st.lists(st.tuples(st.sampled_from("klm"), st.sampled_from("abc"))))
def test_rows_of_one_type_hold_every_event_once_and_each_key_s_in_their_order(given: list[tuple[str, str]]) -> None:
    events = [_event(number, key, type_) for number, (key, type_) in enumerate(given)]
    rows = list(in_rows(events))
    assert all(row and {one.envelope.type for one in row} == {type_} for type_, row in rows)
    taken = [one for _, row in rows for one in row]
    for key in "klm":
        assert [one for one in taken if one.envelope.key == key] == [one for one in events if one.envelope.key == key]
    assert len(taken) == len(events)


def test_what_is_said_of_many_matters_in_turns_is_a_row_of_each_and_not_one_row_each() -> None:
    events = [_event(number, f"k{number // 2}", "ab"[number % 2]) for number in range(100)]
    assert [(type_, len(row)) for type_, row in in_rows(events)] == [("a", 50), ("b", 50)]
