"""Preferences in PostgreSQL."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from asyncpg import Record
from sqlalchemy import Boolean, Column, DateTime, Integer, Table, Text, bindparam, func, select
from sqlalchemy.dialects.postgresql import ARRAY, insert

from services.notify_service.preferences.domain import Preference, Receiver
from services.notify_service.tables import metadata
from services.notify_service.templates.domain import Language
from shared.kit.database import Prepared
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


_OF_ALL = Prepared(
    select(preference).where(preference.c.receiver == func.any(bindparam("receivers", type_=ARRAY(Text))))
)


def _to_preference(row: Mapping[str, Any] | Record) -> Preference:
    return Preference(**{**dict(row), "language": Language(row["language"])})


async def get(work: UnitOfWork, receiver: Receiver) -> Preference:
    """A receiver's preference; the one that holds by default where none was chosen."""
    return (await of_all(work, [receiver]))[receiver]


async def of_all(work: UnitOfWork, receivers: Collection[Receiver]) -> dict[Receiver, Preference]:
    """The preferences of several receivers, each of them with one."""
    rows = await _OF_ALL.all(work.driver, receivers=list(receivers))
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
    return _to_preference(dict(row.mappings().one()))
