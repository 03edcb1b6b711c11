"""The calendar as the API shows it."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from shared.kit.http.views import ViewModel
from shared.vocabulary.limits import LimitUnit


class DueDateView(ViewModel):
    """When a limit runs out."""

    base: date
    days: int
    unit: LimitUnit
    unit_label: str
    due_on: date
    provisional: bool = Field(description="a calendar that is still to be announced may move it")


class CalendarYearView(ViewModel):
    """A year's working days."""

    year: int
    published: bool = Field(description="whether the State Council has announced the year's days off")
    working_days: int
    adjusted_working_days: list[date] = Field(description="weekend days that are worked (调休)")
    days_off: list[date] = Field(description="Mondays to Fridays that are not worked")
    provisional_from: date | None = Field(
        description="from when on the announcement of the next year, or of this one, may arrange its days anew"
    )
    quarterly_returns_due: list[date] = Field(
        description="for each quarter, the 5th working day, by which the return on the quarter before is filed"
    )
