"""Assignments and response times in PostgreSQL."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    Column,
    Date,
    DateTime,
    Index,
    Integer,
    Row,
    Select,
    Table,
    Text,
    Uuid,
    func,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import insert

from services.routing_service.assignments.domain import Assignment, AssignmentStatus, Level
from services.routing_service.tables import metadata
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


def select_assignments() -> Select[Any]:
    """Assignments."""
    return select(assignment)


def to_assignment(row: Row[Any]) -> Assignment:
    """A row of ``assignment`` as an assignment."""
    return Assignment(**{**row._mapping, "level": Level(row.level), "status": AssignmentStatus(row.status)})


async def get(work: UnitOfWork, assignment_id: UUID, *, lock: bool = False) -> Assignment | None:
    """An assignment by its id; with ``lock``, until the end of the transaction."""
    return await _one(work, select(assignment).where(assignment.c.id == assignment_id), lock=lock)


async def get_by_item(work: UnitOfWork, application_item_id: UUID) -> Assignment | None:
    """The assignment of an application's item, locked until the end of the transaction."""
    query = select(assignment).where(assignment.c.application_item_id == application_item_id)
    return await _one(work, query, lock=True)


async def add(work: UnitOfWork, added: Assignment) -> bool:
    """Store an assignment; False where its item has one."""
    statement = insert(assignment).values(_values(added))
    statement = statement.on_conflict_do_nothing(index_elements=[assignment.c.application_item_id])
    return (await work.connection.execute(statement.returning(assignment.c.id))).one_or_none() is not None


async def save(work: UnitOfWork, changed: Assignment) -> None:
    """Store a locked assignment, and raise its version."""
    changed.version += 1
    values = _values(changed)
    await work.connection.execute(update(assignment).where(assignment.c.id == changed.id).values(values))


async def held_by(work: UnitOfWork, subjects: Collection[str]) -> Mapping[str, int]:
    """How many assignments that are not closed stand with each subject; none: absent."""
    on_its_desk = [AssignmentStatus.OPEN.value, AssignmentStatus.ACKNOWLEDGED.value]
    query = (
        select(assignment.c.assignee, func.count().label("held"))
        .where(assignment.c.assignee.in_(subjects), assignment.c.status.in_(on_its_desk))
        .group_by(assignment.c.assignee)
    )
    return {row.assignee: row.held for row in await work.connection.execute(query)}


async def body_has_matter(work: UnitOfWork, project_id: UUID, body: str) -> bool:
    """Whether an item of the project was ever put to the body."""
    query = select(assignment.c.id).where(assignment.c.project_id == project_id, assignment.c.body == body).limit(1)
    return (await work.connection.execute(query)).one_or_none() is not None


async def response_time_of(work: UnitOfWork, level: Level, on: date) -> tuple[int, str]:
    """How long, in days and their unit, a post on the level has on that day. Raises ValueError where none is set."""
    query = (
        select(response_time.c.days, response_time.c.unit)
        .where(response_time.c.level == level.value, response_time.c.valid_from <= on)
        .order_by(response_time.c.valid_from.desc())
        .limit(1)
    )
    row = (await work.connection.execute(query)).one_or_none()
    if row is None:
        raise ValueError(f"no response time is set for {level.value} on {on}: run the seed, then replay this")
    return row.days, row.unit


async def save_response_times(work: UnitOfWork, entries: Sequence[Mapping[str, Any]]) -> int:
    """Store response times; one that is there for a level and date stays. Returns how many are new."""
    statement = insert(response_time).values(list(entries)).on_conflict_do_nothing().returning(response_time.c.level)
    return len((await work.connection.execute(statement)).all())


def _values(one: Assignment) -> dict[str, Any]:
    values = {column.name: getattr(one, column.name) for column in assignment.columns}
    return {**values, "level": one.level.value, "status": one.status.value}


async def _one(work: UnitOfWork, query: Select[Any], *, lock: bool) -> Assignment | None:
    row = (await work.connection.execute(query.with_for_update() if lock else query)).one_or_none()
    return to_assignment(row) if row else None
