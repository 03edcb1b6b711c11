"""Assignments in answers."""

from __future__ import annotations

from typing import Annotated, Self
from uuid import UUID

from pydantic import Field

from services.routing_service.assignments.domain import Assignment, AssignmentStatus, Level
from services.routing_service.assignments.policy import next_actions
from shared.kit.http.fields import Moment
from shared.kit.http.views import ViewModel
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
    def seen_by(cls, principal: Principal, one: Assignment, project_name: str | None) -> Self:
        """An assignment as this caller sees it."""
        return cls.of(one, project_name=project_name, next_actions=next_actions(principal, one))
