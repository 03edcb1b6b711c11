"""From a commit through outbox, relay, broker and inbox to one effect: in order per key, none lost, none twice."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

import pytest
from aiokafka import AIOKafkaProducer
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from shared.kit.events.consumer import Consumer, Halted
from shared.kit.events.dead_letters import replay
from shared.kit.events.relay import Relay, mark_for_replay
from shared.kit.ids import new_id
from shared.kit.runtime import Runtime
from shared.testing.backing import Backing
from shared.testing.tested_service import TestedService
from tests.integration.kit.counting import (
    PATIENCE_S,
    SUBSCRIPTIONS,
    Counted,
    Strange,
    count,
    counting,
    keeper,
    kept,
    mend_the_handler,
    put_aside,
    running,
    until,
)

PENDING = "SELECT count(*) FROM outbox WHERE published_at IS NULL"


@pytest.fixture(scope="module", autouse=True)
async def tables(intake: TestedService, tracking: TestedService) -> AsyncIterator[None]:
    async with counting(intake, tracking):
        yield


@asynccontextmanager
async def producer(service: TestedService) -> AsyncIterator[AIOKafkaProducer]:
    """Somebody who sends what no relay would."""
    started = AIOKafkaProducer(bootstrap_servers=service.runtime.settings.kafka_bootstrap)
    await started.start()
    try:
        yield started
    finally:
        await started.stop()


async def leaders(intake: TestedService) -> int:
    """How many hold the relay's lock of intake."""
    rows = await intake.rows(
        "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted AND objsubid = 1"
        " AND (classid::bigint << 32) | objid::bigint = hashtextextended('relay:intake', 0)"
    )
    number: int = rows[0]["count"]
    return number


async def test_many_writers_few_keys_two_relays_and_every_event_once_in_order(
    intake: TestedService, tracking: TestedService
) -> None:
    names = [f"ordered-{new_id()}" for _ in range(5)]
    async with running(Relay(intake.runtime), Relay(intake.runtime), keeper(tracking)):
        await asyncio.gather(*(count(intake, name, times=5) for name in names for _ in range(4)))
        for name in names:
            await until(tracking, name, range(1, 21))
        assert await leaders(intake) == 1
    assert await intake.rows(PENDING) == [{"count": 0}]


async def test_when_the_relay_that_leads_dies_the_other_takes_over(
    intake: TestedService, tracking: TestedService
) -> None:
    name = f"handed-over-{new_id()}"
    async with running(keeper(tracking)):
        async with running(Relay(intake.runtime)):
            await count(intake, name)
            await until(tracking, name, [1])
            standing_by = Relay(intake.runtime)
            second = asyncio.create_task(standing_by.run())
            async with asyncio.timeout(PATIENCE_S):
                while not standing_by.ready:
                    await asyncio.sleep(0.02)
            assert await leaders(intake) == 1
        try:
            await count(intake, name)
            await until(tracking, name, [1, 2])
            assert await leaders(intake) == 1
        finally:
            second.cancel()
            await asyncio.wait([second])


async def test_what_a_relay_sent_that_died_before_marking_it_is_sent_again_and_dropped(
    intake: TestedService, tracking: TestedService
) -> None:
    name = f"again-{new_id()}"
    await count(intake, name, times=3)
    async with running(keeper(tracking)):
        async with intake.runtime.engine.begin() as holding:  # the relay can read and send these, and not mark them
            await holding.execute(text("SELECT 1 FROM outbox WHERE key = :name FOR UPDATE"), {"name": name})
            async with running(Relay(intake.runtime)):
                await until(tracking, name, [1, 2, 3])
        unmarked = "SELECT count(*) FROM outbox WHERE key = :name AND published_at IS NULL"
        assert await intake.rows(unmarked, name=name) == [{"count": 3}]
        await count(intake, name)
        async with running(Relay(intake.runtime)):
            await until(tracking, name, [1, 2, 3, 4])


async def test_a_lost_topic_is_filled_again_from_the_outbox_and_nobody_notices(
    intake: TestedService, tracking: TestedService
) -> None:
    name = f"replayed-{new_id()}"
    await count(intake, name, times=5)
    async with running(Relay(intake.runtime), keeper(tracking)):
        await until(tracking, name, range(1, 6))
        async with intake.runtime.transaction() as work:
            assert await mark_for_replay(work.connection) >= 5
        await count(intake, name)
        await until(tracking, name, range(1, 7))
        async with asyncio.timeout(PATIENCE_S):
            while await intake.rows(PENDING) != [{"count": 0}]:
                await asyncio.sleep(0.05)
    assert await kept(tracking, name) == [1, 2, 3, 4, 5, 6]


