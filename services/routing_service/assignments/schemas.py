"""Assignments in answers."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from asyncpg import Record

from services.routing_service.assignments.domain import Assignment, AssignmentStatus
from services.routing_service.assignments.store import ASSIGNMENTS
from shared.kit.http.actions import NextAction
from shared.kit.http.fields import Moment
from shared.kit.http.views import ViewModel
from shared.kit.operations import Offers
from shared.kit.unit_of_work import UnitOfWork
from shared.vocabulary.levels import Level


class AssignmentView(ViewModel):
    """工单."""

    id: UUID
    project_id: UUID
    project_name: str
    application_item_id: UUID
    acceptance_number: str
    item_code: str
    item_name: str
    body: str
    level: Level
    level_label: str
    assignee: str
    assignee_title: str
    status: AssignmentStatus
    status_label: str
    note: str | None
    created_at: Moment
    acknowledged_at: Moment | None
    closed_at: Moment | None
    updated_at: Moment
    version: int
    next_actions: list[NextAction]


def view(work: UnitOfWork, assignment: Assignment) -> AssignmentView:
    """An assignment as this caller sees it."""
    return AssignmentView.of(assignment, next_actions=ASSIGNMENTS.next_actions(work, assignment))


def queue(work: UnitOfWork, rows: Iterable[Record]) -> list[AssignmentView]:
    """Assignments as this caller sees them, straight from their rows, for the queue is what is asked for most.

    What is offered hangs on whose an assignment is and where it stands.
    """
    offered: dict[tuple[str, str], Offers] = {}
    views = []
    for row in rows:
        case = row["assignee"], row["status"]
        if case not in offered:
            offered[case] = ASSIGNMENTS.offers(work, ASSIGNMENTS.rows.of(row))
        views.append(AssignmentView.of(row, next_actions=offered[case].on(row)))
    return views
