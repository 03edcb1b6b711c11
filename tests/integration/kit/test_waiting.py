"""An event whose prerequisite has not come waits for it, in order per key, and goes on by itself when it comes."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime
from typing import Any, ClassVar

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shared.contracts.event import Event
from shared.kit.events import dispatcher
from shared.kit.events.dead_letters import dead_letters
from shared.kit.events.dispatcher import Dispatcher
from shared.kit.events.envelope import Envelope
from shared.kit.events.received import Received
from shared.kit.events.subscriptions import on, on_many
from shared.kit.events.waiting import Missing, SomeMissing
from shared.kit.ids import new_id
from shared.kit.metrics import EVENTS_WAITING
from shared.kit.runtime import Runtime
from shared.kit.unit_of_work import UnitOfWork
from testing.tested_service import TestedService


class Brought(Event):
    """A thing that others need."""

    event_type: ClassVar[str] = "daiban.routing.thing.brought.v1"
    summary: ClassVar[str] = "物"
    key_field: ClassVar[str] = "name"
    subject_field: ClassVar[str] = "name"

    name: str


class Wanted(Event):
    """What needs a thing, or none. number: its place in its key's order."""

    event_type: ClassVar[str] = "daiban.intake.thing.wanted.v1"
    summary: ClassVar[str] = "需"
    key_field: ClassVar[str] = "who"
    subject_field: ClassVar[str] = "who"

    who: str
    number: int
    needs: str | None = None
    poison: bool = False


class WantedToo(Wanted):
    """The same, for a handler of many."""

    event_type: ClassVar[str] = "daiban.intake.thing.wanted_too.v1"


async def bring(work: UnitOfWork, event: Brought, _: Envelope) -> None:
    await work.connection.execute("INSERT INTO thing VALUES ($1) ON CONFLICT DO NOTHING", event.name)
    work.arrived("thing", event.name)


async def use(work: UnitOfWork, event: Wanted, _: Envelope) -> None:
    if event.poison:
        raise ValueError(f"{event.number} is poison")
    known = event.needs is None or await work.connection.fetchval("SELECT 1 FROM thing WHERE name = $1", event.needs)
    if not known:
        raise Missing("thing", event.needs)
    await work.connection.execute("INSERT INTO used (who, number) VALUES ($1, $2)", event.who, event.number)


async def use_many(work: UnitOfWork, given: Sequence[tuple[WantedToo, Envelope]]) -> None:
    rows = await work.connection.fetch("SELECT name FROM thing")
    known = {None, *(row["name"] for row in rows)}
    if missing := {envelope.id: Missing("thing", one.needs) for one, envelope in given if one.needs not in known}:
        raise SomeMissing(missing)
    await work.connection.executemany(
        "INSERT INTO used (who, number) VALUES ($1, $2)", [(one.who, one.number) for one, _ in given]
    )


async def tally(work: UnitOfWork, event: Wanted, _: Envelope) -> None:
    await work.connection.execute("INSERT INTO tallied (who, number) VALUES ($1, $2)", event.who, event.number)


SUBSCRIPTIONS = (on(Brought, bring), on(Wanted, use), on_many(WantedToo, use_many), on(Wanted, tally))
WANTED = (Wanted, WantedToo)


@pytest.fixture(autouse=True)
async def tables(tracking: TestedService) -> AsyncIterator[None]:
    async with tracking.runtime.transaction() as work:
        await work.connection.execute("CREATE TABLE thing (name text PRIMARY KEY)")
        for name in ("used", "tallied"):
            await work.connection.execute(
                f"CREATE TABLE {name} (id bigint GENERATED ALWAYS AS IDENTITY, who text, number int)"
            )
    yield
    async with tracking.runtime.transaction() as work:
        await work.connection.execute("DROP TABLE thing, used, tallied")
        await work.connection.execute("TRUNCATE waiting_event")


