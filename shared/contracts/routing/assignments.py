"""Assignments (工单)."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from shared.contracts.event import Event


class _AssignmentFact(Event):
    subject_field: ClassVar[str] = "assignment_id"

    assignment_id: UUID
    project_id: UUID
    application_item_id: UUID
    item_code: str
    item_name: str
    body: str
    assignee: str
    assignee_title: str
    acceptance_number: str | None = None
    """Of the acceptance that it came of: an item whose acceptance was undone may be accepted again."""


class AssignmentCreated(_AssignmentFact):
    """A matter was put to a body and to a handler on its roster (派单)."""

    event_type: ClassVar[str] = "daiban.routing.assignment.created.v1"
    summary: ClassVar[str] = "工单已派出"


class AssignmentAcknowledged(_AssignmentFact):
    """Whoever the assignment stands with has taken it up."""

    event_type: ClassVar[str] = "daiban.routing.assignment.acknowledged.v1"
    summary: ClassVar[str] = "工单已签收"

    level: str


class AssignmentMoved(_AssignmentFact):
    """The post that it stood with left its body's roster: another post has to take it up."""

    event_type: ClassVar[str] = "daiban.routing.assignment.moved.v1"
    summary: ClassVar[str] = "工单已转派（原岗位已撤销）"

    from_assignee: str
    level: str


class AssignmentEscalated(_AssignmentFact):
    """Nobody took it up in time: it climbed one step of the ladder (经办人 → 首席服务官 → 分管领导 → 领导小组)."""

    event_type: ClassVar[str] = "daiban.routing.assignment.escalated.v1"
    summary: ClassVar[str] = "工单已升级"

    from_assignee: str
    level: str
