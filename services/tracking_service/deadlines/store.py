"""Deadlines in PostgreSQL, what is told of them, and the dated setting of the warning."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    ColumnElement,
    Date,
    Index,
    Integer,
    Table,
    Text,
    Uuid,
    and_,
    bindparam,
    literal_column,
    select,
)

from services.tracking_service.calendar.domain import PUBLISHED_THROUGH, Limit, StoppedInterval
from services.tracking_service.deadlines.domain import Deadline, DeadlineState
from services.tracking_service.tables import metadata
from services.tracking_service.tasks.following import follow_deadline
from services.tracking_service.timeline.telling import told
from shared.contracts.deadlines import DeadlineMet, DeadlineMissed, DeadlineNeared, DeadlineSet
from shared.kit.change import Resource
from shared.kit.clock import local_date
from shared.kit.columns import MOMENT, Code, Json, among
from shared.kit.database import Prepared, fetch
from shared.kit.rows import Part, Rows
from shared.kit.scope import Scope
from shared.kit.unit_of_work import UnitOfWork
from shared.vocabulary.callers import serves_all_projects
from shared.vocabulary.limits import LimitUnit, Purpose

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
    Column("limit_unit", Code(LimitUnit), nullable=False),
    Column("stops", Json(tuple[StoppedInterval, ...]), nullable=False),
    Column("state", Code(DeadlineState), nullable=False),
    Column("due_on", Date),
    Column("warned_on", Date),
    Column("provisional", Boolean, nullable=False),
    Column("reckoned_through", Integer, nullable=False),
    Column("neared_for", Date),
    Column("missed_at", MOMENT),
    Column("settled_at", MOMENT),
)
_RUNNING = among(deadline.c.state, [DeadlineState.RUNNING])
_NOT_NEARED = deadline.c.neared_for.is_distinct_from(deadline.c.due_on)
Index("ix_deadline_due_on", deadline.c.due_on, postgresql_where=_RUNNING)
Index("ix_deadline_warned_on", deadline.c.warned_on, postgresql_where=_RUNNING & _NOT_NEARED)
Index("ix_deadline_subject_id", deadline.c.subject_id, postgresql_where=deadline.c.settled_at.is_(None))
Index("ix_deadline_provisional", deadline.c.reckoned_through, postgresql_where=_RUNNING & deadline.c.provisional)
CASE_RUNS = and_(
    deadline.c.purpose == literal_column(f"'{Purpose.CASE}'"),
    deadline.c.settled_at.is_(None),
    deadline.c.due_on.is_not(None),
)
"""It is the clock of a case that is not over, and does not stand still."""
Index("ix_deadline_case_due_on", deadline.c.due_on, deadline.c.id, postgresql_where=CASE_RUNS)
Index("ix_deadline_case_body_due_on", deadline.c.body, deadline.c.due_on, deadline.c.id, postgresql_where=CASE_RUNS)

clock_setting = Table(
    "clock_setting",
    metadata,
    Column("valid_from", Date, primary_key=True),
    Column("warning_days", Integer, nullable=False, comment="days of the limit's unit before the due date"),
)

DEADLINES = Resource(
    kind="deadline",
    what=("期限", "deadline"),
    rows=Rows(
        deadline,
        Deadline,
        changing=(
            *("stops", "state", "due_on", "warned_on", "provisional", "reckoned_through", "neared_for"),
            *("missed_at", "settled_at"),
        ),
        parts={"limit": Part(Limit, days="limit_days", unit="limit_unit")},
    ),
    scope=Scope(serves_all_projects),
    events={"set": DeadlineSet, "neared": DeadlineNeared, "missed": DeadlineMissed, "met": DeadlineMet},
    on_record=(),
    off_record=("set", "neared", "missed", "met", "reckoned", "stopped", "settled", "ran_out"),
    told=(told, follow_deadline),
)

RECKONED = """
(SELECT row_to_json(one) FROM (SELECT
    deadline.base, json_build_object('days', deadline.limit_days, 'unit', deadline.limit_unit) AS limit, deadline.stops,
    deadline.due_on, deadline.warned_on, deadline.provisional,
    (deadline.settled_at AT TIME ZONE 'Asia/Shanghai')::date AS settled_on, deadline.state = 'ran_out' AS ran_out
) AS one)::text
"""
"""By what the clock of a row of ``deadline`` stands, as the JSON of a Reckoned."""

_WARNING_DAYS = Prepared(
    select(clock_setting.c.warning_days)
    .where(clock_setting.c.valid_from <= bindparam("on"))
    .order_by(clock_setting.c.valid_from.desc())
    .limit(1)
)


async def warning_days(work: UnitOfWork) -> int:
    """The setting that is valid today."""
    row = await _WARNING_DAYS.first(work.connection, on=local_date(work.now))
    assert row, "the first migration stores one"
    days: int = row["warning_days"]
    return days


async def missed(work: UnitOfWork, today: date, *, limit: int) -> list[Deadline]:
    """Running deadlines whose due date has passed, locked; those that somebody else holds are left for next time."""
    return await _locked(work, deadline.c.due_on < today, deadline.c.due_on, limit)


async def near(work: UnitOfWork, today: date, *, limit: int) -> list[Deadline]:
    """Running deadlines whose warning has come and was not told, locked like :func:`missed`."""
    due_still = deadline.c.due_on >= today
    return await _locked(work, _NOT_NEARED & (deadline.c.warned_on <= today) & due_still, deadline.c.warned_on, limit)


async def reckoned_with_older_calendar(work: UnitOfWork, *, limit: int) -> list[Deadline]:
    """Running deadlines that are provisional though another year has been announced since, locked likewise."""
    outdated = deadline.c.provisional & (deadline.c.reckoned_through < PUBLISHED_THROUGH)
    return await _locked(work, outdated, deadline.c.reckoned_through, limit)


async def _locked(
    work: UnitOfWork, which: ColumnElement[bool], order: ColumnElement[Any], limit: int
) -> list[Deadline]:
    query = select(deadline).where(_RUNNING, which).order_by(order).limit(limit).with_for_update(skip_locked=True)
    return [DEADLINES.rows.of(row) for row in await fetch(work.connection, query)]