class Consuming:
    """One consumer's dispatcher, with what a test tells and asks it."""

    def __init__(self, runtime: Runtime) -> None:
        self.runtime = runtime
        self.dispatcher = Dispatcher(runtime, SUBSCRIPTIONS)

    async def takes(self, *events: Event) -> None:
        await self.dispatcher.handle([received(event) for event in events])

    async def takes_after(self, pause_s: float, *batches: Sequence[Event]) -> None:
        for batch in batches:
            await asyncio.sleep(pause_s)
            await self.takes(*batch)

    async def used(self, who: str, table: str = "used") -> list[int]:
        async with self.runtime.reading() as connection:
            rows = await connection.fetch(f"SELECT number FROM {table} WHERE who = $1 ORDER BY id", who)
        return [row["number"] for row in rows]

    async def waiting(self) -> list[tuple[str, str | None]]:
        async with self.runtime.reading() as connection:
            rows = await connection.fetch("SELECT key, waits_for FROM waiting_event ORDER BY id")
        return [(row["key"], row["waits_for"]) for row in rows]

    async def letters(self, who: str) -> list[Any]:
        async with self.runtime.reading() as connection:
            return [one for one in await dead_letters(connection, limit=100_000) if one.key == who]


def received(event: Event) -> Received:
    envelope = Envelope(
        new_id(),
        event.event_type,
        event.producer(),
        event.event_key(),
        event.event_subject(),
        datetime.now(UTC),
    )
    return Received(envelope, event.model_dump_json().encode(), "test/0/0", envelope.headers())


@pytest.fixture
def one(tracking: TestedService) -> Consuming:
    return Consuming(tracking.runtime)


@pytest.fixture
def other(tracking: TestedService) -> Consuming:
    """Another process's."""
    return Consuming(tracking.runtime)


@pytest.mark.parametrize("kind", WANTED)
async def test_what_came_too_early_goes_on_when_its_thing_comes_and_later_ones_of_its_key_after_it(
    one: Consuming, kind: type[Wanted]
) -> None:
    await one.takes(
        kind(who="a", number=1),
        kind(who="a", number=2, needs="x"),
        kind(who="a", number=3),
        kind(who="b", number=1),
        kind(who="b", number=2, needs="y"),
    )
    await one.takes(kind(who="a", number=4), kind(who="b", number=3), kind(who="c", number=1))
    assert [await one.used(who) for who in "abc"] == [[1], [1], [1]]
    assert await one.waiting() == [("a", "thing:x"), ("a", None), ("b", "thing:y"), ("a", None), ("b", None)]
    await one.takes(Brought(name="x"))
    assert [await one.used(who) for who in "abc"] == [[1, 2, 3, 4], [1], [1]]
    await one.takes(Brought(name="y"), kind(who="b", number=4))
    assert await one.used("b") == [1, 2, 3, 4]
    assert await one.waiting() == []


async def test_many_that_wait_go_on_stretch_by_stretch_so_that_what_comes_has_its_turn(
    one: Consuming, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dispatcher, "_AT_A_STRETCH_S", 0)
    monkeypatch.setattr(dispatcher, "_AT_ONCE", 1)
    await one.takes(*(Wanted(who=who, number=1, needs="x") for who in "abc"))
    await one.takes(Brought(name="x"))
    gone_on = [len(await one.used("a") + await one.used("b") + await one.used("c"))]
    while one.dispatcher.has_more:
        await one.takes(Wanted(who="d", number=len(gone_on)))
        gone_on.append(len(await one.used("a") + await one.used("b") + await one.used("c")))
    assert sorted({0, *gone_on}) == [0, 1, 2, 3]
    assert await one.used("d") == list(range(1, len(gone_on)))
    assert await one.waiting() == []


async def test_every_handler_of_a_type_runs_in_its_order_or_none_does(one: Consuming) -> None:
    await one.takes(Wanted(who="a", number=1), Wanted(who="a", number=2, needs="x"), Wanted(who="a", number=3))
    assert await one.used("a", "tallied") == [1]
    await one.takes(Brought(name="x"))
    assert await one.used("a") == await one.used("a", "tallied") == [1, 2, 3]


