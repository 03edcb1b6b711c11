"""Deadlines as rows, and the dated setting of the warning."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

import orjson
from asyncpg import Record
from sqlalchemy import (
    Boolean,
    Column,
    ColumnElement,
    Date,
    DateTime,
    Index,
    Integer,
    Table,
    Text,
    Uuid,
    bindparam,
    func,
    literal_column,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, insert

from services.tracking_service.calendar.domain import PUBLISHED_THROUGH, Limit, LimitUnit, StoppedInterval
from services.tracking_service.deadlines.domain import Deadline, DeadlineState
from services.tracking_service.tables import metadata
from shared.kit.database import Prepared, fetch
from shared.kit.unit_of_work import UnitOfWork

deadline = Table(
    "deadline",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("asker", Text, nullable=False),
    Column("project_id", Uuid, nullable=False),
    Column("purpose", Text, nullable=False),
    Column("subject_kind", Text, nullable=False),
    Column("subject_id", Uuid, nullable=False),
    Column("body", Text),
    Column("title", Text),
    Column("base", Date, nullable=False),
    Column("limit_days", Integer, nullable=False),
    Column("limit_unit", Text, nullable=False),
    Column("stops", JSONB, nullable=False),
    Column("state", Text, nullable=False),
    Column("due_on", Date),
    Column("warned_on", Date),
    Column("provisional", Boolean, nullable=False),
    Column("reckoned_through", Integer, nullable=False),
    Column("neared_for", Date),
    Column("missed_at", DateTime(timezone=True)),
    Column("settled_at", DateTime(timezone=True)),
)
_RUNNING = deadline.c.state == literal_column(f"'{DeadlineState.RUNNING.value}'")  # a literal, as the indexes have it
_NOT_NEARED = deadline.c.neared_for.is_distinct_from(deadline.c.due_on)
Index("ix_deadline_due_on", deadline.c.due_on, postgresql_where=_RUNNING)
Index("ix_deadline_warned_on", deadline.c.warned_on, postgresql_where=_RUNNING & _NOT_NEARED)
Index("ix_deadline_provisional", deadline.c.reckoned_through, postgresql_where=_RUNNING & deadline.c.provisional)

clock_setting = Table(
    "clock_setting",
    metadata,
    Column("valid_from", Date, primary_key=True),
    Column("warning_days", Integer, nullable=False, comment="days of the limit's unit before the due date"),
)


_MUTABLE = (
    "stops",
    "state",
    "due_on",
    "warned_on",
    "provisional",
    "reckoned_through",
    "neared_for",
    "missed_at",
    "settled_at",
)


_WARNING_DAYS = Prepared(
    select(clock_setting.c.warning_days)
    .where(clock_setting.c.valid_from <= bindparam("on"))
    .order_by(clock_setting.c.valid_from.desc())
    .limit(1)
)
_ADD = Prepared(insert(deadline).on_conflict_do_nothing().returning(deadline.c.id))
_GET = Prepared(select(deadline).where(deadline.c.id == bindparam("its_id")))
_GET_LOCKED = Prepared(select(deadline).where(deadline.c.id == bindparam("its_id")).with_for_update())
_GET_SEVERAL = Prepared(select(deadline).where(deadline.c.id == func.any(bindparam("ids", type_=ARRAY(Uuid)))))


async def warning_days(work: UnitOfWork, on: date) -> int:
    """The setting that is valid on a day."""
    row = await _WARNING_DAYS.first(work.connection, on=on)
    assert row, "the first migration stores one"
    days: int = row["warning_days"]
    return days


async def add(work: UnitOfWork, new: Deadline) -> bool:
    """Store a new deadline. Returns False where one of that id is there already."""
    return await _ADD.first(work.connection, **_row(new)) is not None


async def get(work: UnitOfWork, deadline_id: UUID) -> Deadline | None:
    """The deadline, or None."""
    row = await _GET.first(work.connection, its_id=deadline_id)
    return from_row(row) if row else None


async def get_several(work: UnitOfWork, deadline_ids: Collection[UUID]) -> dict[UUID, Deadline]:
    """The deadlines of these ids that there are."""
    return {row["id"]: from_row(row) for row in await _GET_SEVERAL.all(work.connection, ids=list(deadline_ids))}


async def get_for_update(work: UnitOfWork, deadline_id: UUID) -> Deadline | None:
    """The deadline, locked, or None."""
    row = await _GET_LOCKED.first(work.connection, its_id=deadline_id)
    return from_row(row) if row else None


async def missed(work: UnitOfWork, today: date, *, limit: int) -> list[Deadline]:
    """Running deadlines whose due date has passed, locked; those that somebody else holds are left for next time."""
    return await _locked(work, _RUNNING & (deadline.c.due_on < today), deadline.c.due_on, limit)


async def near(work: UnitOfWork, today: date, *, limit: int) -> list[Deadline]:
    """Running deadlines whose warning has come and was not told, locked like :func:`missed`."""
    due_still = deadline.c.due_on >= today
    return await _locked(
        work, _RUNNING & _NOT_NEARED & (deadline.c.warned_on <= today) & due_still, deadline.c.warned_on, limit
    )


async def reckoned_with_older_calendar(work: UnitOfWork, *, limit: int) -> list[Deadline]:
    """Running deadlines that are provisional though another year has been announced since, locked likewise."""
    outdated = deadline.c.provisional & (deadline.c.reckoned_through < PUBLISHED_THROUGH)
    return await _locked(work, _RUNNING & outdated, deadline.c.reckoned_through, limit)


async def _locked(
    work: UnitOfWork, which: ColumnElement[bool], order: ColumnElement[Any], limit: int
) -> list[Deadline]:
    query = select(deadline).where(which).order_by(order).limit(limit).with_for_update(skip_locked=True)
    return [from_row(row) for row in await fetch(work.connection, query)]


_SAVE = Prepared(
    update(deadline)
    .where(deadline.c.id == bindparam("its_id"))
    .values({name: bindparam(f"new_{name}") for name in _MUTABLE})
)


async def save(work: UnitOfWork, changed: Sequence[Deadline]) -> None:
    """Write what changed; the rows are locked."""
    rows = [(one.id, _row(one)) for one in changed]
    await _SAVE.many(
        work.connection,
        [{"its_id": id_, **{f"new_{name}": row[name] for name in _MUTABLE}} for id_, row in rows],
    )


def _row(one: Deadline) -> dict[str, Any]:
    return {
        "id": one.id,
        "asker": one.asker,
        "project_id": one.project_id,
        "purpose": one.purpose,
        "subject_kind": one.subject_kind,
        "subject_id": one.subject_id,
        "body": one.body,
        "title": one.title,
        "base": one.base,
        "limit_days": one.limit.days,
        "limit_unit": one.limit.unit.value,
        "stops": orjson.dumps([[stop.start, stop.end] for stop in one.stops]).decode(),
        "state": one.state.value,
        "due_on": one.due_on,
        "warned_on": one.warned_on,
        "provisional": one.provisional,
        "reckoned_through": one.reckoned_through,
        "neared_for": one.neared_for,
        "missed_at": one.missed_at,
        "settled_at": one.settled_at,
    }


def from_row(row: Mapping[Any, Any] | Record) -> Deadline:
    """The deadline of a row of the table."""
    return Deadline(
        id=row["id"],
        asker=row["asker"],
        project_id=row["project_id"],
        purpose=row["purpose"],
        subject_kind=row["subject_kind"],
        subject_id=row["subject_id"],
        body=row["body"],
        title=row["title"],
        base=row["base"],
        limit=Limit(row["limit_days"], LimitUnit(row["limit_unit"])),
        stops=tuple(
            StoppedInterval(date.fromisoformat(start), date.fromisoformat(end) if end else None)
            for start, end in row["stops"]
        ),
        state=DeadlineState(row["state"]),
        due_on=row["due_on"],
        warned_on=row["warned_on"],
        provisional=row["provisional"],
        reckoned_through=row["reckoned_through"],
        neared_for=row["neared_for"],
        missed_at=row["missed_at"],
        settled_at=row["settled_at"],
    )
