"""From a commit through outbox, relay, broker and inbox to one effect: in order per key, none lost, none twice."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime
from typing import Any, ClassVar

import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer

from shared.contracts.event import Event
from shared.kit.events import dispatcher
from shared.kit.events.consumer import Consumer, stay_in_group
from shared.kit.events.dead_letters import dead_letters
from shared.kit.events.dispatcher import Dispatcher, Halted
from shared.kit.events.envelope import Envelope
from shared.kit.events.relay import Relay, mark_for_replay
from shared.kit.events.subscriptions import Subscription, on
from shared.kit.events.waiting import Missing
from shared.kit.ids import new_id
from shared.kit.runtime import Runtime
from shared.kit.unit_of_work import UnitOfWork
from testing.backing import Backing
from testing.tested_service import TestedService

PATIENCE_S = 40


class Counted(Event):
    """What the producer's counter of a key has come to."""

    event_type: ClassVar[str] = "daiban.intake.counter.counted.v1"
    summary: ClassVar[str] = "计数"
    key_field: ClassVar[str] = "name"
    subject_field: ClassVar[str] = "name"

    name: str
    number: int


class Strange(Counted):
    """The same in a version that nobody knows yet."""

    event_type: ClassVar[str] = "daiban.intake.counter.counted.v9"


async def keep(work: UnitOfWork, event: Counted, _: Envelope) -> None:
    if event.number < 0 and not await _is_mended(work):
        raise ValueError(f"{event.number} is poison")
    await work.connection.execute("INSERT INTO tracking.kept (name, number) VALUES ($1, $2)", event.name, event.number)


async def _is_mended(work: UnitOfWork) -> bool:
    return bool(await work.connection.fetchval("SELECT mended FROM tracking.handler"))


SUBSCRIPTIONS = (on(Counted, keep),)


class Mended(Counted):
    """Somebody mends what the handler needs."""

    event_type: ClassVar[str] = "daiban.intake.counter.mended.v1"


async def keep_when_mended(work: UnitOfWork, event: Counted, envelope: Envelope) -> None:
    if not await _is_mended(work):
        raise Missing("handler", event.number)
    await keep(work, event, envelope)


async def mend(work: UnitOfWork, event: Mended, _: Envelope) -> None:
    await work.connection.execute("UPDATE tracking.handler SET mended = true")
    work.arrived("handler", event.number)


@pytest.fixture(scope="module")
async def tables(intake: TestedService, tracking: TestedService) -> AsyncIterator[None]:
    """A counter per key at the producer; what was kept, in its order, at the consumer."""
    async with intake.runtime.transaction() as work:
        await work.connection.execute("CREATE TABLE intake.counter (name text PRIMARY KEY, number int NOT NULL)")
    async with tracking.runtime.transaction() as work:
        await work.connection.execute(
            "CREATE TABLE tracking.kept (id bigint GENERATED ALWAYS AS IDENTITY, name text, number int)"
        )
        await work.connection.execute("CREATE TABLE tracking.handler AS SELECT false AS mended")
    yield
    async with intake.runtime.transaction() as work:
        await work.connection.execute("DROP TABLE intake.counter")
    async with tracking.runtime.transaction() as work:
        await work.connection.execute("DROP TABLE tracking.kept, tracking.handler")


async def count(intake: TestedService, name: str, *, times: int = 1) -> None:
    """Raise a counter, one transaction each: lock the row, then name the event."""
    for _ in range(times):
        async with intake.runtime.transaction() as work:
            number = await work.connection.fetchval(
                "INSERT INTO counter (name, number) VALUES ($1, 1)"
                " ON CONFLICT (name) DO UPDATE SET number = counter.number + 1 RETURNING number",
                name,
            )
            work.publish(Counted(name=name, number=number))


async def kept(tracking: TestedService, name: str) -> list[int]:
    rows = await tracking.rows("SELECT number FROM kept WHERE name = :name ORDER BY id", name=name)
    return [row["number"] for row in rows]


@asynccontextmanager
async def running(*loops: Any) -> AsyncIterator[None]:
    tasks = [asyncio.create_task(loop.run()) for loop in loops]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        for task in tasks:
            with suppress(asyncio.CancelledError):
                await task


async def until(tracking: TestedService, name: str, expected: Sequence[int]) -> None:
    async with asyncio.timeout(PATIENCE_S):
        while len(await kept(tracking, name)) < len(expected):
            await asyncio.sleep(0.05)
    assert await kept(tracking, name) == list(expected)


def consumer(tracking: TestedService, subscriptions: Sequence[Subscription] = SUBSCRIPTIONS) -> Consumer:
    return Consumer(tracking.runtime, subscriptions)