async def test_behind_a_thing_that_came_the_next_thing_is_waited_for(one: Consuming) -> None:
    await one.takes(Wanted(who="a", number=1, needs="x"), Wanted(who="a", number=2))
    await one.takes(Wanted(who="a", number=3, needs="y"), Wanted(who="a", number=4))
    await one.takes(Brought(name="x"))
    assert await one.used("a") == [1, 2]
    assert await one.waiting() == [("a", "thing:y"), ("a", None)]
    await one.takes(Brought(name="y"))
    assert await one.used("a") == [1, 2, 3, 4]


async def test_an_event_that_is_delivered_again_while_it_waits_is_dropped(one: Consuming) -> None:
    early = received(Wanted(who="a", number=1, needs="x"))
    for _ in range(3):
        await one.dispatcher.handle([early])
    await one.takes(Brought(name="x"))
    await one.dispatcher.handle([early])
    assert await one.used("a") == [1]


async def test_poison_behind_one_that_waits_is_put_aside_and_the_others_go_on(one: Consuming) -> None:
    await one.takes(
        Wanted(who="p", number=1, needs="x"),
        Wanted(who="p", number=2, poison=True),
        Wanted(who="p", number=3),
        Wanted(who="q", number=1, poison=True),
        Wanted(who="q", number=2, needs="x"),
    )
    await one.takes(Brought(name="x"))
    assert (await one.used("p"), await one.used("q")) == ([1, 3], [2])
    assert [letter.cause for letter in await one.letters("p")] == ["ValueError: 2 is poison"]


@pytest.mark.parametrize("kind", WANTED)
async def test_what_waited_too_long_is_put_aside_with_what_was_missing_and_those_behind_it_go_on(
    one: Consuming, kind: type[Wanted]
) -> None:
    who = str(new_id())
    await one.takes(
        kind(who=who, number=1, needs="never"),
        kind(who=who, number=2),
        kind(who=who, number=3, needs="never"),
        kind(who=who, number=4, needs="not yet"),
        kind(who=who, number=5),
    )
    async with one.runtime.transaction() as work:
        await work.connection.execute(
            "UPDATE waiting_event SET since = since - interval '73 hours' WHERE id IN (SELECT id FROM waiting_event"
            " ORDER BY id LIMIT 3)"
        )
    await one.dispatcher.sweep()
    assert await one.used(who) == [2]
    causes = [letter.cause for letter in await one.letters(who)]
    assert len(causes) == 2
    assert all(cause.startswith("thing never is not known here; waited for it since 20") for cause in causes)
    assert await one.waiting() == [(who, "thing:not yet"), (who, None)]
    assert (await one.dispatcher.replay([letter.id for letter in await one.letters(who)])) == {
        letter.id: "still misses something: thing never is not known here" for letter in await one.letters(who)
    }
    await one.takes(Brought(name="not yet"))
    assert await one.used(who) == [2, 4, 5]


async def test_what_came_without_a_word_is_found_by_the_sweep(one: Consuming) -> None:
    await one.takes(*(Wanted(who=f"w{number}", number=number, needs="x") for number in range(700)))
    async with one.runtime.transaction() as work:  # as a command does, or a process that dies after its commit
        await bring(work, Brought(name="x"), received(Brought(name="x")).envelope)
    assert len(await one.waiting()) == 700
    await one.dispatcher.sweep()
    assert await one.waiting() == []


async def test_those_left_in_a_queue_by_a_process_that_died_go_on_with_the_sweep(one: Consuming) -> None:
    await one.takes(Wanted(who="a", number=1, needs="x"), Wanted(who="a", number=2), Wanted(who="a", number=3))
    async with one.runtime.transaction() as work:  # as if the first had gone on, and the process died before the rest
        await work.connection.execute("DELETE FROM waiting_event WHERE waits_for IS NOT NULL")
    await one.dispatcher.sweep()
    assert await one.used("a") == [2, 3]


