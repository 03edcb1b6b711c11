"""How far a whole project is, in a fixed number of reads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select

from services.tracking_service.cases.domain import Case
from services.tracking_service.cases.store import both, item_case
from services.tracking_service.catalogue.store import body_copy
from services.tracking_service.deadlines.domain import Deadline
from services.tracking_service.deadlines.store import deadline
from services.tracking_service.progress.store import assignment_copy, item_progress
from services.tracking_service.projects.policy import unseen, visible
from services.tracking_service.projects.store import agreement_copy, officer_copy, project_copy
from services.tracking_service.timeline.store import entries_of, timeline_entry
from shared.kit.unit_of_work import UnitOfWork

_LATEST = 50


@dataclass(frozen=True)
class ItemStanding:
    """One item: as handed in, with its case and deadline once it has them, and with whom it stands."""

    item: Row[Any]
    case: Case | None
    deadline: Deadline | None


@dataclass(frozen=True)
class Overview:
    """Rows of the copies, as stored; ``items`` in the order of hand-in."""

    project: Row[Any]
    agreements: Sequence[Row[Any]]
    items: Sequence[ItemStanding]
    latest: Sequence[Row[Any]]


async def overview(work: UnitOfWork, project_id: UUID) -> Overview:
    """A project that the caller may see; raises NotFound otherwise."""
    project = (
        await work.connection.execute(
            select(project_copy, officer_copy.c.officer_title, officer_copy.c.since)
            .outerjoin(officer_copy, officer_copy.c.project_id == project_copy.c.project_id)
            .where(project_copy.c.project_id == project_id, visible(work.principal))
        )
    ).one_or_none()
    if project is None:
        raise unseen()
    return Overview(
        project, await _agreements(work, project_id), await _items(work, project_id), await _latest(work, project_id)
    )


async def _agreements(work: UnitOfWork, project_id: UUID) -> Sequence[Row[Any]]:
    query = select(agreement_copy).where(agreement_copy.c.project_id == project_id)
    return (await work.connection.execute(query.order_by(agreement_copy.c.agreement_id))).all()


async def _items(work: UnitOfWork, project_id: UUID) -> list[ItemStanding]:
    query = (
        select(
            item_progress,
            body_copy.c.name.label("body_name"),
            assignment_copy.c.assignee_title,
            assignment_copy.c.level,
            assignment_copy.c.acknowledged_at,
            item_case,
            deadline,
        )
        .outerjoin(body_copy, body_copy.c.code == item_progress.c.body)
        .outerjoin(assignment_copy, assignment_copy.c.application_item_id == item_progress.c.application_item_id)
        .outerjoin(item_case, item_case.c.application_item_id == item_progress.c.application_item_id)
        .outerjoin(deadline, deadline.c.id == item_case.c.id)
        .where(item_progress.c.project_id == project_id)
        .order_by(item_progress.c.application_item_id)
    )
    rows = (await work.connection.execute(query)).all()
    return [ItemStanding(row, *(both(row) if row._mapping[item_case.c.id] else (None, None))) for row in rows]


async def _latest(work: UnitOfWork, project_id: UUID) -> Sequence[Row[Any]]:
    query = entries_of(project_id).order_by(timeline_entry.c.number.desc()).limit(_LATEST)
    rows: Sequence[Row[Any]] = (await work.connection.execute(query)).all()
    return rows
