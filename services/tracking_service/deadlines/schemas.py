"""How something stands against its limit, as the API shows it."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Self

from pydantic import Field, TypeAdapter

from services.tracking_service.deadlines.domain import Reckoned
from shared.kit.http.views import ViewModel


class LimitView(ViewModel):
    """A time limit."""

    days: int
    unit: str
    unit_label: str


class ClockView(ViewModel):
    """The clock of a case. Without a confirmed limit (未核定) no clock runs, and all the rest is absent."""

    limit_status: str = Field(description="confirmed or unconfirmed")
    limit_status_label: str
    limit: LimitView | None = None
    due_on: date | None = Field(None, description="the last day in time; absent while the clock is stopped")
    provisional: bool = Field(False, description="it reaches into a year whose calendar is not announced yet")
    light: str | None = Field(None, description="normal, warning or overdue; absent while the clock is stopped")
    light_label: str | None = None
    light_code: int | None = Field(None, description="时限状态 of the national exchange standard")
    remaining_days: int | None = Field(None, description="in the limit's unit; 0 on the due day, negative after it")
    used_days: int | None = Field(None, description="in the limit's unit")

    @classmethod
    def at(cls, today: date, reckoned: Reckoned | None) -> Self:
        """The view of a clock on a day, or as it stood in the end; None: 未核定."""
        if reckoned is None:
            return cls(limit_status="unconfirmed", limit_status_label="未核定")
        standing = reckoned.standing(today)
        light = standing.light
        return cls.of(
            reckoned,
            limit_status="confirmed",
            limit_status_label="已核定",
            light=light,
            light_label=light.label if light else None,
            light_code=light.national_code if light else None,
            remaining_days=standing.remaining,
            used_days=standing.used,
        )


_RECKONED: TypeAdapter[Reckoned | None] = TypeAdapter(Reckoned | None)


@lru_cache(maxsize=20_000)
def clock_on(today: date, reckoned: str) -> ClockView:
    """A clock on a day, from the JSON by which it stands. Most are read again before that is over; many stand alike."""
    return ClockView.at(today, _RECKONED.validate_json(reckoned))
