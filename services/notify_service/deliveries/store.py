"""Deliveries in PostgreSQL, and what is told of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import orjson
from sqlalchemy import (
    Column,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    bindparam,
    select,
    text,
)

from services.notify_service.deliveries.domain import COURSE, Attempt, Channel, Delivery, DeliveryStatus
from services.notify_service.deliveries.policy import ALL, may
from services.notify_service.messages.domain import Message
from services.notify_service.messages.store import message
from services.notify_service.tables import metadata
from shared.contracts.notify.deliveries import MessageDelivered, MessageFailed
from shared.kit.change import Resource
from shared.kit.columns import MOMENT, Code, Json, among
from shared.kit.database import Prepared
from shared.kit.rows import Rows
from shared.kit.unit_of_work import UnitOfWork
from shared.kit.words import Language

delivery = Table(
    "delivery",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("message_id", Uuid, ForeignKey(message.c.id), nullable=False),
    Column("receiver", Text, nullable=False),
    Column("channel", Code(Channel), nullable=False),
    Column("address", Text),
    Column("status", Code(DeliveryStatus), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("spent", Integer, nullable=False, comment="attempts since the last retry by hand"),
    Column("next_attempt_at", MOMENT),
    Column("reason", Text),
    Column("created_at", MOMENT, nullable=False),
    Column("finished_at", MOMENT),
    Column("attempt_list", Json(tuple[Attempt, ...]), nullable=False),
    Column("version", Integer, nullable=False),
    UniqueConstraint("message_id", "channel"),
)
_IS_PENDING = among(delivery.c.status, [DeliveryStatus.PENDING])
Index("ix_delivery_due", delivery.c.next_attempt_at, postgresql_where=_IS_PENDING)
Index("ix_delivery_status", delivery.c.status, delivery.c.id)

_CHANGING = ("address", "status", "attempts", "spent", "next_attempt_at", "reason", "finished_at", "attempt_list")
_OF_CHANNELS = ("attempt_begun", "attempt_ended", "attempt_taken_back", "delivered", "failed", "cancelled")
"""What channels do is on record with the delivery itself."""
DELIVERIES = Resource(
    kind="delivery",
    what=COURSE.what,
    rows=Rows(delivery, Delivery, changing=_CHANGING),
    scope=ALL,
    may=may,
    events={DeliveryStatus.DELIVERED: MessageDelivered, DeliveryStatus.FAILED: MessageFailed},
    on_record=("status", "reason"),
    off_record=_OF_CHANNELS,
)


@dataclass(frozen=True)
class Letter:
    """What an e-mail says."""

    language: Language
    subject: str
    body: str
    created_at: datetime


_ADD = Prepared(
    text(
        "WITH fresh AS (INSERT INTO message"
        " SELECT * FROM jsonb_populate_recordset(NULL::message, CAST(:messages AS jsonb))"
        " ON CONFLICT DO NOTHING RETURNING id)"
        " INSERT INTO delivery SELECT delivery.*"
        " FROM jsonb_populate_recordset(NULL::delivery, CAST(:deliveries AS jsonb)) AS delivery"
        " JOIN fresh ON fresh.id = delivery.message_id"
    )
)


async def add(work: UnitOfWork, messages: Sequence[Message], deliveries: Sequence[Delivery]) -> None:
    """Store messages with their deliveries.

    Left out are messages whose event has told their receiver already, and their deliveries.
    """
    await _ADD.run(work.connection, messages=_json(messages), deliveries=_json(deliveries))


def _json(rows: Sequence[Message | Delivery]) -> str:
    return orjson.dumps([vars(one) for one in rows], default=str).decode()


_NEXT_DUE = Prepared(
    select(delivery, message.c.language, message.c.subject, message.c.body, message.c.created_at.label("written_at"))
    .join(message, message.c.id == delivery.c.message_id)
    .where(_IS_PENDING, delivery.c.next_attempt_at <= bindparam("now"))
    .order_by(delivery.c.next_attempt_at)
    .limit(bindparam("at_most"))
    .with_for_update(of=delivery, skip_locked=True)
)


async def next_due(work: UnitOfWork, *, at_most: int) -> list[tuple[Delivery, Letter]]:
    """The e-mails that have been due longest and that nobody else has in hand, their rows locked."""
    rows = await _NEXT_DUE.all(work.connection, now=work.now, at_most=at_most)
    return [
        (
            DELIVERIES.rows.of(row),
            Letter(Language(row["language"]), row["subject"], row["body"], row["written_at"]),
        )
        for row in rows
    ]
