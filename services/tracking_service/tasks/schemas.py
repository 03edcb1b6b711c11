"""Tasks as the API shows them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from asyncpg import Record
from pydantic import Field

from services.tracking_service.calendar.domain import Light, light
from services.tracking_service.tasks.domain import NO_CLOCK, OF_KIND, TaskKind, TaskSubject, Turn
from shared.kit.clock import local_date
from shared.kit.http.fields import Moment
from shared.kit.http.views import ViewModel
from shared.kit.lists import COUNTED_TO
from shared.kit.unit_of_work import UnitOfWork


class SubjectView(ViewModel):
    """What has to be done something with. Reading it gives the next_actions."""

    kind: TaskSubject
    id: UUID
    path: str = Field(description="where it is read", examples=["/api/tracking/v1/cases/…"])


class TaskView(ViewModel):
    """One thing that has to be done now."""

    id: UUID = Field(description="of what has to be done something with: one thing waits for one at a time")
    kind: TaskKind
    kind_label: str
    waits_for: Turn
    waits_for_label: str
    party: str = Field(description="whose turn it is: WINDOW, the owner's credit code, the body's code")
    party_label: str
    subject: SubjectView
    title: str | None = Field(description="the item's name, or the agreement's number")
    project_id: UUID
    project_name: str | None
    owner_name: str | None
    officer_title: str | None = Field(description="the project's chief service officer")
    application_item_id: UUID | None
    assignee_title: str | None = Field(description="the post with which the item stands")
    since: Moment
    due_on: date | None = Field(description="the last day in time, where a clock runs")
    light: Light | None
    light_label: str | None


class KindCount(ViewModel):
    """How many tasks of a kind there are, and how their clocks stand."""

    kind: TaskKind
    kind_label: str
    count: int
    count_exact: bool = Field(description=f"false: there are more than {COUNTED_TO}")
    normal: int
    warning: int
    overdue: int


class SummaryView(ViewModel):
    """How much waits. Of each kind those that are due soonest are counted, up to 1,000."""

    kinds: list[KindCount] = Field(description="every kind, in the order of a project's course")


def view(work: UnitOfWork, row: Record) -> TaskView:
    """A task of the list as it stands today."""
    kind = TaskKind(row["kind"])
    turn, place = OF_KIND[kind]
    names = {Turn.WINDOW: Turn.WINDOW.label, Turn.OWNER: row["owner_name"], Turn.BODY: row["body_name"]}
    due_on, warned_on = row["due_on"], row["warned_on"]
    shown = light(local_date(work.now), due_on, warned_on) if warned_on else None
    return TaskView.of(
        row,
        waits_for=turn,
        party_label=names[turn] or row["party"],
        subject=SubjectView(kind=place.kind, id=row["id"], path=place.path.format(row["id"])),
        due_on=None if due_on == NO_CLOCK else due_on,
        light=shown,
        light_label=shown.label if shown else None,
    )


def summary(counted: Sequence[Record]) -> SummaryView:
    """Every kind, also those of which there are none."""
    rows = {row["kind"]: row for row in counted}
    none: dict[str, Any] = dict.fromkeys(("count", *Light), 0)
    kinds = []
    for kind in TaskKind:
        row = rows.get(kind, none)
        count = row["count"]
        lights = {one.value: row[one] for one in Light}
        kinds.append(
            KindCount(
                kind=kind,
                kind_label=kind.label,
                count=min(count, COUNTED_TO),
                count_exact=count <= COUNTED_TO,
                **lights,
            )
        )
    return SummaryView(kinds=kinds)
