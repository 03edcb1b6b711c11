"""Messages in PostgreSQL."""

from __future__ import annotations

from functools import cache
from uuid import UUID

from asyncpg import Record
from sqlalchemy import (
    Column,
    DateTime,
    Index,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    bindparam,
    select,
    text,
    update,
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


def to_message(row: Record) -> Message:
    """A row as a message."""
    return Message(**{**row, "language": Language(row["language"])})


_GET = Prepared(select(message).where(message.c.id == bindparam("its_id")))
_GET_LOCKED = Prepared(select(message).where(message.c.id == bindparam("its_id")).with_for_update())


async def get(work: UnitOfWork, message_id: UUID) -> Message | None:
    """A message by its id."""
    row = await _GET.first(work.connection, its_id=message_id)
    return to_message(row) if row else None


async def get_for_update(work: UnitOfWork, message_id: UUID) -> Message | None:
    """A message by its id, its row locked."""
    row = await _GET_LOCKED.first(work.connection, its_id=message_id)
    return to_message(row) if row else None


_SAVE_READ = Prepared(
    update(message)
    .where(message.c.id == bindparam("its_id"))
    .values(read_at=bindparam("new_read_at"), read_by=bindparam("new_read_by"))
)


async def save_read(work: UnitOfWork, read: Message) -> None:
    """Store that a message was read; nothing else of it ever changes."""
    await _SAVE_READ.run(work.connection, its_id=read.id, new_read_at=read.read_at, new_read_by=read.read_by)


@cache
def _inbox(*, unread: bool | None, of_project: bool, further: bool) -> Prepared:
    query = select(message).where(message.c.receiver == bindparam("its_receiver"))
    if unread is not None:
        query = query.where(message.c.read_at.is_(None) if unread else message.c.read_at.is_not(None))
    if of_project:
        query = query.where(message.c.project_id == bindparam("its_project"))
    if further:
        query = query.where(message.c.id < bindparam("before"))
    return Prepared(query.order_by(message.c.id.desc()).limit(bindparam("at_most")))


async def inbox(
    work: UnitOfWork,
    receiver: Receiver,
    *,
    unread: bool | None,
    project_id: UUID | None,
    before: UUID | None,
    at_most: int,
) -> list[Message]:
    """Messages of an inbox, newest first; ``unread``: only those, or only the others; ``before``: older than that."""
    query = _inbox(unread=unread, of_project=project_id is not None, further=before is not None)
    rows = await query.all(
        work.connection, its_receiver=receiver, its_project=project_id, before=before, at_most=at_most
    )
    return [to_message(row) for row in rows]


_COUNT_UNREAD = Prepared(
    text(
        "SELECT count(*) FROM"
        " (SELECT 1 FROM message WHERE receiver = :its_receiver AND read_at IS NULL LIMIT :at_most) AS unread"
    )
)


async def count_unread(work: UnitOfWork, receiver: Receiver, *, at_most: int) -> int:
    """How many messages a receiver has not read; counting stops at a cap."""
    row = await _COUNT_UNREAD.first(work.connection, its_receiver=receiver, at_most=at_most)
    assert row is not None
    count: int = row["count"]
    return count
