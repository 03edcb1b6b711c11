"""A copy of another's facts is as its newest event says, in whatever order, how often and how late events come.

On copies in the schema of letters (see letters.py), taken in by the real dispatcher.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any, ClassVar
from uuid import UUID

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import Column, Table, Text, Uuid

from shared.contracts.event import Event
from shared.kit.columns import MOMENT, Code, Codes
from shared.kit.copies import Copy, sequence_column
from shared.kit.events.dispatcher import Dispatcher
from shared.kit.events.envelope import Envelope
from shared.kit.events.received import Received
from shared.kit.events.subscriptions import on_many
from shared.kit.ids import new_id
from shared.kit.runtime import Runtime
from shared.kit.unit_of_work import UnitOfWork
from tests.integration.kit.letters import Topic, metadata

parcel_copy = Table(
    "parcel_copy",
    metadata,
    Column("parcel_id", Uuid, primary_key=True),
    Column("name", Text, nullable=False),
    Column("topic", Code(Topic), nullable=False),
    Column("uses", Codes(Topic), nullable=False),
    Column("told_at", MOMENT, nullable=False),
    Column("place", Text),
    sequence_column(),
)
plot_copy = Table(
    "plot_copy",
    metadata,
    Column("parcel_id", Uuid, primary_key=True),
    Column("number", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("state", Text),
    sequence_column(),
)


class ParcelPublished(Event):
    event_type: ClassVar[str] = "daiban.land.parcel.published.v1"
    subject_field: ClassVar[str] = "parcel_id"
    key_field: ClassVar[str] = "parcel_id"

    parcel_id: UUID
    name: str
    topic: str
    topics: list[str]


class ParcelMoved(Event):
    """Tells less than a row needs."""

    event_type: ClassVar[str] = "daiban.land.parcel.moved.v1"
    subject_field: ClassVar[str] = "parcel_id"
    key_field: ClassVar[str] = "parcel_id"

    parcel_id: UUID
    place: str


class PlotDrawn(ParcelPublished):
    event_type: ClassVar[str] = "daiban.land.plot.drawn.v1"

    number: str


class PlotSold(Event):
    event_type: ClassVar[str] = "daiban.land.plot.sold.v1"
    subject_field: ClassVar[str] = "parcel_id"
    key_field: ClassVar[str] = "buyer"

    parcel_id: UUID
    number: str
    state: str
    buyer: str = "somebody"


class BuyerAsked(Event):
    """What a feature handles that needs a parcel."""

    event_type: ClassVar[str] = "daiban.desk.buyer.asked.v1"
    subject_field: ClassVar[str] = "parcel_id"
    key_field: ClassVar[str] = "buyer"

    parcel_id: UUID
    buyer: str


PARCELS = Copy(
    "parcel",
    parcel_copy,
    {
        ParcelPublished: {"uses": lambda event, _: event.topics, "told_at": lambda _, envelope: envelope.time},
        ParcelMoved: {},
    },
)
PLOTS = Copy("plot", plot_copy, {PlotDrawn: {}, PlotSold: {}})

asked: list[str] = []


async def on_buyer_asked(work: UnitOfWork, given: Sequence[tuple[BuyerAsked, Envelope]]) -> None:
    await PARCELS.check_known(work, {envelope.id: {"parcel_id": event.parcel_id} for event, envelope in given})
    asked.extend(event.buyer for event, _ in given)


@dataclass
class Desk:
    """A consumer that keeps copies."""

    letters: Runtime
    dispatcher: Dispatcher

    async def take(self, *events: tuple[int, Event]) -> None:
        """Take a batch of events in, each at its place in its producer's course, under an id that is new."""
        await self.dispatcher.handle([received(sequence, event) for sequence, event in events])

    async def rows(self, table: Table, key: UUID) -> list[Mapping[str, Any]]:
        async with self.letters.reading() as connection:
            found = await connection.fetch(
                f"SELECT * FROM {table.name} WHERE parcel_id = $1 ORDER BY 1, 2",
                key,
            )
        return [dict(row) for row in found]

    async def waiting(self, key: object) -> list[str]:
        async with self.letters.reading() as connection:
            rows = await connection.fetch("SELECT waits_for FROM waiting_event WHERE key = $1 ORDER BY id", str(key))
        return [row["waits_for"] for row in rows]

    async def put_aside(self) -> int:
        async with self.letters.reading() as connection:
            return int(await connection.fetchval("SELECT count(*) FROM dead_letter"))


def received(sequence: int, event: Event) -> Received:
    envelope = Envelope(
        id=new_id(),
        type=event.event_type,
        source=event.producer(),
        key=event.event_key(),
        subject=event.event_subject(),
        time=datetime(2026, 11, 27, 1, sequence % 60, tzinfo=UTC),
        sequence=sequence,
    )
    return Received(envelope, event.model_dump_json().encode(), "test/0/0", envelope.headers())


@pytest.fixture(scope="module")
def desk(letters: Runtime) -> Desk:
    heard = [*PARCELS.subscriptions, *PLOTS.subscriptions, on_many(BuyerAsked, on_buyer_asked)]
    return Desk(letters, Dispatcher(letters, heard))


def published(key: UUID, name: str = "地块") -> ParcelPublished:
    return ParcelPublished(parcel_id=key, name=name, topic="land", topics=["water", "land"])


brief = settings(max_examples=30, phases=[Phase.generate], suppress_health_check=[HealthCheck.too_slow])


def batches(some: list[Any], cuts: list[int]) -> list[list[Any]]:
    ends = sorted({min(cut, len(some)) for cut in cuts} | {0, len(some)})
    return [some[first:last] for first, last in pairwise(ends)]


