"""Messages in PostgreSQL."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

import orjson
from asyncpg import Record
from sqlalchemy import (
    Column,
    ColumnElement,
    DateTime,
    Index,
    Select,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    bindparam,
    func,
    select,
    text,
)

from services.notify_service.messages.domain import Message
from services.notify_service.preferences.domain import Receiver
from services.notify_service.tables import metadata
from services.notify_service.templates.domain import Language
from shared.kit.database import Prepared
from shared.kit.unit_of_work import UnitOfWork

_MOMENT = DateTime(timezone=True)

message = Table(
    "message",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("event_id", Uuid, nullable=False),
    Column("event_type", Text, nullable=False),
    Column("receiver", Text, nullable=False),
    Column("project_id", Uuid, nullable=False),
    Column("subject_id", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("occurred_at", _MOMENT, nullable=False),
    Column("created_at", _MOMENT, nullable=False),
    Column("read_at", _MOMENT),
    Column("read_by", Text),
    UniqueConstraint("event_id", "receiver"),
)
Index("ix_message_inbox", message.c.receiver, message.c.id)
Index("ix_message_unread", message.c.receiver, message.c.id, postgresql_where=message.c.read_at.is_(None))
Index("ix_message_project", message.c.receiver, message.c.project_id, message.c.id)


def to_message(row: Mapping[Any, Any] | Record) -> Message:
    """A row as a message."""
    return Message(**{**dict(row), "language": Language(row["language"])})


_GIVEN = [column.name for column in message.c if column.name not in {"read_at", "read_by"}]
_ADD = Prepared(
    text(
        f"INSERT INTO message ({', '.join(_GIVEN)}) SELECT {', '.join(_GIVEN)}"  # noqa: S608
        " FROM jsonb_populate_recordset(NULL::message, CAST(:messages AS jsonb)) ON CONFLICT DO NOTHING RETURNING id"
    )
)
_GET = Prepared(select(message).where(message.c.id == bindparam("its_id")))
_GET_LOCKED = Prepared(select(message).where(message.c.id == bindparam("its_id")).with_for_update())


async def add(work: UnitOfWork, messages: Sequence[Message]) -> list[Message]:
    """Store messages, and return those that were not there yet: one event tells one receiver once."""
    if not messages:
        return []
    rows = orjson.dumps([vars(one) for one in messages], default=str).decode()
    added = {row["id"] for row in await _ADD.all(work.driver, messages=rows)}
    return [one for one in messages if one.id in added]


async def get(work: UnitOfWork, message_id: UUID) -> Message | None:
    """A message by its id."""
    row = await _GET.first(work.driver, its_id=message_id)
    return to_message(row) if row else None


async def get_for_update(work: UnitOfWork, message_id: UUID) -> Message | None:
    """A message by its id, its row locked."""
    row = await _GET_LOCKED.first(work.driver, its_id=message_id)
    return to_message(row) if row else None


async def save_read(work: UnitOfWork, read: Message) -> None:
    """Store that a message was read; nothing else of it ever changes."""
    await work.connection.execute(
        message.update().where(message.c.id == read.id).values(read_at=read.read_at, read_by=read.read_by)
    )


def inbox(mine: ColumnElement[bool], *, unread: bool | None, project_id: UUID | None) -> Select[Any]:
    """The messages of an inbox; ``unread``: only those, or only the others."""
    query = select(message).where(mine)
    if unread is not None:
        query = query.where(message.c.read_at.is_(None) if unread else message.c.read_at.is_not(None))
    if project_id is not None:
        query = query.where(message.c.project_id == project_id)
    return query


async def count_unread(work: UnitOfWork, receiver: Receiver, *, at_most: int) -> int:
    """How many messages a receiver has not read; counting stops at a cap."""
    some = (
        select(message.c.id)
        .where(message.c.receiver == receiver, message.c.read_at.is_(None))
        .limit(at_most)
        .subquery()
    )
    return (await work.connection.execute(select(func.count()).select_from(some))).scalar_one()
