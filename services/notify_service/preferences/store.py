"""Preferences in PostgreSQL."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import Boolean, Column, DateTime, Integer, Row, Table, Text, select
from sqlalchemy.dialects.postgresql import insert

from services.notify_service.preferences.domain import Preference, Receiver
from services.notify_service.tables import metadata
from services.notify_service.templates.domain import Language
from shared.kit.unit_of_work import UnitOfWork

preference = Table(
    "preference",
    metadata,
    Column("receiver", Text, primary_key=True),
    Column("email", Text),
    Column("email_enabled", Boolean, nullable=False),
    Column("language", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("updated_at", DateTime(timezone=True), nullable=False),
)


def _to_preference(row: Row[Any]) -> Preference:
    return Preference(**{**row._mapping, "language": Language(row.language)})


async def get(work: UnitOfWork, receiver: Receiver) -> Preference:
    """A receiver's preference; the one that holds by default where none was chosen."""
    row = (await work.connection.execute(select(preference).where(preference.c.receiver == receiver))).one_or_none()
    return _to_preference(row) if row else Preference(receiver)


async def of_all(work: UnitOfWork, receivers: Collection[Receiver]) -> dict[Receiver, Preference]:
    """The preferences of several receivers, each of them with one."""
    rows = await work.connection.execute(select(preference).where(preference.c.receiver.in_(receivers)))
    chosen = {made.receiver: made for made in map(_to_preference, rows)}
    return {receiver: chosen.get(receiver, Preference(receiver)) for receiver in receivers}


async def put(work: UnitOfWork, chosen: Preference) -> Preference:
    """Store a preference as its receiver's next version, and return it as stored."""
    statement = insert(preference).values({**vars(chosen), "version": 1})
    row = await work.connection.execute(
        statement.on_conflict_do_update(
            index_elements=[preference.c.receiver],
            set_={**dict(statement.excluded), "version": preference.c.version + 1},
        ).returning(preference)
    )
    return _to_preference(row.one())
