"""Assignments in answers."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from pydantic import Field

from services.routing_service.assignments.domain import Assignment, AssignmentStatus, Level
from services.routing_service.assignments.policy import next_actions
from shared.kit.http.fields import Moment, ViewModel
from shared.kit.principals import Principal


class AssignmentView(ViewModel):
    """工单."""

    id: UUID
    project_id: UUID
    project_name: Annotated[str | None, Field(description="absent until the project's registration has been heard of")]
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
    version: int
    next_actions: list[str]

    @classmethod
    def of(cls, one: Assignment, project_name: str | None, principal: Principal) -> AssignmentView:
        """An assignment as this caller sees it."""
        return cls(
            id=one.id,
            project_id=one.project_id,
            project_name=project_name,
            application_item_id=one.application_item_id,
            acceptance_number=one.acceptance_number,
            item_code=one.item_code,
            item_name=one.item_name,
            body=one.body,
            level=one.level,
            level_label=one.level.label,
            assignee=one.assignee,
            assignee_title=one.assignee_title,
            status=one.status,
            status_label=one.status.label,
            note=one.note,
            created_at=one.created_at,
            acknowledged_at=one.acknowledged_at,
            closed_at=one.closed_at,
            version=one.version,
            next_actions=next_actions(principal, one),
        )
