"""Deliveries and their attempts in PostgreSQL."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson
from asyncpg import Record
from sqlalchemy import (
    BindParameter,
    Column,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    Select,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    bindparam,
    insert,
    literal_column,
    select,
    text,
    update,
)

from services.notify_service.deliveries.domain import Channel, Delivery, DeliveryStatus, Outcome, Result
from services.notify_service.messages.domain import Message
from services.notify_service.messages.store import message
from services.notify_service.tables import metadata
from services.notify_service.templates.domain import Language
from shared.kit.database import Prepared, fetch
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


def to_delivery(row: Mapping[Any, Any] | Record) -> Delivery:
    """A row as a delivery."""
    values = {name: row[name] for name in _COLUMNS}
    return Delivery(**{**values, "channel": Channel(row["channel"]), "status": DeliveryStatus(row["status"])})


_COLUMNS = [column.name for column in delivery.columns]
_CHANGING = ("address", "status", "attempts", "spent", "next_attempt_at", "reason", "finished_at", "version")
_ITS_ID: BindParameter[UUID] = bindparam("its_id")
_ADD = Prepared(
    text(
        "WITH fresh AS (INSERT INTO message"
        " SELECT * FROM jsonb_populate_recordset(NULL::message, CAST(:messages AS jsonb))"
        " ON CONFLICT DO NOTHING RETURNING id)"
        " INSERT INTO delivery SELECT delivery.*"
        " FROM jsonb_populate_recordset(NULL::delivery, CAST(:deliveries AS jsonb)) AS delivery"
        " JOIN fresh ON fresh.id = delivery.message_id RETURNING id"
    )
)
_GET = Prepared(select(delivery).where(delivery.c.id == _ITS_ID))
_GET_LOCKED = Prepared(select(delivery).where(delivery.c.id == _ITS_ID).with_for_update())
_save = update(delivery).where(delivery.c.id == _ITS_ID).values({name: bindparam(f"new_{name}") for name in _CHANGING})
_SAVE = Prepared(_save)
_NEXT_DUE = Prepared(
    select(delivery, message.c.language, message.c.subject, message.c.body, message.c.created_at.label("written_at"))
    .join(message, message.c.id == delivery.c.message_id)
    .where(
        delivery.c.status == literal_column(f"'{DeliveryStatus.PENDING.value}'"),  # a literal, as the index has it
        delivery.c.next_attempt_at <= bindparam("now"),
    )
    .order_by(delivery.c.next_attempt_at)
    .limit(1)
    .with_for_update(of=delivery, skip_locked=True)
)
_BEGIN_ATTEMPT = Prepared(
    insert(attempt)
    .values(delivery_id=_ITS_ID, number=bindparam("new_attempts"), begun_at=bindparam("now", type_=_MOMENT))
    .add_cte(_save.cte("saved"))
)
_END_ATTEMPT = Prepared(
    select(delivery)
    .where(delivery.c.id == _ITS_ID)
    .with_for_update()
    .add_cte(
        update(attempt)
        .where(attempt.c.delivery_id == _ITS_ID, attempt.c.number == bindparam("its_number"))
        .values({name: bindparam(f"new_{name}") for name in ("ended_at", "outcome", "code", "detail")})
        .cte("ended")
    )
)


async def add(work: UnitOfWork, messages: Sequence[Message], deliveries: Sequence[Delivery]) -> set[UUID]:
    """Store messages with their deliveries, and return the ids of the deliveries that were stored.

    Left out are messages whose event has told their receiver already, and their deliveries.
    """
    rows = await _ADD.all(work.connection, messages=_json(messages), deliveries=_json(deliveries))
    return {row["id"] for row in rows}


def _json(rows: Sequence[Message | Delivery]) -> str:
    return orjson.dumps([vars(one) for one in rows], default=str).decode()


async def get(work: UnitOfWork, delivery_id: UUID) -> Delivery | None:
    """A delivery by its id."""
    row = await _GET.first(work.connection, its_id=delivery_id)
    return to_delivery(row) if row else None


async def get_for_update(work: UnitOfWork, delivery_id: UUID) -> Delivery | None:
    """A delivery by its id, its row locked."""
    row = await _GET_LOCKED.first(work.connection, its_id=delivery_id)
    return to_delivery(row) if row else None


async def save(work: UnitOfWork, changed: Delivery) -> None:
    """Store a delivery as its next version."""
    await _SAVE.run(work.connection, **_as_next_version(changed))


def _as_next_version(changed: Delivery) -> dict[str, Any]:
    changed.version += 1
    values = {f"new_{name}": getattr(changed, name) for name in _CHANGING}
    return {"its_id": changed.id, **values, "new_status": changed.status.value}


async def next_due(work: UnitOfWork) -> tuple[Delivery, Letter] | None:
    """The e-mail that has been due longest and that nobody else has in hand, its row locked."""
    row = await _NEXT_DUE.first(work.connection, now=work.now)
    if row is None:
        return None
    return to_delivery(row), Letter(Language(row["language"]), row["subject"], row["body"], row["written_at"])


async def begin_attempt(work: UnitOfWork, begun: Delivery) -> None:
    """Store a delivery, and put its attempt on record before it is made, so that one which is cut off shows."""
    await _BEGIN_ATTEMPT.run(work.connection, now=work.now, **_as_next_version(begun))


async def end_attempt(work: UnitOfWork, delivery_id: UUID, number: int, result: Result) -> Delivery | None:
    """Put on record how an attempt ended, and return its delivery, its row locked."""
    told = {
        "new_ended_at": work.now,
        "new_outcome": result.outcome.value,
        "new_code": result.code,
        "new_detail": result.detail,
    }
    row = await _END_ATTEMPT.first(work.connection, its_id=delivery_id, its_number=number, **told)
    return to_delivery(row) if row else None


async def attempts_of(work: UnitOfWork, delivery_id: UUID) -> list[Attempt]:
    """A delivery's attempts, in order."""
    columns = [column for column in attempt.columns if column.name != "delivery_id"]
    query = select(*columns).where(attempt.c.delivery_id == delivery_id).order_by(attempt.c.number)
    rows = await fetch(work.connection, query)
    return [Attempt(**{**row, "outcome": Outcome(row["outcome"]) if row["outcome"] else None}) for row in rows]


def listing(*, status: DeliveryStatus | None) -> Select[Any]:
    """All deliveries, or those of one status."""
    query = select(delivery)
    return query.where(delivery.c.status == status.value) if status else query
