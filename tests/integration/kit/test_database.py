"""What the database says of a fault holds nothing of what was to be stored; nobody waits for it without end."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack

import asyncpg
import pytest

from shared.kit.database import is_passing
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
            await taken.enter_async_context(intake.runtime.reading())
        with pytest.raises(TimeoutError) as waited:
            async with intake.runtime.reading():
                pass
        assert is_passing(waited.value)
        answer = await intake.client.get("/projects", headers=intake.as_("auditor"))
        assert (answer.status_code, answer.json()["code"]) == (503, "service.unavailable")
        waiting = asyncio.create_task(intake.client.get("/projects", headers=intake.as_("auditor")))
        await asyncio.sleep(0.05)
    assert (await waiting).status_code == 200
