"""Routes of the calendar."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import Path, Query

from services.tracking_service.calendar.domain import Limit, due, quarterly_return_due, year_of_days
from services.tracking_service.calendar.schemas import CalendarYearView, DueDateView
from shared.kit.http.edge import allow, edge_router
from shared.vocabulary.limits import LimitUnit
from shared.vocabulary.roles import EVERYONE

router = edge_router("calendar", "工作日历 · working days, and when a limit ends")
_FIRST, _LAST = 2004, 2099


@router.get("/calendar/due-date", summary="推算到期日", **allow(*EVERYONE, transaction=False))
async def get_due_date(
    base: Annotated[date, Query(ge=date(_FIRST, 1, 1), le=date(_LAST, 12, 31), description="not counted itself")],
    days: Annotated[int, Query(ge=0, le=5000)],
    unit: LimitUnit = LimitUnit.WORKING_DAY,
) -> DueDateView:
    """When a limit of so many days runs out that runs from a day."""
    found = due(base, Limit(days, unit))
    assert found
    return DueDateView(
        base=base,
        days=days,
        unit=unit,
        unit_label=unit.label,
        due_on=found.on,
        provisional=found.provisional,
    )


@router.get("/calendar/{year}", summary="年度工作日", **allow(*EVERYONE, transaction=False))
async def get_calendar_year(year: Annotated[int, Path(ge=_FIRST, le=_LAST)]) -> CalendarYearView:
    """How many working days a year has, and which days differ from the weekly rhythm."""
    found = year_of_days(year)
    returns = [quarterly_return_due(year, quarter).on for quarter in (1, 2, 3, 4)]
    return CalendarYearView.of(found, adjusted_working_days=found.adjusted, quarterly_returns_due=returns)