async def test_a_relay_that_gets_no_connection_waits_for_one(
    backing: Backing, intake: TestedService, tracking: TestedService
) -> None:
    name = f"crowded-{new_id()}"
    await count(intake, name)
    own = intake.runtime
    search_path = {"server_settings": {"search_path": own.schema}}
    engine = create_async_engine(
        own.settings.database_url, pool_size=1, max_overflow=0, pool_timeout=0.1, connect_args=search_path
    )
    crowded = Runtime(own.schema, own.settings, engine, own.clock, own.tokens)
    relaying = asyncio.create_task(Relay(crowded).run())
    async with crowded.reading():
        await asyncio.sleep(0.5)
    async with running(keeper(tracking)):
        await until(tracking, name, [1])
    relaying.cancel()
    await asyncio.wait([relaying])
    await crowded.close()


async def test_poison_unknown_versions_and_junk_are_put_aside_and_later_events_flow(
    intake: TestedService, tracking: TestedService
) -> None:
    name = f"poison-{new_id()}"
    async with intake.runtime.transaction() as work:
        work.publish(Counted(name=name, number=-1), Strange(name=name, number=2), Counted(name=name, number=3))
    async with producer(tracking) as sending:
        await sending.send_and_wait("daiban.intake", b"junk", key=name.encode())
    async with running(Relay(intake.runtime), keeper(tracking)):
        await until(tracking, name, [3])
        mine = await put_aside(tracking, name, 3)
    causes = {letter.type.rsplit(".", 1)[-1]: letter.cause for letter in mine}
    assert causes["v1"] == "ValueError: -1 is poison"
    assert "nothing here handles" in causes["v9"]
    assert "nothing here handles unknown" in causes["unknown"]
    poison = next(letter for letter in mine if letter.type == Counted.event_type)
    still = await replay(tracking.runtime, SUBSCRIPTIONS, [poison.id])
    assert still[poison.id].startswith("still fails: ValueError")
    await mend_the_handler(tracking, mended=True)
    assert await replay(tracking.runtime, SUBSCRIPTIONS, [poison.id]) == {poison.id: "replayed"}
    assert await replay(tracking.runtime, SUBSCRIPTIONS, [poison.id]) == {poison.id: "no such dead letter is waiting"}
    assert await kept(tracking, name) == [3, -1]
    await mend_the_handler(tracking, mended=False)


def headers(name: str, **changes: bytes | None) -> Sequence[tuple[str, bytes | None]]:
    """An event's own headers, with some changed."""
    good: dict[str, bytes | None] = {
        "ce_id": str(new_id()).encode(),
        "ce_type": Counted.event_type.encode(),
        "ce_source": b"/daiban/intake",
        "ce_subject": name.encode(),
        "ce_time": b"2026-11-23T00:00:00+00:00",
    }
    return list((good | changes).items())


async def test_whatever_bytes_come_are_put_aside_and_the_consumer_goes_on(tracking: TestedService) -> None:
    name = f"odd-{new_id()}"
    good = Counted(name=name, number=1).model_dump_json().encode()
    odd = [
        (headers(name, ce_id=None), good),
        (headers(name, ce_id=b"\xff\xfe"), good),
        (headers(name, ce_time=b"yesterday"), good),
        (headers(name, ce_subject=b"a\x00b"), b"\x00\xff"),
        (headers(name), None),
        (headers(name), b"[" * 100_000),
        (headers(name), Counted(name=name, number=1).model_dump_json().replace("odd", "o\\u0000dd").encode()),
        ([("\x00", b"\x00")], b""),
    ]
    async with producer(tracking) as sending:
        for given, value in odd:
            await sending.send_and_wait("daiban.intake", value, key=name.encode(), headers=given)
        await sending.send_and_wait("daiban.intake", b"", key=b"\x00\xff", headers=[])
        await sending.send_and_wait("daiban.intake", good, key=name.encode(), headers=headers(name))
    async with running(keeper(tracking)):
        await until(tracking, name, [1])
        assert len(await put_aside(tracking, name, len(odd))) == len(odd)
        await put_aside(tracking, "\ufffd\ufffd", 1)


async def test_when_too_many_in_a_row_cannot_be_handled_the_consumer_halts(
    backing: Backing, intake: TestedService, tracking: TestedService
) -> None:
    name = f"halt-{new_id()}"
    async with intake.runtime.transaction() as work:
        work.publish(*(Counted(name=name, number=-1) for _ in range(6)))
    runtime = Runtime.start("tracking", backing.settings("tracking", halt_after_dead_letters="5"), application="test")
    halting = Consumer(runtime, SUBSCRIPTIONS)
    async with running(Relay(intake.runtime)):
        with pytest.raises(Halted, match="5 events in a row"):
            await asyncio.wait_for(halting.run(), PATIENCE_S)
    await runtime.close()


async def test_a_consumer_that_is_stopped_has_committed_what_it_handled(
    intake: TestedService, tracking: TestedService
) -> None:
    name = f"stopped-{new_id()}"
    await count(intake, name, times=3)
    first = keeper(tracking)
    run = asyncio.create_task(first.run())
    async with running(Relay(intake.runtime)):
        await until(tracking, name, [1, 2, 3])
        first.stop()
        await asyncio.wait_for(run, 15)
        await count(intake, name)
        async with running(keeper(tracking)):
            await until(tracking, name, [1, 2, 3, 4])
