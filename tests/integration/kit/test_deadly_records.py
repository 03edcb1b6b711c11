"""A record that kills whoever handles it is put aside after the process has died of it again and again."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Collection
from contextlib import suppress
from datetime import UTC, datetime

import pytest
from aiokafka import AIOKafkaProducer

from deploy.local.environment import service_environment
from deploy.processes.program import ROOT
from shared.kit.events.consumer import Consumer
from shared.kit.events.deaths import DEADLY, ONCE_TOO_OFTEN, Deaths, Partition
from shared.kit.events.envelope import Envelope
from shared.kit.events.subscriptions import on
from shared.kit.ids import new_id
from shared.kit.unit_of_work import UnitOfWork
from testing.backing import Backing
from testing.tested_service import TestedService
from tests.integration.kit.deadly_worker import Swallowed

PATIENCE_S = 120


@pytest.fixture
async def tables(tracking: TestedService) -> AsyncIterator[None]:
    async with tracking.runtime.transaction() as work:
        await work.connection.execute("CREATE TABLE swallowed (name text)")
        await work.connection.execute("TRUNCATE partition_watch")
    yield
    async with tracking.runtime.transaction() as work:
        await work.connection.execute("DROP TABLE swallowed")
        await work.connection.execute("TRUNCATE partition_watch")


async def _put(producer: AIOKafkaProducer, key: str, event: Swallowed) -> None:
    envelope = Envelope(new_id(), event.event_type, "intake", key, "s", datetime.now(UTC))
    await producer.send_and_wait(
        "daiban.intake", event.model_dump_json().encode(), key.encode(), headers=envelope.headers()
    )


class Worker:
    """A worker process that is started again when it dies, as supervisors do."""

    def __init__(self, backing: Backing) -> None:
        self._environment = {**os.environ, **service_environment("tracking", backing.stack)}
        self.deaths = 0
        self._process: asyncio.subprocess.Process | None = None

    async def run(self) -> None:
        while True:
            self._process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "tests.integration.kit.deadly_worker"),
                env=self._environment,
                cwd=ROOT,
                stdout=asyncio.subprocess.DEVNULL,
            )
            if await self._process.wait() != 7:
                return
            self.deaths += 1

    async def stop(self) -> int:
        assert self._process
        if self._process.returncode is None:
            self._process.send_signal(signal.SIGTERM)
        return await self._process.wait()


@pytest.mark.usefixtures("tables")
@pytest.mark.parametrize("waits", [False, True])
async def test_what_kills_is_put_aside_and_the_others_are_handled(
    backing: Backing, tracking: TestedService, waits: bool
) -> None:
    first, deadly, last = (f"{name}-{new_id()}" for name in ("first", "deadly", "last"))
    async with AIOKafkaProducer(bootstrap_servers=backing.settings("tracking").kafka_bootstrap) as producer:
        if waits:  # it kills when it goes on
            await _put(producer, deadly, Swallowed(name=deadly, deadly=True, after=first))
            await _put(producer, first, Swallowed(name=first))
            await _put(producer, deadly, Swallowed(name=last))
        else:
            for event in (Swallowed(name=first), Swallowed(name=deadly, deadly=True), Swallowed(name=last)):
                await _put(producer, deadly, event)
    worker = Worker(backing)
    running = asyncio.create_task(worker.run())
    try:
        async with asyncio.timeout(PATIENCE_S):
            while {row["name"] for row in await tracking.rows("SELECT name FROM swallowed")} != {first, last}:
                assert not running.done()
                await asyncio.sleep(0.1)
    finally:
        ended_with = await worker.stop()
        await running
    letters = [one for one in await tracking.dead_letters() if one["key"] == deadly]
    assert [letter["cause"] for letter in letters] == [DEADLY]
    assert ended_with == 0
    assert 3 <= worker.deaths <= 6
    # Partitions that the group had not given back since a death are not the last process's to end.
    held = await tracking.rows(f"SELECT count(*) AS held FROM partition_watch WHERE times >= {ONCE_TOO_OFTEN}")
    assert held == [{"held": 0}]


@pytest.mark.usefixtures("tables")
async def test_processes_that_are_killed_at_random_put_nothing_aside(tracking: TestedService) -> None:
    for offset in range(10):  # and what was not committed comes again
        killed = Deaths(tracking.runtime)
        await killed.begin([("daiban.intake", 0), ("daiban.routing", 3)])
        assert bool(killed.suspected) == (offset >= 2)
        for place in range(max(0, offset - 3), offset + 2):  # each time it gets a little further
            assert not await killed.has_killed(("daiban.intake", 0), place)
    await killed.end()
    calm = Deaths(tracking.runtime)
    await calm.begin([("daiban.intake", 0)])
    assert not calm.suspected


async def _note_how_often_it_was_begun(work: UnitOfWork, event: Swallowed, _: Envelope) -> None:
    await work.connection.execute(
        "INSERT INTO swallowed SELECT $1 || ' ' || max(begun) FROM partition_watch WHERE topic = 'daiban.intake'",
        event.name,
    )


@pytest.mark.usefixtures("tables")
async def test_a_process_is_counted_before_it_handles_a_partition_s_first_record(
    backing: Backing, tracking: TestedService, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin = Deaths.begin

    async def begin_slowly(self: Deaths, partitions: Collection[Partition]) -> None:
        await asyncio.sleep(0.5)
        await begin(self, partitions)

    monkeypatch.setattr(Deaths, "begin", begin_slowly)
    name = f"first-{new_id()}"
    async with AIOKafkaProducer(bootstrap_servers=backing.settings("tracking").kafka_bootstrap) as producer:
        await _put(producer, name, Swallowed(name=name))
    consumer = Consumer(tracking.runtime, [on(Swallowed, _note_how_often_it_was_begun)])
    running = asyncio.create_task(consumer.run())
    try:
        async with asyncio.timeout(PATIENCE_S):
            while not (noted := await tracking.rows(f"SELECT name FROM swallowed WHERE name LIKE '{name}%'")):
                assert not running.done()
                await asyncio.sleep(0.05)
    finally:
        consumer.stop()
        with suppress(asyncio.CancelledError):
            await running
    assert noted == [{"name": f"{name} 1"}]