@pytest.mark.usefixtures("tables")
async def test_many_writers_few_keys_two_relays_and_every_event_once_in_order(
    intake: TestedService, tracking: TestedService
) -> None:
    names = [f"ordered-{new_id()}" for _ in range(5)]
    async with running(Relay(intake.runtime), Relay(intake.runtime), consumer(tracking)):
        await asyncio.gather(*(count(intake, name, times=5) for name in names for _ in range(4)))
        for name in names:
            await until(tracking, name, range(1, 21))
    pending = await intake.rows("SELECT count(*) FROM outbox WHERE published_at IS NULL")
    assert pending == [{"count": 0}]


@pytest.mark.usefixtures("tables")
async def test_a_commit_wakes_the_relay_of_its_own_process(
    backing: Backing, intake: TestedService, tracking: TestedService
) -> None:
    name = f"woken-{new_id()}"
    runtime = await Runtime.start("intake", backing.settings("intake", outbox_sweep_s="3600"), application="test")
    relay = Relay(runtime)
    await count(intake, name)
    async with running(relay, consumer(tracking)):
        await until(tracking, name, [1])  # it has swept, and sleeps
        async with runtime.transaction() as work:
            work.publish(Counted(name=name, number=2))
        await until(tracking, name, [1, 2])
    await runtime.close()


@pytest.mark.usefixtures("tables")
async def test_what_comes_while_a_consumer_handles_is_fetched_all_at_once_afterwards(
    backing: Backing, tracking: TestedService
) -> None:
    name = f"meanwhile-{new_id()}"
    handling, may_end = asyncio.Event(), asyncio.Event()

    async def note_the_transaction(work: UnitOfWork, event: Counted, _: Envelope) -> None:
        await work.connection.execute(
            "INSERT INTO kept (name, number) VALUES ($1, pg_current_xact_id()::text::int)", event.name
        )
        handling.set()
        await may_end.wait()

    async with (
        AIOKafkaProducer(bootstrap_servers=backing.settings("tracking").kafka_bootstrap) as producer,
        running(consumer(tracking, [on(Counted, note_the_transaction)])),
    ):

        async def put(number: int) -> None:
            event = Counted(name=name, number=number)
            envelope = Envelope(new_id(), event.event_type, "intake", name, name, datetime.now(UTC))
            await producer.send_and_wait(
                "daiban.intake", event.model_dump_json().encode(), name.encode(), headers=envelope.headers()
            )

        async with asyncio.timeout(PATIENCE_S):
            await put(0)
            await handling.wait()
            for number in range(1, 21):
                await put(number)
            may_end.set()
            while len(transactions := await kept(tracking, name)) < 21:
                await asyncio.sleep(0.05)
    assert len(set(transactions)) == 2


@pytest.mark.usefixtures("tables")
async def test_what_was_sent_and_not_marked_is_sent_again_and_dropped(
    intake: TestedService, tracking: TestedService
) -> None:
    name = f"again-{new_id()}"
    await count(intake, name, times=3)
    async with running(Relay(intake.runtime), consumer(tracking)):
        await until(tracking, name, [1, 2, 3])
    unmark = "UPDATE outbox SET published_at = NULL WHERE key = $1"
    async with intake.runtime.transaction() as work:  # as a relay leaves it that dies between send and mark
        await work.connection.execute(unmark, name)
    await count(intake, name)
    async with running(Relay(intake.runtime), consumer(tracking)):
        await until(tracking, name, [1, 2, 3, 4])


@pytest.mark.usefixtures("tables")
async def test_a_lost_topic_is_filled_again_from_the_outbox_and_nobody_notices(
    intake: TestedService, tracking: TestedService
) -> None:
    name = f"replayed-{new_id()}"
    await count(intake, name, times=5)
    async with running(Relay(intake.runtime), consumer(tracking)):
        await until(tracking, name, range(1, 6))
        async with intake.runtime.transaction() as work:
            assert await mark_for_replay(work.connection) >= 5
        await count(intake, name)
        await until(tracking, name, range(1, 7))


@pytest.mark.usefixtures("tables")
async def test_poison_unknown_versions_and_junk_are_put_aside_and_later_events_flow(
    intake: TestedService, tracking: TestedService
) -> None:
    name = f"poison-{new_id()}"
    async with intake.runtime.transaction() as work:
        work.publish(Counted(name=name, number=-1), Strange(name=name, number=2), Counted(name=name, number=3))
    settings = tracking.runtime.settings
    producer = AIOKafkaProducer(bootstrap_servers=settings.kafka_bootstrap)
    await producer.start()
    await producer.send_and_wait("daiban.intake", b"junk", key=name.encode())
    await producer.stop()
    before = {letter.id for letter in await _letters(tracking)}
    async with running(Relay(intake.runtime), consumer(tracking)):
        await until(tracking, name, [3])
        async with asyncio.timeout(PATIENCE_S):
            while (
                len(mine := [one for one in await _letters(tracking) if one.key == name and one.id not in before]) < 3
            ):
                await asyncio.sleep(0.05)
    causes = {letter.type.rsplit(".", 1)[-1]: letter.cause for letter in mine}
    assert causes["v1"] == "ValueError: -1 is poison"
    assert "nothing here handles" in causes["v9"]
    assert "nothing here handles unknown" in causes["unknown"]
    poison = next(letter for letter in mine if letter.type == Counted.event_type)
    dispatcher = Dispatcher(tracking.runtime, SUBSCRIPTIONS)
    still = await dispatcher.replay([poison.id])
    assert still[poison.id].startswith("still fails: ValueError")
    async with tracking.runtime.transaction() as work:
        await work.connection.execute("UPDATE tracking.handler SET mended = true")
    assert await dispatcher.replay([poison.id]) == {poison.id: "replayed"}
    assert await dispatcher.replay([poison.id]) == {poison.id: "no such dead letter is waiting"}
    assert await kept(tracking, name) == [3, -1]
    async with tracking.runtime.transaction() as work:
        await work.connection.execute("UPDATE tracking.handler SET mended = false")


