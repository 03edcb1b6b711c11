"""Messages in PostgreSQL."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Column,
    ColumnElement,
    DateTime,
    Index,
    Row,
    Select,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    func,
    select,
)
from sqlalchemy.dialects.postgresql import insert

from services.notify_service.messages.domain import Message
from services.notify_service.preferences.domain import Receiver
from services.notify_service.tables import metadata
from services.notify_service.templates.domain import Language
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


def to_message(row: Row[Any]) -> Message:
    """A row as a message."""
    return Message(**{**row._mapping, "language": Language(row.language)})


async def add(work: UnitOfWork, messages: Sequence[Message]) -> list[Message]:
    """Store messages, and return those that were not there yet: one event tells one receiver once."""
    if not messages:
        return []
    statement = insert(message).values([vars(one) for one in messages]).on_conflict_do_nothing()
    added = set((await work.connection.execute(statement.returning(message.c.id))).scalars())
    return [one for one in messages if one.id in added]


async def get(work: UnitOfWork, message_id: UUID) -> Message | None:
    """A message by its id."""
    row = (await work.connection.execute(select(message).where(message.c.id == message_id))).one_or_none()
    return to_message(row) if row else None


async def get_for_update(work: UnitOfWork, message_id: UUID) -> Message | None:
    """A message by its id, its row locked."""
    query = select(message).where(message.c.id == message_id).with_for_update()
    row = (await work.connection.execute(query)).one_or_none()
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
