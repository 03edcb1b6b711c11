"""Deliveries and their attempts in PostgreSQL."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Column,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    Row,
    Select,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    select,
)
from sqlalchemy import insert as insert_into
from sqlalchemy.dialects.postgresql import insert

from services.notify_service.deliveries.domain import Channel, Delivery, DeliveryStatus, Outcome, Result
from services.notify_service.messages.store import message
from services.notify_service.tables import metadata
from services.notify_service.templates.domain import Language
from shared.kit.unit_of_work import UnitOfWork

_MOMENT = DateTime(timezone=True)

delivery = Table(
    "delivery",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("message_id", Uuid, ForeignKey(message.c.id), nullable=False),
    Column("receiver", Text, nullable=False),
    Column("channel", Text, nullable=False),
    Column("address", Text),
    Column("status", Text, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("spent", Integer, nullable=False, comment="attempts since the last retry by hand"),
    Column("next_attempt_at", _MOMENT),
    Column("reason", Text),
    Column("created_at", _MOMENT, nullable=False),
    Column("finished_at", _MOMENT),
    Column("version", Integer, nullable=False),
    UniqueConstraint("message_id", "channel"),
)
Index("ix_delivery_due", delivery.c.next_attempt_at, postgresql_where=delivery.c.status == DeliveryStatus.PENDING.value)
Index("ix_delivery_status", delivery.c.status, delivery.c.id)
attempt = Table(
    "delivery_attempt",
    metadata,
    Column("delivery_id", Uuid, ForeignKey(delivery.c.id), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("begun_at", _MOMENT, nullable=False),
    Column("ended_at", _MOMENT),
    Column("outcome", Text, comment="absent: cut off, whether it arrived is not known"),
    Column("code", Integer, comment="SMTP reply code"),
    Column("detail", Text),
)


@dataclass(frozen=True)
class Attempt:
    """One attempt, as on record."""

    number: int
    begun_at: datetime
    ended_at: datetime | None
    outcome: Outcome | None
    code: int | None
    detail: str | None


@dataclass(frozen=True)
class Letter:
    """What an e-mail says."""

    language: Language
    subject: str
    body: str
    created_at: datetime


def to_delivery(row: Row[Any]) -> Delivery:
    """A row as a delivery."""
    values = {column.name: row._mapping[column] for column in delivery.columns}
    return Delivery(**{**values, "channel": Channel(row.channel), "status": DeliveryStatus(row.status)})


async def add(work: UnitOfWork, deliveries: Sequence[Delivery]) -> None:
    """Store fresh deliveries; a message goes through a channel once."""
    statement = insert(delivery).values([vars(one) for one in deliveries])
    await work.connection.execute(statement.on_conflict_do_nothing())


async def get(work: UnitOfWork, delivery_id: UUID) -> Delivery | None:
    """A delivery by its id."""
    row = (await work.connection.execute(select(delivery).where(delivery.c.id == delivery_id))).one_or_none()
    return to_delivery(row) if row else None


async def get_for_update(work: UnitOfWork, delivery_id: UUID) -> Delivery | None:
    """A delivery by its id, its row locked."""
    query = select(delivery).where(delivery.c.id == delivery_id).with_for_update()
    row = (await work.connection.execute(query)).one_or_none()
    return to_delivery(row) if row else None


async def save(work: UnitOfWork, changed: Delivery) -> None:
    """Store a delivery as its next version."""
    changed.version += 1
    values = {name: value for name, value in vars(changed).items() if name != "id"}
    await work.connection.execute(delivery.update().where(delivery.c.id == changed.id).values(values))


async def next_due(work: UnitOfWork) -> tuple[Delivery, Letter] | None:
    """The e-mail that has been due longest and that nobody else has in hand, its row locked."""
    query = (
        select(
            delivery, message.c.language, message.c.subject, message.c.body, message.c.created_at.label("written_at")
        )
        .join(message, message.c.id == delivery.c.message_id)
        .where(delivery.c.status == DeliveryStatus.PENDING.value, delivery.c.next_attempt_at <= work.now)
        .order_by(delivery.c.next_attempt_at)
        .limit(1)
        .with_for_update(of=delivery, skip_locked=True)
    )
    row = (await work.connection.execute(query)).one_or_none()
    if row is None:
        return None
    return to_delivery(row), Letter(Language(row.language), row.subject, row.body, row.written_at)


async def begin_attempt(work: UnitOfWork, delivery_id: UUID, number: int) -> None:
    """Put an attempt on record before it is made, so that one which is cut off shows."""
    await work.connection.execute(
        insert_into(attempt).values(delivery_id=delivery_id, number=number, begun_at=work.now)
    )


async def end_attempt(work: UnitOfWork, delivery_id: UUID, number: int, result: Result) -> None:
    """Put on record how an attempt ended."""
    await work.connection.execute(
        attempt.update()
        .where(attempt.c.delivery_id == delivery_id, attempt.c.number == number)
        .values(ended_at=work.now, outcome=result.outcome.value, code=result.code, detail=result.detail)
    )


async def attempts_of(work: UnitOfWork, delivery_id: UUID) -> list[Attempt]:
    """A delivery's attempts, in order."""
    columns = [column for column in attempt.columns if column.name != "delivery_id"]
    query = select(*columns).where(attempt.c.delivery_id == delivery_id).order_by(attempt.c.number)
    rows = await work.connection.execute(query)
    return [Attempt(**{**row._mapping, "outcome": Outcome(row.outcome) if row.outcome else None}) for row in rows]


def listing(*, status: DeliveryStatus | None) -> Select[Any]:
    """All deliveries, or those of one status."""
    query = select(delivery)
    return query.where(delivery.c.status == status.value) if status else query
