"""How something stands against its limit, as the API shows it."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Self

from pydantic import Field, TypeAdapter

from services.tracking_service.calendar.domain import Light
from services.tracking_service.deadlines.domain import Reckoned
from shared.kit.http.views import ViewModel, to_json
from shared.vocabulary.limits import LimitStatus, LimitUnit


class LimitView(ViewModel):
    """A time limit."""

    days: int
    unit: LimitUnit
    unit_label: str


class ClockView(ViewModel):
    """The clock of a case. Where no limit is confirmed (未核定), or the item has none of its own (无单独时限), no clock
    runs, and all the rest is absent.
    """

    limit_status: LimitStatus
    limit_status_label: str
    limit: LimitView | None = None
    due_on: date | None = Field(
        None, description="the last day in time; absent while the clock is stopped, and where it was annulled"
    )
    provisional: bool = Field(False, description="a calendar that is still to be announced may move it")
    light: Light | None = Field(
        None, description="absent while the clock is stopped, where it had run out and where it was annulled"
    )
    light_label: str | None = None
    light_code: int | None = Field(None, description="时限状态 of the national exchange standard")
    remaining_days: int | None = Field(None, description="in the limit's unit; 0 on the due day, negative after it")
    ran_out: bool = Field(
        False,
        description="the item counts as accepted by law, and by the day on which the case was opened its limit had"
        " ended: nobody was late",
    )
    used_days: int | None = Field(None, description="in the limit's unit")

    @classmethod
    def at(cls, today: date, reckoned: Reckoned | LimitStatus) -> Self:
        """The view of a clock on a day, or as it stood in the end; or why there is none."""
        if isinstance(reckoned, LimitStatus):
            return cls(limit_status=reckoned, limit_status_label=reckoned.label)
        standing = reckoned.standing(today)
        light = standing.light
        return cls.of(
            reckoned,
            limit_status=LimitStatus.CONFIRMED,
            light=light,
            light_label=light.label if light else None,
            light_code=light.national_code if light else None,
            remaining_days=standing.remaining,
            used_days=standing.used,
        )


_RECKONED: TypeAdapter[Reckoned | LimitStatus] = TypeAdapter(Reckoned | LimitStatus)


@lru_cache(maxsize=20_000)
def clock_json(today: date, reckoned: str) -> str:
    """The JSON of a clock on a day, from that by which it stands. Most are read again before that is over; many stand
    alike.
    """
    return to_json(ClockView.at(today, _RECKONED.validate_json(reckoned))).decode()
