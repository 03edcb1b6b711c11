"""Assignments and response times in PostgreSQL, and what is told of assignments."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    CheckConstraint,
    Column,
    Date,
    Index,
    Integer,
    Table,
    Text,
    Uuid,
    bindparam,
    func,
    select,
    text,
)
from sqlalchemy.dialects.postgresql import insert

from services.routing_service.assignments.domain import COURSE, Assignment, AssignmentStatus, Desk, Team
from services.routing_service.assignments.policy import may
from services.routing_service.copies.projects import IN_DISTRICT
from services.routing_service.directory.departments.store import post
from services.routing_service.tables import metadata
from shared.contracts.routing.assignments import (
    AssignmentAcknowledged,
    AssignmentCreated,
    AssignmentEscalated,
    AssignmentMoved,
)
from shared.contracts.routing.deadlines import RoutingDeadlineRequested, RoutingDeadlineSettled
from shared.kit.change import Resource
from shared.kit.columns import MOMENT, Code, among
from shared.kit.database import Prepared
from shared.kit.events.waiting import Missing
from shared.kit.rows import Rows
from shared.kit.scope import Scope
from shared.kit.unit_of_work import UnitOfWork
from shared.vocabulary.callers import bodies_of, oversees
from shared.vocabulary.levels import Level
from shared.vocabulary.limits import Limit, LimitUnit
from shared.vocabulary.posts import ABOVE, PostRole
from shared.vocabulary.scopes import projects_of

assignment = Table(
    "assignment",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("project_id", Uuid, nullable=False),
    Column("project_name", Text, nullable=False),
    Column("application_item_id", Uuid, nullable=False),
    Column("acceptance_number", Text, nullable=False, unique=True),
    Column("item_code", Text, nullable=False),
    Column("item_name", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("level", Code(Level), nullable=False),
    Column("assignee", Text, nullable=False),
    Column("assignee_title", Text, nullable=False),
    Column("status", Code(AssignmentStatus), nullable=False),
    Column("note", Text),
    Column("deadline_id", Uuid, comment="the deadline that runs for the assignee to take it up"),
    Column("created_at", MOMENT, nullable=False),
    Column("acknowledged_at", MOMENT),
    Column("closed_at", MOMENT),
    Column("updated_at", MOMENT, nullable=False),
    Column("version", Integer, nullable=False),
)
_ORDER = (assignment.c.created_at, assignment.c.id)
Index("ix_assignment_created", *_ORDER)
Index("ix_assignment_status", assignment.c.status, *_ORDER)
Index("ix_assignment_body", assignment.c.body, *_ORDER)
Index("ix_assignment_body_status", assignment.c.body, assignment.c.status, *_ORDER)
Index("ix_assignment_assignee", assignment.c.assignee, *_ORDER)
Index("ix_assignment_assignee_status", assignment.c.assignee, assignment.c.status, *_ORDER)
Index("ix_assignment_updated_at", assignment.c.updated_at, assignment.c.id)
Index("ix_assignment_body_updated_at", assignment.c.body, assignment.c.updated_at, assignment.c.id)
Index("ix_assignment_project", assignment.c.project_id, assignment.c.body)
Index("ix_assignment_application_item_id", assignment.c.application_item_id, *_ORDER)
response_time = Table(
    "response_time",
    metadata,
    Column("level", Text, primary_key=True),
    Column("valid_from", Date, primary_key=True),
    Column("days", Integer, nullable=False),
    Column("unit", Text, nullable=False),
    CheckConstraint("days >= 0", name="days"),
)

ASSIGNMENTS = Resource(
    kind="assignment",
    what=COURSE.what,
    rows=Rows(
        assignment,
        Assignment,
        changing=(
            *("level", "assignee", "assignee_title", "status", "deadline_id"),
            *("acknowledged_at", "closed_at", "note"),
        ),
    ),
    scope=Scope(oversees, IN_DISTRICT, body=bodies_of, project_id=projects_of),
    may=may,
    events={
        "created": AssignmentCreated,
        "acknowledged": AssignmentAcknowledged,
        "escalated": AssignmentEscalated,
        "moved": AssignmentMoved,
        "deadline_requested": RoutingDeadlineRequested,
        "deadline_settled": RoutingDeadlineSettled,
    },
    on_record=("status", "level", "assignee"),
    off_record=("deadline_requested", "deadline_settled"),
)

_OF_ACCEPTANCES = Prepared(
    select(assignment)
    .where(assignment.c.acceptance_number == func.any(bindparam("numbers", type_=ARRAY(Text))))
    .order_by(assignment.c.acceptance_number)
    .with_for_update()
)


async def of_acceptances(work: UnitOfWork, numbers: Collection[str]) -> dict[str, Assignment]:
    """The assignments that came of acceptances, by their numbers, locked until the end of the transaction."""
    rows = await _OF_ACCEPTANCES.all(work.connection, numbers=list(numbers))
    return {row["acceptance_number"]: ASSIGNMENTS.rows.of(row) for row in rows}


_NOTE_NAMES = Prepared(
    text(
        """
