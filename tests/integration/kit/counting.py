"""A producer that counts and a consumer that keeps: intake names each count, tracking writes each one down."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from typing import Any, ClassVar

from sqlalchemy import text

from shared.contracts.event import Event
from shared.kit.events.consumer import Consumer
from shared.kit.events.dead_letters import DeadLetter, dead_letters
from shared.kit.events.envelope import Envelope
from shared.kit.events.subscriptions import on
from shared.kit.unit_of_work import UnitOfWork
from shared.testing.tested_service import TestedService

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


async def _keep(work: UnitOfWork, event: Counted, _: Envelope) -> None:
    if event.number < 0 and not await _is_mended(work):
        raise ValueError(f"{event.number} is poison")
    await work.connection.execute(
        text("INSERT INTO tracking.kept (name, number) VALUES (:name, :number)"), event.model_dump()
    )


async def _is_mended(work: UnitOfWork) -> bool:
    return bool((await work.connection.execute(text("SELECT mended FROM tracking.handler"))).scalar_one())


SUBSCRIPTIONS = (on(Counted, _keep),)


@asynccontextmanager
async def counting(intake: TestedService, tracking: TestedService) -> AsyncIterator[None]:
    """A counter per key at the producer; what was kept, in its order, at the consumer."""
    async with intake.runtime.transaction() as work:
        await work.connection.execute(text("CREATE TABLE intake.counter (name text PRIMARY KEY, number int NOT NULL)"))
    async with tracking.runtime.transaction() as work:
        await work.connection.execute(
            text("CREATE TABLE tracking.kept (id bigint GENERATED ALWAYS AS IDENTITY, name text, number int)")
        )
        await work.connection.execute(text("CREATE TABLE tracking.handler AS SELECT false AS mended"))
    yield
    async with intake.runtime.transaction() as work:
        await work.connection.execute(text("DROP TABLE intake.counter"))
    async with tracking.runtime.transaction() as work:
        await work.connection.execute(text("DROP TABLE tracking.kept, tracking.handler"))


async def count(intake: TestedService, name: str, *, times: int = 1) -> None:
    """Raise a counter, one transaction each: lock the row, then name the event."""
    for _ in range(times):
        async with intake.runtime.transaction() as work:
            number = await work.connection.execute(
                text(
                    "INSERT INTO counter (name, number) VALUES (:name, 1)"
                    " ON CONFLICT (name) DO UPDATE SET number = counter.number + 1 RETURNING number"
                ),
                {"name": name},
            )
            work.publish(Counted(name=name, number=number.scalar_one()))


async def mend_the_handler(tracking: TestedService, *, mended: bool) -> None:
    """Let the handler take what is poison to it, or not."""
    async with tracking.runtime.transaction() as work:
        await work.connection.execute(text("UPDATE tracking.handler SET mended = :mended"), {"mended": mended})


async def kept(tracking: TestedService, name: str) -> list[int]:
    rows = await tracking.rows("SELECT number FROM kept WHERE name = :name ORDER BY id", name=name)
    return [row["number"] for row in rows]


async def until(tracking: TestedService, name: str, expected: Sequence[int]) -> None:
    """Wait until as much was kept, and see that it is this, in this order."""
    async with asyncio.timeout(PATIENCE_S):
        while len(await kept(tracking, name)) < len(expected):
            await asyncio.sleep(0.05)
    assert await kept(tracking, name) == list(expected)


async def put_aside(tracking: TestedService, key: str, number: int) -> list[DeadLetter]:
    """Wait until so many dead letters of a key are there."""
    async with asyncio.timeout(PATIENCE_S):
        while True:
            async with tracking.runtime.reading() as connection:
                waiting = await dead_letters(connection, limit=10_000)
            if len(found := [letter for letter in waiting if letter.key == key]) >= number:
                return found
            await asyncio.sleep(0.05)


def keeper(tracking: TestedService) -> Consumer:
    return Consumer(tracking.runtime, SUBSCRIPTIONS)


@asynccontextmanager
async def running(*loops: Any) -> AsyncIterator[None]:
    """Run relays and consumers, and end them as a crash does: cancelled wherever they are."""
    tasks = [asyncio.create_task(loop.run()) for loop in loops]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        for task in tasks:
            with suppress(asyncio.CancelledError):
                await task
