"""Assignments in the words of the contracts."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from services.routing_service.assignments.domain import ACKNOWLEDGEMENT, Assignment
from shared.contracts.event import Limit
from shared.contracts.routing.assignments import AssignmentAcknowledged, AssignmentCreated, AssignmentEscalated
from shared.contracts.routing.deadlines import RoutingDeadlineRequested, RoutingDeadlineSettled

SUBJECT_KIND = "assignment"


def created(one: Assignment) -> AssignmentCreated:
    """It was put to its body."""
    return AssignmentCreated(
        assignment_id=one.id,
        project_id=one.project_id,
        application_item_id=one.application_item_id,
        item_code=one.item_code,
        item_name=one.item_name,
        body=one.body,
        assignee=one.assignee,
        assignee_title=one.assignee_title,
    )


def acknowledged(one: Assignment) -> AssignmentAcknowledged:
    """It was taken up."""
    return AssignmentAcknowledged(
        assignment_id=one.id,
        project_id=one.project_id,
        application_item_id=one.application_item_id,
        item_code=one.item_code,
        item_name=one.item_name,
        body=one.body,
        assignee=one.assignee,
        assignee_title=one.assignee_title,
        level=one.level.value,
    )


def escalated(one: Assignment, *, from_assignee: str) -> AssignmentEscalated:
    """It climbed."""
    return AssignmentEscalated(
        assignment_id=one.id,
        project_id=one.project_id,
        application_item_id=one.application_item_id,
        item_code=one.item_code,
        item_name=one.item_name,
        body=one.body,
        from_assignee=from_assignee,
        assignee=one.assignee,
        assignee_title=one.assignee_title,
        level=one.level.value,
    )


def deadline_requested(one: Assignment, deadline_id: UUID, limit: Limit, *, base: datetime) -> RoutingDeadlineRequested:
    """Whoever it stands with has so long to take it up."""
    return RoutingDeadlineRequested(
        deadline_id=deadline_id,
        project_id=one.project_id,
        purpose=ACKNOWLEDGEMENT,
        subject_kind=SUBJECT_KIND,
        subject_id=one.id,
        body=one.body,
        base=base,
        limit=limit,
    )


def deadline_settled(one: Assignment, deadline_id: UUID, *, met: bool, at: datetime) -> RoutingDeadlineSettled:
    """It was taken up, or its case is over."""
    return RoutingDeadlineSettled(deadline_id=deadline_id, project_id=one.project_id, met=met, at=at)
