"""Statistics in answers."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from services.tracking_service.calendar.domain import Light
from services.tracking_service.cases.domain import CaseStatus
from services.tracking_service.deadlines.domain import DeadlineState
from services.tracking_service.statistics.store import DAYS, OPEN, OPENED, UNCLOCKED, Counted
from shared.kit.http.views import ViewModel
from shared.vocabulary.statuses import Outcome


class WorkView(ViewModel):
    """How many cases came, were decided and how, and are open."""

    opened: int = Field(description="cases that were opened in the time; never one whose acceptance was undone")
    decided: int = Field(description="in the time: passed, passed with gaps, or refused")
    passed: int
    passed_with_gaps: int
    refused: int
    withdrawn: int = Field(description="by the applicant, in the time")
    in_time: int = Field(description="of the decided, those whose clock had not run out")
    late: int
    ran_out: int = Field(description="of the decided, those whose clock had run out when they were accepted by law")
    without_clock: int = Field(description="of the decided, those that no clock ran for: 未核定, or none of its own")
    days_mean: float | None = Field(
        description="calendar days from acceptance to decision, stops included, on average; null where none was decided"
    )
    open: int = Field(description="cases that are open now, whenever they came")
    open_normal: int
    open_warning: int
    open_overdue: int
    open_stopped: int = Field(description="whose clock stands still, in a special procedure")
    open_ran_out: int
    open_without_clock: int = Field(description="that no clock runs for: 未核定, or none of its own")


class ItemWorkView(WorkView):
    """The same of one item."""

    item_code: str
    item_name: str


class BodyWorkView(WorkView):
    """The same of a body, and of each of its items that had any."""

    body: str
    body_label: str
    items: list[ItemWorkView]


class StatisticsView(ViewModel):
    """办件统计: the work of bodies in a time."""

    first_day: date
    last_day: date
    items: list[BodyWorkView]


def view(body: Counted) -> BodyWorkView:
    """A body's work."""
    items = (ItemWorkView(item_code=one.code, item_name=one.name, **_numbers(one)) for one in body.items.values())
    ordered = sorted(items, key=lambda one: one.item_code)
    return BodyWorkView(body=body.code, body_label=body.name, items=ordered, **_numbers(body))


def _numbers(counted: Counted) -> dict[str, float | int | None]:
    of = counted.numbers
    outcomes = {outcome.value: of[outcome] for outcome in Outcome}
    decided = sum(outcomes.values())
    return {
        "opened": of[OPENED],
        "decided": decided,
        **outcomes,
        "withdrawn": of[CaseStatus.WITHDRAWN],
        "in_time": of[DeadlineState.MET],
        "late": of[DeadlineState.MISSED],
        "ran_out": of[DeadlineState.RAN_OUT],
        "without_clock": of[UNCLOCKED],
        "days_mean": round(of[DAYS] / decided, 1) if decided else None,
        "open": of[OPEN],
        **{f"open_{light.value}": of[light] for light in Light},
        "open_stopped": of[f"{DeadlineState.STOPPED}_{OPEN}"],
        "open_ran_out": of[f"{DeadlineState.RAN_OUT}_{OPEN}"],
        "open_without_clock": of[f"{UNCLOCKED}_{OPEN}"],
    }
