"""Anybody who is logged in may ask when a limit runs out."""

from __future__ import annotations

from typing import Any

import pytest

from tests.integration.tracking.conftest import Hall


async def ask(hall: Hall, address: str, **query: Any) -> tuple[int, dict[str, Any]]:
    answer = await hall.client.get(address, params=query, headers=hall.service.as_("stranger"))
    return answer.status_code, answer.json()


async def test_a_due_date_leaves_out_what_is_not_worked(hall: Hall) -> None:
    status, told = await ask(hall, "/calendar/due-date", base="2026-09-30", days=5)
    assert status == 200
    assert (told["due_on"], told["unit_label"], told["provisional"]) == ("2026-10-13", "工作日", False)
    _, told = await ask(hall, "/calendar/due-date", base="2026-09-30", days=5, unit="calendar_day")
    assert told["due_on"] == "2026-10-08", "not in the holidays (ADR 0023)"
    _, told = await ask(hall, "/calendar/due-date", base="2026-12-28", days=20)
    assert told["provisional"] is True


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ({"base": "2026-02-30", "days": 5}, "base"),
        ({"base": "1999-01-01", "days": 5}, "base"),
        ({"base": "2026-01-05", "days": -1}, "days"),
        ({"base": "2026-01-05", "days": 5001}, "days"),
        ({"base": "2026-01-05"}, "days"),
        ({"base": "2026-01-05", "days": 5, "unit": "week"}, "unit"),
    ],
)
async def test_nonsense_is_refused_with_its_parameter(hall: Hall, query: dict[str, Any], parameter: str) -> None:
    status, told = await ask(hall, "/calendar/due-date", **query)
    assert status == 422
    assert [error["parameter"] for error in told["errors"]] == [parameter]


async def test_a_year_tells_its_working_days(hall: Hall) -> None:
    status, told = await ask(hall, "/calendar/2026")
    assert (status, told["working_days"], told["published"]) == (200, 248, True)
    assert told["adjusted_working_days"][0] == "2026-01-04"
    assert told["quarterly_returns_due"] == ["2026-01-08", "2026-04-08", "2026-07-07", "2026-10-13"]
    _, later = await ask(hall, "/calendar/2031")
    assert (later["published"], later["adjusted_working_days"]) == (False, [])
    assert (await ask(hall, "/calendar/1999"))[0] == 422