async def _letters(tracking: TestedService) -> list[Any]:
    async with tracking.runtime.reading() as connection:
        return await dead_letters(connection, limit=10_000)


@pytest.mark.usefixtures("tables")
async def test_what_goes_on_longer_than_a_stretch_goes_on_though_nothing_comes(
    intake: TestedService, tracking: TestedService, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dispatcher, "_AT_A_STRETCH_S", 0)
    monkeypatch.setattr(dispatcher, "_AT_ONCE", 1)
    names = [f"stretch-{new_id()}" for _ in range(5)]
    async with running(Relay(intake.runtime), consumer(tracking, [on(Counted, keep_when_mended), on(Mended, mend)])):
        async with intake.runtime.transaction() as work:
            work.publish(*(Counted(name=name, number=1) for name in names))
        async with asyncio.timeout(PATIENCE_S):
            while await tracking.rows("SELECT count(*) FROM waiting_event") != [{"count": len(names)}]:
                await asyncio.sleep(0.05)
        async with intake.runtime.transaction() as work:
            work.publish(Mended(name="mended", number=1))
        for name in names:
            await until(tracking, name, [1])
    async with tracking.runtime.transaction() as work:
        await work.connection.execute("UPDATE tracking.handler SET mended = false")


@pytest.mark.usefixtures("tables")
async def test_when_too_many_in_a_row_cannot_be_handled_the_consumer_halts(
    backing: Backing, intake: TestedService, tracking: TestedService
) -> None:
    name = f"halt-{new_id()}"
    async with intake.runtime.transaction() as work:
        work.publish(*(Counted(name=name, number=-1) for _ in range(6)))
    runtime = await Runtime.start(
        "tracking", backing.settings("tracking", halt_after_dead_letters="5"), application="test"
    )
    halting = Consumer(runtime, SUBSCRIPTIONS)
    async with running(Relay(intake.runtime)):
        with pytest.raises(Halted, match="5 events in a row"):
            await asyncio.wait_for(halting.run(), PATIENCE_S)
    await runtime.close()


@pytest.mark.usefixtures("tables")
async def test_a_consumer_that_is_stopped_has_committed_what_it_handled(
    intake: TestedService, tracking: TestedService
) -> None:
    name = f"stopped-{new_id()}"
    await count(intake, name, times=3)
    first = consumer(tracking)
    run = asyncio.create_task(first.run())
    async with running(Relay(intake.runtime)):
        await until(tracking, name, [1, 2, 3])
        first.stop()
        await asyncio.wait_for(run, 15)
        await count(intake, name)
        async with running(consumer(tracking)):
            await until(tracking, name, [1, 2, 3, 4])


async def test_waiting_out_a_fault_drops_nothing_of_what_is_assigned_meanwhile(backing: Backing) -> None:
    bootstrap = backing.settings("intake").kafka_bootstrap
    group, name = f"waiting-{new_id()}", str(new_id()).encode()
    member = AIOKafkaConsumer(
        "daiban.intake",
        bootstrap_servers=bootstrap,
        group_id=group,
        enable_auto_commit=False,
        auto_offset_reset="latest",
        fetch_max_wait_ms=10,
    )
    await member.start()
    try:
        async with asyncio.timeout(PATIENCE_S):
            while not member.assignment():
                await asyncio.sleep(0.05)
        await member.seek_to_end()
        async with AIOKafkaProducer(bootstrap_servers=bootstrap) as producer:
            for number in range(20):
                await producer.send_and_wait("daiban.intake", str(number).encode(), key=name)
        waiting = asyncio.create_task(stay_in_group(member, 1))
        await asyncio.sleep(0.2)
        member.resume(*member.assignment())  # as partitions are that are assigned anew
        await waiting
        found: list[int] = []
        async with asyncio.timeout(PATIENCE_S):
            while len(found) < 20:
                for messages in (await member.getmany(timeout_ms=200)).values():
                    found += [int(message.value or b"") for message in messages if message.key == name]
        assert found == list(range(20))
    finally:
        await member.stop()
