"""Preferences in PostgreSQL."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from sqlalchemy import Boolean, Column, Integer, Table, Text, text
from sqlalchemy.dialects.postgresql import insert

from services.notify_service.preferences.domain import Preference, Receiver, subject_of
from services.notify_service.tables import metadata
from shared.kit.columns import MOMENT, Code
from shared.kit.database import Prepared
from shared.kit.unit_of_work import UnitOfWork
from shared.kit.words import Language

preference = Table(
    "preference",
    metadata,
    Column("receiver", Text, primary_key=True),
    Column("email", Text),
    Column("email_enabled", Boolean, nullable=False),
    Column("language", Code(Language), nullable=False),
    Column("version", Integer, nullable=False),
    Column("updated_at", MOMENT, nullable=False),
)

_OF_ALL = Prepared(
    text(
        "SELECT given.receiver, chosen.email, coalesce(chosen.email_enabled, true) AS email_enabled,"
        " chosen.language, coalesce(chosen.version, 0) AS version, chosen.updated_at, post_copy.email AS office"
        " FROM unnest(CAST(:receivers AS text[]), CAST(:subjects AS text[])) AS given(receiver, subject)"
        " LEFT JOIN preference AS chosen ON chosen.receiver = given.receiver"
        " LEFT JOIN post_copy ON post_copy.subject = given.subject"
    )
)


async def preference_of(work: UnitOfWork, receiver: Receiver) -> Preference:
    """A receiver's preference; the one that holds by default where none was chosen."""
    return (await preferences_of(work, [receiver]))[receiver]


async def preferences_of(work: UnitOfWork, receivers: Collection[Receiver]) -> dict[Receiver, Preference]:
    """The preferences of several receivers, each of them with one."""
    subjects = [subject_of(receiver) for receiver in receivers]
    rows = await _OF_ALL.all(work.connection, receivers=list(receivers), subjects=subjects)
    return {
        row["receiver"]: Preference(**{**row, "language": Language(row["language"] or Language.ZH)}) for row in rows
    }


_new = insert(preference)
_PUT = Prepared(
    _new.on_conflict_do_update(
        index_elements=[preference.c.receiver],
        set_={**dict(_new.excluded), "version": preference.c.version + 1},
    ).returning(preference.c.version)
)


async def put(work: UnitOfWork, chosen: Preference) -> Preference:
    """Store a preference as its receiver's next version, and return it as stored."""
    row = await _PUT.first(work.connection, **{**vars(chosen), "version": 1})
    assert row is not None
    return replace(chosen, version=row["version"])