UPDATE assignment SET project_name = project_copy.name, updated_at = :at FROM project_copy
WHERE assignment.project_id = ANY (CAST(:projects AS uuid[])) AND project_copy.project_id = assignment.project_id
    AND assignment.project_name <> project_copy.name
"""
    )
)


async def note_names(work: UnitOfWork, project_ids: Collection[UUID]) -> None:
    """Let assignments show the names that their projects have now. That is a change in its feed, no new version."""
    await _NOTE_NAMES.run(work.connection, projects=list(project_ids), at=work.now)


_OF_GONE_POSTS = Prepared(
    select(assignment)
    .where(
        among(assignment.c.status, COURSE.open), ~select(post).where(post.c.subject == assignment.c.assignee).exists()
    )
    .order_by(assignment.c.id)
    .with_for_update()
)


async def of_gone_posts(work: UnitOfWork) -> list[Assignment]:
    """The assignments that stand with a post that is on no roster, locked."""
    return [ASSIGNMENTS.rows.of(row) for row in await _OF_GONE_POSTS.all(work.connection)]


_DESKS = Prepared(
    text(
        """
SELECT post.body, post.subject, post.title, post.role, counted.held, granted.days, granted.unit
FROM post
CROSS JOIN LATERAL (
    SELECT count(*) AS held FROM assignment
    WHERE assignee = post.subject AND status IN ('open', 'acknowledged')
        AND post.role NOT IN ('data_bureau', 'leading_group')
) AS counted
LEFT JOIN LATERAL (
    SELECT days, unit FROM response_time
    WHERE level = CASE post.role WHEN 'data_bureau' THEN 'handler' ELSE post.role END AND valid_from <= :on_day
    ORDER BY valid_from DESC LIMIT 1
) AS granted ON true
WHERE post.body = ANY (CAST(:bodies AS text[])) AND post.role IN ('handler', 'chief_service_officer', 'leader')
    OR post.role IN ('data_bureau', 'leading_group')
ORDER BY post.body, post.position
"""
    )
)


async def teams_of(work: UnitOfWork, bodies: Collection[str], on: date) -> dict[str, Team]:
    """Whom the matters of bodies can stand with on that day, by body. Raises Missing for the posts above all bodies."""
    rosters: dict[str, list[Desk]] = {body: [] for body in bodies}
    above: dict[str, Desk] = {}
    for row in await _DESKS.all(work.connection, bodies=list(rosters), on_day=on):
        limit = None if row["days"] is None else Limit(row["days"], LimitUnit(row["unit"]))
        if row["role"] in ABOVE:
            level = Level.LEADING_GROUP if row["role"] == PostRole.LEADING_GROUP else Level.HANDLER
            above[row["role"]] = Desk(row["subject"], row["title"], level, limit=limit)
        else:
            rosters[row["body"]].append(Desk(row["subject"], row["title"], Level(row["role"]), row["held"], limit))
    for role in ABOVE:
        if role not in above:
            raise Missing("post", role)
    return {
        body: Team(roster, above[PostRole.DATA_BUREAU], above[PostRole.LEADING_GROUP])
        for body, roster in rosters.items()
    }


_SAVE_RESPONSE_TIME = Prepared(insert(response_time).on_conflict_do_nothing().returning(response_time.c.level))


async def save_response_times(work: UnitOfWork, entries: Sequence[Mapping[str, Any]]) -> int:
    """Store response times; one that is there for a level and date stays. Returns how many are new."""
    return len(await _SAVE_RESPONSE_TIME.all_of_many(work.connection, entries))
