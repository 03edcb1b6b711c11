"""Assignments and response times in PostgreSQL."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from asyncpg import Record
from sqlalchemy import (
    CheckConstraint,
    Column,
    Date,
    DateTime,
    Index,
    Integer,
    Select,
    Table,
    Text,
    Uuid,
    bindparam,
    select,
    text,
    update,
)
from sqlalchemy.dialects.postgresql import insert

from services.routing_service.assignments.domain import Assignment, AssignmentStatus, Holder, Level
from services.routing_service.directory.departments.domain import PostRole
from services.routing_service.projects.store import project_copy
from services.routing_service.tables import metadata
from shared.kit.database import Prepared, fetch
from shared.kit.unit_of_work import UnitOfWork

assignment = Table(
    "assignment",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("project_id", Uuid, nullable=False),
    Column("application_item_id", Uuid, nullable=False, unique=True),
    Column("acceptance_number", Text, nullable=False),
    Column("item_code", Text, nullable=False),
    Column("item_name", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("level", Text, nullable=False),
    Column("assignee", Text, nullable=False),
    Column("assignee_title", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("note", Text),
    Column("deadline_id", Uuid, comment="the deadline that runs for the assignee to take it up"),
    Column("created_at", DateTime(timezone=True), nullable=False),
    Column("acknowledged_at", DateTime(timezone=True)),
    Column("closed_at", DateTime(timezone=True)),
    Column("version", Integer, nullable=False),
)
_ORDER = (assignment.c.created_at, assignment.c.id)
Index("ix_assignment_created", *_ORDER)
Index("ix_assignment_status", assignment.c.status, *_ORDER)
Index("ix_assignment_body", assignment.c.body, *_ORDER)
Index("ix_assignment_body_status", assignment.c.body, assignment.c.status, *_ORDER)
Index("ix_assignment_assignee", assignment.c.assignee, *_ORDER)
Index("ix_assignment_assignee_status", assignment.c.assignee, assignment.c.status, *_ORDER)
Index("ix_assignment_project", assignment.c.project_id, assignment.c.body)
response_time = Table(
    "response_time",
    metadata,
    Column("level", Text, primary_key=True),
    Column("valid_from", Date, primary_key=True),
    Column("days", Integer, nullable=False),
    Column("unit", Text, nullable=False),
    CheckConstraint("days >= 0", name="days"),
)


@dataclass(frozen=True, slots=True)
class Desk(Holder):
    """A post that a body's matters can stand with, and what counts for it.

    held: how many assignments stand with it that are not closed, where it is the body's own; days, unit: how long it
    has to take one up, None where nothing is set.
    """

    role: PostRole
    held: int
    days: int | None
    unit: str | None


_WITH_PROJECT = select(assignment, project_copy.c.name.label("project_name")).outerjoin(
    project_copy, project_copy.c.project_id == assignment.c.project_id
)


def select_assignments() -> Select[Any]:
    """Assignments, with their project's name as ``project_name``."""
    return _WITH_PROJECT


_COLUMNS = tuple(column.name for column in assignment.columns)


def to_assignment(row: Mapping[Any, Any] | Record) -> Assignment:
    """A row of ``assignment`` as an assignment."""
    values = {name: row[name] for name in _COLUMNS}
    return Assignment(**{**values, "level": Level(row["level"]), "status": AssignmentStatus(row["status"])})


_GET = Prepared(select(assignment).where(assignment.c.id == bindparam("its_id")))
_GET_LOCKED = Prepared(select(assignment).where(assignment.c.id == bindparam("its_id")).with_for_update())


async def get(work: UnitOfWork, assignment_id: UUID, *, lock: bool = False) -> Assignment | None:
    """An assignment by its id; with ``lock``, until the end of the transaction."""
    row = await (_GET_LOCKED if lock else _GET).first(work.connection, its_id=assignment_id)
    return to_assignment(row) if row else None


_BY_ITEM = Prepared(select(assignment).where(assignment.c.application_item_id == bindparam("item")).with_for_update())


async def get_by_item(work: UnitOfWork, application_item_id: UUID) -> Assignment | None:
    """The assignment of an application's item, locked until the end of the transaction."""
    row = await _BY_ITEM.first(work.connection, item=application_item_id)
    return to_assignment(row) if row else None


_ADD = Prepared(
    insert(assignment)
    .on_conflict_do_nothing(index_elements=[assignment.c.application_item_id])
    .returning(assignment.c.id)
)


async def add(work: UnitOfWork, added: Assignment) -> bool:
    """Store an assignment; False where its item has one."""
    values = vars(added) | {"level": added.level.value, "status": added.status.value}
    return await _ADD.first(work.connection, **values) is not None


_MUTABLE = ("level", "assignee", "assignee_title", "status", "deadline_id", "acknowledged_at", "closed_at", "version")
_SAVE = Prepared(
    update(assignment)
    .where(assignment.c.id == bindparam("its_id"))
    .values({name: bindparam(f"new_{name}") for name in _MUTABLE})
)


async def save(work: UnitOfWork, changed: Assignment) -> None:
    """Store a locked assignment, and raise its version."""
    changed.version += 1
    values = {f"new_{name}": getattr(changed, name) for name in _MUTABLE}
    values |= {"new_level": changed.level.value, "new_status": changed.status.value}
    await _SAVE.run(work.connection, its_id=changed.id, **values)


_DESKS = Prepared(
    text(
        """
SELECT post.subject, post.title, post.role, counted.held, granted.days, granted.unit
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
WHERE post.body = :body OR post.role IN ('data_bureau', 'leading_group')
ORDER BY post.body, post.position
"""
    )
)


async def desks_for(work: UnitOfWork, body: str, on: date) -> list[Desk]:
    """Whom a body's matters can stand with on that day: its own posts in the roster's order, and those above all."""
    rows = await _DESKS.all(work.connection, body=body, on_day=on)
    return [Desk(**{**row, "role": PostRole(row["role"])}) for row in rows]


async def body_has_matter(work: UnitOfWork, project_id: UUID, body: str) -> bool:
    """Whether an item of the project was ever put to the body."""
    query = select(assignment.c.id).where(assignment.c.project_id == project_id, assignment.c.body == body).limit(1)
    return bool(await fetch(work.connection, query))


_SAVE_RESPONSE_TIME = Prepared(insert(response_time).on_conflict_do_nothing().returning(response_time.c.level))


async def save_response_times(work: UnitOfWork, entries: Sequence[Mapping[str, Any]]) -> int:
    """Store response times; one that is there for a level and date stays. Returns how many are new."""
    return sum([await _SAVE_RESPONSE_TIME.first(work.connection, **entry) is not None for entry in entries])
