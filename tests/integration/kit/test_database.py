"""What the database says of a fault holds nothing of what was to be stored."""

from __future__ import annotations

import asyncpg
import pytest

from testing.tested_service import TestedService


async def test_a_fault_does_not_tell_the_values_of_its_statement(intake: TestedService) -> None:
    with pytest.raises(asyncpg.DataError) as fault:
        await intake.rows("SELECT 1 / 0, CAST(:phone AS text)", phone="020-12345678")
    assert "division by zero" in str(fault.value)
    assert "020-12345678" not in str(fault.value)
