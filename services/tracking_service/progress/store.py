"""How far each item of a project is, from hand-in on, and with whom it stands; and the one read of it all."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import Column, DateTime, Index, Table, Text, Uuid, select, union_all, update
from sqlalchemy.dialects.postgresql import insert

from services.tracking_service.tables import columns_of, metadata
from services.tracking_service.vocabulary import ItemStatus
from shared.contracts.intake import ItemAccepted, ItemReceived
from shared.contracts.routing import AssignmentAcknowledged, AssignmentCreated, AssignmentEscalated
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


async def save_received(work: UnitOfWork, event: ItemReceived) -> None:
    """An item was handed in; what is known of it already stays."""
    statement = insert(item_progress).values(**columns_of(item_progress, event), status=ItemStatus.RECEIVED.value)
    await work.connection.execute(statement.on_conflict_do_nothing())


async def save_accepted(work: UnitOfWork, event: ItemAccepted) -> None:
    """An item was accepted, also one whose hand-in has not been seen here."""
    await work.connection.execute(
        insert(item_progress)
        .values(**columns_of(item_progress, event), status=ItemStatus.ACCEPTED.value)
        .on_conflict_do_update(
            index_elements=[item_progress.c.application_item_id], set_={"status": ItemStatus.ACCEPTED.value}
        )
    )


async def save_status(work: UnitOfWork, application_item_id: UUID, status: str) -> None:
    """An item moved on before its acceptance."""
    await work.connection.execute(
        update(item_progress)
        .where(
            item_progress.c.application_item_id == application_item_id,
            item_progress.c.status != ItemStatus.ACCEPTED.value,
        )
        .values(status=status)
    )


async def save_assignment(
    work: UnitOfWork,
    event: AssignmentCreated | AssignmentAcknowledged | AssignmentEscalated,
    *,
    level: str,
    acknowledged_at: datetime | None,
) -> None:
    """With whom an item stands."""
    statement = insert(assignment_copy).values(
        assignment_id=event.assignment_id,
        project_id=event.project_id,
        application_item_id=event.application_item_id,
        item_name=event.item_name,
        assignee_title=event.assignee_title,
        level=level,
        acknowledged_at=acknowledged_at,
    )
    await work.connection.execute(
        statement.on_conflict_do_update(
            index_elements=[assignment_copy.c.application_item_id],
            set_={
                name: statement.excluded[name]
                for name in ("assignment_id", "assignee_title", "level", "acknowledged_at")
            },
        )
    )


async def item_name_of(work: UnitOfWork, subject_id: UUID) -> str | None:
    """The name of the item that an application item or an assignment is about; None for other things."""
    query = union_all(
        select(item_progress.c.item_name).where(item_progress.c.application_item_id == subject_id),
        select(assignment_copy.c.item_name).where(assignment_copy.c.assignment_id == subject_id),
    )
    found: str | None = (await work.connection.execute(query.limit(1))).scalar_one_or_none()
    return found
