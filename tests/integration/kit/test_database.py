"""What the database says of a fault holds nothing of what was to be stored; nobody waits for it without end."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack

import asyncpg
import pytest

from shared.kit.database import Database, is_passing
from testing.tested_service import TestedService


async def test_a_fault_does_not_tell_the_values_of_its_statement(intake: TestedService) -> None:
    with pytest.raises(asyncpg.DataError) as fault:
        await intake.rows("SELECT 1 / 0, CAST(:phone AS text)", phone="020-12345678")
    assert "division by zero" in str(fault.value)
    assert "020-12345678" not in str(fault.value)


async def test_who_finds_every_connection_taken_waits_for_a_while_and_no_longer(
    intake: TestedService, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shared.kit.database._WAIT_FOR_CONNECTION_S", 0.3)
    async with AsyncExitStack() as taken:
        for _ in range(intake.runtime.settings.database_pool_size):
            await taken.enter_async_context(intake.runtime.database.connection())
        with pytest.raises(TimeoutError) as waited:
            async with intake.runtime.database.connection():
                pass
        assert is_passing(waited.value)
        answer = await intake.client.get("/projects", headers=intake.as_("auditor"))
        assert (answer.status_code, answer.json()["code"]) == (503, "service.unavailable")
        waiting = asyncio.create_task(intake.client.get("/projects", headers=intake.as_("auditor")))
        await asyncio.sleep(0.05)
    assert (await waiting).status_code == 200


async def test_a_connection_that_was_cut_off_while_it_lay_idle_fails_nobody(intake: TestedService) -> None:
    async with AsyncExitStack() as taken:
        held = [await taken.enter_async_context(intake.runtime.database.connection()) for _ in range(3)]
        processes = [one.get_server_pid() for one in held]
    admin = await intake.backing.admin()
    try:
        await admin.fetch("SELECT pg_terminate_backend(pid) FROM unnest($1::int[]) AS pid", processes)
    finally:
        await admin.close()
    await asyncio.sleep(0.2)
    for _ in range(4):
        assert await intake.rows("SELECT 1 AS one") == [{"one": 1}]


async def test_who_is_cut_off_in_a_statement_leaves_a_connection_that_others_can_use(intake: TestedService) -> None:
    async def sleeping() -> None:
        async with intake.runtime.transaction() as work:
            await work.connection.execute("SELECT pg_sleep(30)")

    for _ in range(intake.runtime.settings.database_pool_size + 1):
        task = asyncio.create_task(sleeping())
        await asyncio.sleep(0.05)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
    async with intake.runtime.transaction() as work:
        assert await work.connection.fetchval("SELECT now() = transaction_timestamp()")
    assert await intake.rows("SELECT 1 AS one") == [{"one": 1}]


async def test_a_transaction_that_was_left_open_reaches_nobody_else(intake: TestedService) -> None:
    async with intake.runtime.database.connection() as connection:
        await connection.execute("BEGIN")
        left = connection.get_server_pid()
    async with intake.runtime.database.connection() as connection:
        assert connection.get_server_pid() != left
        assert not connection.is_in_transaction()


async def test_a_closed_database_gives_no_connection(intake: TestedService) -> None:
    settings = intake.runtime.settings
    database = await Database.open(settings, schema="intake", application="test")
    async with database.connection() as connection:
        await database.close()
        assert connection.is_closed()
    with pytest.raises(asyncpg.InterfaceError) as closed:
        async with database.connection():
            pass
    assert is_passing(closed.value)


async def test_a_connection_that_has_lain_idle_for_long_is_not_trusted(
    intake: TestedService, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with intake.runtime.database.connection() as connection:
        first = connection.get_server_pid()
    async with intake.runtime.database.connection() as connection:
        assert connection.get_server_pid() == first
    monkeypatch.setattr("shared.kit.database._IDLE_AT_MOST_S", 0.0)
    async with intake.runtime.database.connection() as connection:
        assert connection.get_server_pid() != first