@brief
@given(order=st.lists(st.integers(1, 9), min_size=1, max_size=20), cuts=st.lists(st.integers(1, 20), max_size=4))
async def test_of_whole_events_the_last_said_stands_in_whatever_order_they_come(
    desk: Desk, order: list[int], cuts: list[int]
) -> None:
    key = new_id()
    for batch in batches(order, cuts):
        await desk.take(*((sequence, published(key, f"第 {sequence} 版")) for sequence in batch))
    (row,) = await desk.rows(parcel_copy, key)
    assert (row["sequence"], row["name"]) == (max(order), f"第 {max(order)} 版")
    assert row["told_at"].minute == max(order)
    assert (row["topic"], row["uses"], row["place"]) == ("land", ["land", "water"], None)


@st.composite
def courses(draw: st.DrawFn) -> list[tuple[int, int, bool]]:
    """Events of three parcels, in order of each: parcel, sequence, whether whole; some come again, late."""
    kinds = [[True, *draw(st.lists(st.booleans(), max_size=5))] for _ in range(3)]
    left = [[(parcel, place, whole) for place, whole in enumerate(its, 1)] for parcel, its in enumerate(kinds)]
    given: list[tuple[int, int, bool]] = []
    while any(left):
        its = draw(st.sampled_from([one for one in left if one]))
        given.append(its.pop(0))
        if draw(st.booleans()):
            given.append(draw(st.sampled_from(given)))
    return given


@brief
@given(course=courses(), cuts=st.lists(st.integers(1, 30), max_size=5))
async def test_in_order_per_key_a_copy_is_what_its_events_say_together(
    desk: Desk, course: list[tuple[int, int, bool]], cuts: list[int]
) -> None:
    keys = [new_id() for _ in range(3)]
    expected: dict[UUID, tuple[int, str | None, str | None]] = dict.fromkeys(keys, (0, None, None))
    events: list[tuple[int, Event]] = []
    for parcel, sequence, is_whole in course:
        key = keys[parcel]
        last, name, place = expected[key]
        text = f"{sequence}"
        events.append((sequence, published(key, text) if is_whole else ParcelMoved(parcel_id=key, place=text)))
        if sequence > last:
            expected[key] = (sequence, text, place) if is_whole else (sequence, name, text)
    for batch in batches(events, cuts):
        await desk.take(*batch)
    for key in keys:
        (row,) = await desk.rows(parcel_copy, key)
        assert (row["sequence"], row["name"], row["place"]) == expected[key]


async def test_what_tells_less_than_a_row_needs_waits_until_the_row_is_there(desk: Desk) -> None:
    before, key, buyer = await desk.put_aside(), new_id(), str(new_id())
    sold = PlotSold(parcel_id=key, number="1", state="sold", buyer=buyer)
    await desk.take((5, sold))
    assert (await desk.waiting(buyer), await desk.rows(plot_copy, key)) == ([f"plot:{key}"], [])
    await desk.take((2, PlotDrawn(parcel_id=key, name="甲", topic="land", topics=[], number="1")))
    (row,) = await desk.rows(plot_copy, key)
    assert (row["name"], row["state"], row["sequence"]) == ("甲", "sold", 5)
    assert await desk.waiting(buyer) == []
    assert await desk.put_aside() == before


async def test_of_several_key_columns_each_counts(desk: Desk) -> None:
    key, buyer = new_id(), str(new_id())
    drawn = [PlotDrawn(parcel_id=key, name="甲", topic="land", topics=[], number=number) for number in ("1", "2")]
    await desk.take((1, drawn[0]), (2, drawn[1]), (3, PlotSold(parcel_id=key, number="1", state="sold")))
    assert [row["state"] for row in await desk.rows(plot_copy, key)] == ["sold", None]
    await desk.take((4, PlotSold(parcel_id=key, number="3", state="sold", buyer=buyer)))
    assert await desk.waiting(buyer) == [f"plot:{key}"]
    await desk.take((5, PlotDrawn(parcel_id=key, name="丙", topic="land", topics=[], number="4")))
    assert await desk.waiting(buyer) == [f"plot:{key}"], "another plot of the parcel came, not its own"
    await desk.take((3, PlotDrawn(parcel_id=key, name="丙", topic="land", topics=[], number="3")))
    assert await desk.waiting(buyer) == []
    assert [row["state"] for row in await desk.rows(plot_copy, key)] == ["sold", None, "sold", None]


async def test_what_a_feature_needs_of_a_copy_it_waits_for_and_only_where_it_is_absent(desk: Desk) -> None:
    known, unknown, name = new_id(), new_id(), str(new_id())
    await desk.take((1, published(known)))
    await desk.take(
        (1, BuyerAsked(parcel_id=known, buyer=f"{name}-1")),
        (2, BuyerAsked(parcel_id=unknown, buyer=f"{name}-2")),
        (3, BuyerAsked(parcel_id=known, buyer=f"{name}-3")),
    )
    assert await desk.waiting(f"{name}-2") == [f"parcel:{unknown}"]
    await desk.take((9, published(unknown)))
    assert {buyer for buyer in asked if buyer.startswith(name)} == {f"{name}-{place}" for place in (1, 2, 3)}


async def test_two_consumers_at_once_leave_the_newest(letters: Runtime, desk: Desk) -> None:
    key = new_id()
    others = [Desk(letters, Dispatcher(letters, PARCELS.subscriptions)) for _ in range(4)]
    await asyncio.gather(*(one.take((place, published(key, f"{place}"))) for place, one in enumerate(others, 1)))
    (row,) = await desk.rows(parcel_copy, key)
    assert (row["sequence"], row["name"]) == (4, "4")
