"""How far a whole project is, in a fixed number of reads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from asyncpg import Record
from sqlalchemy import bindparam, select

from services.tracking_service.cases.domain import Case
from services.tracking_service.cases.store import CASES, item_case
from services.tracking_service.copies.agreements import agreement_copy
from services.tracking_service.copies.catalogue import body_copy
from services.tracking_service.copies.items import application_item_copy, assignment_copy
from services.tracking_service.copies.policy import SEEN, caller_of, unseen
from services.tracking_service.copies.projects import officer_copy, project_copy
from services.tracking_service.deadlines.domain import Deadline
from services.tracking_service.deadlines.store import DEADLINES, deadline
from services.tracking_service.timeline.store import timeline_entry
from shared.kit.database import Prepared
from shared.kit.unit_of_work import UnitOfWork

_PROJECT = Prepared(
    select(project_copy, officer_copy.c.officer_title, officer_copy.c.since)
    .outerjoin(officer_copy, officer_copy.c.project_id == project_copy.c.project_id)
    .where(project_copy.c.project_id == bindparam("project_id"), SEEN)
)
_AGREEMENTS = Prepared(
    select(agreement_copy)
    .where(agreement_copy.c.project_id == bindparam("project_id"))
    .order_by(agreement_copy.c.agreement_id)
)
_CASE = {column.name: f"case_{column.name}" for column in item_case.c}
_DEADLINE = {column.name: f"deadline_{column.name}" for column in deadline.c}
_ITEMS = Prepared(
    select(
        application_item_copy,
        body_copy.c.name.label("body_name"),
        assignment_copy.c.assignee_title,
        assignment_copy.c.level,
        assignment_copy.c.acknowledged_at,
        *(item_case.c[name].label(label) for name, label in _CASE.items()),
        *(deadline.c[name].label(label) for name, label in _DEADLINE.items()),
    )
    .outerjoin(body_copy, body_copy.c.code == application_item_copy.c.body)
    .outerjoin(assignment_copy, assignment_copy.c.application_item_id == application_item_copy.c.application_item_id)
    .outerjoin(item_case, item_case.c.application_item_id == application_item_copy.c.application_item_id)
    .outerjoin(deadline, deadline.c.id == item_case.c.id)
    .where(application_item_copy.c.project_id == bindparam("project_id"))
    .order_by(application_item_copy.c.application_item_id)
)
_LATEST = Prepared(
    select(timeline_entry)
    .where(timeline_entry.c.project_id == bindparam("project_id"))
    .order_by(timeline_entry.c.number.desc())
    .limit(50)
)


@dataclass(frozen=True)
class ItemStanding:
    """One item: as handed in, with its case and deadline once it has them, and with whom it stands."""

    item: Record
    case: Case | None
    deadline: Deadline | None


@dataclass(frozen=True)
class Overview:
    """Rows of the copies, as stored; ``items`` in the order of hand-in."""

    project: Record
    agreements: Sequence[Record]
    items: Sequence[ItemStanding]
    latest: Sequence[Record]


async def overview(work: UnitOfWork, project_id: UUID) -> Overview:
    """A project that the caller may see; raises NotFound otherwise."""
    project = await _PROJECT.first(work.connection, project_id=project_id, **caller_of(work.principal))
    if project is None:
        raise unseen()
    return Overview(
        project,
        await _AGREEMENTS.all(work.connection, project_id=project_id),
        [_standing(row) for row in await _ITEMS.all(work.connection, project_id=project_id)],
        await _LATEST.all(work.connection, project_id=project_id),
    )


def _standing(row: Record) -> ItemStanding:
    if row["case_id"] is None:
        return ItemStanding(row, None, None)
    case = CASES.rows.of({name: row[label] for name, label in _CASE.items()})
    if row["deadline_id"] is None:
        return ItemStanding(row, case, None)
    clock = DEADLINES.rows.of({name: row[label] for name, label in _DEADLINE.items()})
    return ItemStanding(row, case, clock)
