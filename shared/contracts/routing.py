"""Events of the routing service (topic ``daiban.routing``): who does what."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from shared.contracts.deadlines import DeadlineRequested, DeadlineSettled
from shared.contracts.event import Event, Limit, Post, SpecialProcedureRule


class BodyPublished(Event):
    """A body (部门, 公共服务单位, 区) with the posts of its current roster (名单). The newest one counts."""

    event_type: ClassVar[str] = "daiban.routing.body.published.v1"
    summary: ClassVar[str] = "部门及其名单已公布"
    key_field: ClassVar[str] = "code"
    subject_field: ClassVar[str] = "code"

    code: str
    name: str
    full_name: str
    kind: str
    roster_version: int
    posts: list[Post]


class ItemPublished(Event):
    """A version of a catalogue item (事项). The highest version counts; its limits are dated configuration."""

    event_type: ClassVar[str] = "daiban.routing.item.published.v1"
    summary: ClassVar[str] = "事项已公布"
    key_field: ClassVar[str] = "code"
    subject_field: ClassVar[str] = "code"

    code: str
    version: int
    valid_from: date
    name: str
    stage: str
    body: str
    kind: str
    limit: Limit | None
    """The limit that starts a clock; None: 未核定, no clock runs."""
    materials: list[str]
    investments: list[str]
    project_types: list[str]
    special_procedures: list[SpecialProcedureRule]


class ChiefServiceOfficerAppointed(Event):
    """The data bureau named the project's chief service officer (首席服务官): the first one, or the next."""

    event_type: ClassVar[str] = "daiban.routing.chief_service_officer.appointed.v1"
    summary: ClassVar[str] = "项目首席服务官已确定"
    subject_field: ClassVar[str] = "project_id"

    project_id: UUID
    officer: str
    officer_title: str
    predecessor: str | None
    since: datetime


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


class AssignmentCreated(_AssignmentFact):
    """A matter was put to a body and to a handler on its roster (派单)."""

    event_type: ClassVar[str] = "daiban.routing.assignment.created.v1"
    summary: ClassVar[str] = "工单已派出"


class AssignmentAcknowledged(_AssignmentFact):
    """Whoever the assignment stands with has taken it up."""

    event_type: ClassVar[str] = "daiban.routing.assignment.acknowledged.v1"
    summary: ClassVar[str] = "工单已签收"

    level: str


class AssignmentEscalated(_AssignmentFact):
    """Nobody took it up in time: it climbed one step of the ladder (经办人 → 首席服务官 → 分管领导 → 领导小组)."""

    event_type: ClassVar[str] = "daiban.routing.assignment.escalated.v1"
    summary: ClassVar[str] = "工单已升级"

    from_assignee: str
    level: str


class RoutingDeadlineRequested(DeadlineRequested):
    """Routing asks the clock to watch a limit (acknowledgement)."""

    event_type: ClassVar[str] = "daiban.routing.deadline.requested.v1"
    summary: ClassVar[str] = "请求计时"


class RoutingDeadlineSettled(DeadlineSettled):
    """What routing had a limit on has happened, or is moot."""

    event_type: ClassVar[str] = "daiban.routing.deadline.settled.v1"
    summary: ClassVar[str] = "计时了结"


EVENTS: tuple[type[Event], ...] = (
    BodyPublished,
    ItemPublished,
    ChiefServiceOfficerAppointed,
    AssignmentCreated,
    AssignmentAcknowledged,
    AssignmentEscalated,
    RoutingDeadlineRequested,
    RoutingDeadlineSettled,
)
