"""Messages in PostgreSQL."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import Column, Index, Table, Text, UniqueConstraint, Uuid, text

from services.notify_service.messages.domain import Message
from services.notify_service.messages.policy import OWN, may
from services.notify_service.preferences.domain import Receiver
from services.notify_service.preferences.policy import receiver_of
from services.notify_service.tables import metadata
from shared.kit.change import Resource
from shared.kit.columns import MOMENT, Code
from shared.kit.database import Prepared
from shared.kit.rows import Rows
from shared.kit.unit_of_work import UnitOfWork
from shared.kit.words import Language

UNREAD_COUNTED_TO = 100
_MARKED_AT_ONCE = 1_000
_LAST = "'ffffffff-ffff-ffff-ffff-ffffffffffff'"
"""No id comes after it."""

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


# Locked in the order of their ids, as everybody does who marks several.
_MARK_READ = {
    of_project: Prepared(
        text(f"""
WITH unread AS (
    SELECT id FROM message
    WHERE receiver = :its_receiver AND read_at IS NULL AND id <= coalesce(CAST(:up_to AS uuid), {_LAST})
        {"AND project_id = :its_project" if of_project else ""}
    ORDER BY id LIMIT :at_most FOR UPDATE
), marked AS (
    UPDATE message SET read_at = :now, read_by = :reader FROM unread
    WHERE message.id = unread.id RETURNING 1
)
SELECT count(*) FROM marked
""")  # noqa: S608
    )
    for of_project in (False, True)
}


async def mark_read(work: UnitOfWork, receiver: Receiver, *, up_to: UUID | None, project_id: UUID | None) -> int:
    """Mark a receiver's unread messages read, a thousand with each statement; returns how many there were."""
    values = {"its_receiver": receiver, "up_to": up_to, "now": work.now, "reader": work.actor}
    if project_id:
        values["its_project"] = project_id
    total = 0
    while True:
        row = await _MARK_READ[bool(project_id)].first(work.connection, **values, at_most=_MARKED_AT_ONCE)
        assert row is not None
        marked: int = row["count"]
        total += marked
        if marked < _MARKED_AT_ONCE:
            return total
