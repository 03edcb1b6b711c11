"""How far each item of a project is, from hand-in on, and with whom it stands; and the one read of it all."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import Column, DateTime, Index, Table, Text, Uuid, bindparam, select, union_all, update
from sqlalchemy.dialects.postgresql import insert

from services.tracking_service.tables import columns_of, metadata
from services.tracking_service.vocabulary import ItemStatus
from shared.contracts.intake.applications import ItemAccepted, ItemReceived
from shared.contracts.routing.assignments import AssignmentAcknowledged, AssignmentCreated, AssignmentEscalated
from shared.kit.database import Prepared
from shared.kit.unit_of_work import UnitOfWork

item_progress = Table(
    "item_progress",
    metadata,
    Column("application_item_id", Uuid, primary_key=True),
    Column("project_id", Uuid, nullable=False),
    Column("item_code", Text, nullable=False),
    Column("item_name", Text, nullable=False),
    Column("stage", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("received_at", DateTime(timezone=True)),
)
Index("ix_item_progress_project_id_body", item_progress.c.project_id, item_progress.c.body)

assignment_copy = Table(
    "assignment_copy",
    metadata,
    Column("assignment_id", Uuid, primary_key=True),
    Column("project_id", Uuid, nullable=False),
    Column("application_item_id", Uuid, nullable=False, unique=True),
    Column("item_name", Text, nullable=False),
    Column("assignee_title", Text, nullable=False),
    Column("level", Text, nullable=False),
    Column("acknowledged_at", DateTime(timezone=True)),
)


_RECEIVED = Prepared(insert(item_progress).on_conflict_do_nothing())
_ACCEPTED = Prepared(
    insert(item_progress).on_conflict_do_update(
        index_elements=[item_progress.c.application_item_id], set_={"status": ItemStatus.ACCEPTED.value}
    )
)
_STATUS = Prepared(
    update(item_progress)
    .where(
        item_progress.c.application_item_id == bindparam("its_id"),
        item_progress.c.status != ItemStatus.ACCEPTED.value,
    )
    .values(status=bindparam("new_status"))
)
_new_assignment = insert(assignment_copy)
_ASSIGNMENT = Prepared(
    _new_assignment.on_conflict_do_update(
        index_elements=[assignment_copy.c.application_item_id],
        set_={
            name: _new_assignment.excluded[name]
            for name in ("assignment_id", "assignee_title", "level", "acknowledged_at")
        },
    )
)
_ITEM_NAME = Prepared(
    union_all(
        select(item_progress.c.item_name).where(item_progress.c.application_item_id == bindparam("subject_id")),
        select(assignment_copy.c.item_name).where(assignment_copy.c.assignment_id == bindparam("subject_id")),
    ).limit(1)
)


async def save_received(work: UnitOfWork, event: ItemReceived) -> None:
    """An item was handed in; what is known of it already stays."""
    await _RECEIVED.run(work.connection, **columns_of(item_progress, event) | {"status": ItemStatus.RECEIVED.value})


async def save_accepted(work: UnitOfWork, event: ItemAccepted) -> None:
    """An item was accepted, also one whose hand-in has not been seen here."""
    await _ACCEPTED.run(work.connection, **columns_of(item_progress, event) | {"status": ItemStatus.ACCEPTED.value})


async def save_status(work: UnitOfWork, application_item_id: UUID, status: str) -> None:
    """An item moved on before its acceptance."""
    await _STATUS.run(work.connection, its_id=application_item_id, new_status=status)


async def save_assignment(
    work: UnitOfWork,
    event: AssignmentCreated | AssignmentAcknowledged | AssignmentEscalated,
    *,
    level: str,
    acknowledged_at: datetime | None,
) -> None:
    """With whom an item stands."""
    values = columns_of(assignment_copy, event) | {"level": level, "acknowledged_at": acknowledged_at}
    await _ASSIGNMENT.run(work.connection, **values)


async def item_name_of(work: UnitOfWork, subject_id: UUID) -> str | None:
    """The name of the item that an application item or an assignment is about; None for other things."""
    row = await _ITEM_NAME.first(work.connection, subject_id=subject_id)
    return row["item_name"] if row else None
