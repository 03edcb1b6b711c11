"""Messages in PostgreSQL."""

from __future__ import annotations

from functools import cache
from uuid import UUID

from sqlalchemy import Column, Index, Table, Text, UniqueConstraint, Uuid, bindparam, select, text

from services.notify_service.messages.domain import Message
from services.notify_service.messages.policy import OWN, may
from services.notify_service.preferences.policy import receiver_of
from services.notify_service.tables import metadata
from shared.kit.change import Resource
from shared.kit.columns import MOMENT, Code
from shared.kit.database import Prepared
from shared.kit.pages import decode_cursor_values, encode_cursor
from shared.kit.rows import Rows
from shared.kit.unit_of_work import UnitOfWork
from shared.kit.words import Language

UNREAD_COUNTED_TO = 100

message = Table(
    "message",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("event_id", Uuid, nullable=False),
    Column("event_type", Text, nullable=False),
    Column("receiver", Text, nullable=False),
    Column("project_id", Uuid, nullable=False),
    Column("subject_id", Text, nullable=False),
    Column("language", Code(Language), nullable=False),
    Column("subject", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("occurred_at", MOMENT, nullable=False),
    Column("created_at", MOMENT, nullable=False),
    Column("read_at", MOMENT),
    Column("read_by", Text),
    UniqueConstraint("event_id", "receiver"),
)
Index("ix_message_inbox", message.c.receiver, message.c.id)
Index("ix_message_unread", message.c.receiver, message.c.id, postgresql_where=message.c.read_at.is_(None))
Index("ix_message_project", message.c.receiver, message.c.project_id, message.c.id)

MESSAGES = Resource(
    kind="message",
    what=("消息", "message"),
    rows=Rows(message, Message, changing=("read_at", "read_by")),
    scope=OWN,
    may=may,
    events={},
    on_record=("receiver", "read_by"),
)

_LISTING = "messages"


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
    work: UnitOfWork, *, unread: bool | None, project_id: UUID | None, size: int, cursor: str | None
) -> tuple[list[Message], str | None]:
    """A page of the caller's inbox, newest first, and the cursor of the next. Raises CursorInvalid.

    unread: only those, or only the others.
    """
    before = decode_cursor_values(_LISTING, cursor, [message.c.id])[0] if cursor else None
    query = _inbox(unread=unread, of_project=project_id is not None, further=before is not None)
    given = {"its_receiver": receiver_of(work.principal), "its_project": project_id, "before": before}
    found = [MESSAGES.rows.of(row) for row in await query.all(work.connection, at_most=size + 1, **given)]
    if len(found) <= size:
        return found, None
    return found[:size], encode_cursor(_LISTING, [found[size - 1].id])


_COUNT_UNREAD = Prepared(
    text(
        "SELECT count(*) FROM"
        " (SELECT 1 FROM message WHERE receiver = :its_receiver AND read_at IS NULL LIMIT :at_most) AS unread"
    )
)


async def unread_of(work: UnitOfWork) -> int:
    """How many messages the caller has not read, counted up to ``UNREAD_COUNTED_TO``."""
    row = await _COUNT_UNREAD.first(
        work.connection, its_receiver=receiver_of(work.principal), at_most=UNREAD_COUNTED_TO
    )
    assert row is not None
    count: int = row["count"]
    return count