async def test_the_metric_tells_what_waits_for_what(one: Consuming) -> None:
    await one.takes(Wanted(who="a", number=1, needs="x"), Wanted(who="b", number=1, needs="y"))
    await one.takes(Wanted(who="a", number=2))
    await one.dispatcher.sweep()
    told = {tuple(s.labels.values()): s.value for s in next(iter(EVENTS_WAITING.collect())).samples}
    assert told == {(Wanted.event_type, "thing"): 2, (Wanted.event_type, "its turn"): 1}
    await one.takes(Brought(name="x"), Brought(name="y"))
    await one.dispatcher.sweep()
    assert not next(iter(EVENTS_WAITING.collect())).samples


NEEDS = st.sampled_from([None, "x", "y", "z"])
STEPS = st.one_of(
    st.tuples(st.just("wanted"), st.integers(1, 6), st.booleans()),
    st.tuples(st.just("brought"), st.integers(1, 3), st.booleans()),
    st.tuples(st.just("lost word"), st.integers(1, 1), st.booleans()),
    st.tuples(st.just("again"), st.integers(1, 6), st.booleans()),
    st.tuples(st.just("sweep"), st.integers(1, 1), st.booleans()),
)


@given(
    needs=st.lists(st.tuples(st.sampled_from("abc"), NEEDS, st.booleans()), min_size=1, max_size=14),
    steps=st.lists(STEPS, max_size=20),
    things=st.permutations("xyz"),
)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_in_whatever_order_two_topics_come_all_ends_as_if_they_had_come_in_order(
    one: Consuming,
    other: Consuming,
    needs: list[tuple[str, str | None, bool]],
    steps: list[tuple[str, int, bool]],
    things: list[str],
) -> None:
    mark = str(new_id())
    wanted: list[Event] = [
        (WantedToo if many else Wanted)(who=mark + who, number=number, needs=need and mark + need)
        for number, (who, need, many) in enumerate(needs)
    ]
    coming, brought = [received(event) for event in wanted], [Brought(name=mark + name) for name in things]
    taken: list[Received] = []
    for step, number, here in steps:
        who = one if here else other
        if step == "wanted":
            await who.dispatcher.handle(coming[:number])
            taken, coming = taken + coming[:number], coming[number:]
        elif step == "brought":
            await who.takes(*brought[:number])
            brought = brought[number:]
        elif step == "lost word" and brought:  # the process dies after its commit
            async with who.runtime.transaction() as work:
                await bring(work, brought.pop(), coming[0].envelope if coming else taken[0].envelope)
        elif step == "again":
            await who.dispatcher.handle(taken[-number:])
        elif step == "sweep":
            await who.dispatcher.sweep()
    await one.dispatcher.handle(coming)
    await other.takes(*brought)
    await one.dispatcher.sweep()
    for key in "abc":
        assert await one.used(mark + key) == [number for number, (who, *_) in enumerate(needs) if who == key]
    assert await one.waiting() == []


async def test_parking_and_bringing_at_the_same_moment_leave_nothing_waiting(one: Consuming, other: Consuming) -> None:
    rng = random.Random(7)
    for turn in range(150):
        who, name = f"r{turn}", f"t{turn}"
        events = [Wanted(who=who, number=number, needs=rng.choice([name, None])) for number in range(1, 6)]
        cut = rng.randrange(1, 5)
        await asyncio.gather(
            one.takes_after(rng.random() * 0.004, events[:cut], events[cut:]),
            other.takes_after(rng.random() * 0.008, [Brought(name=name)]),
        )
        assert await one.used(who) == [1, 2, 3, 4, 5]
    assert await one.waiting() == []


async def test_a_queue_that_goes_on_here_while_it_grows_there_stays_in_order(one: Consuming, other: Consuming) -> None:
    rng = random.Random(11)
    for turn in range(60):
        who, name = f"g{turn}", f"u{turn}"
        await one.takes(Wanted(who=who, number=1, needs=name), *(Wanted(who=who, number=n) for n in range(2, 10)))
        growing = [[Wanted(who=who, number=number)] for number in range(10, 20)]
        await asyncio.gather(one.takes_after(rng.random() * 0.002, *growing), other.takes(Brought(name=name)))
        assert await one.used(who) == list(range(1, 20))
    assert await one.waiting() == []
