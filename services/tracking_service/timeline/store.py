"""The timeline of a project: one numbered entry per thing that happened to it.

Numbers run from 1 without gaps within a project, and an entry is visible before any later one is: whoever has read up
to a number has missed nothing before it. That is what the row of ``timeline_head`` is for; it is locked while a
transaction adds entries to the project.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson
from asyncpg import Record
from sqlalchemy import BigInteger, Column, Table, Text, Uuid, select
from sqlalchemy.dialects.postgresql import JSON

from services.tracking_service.tables import metadata
from shared.kit.columns import MOMENT
from shared.kit.database import Connection, fetch
from shared.kit.lists import List, Sort
from shared.kit.unit_of_work import UnitOfWork

CHANNEL = "timeline"
"""What listeners hear after each commit that added entries; the payload is the project's id."""

timeline_head = Table(
    "timeline_head",
    metadata,
    Column("project_id", Uuid, primary_key=True),
    Column("last_number", BigInteger, nullable=False),
)
timeline_entry = Table(
    "timeline_entry",
    metadata,
    Column("project_id", Uuid, primary_key=True),
    Column("number", BigInteger, primary_key=True),
    Column("at", MOMENT, nullable=False),
    Column("kind", Text, nullable=False),
    Column("words_zh", Text, nullable=False),
    Column("words_en", Text, nullable=False),
    Column("subject_kind", Text, nullable=False),
    Column("subject_id", Text, nullable=False),
    Column("data", JSON, nullable=False),
)


@dataclass(frozen=True)
class NewEntry:
    """Something that happened to a project. at: when; kind: a stable code; words: one sentence for people."""

    project_id: UUID
    at: datetime
    kind: str
    words_zh: str
    words_en: str
    subject_kind: str
    subject_id: str
    data: Mapping[str, Any]


_APPEND = """
WITH given AS (
    SELECT (e->>0)::uuid AS project_id, n, (e->>1)::timestamptz AS at, e->>2 AS kind, e->>3 AS words_zh,
           e->>4 AS words_en, e->>5 AS subject_kind, e->>6 AS subject_id, e->7 AS data
    FROM json_array_elements($1::json) WITH ORDINALITY AS rows(e, n)
), heads AS (
    INSERT INTO timeline_head (project_id, last_number)
    SELECT project_id, count(*) FROM given GROUP BY project_id ORDER BY project_id
    ON CONFLICT (project_id) DO UPDATE SET last_number = timeline_head.last_number + excluded.last_number
    RETURNING project_id, last_number
)
INSERT INTO timeline_entry (project_id, number, at, kind, words_zh, words_en, subject_kind, subject_id, data)
SELECT project_id,
       last_number - count(*) OVER (PARTITION BY project_id)
           + row_number() OVER (PARTITION BY project_id ORDER BY n),
       at, kind, words_zh, words_en, subject_kind, subject_id, data
FROM given JOIN heads USING (project_id)
"""


def append(work: UnitOfWork, entry: NewEntry) -> None:
    """Add an entry, in the order of calls, at the end of the transaction, and tell the live streams once it commits."""
    work.later(_append, entry)
    work.notify(CHANNEL, str(entry.project_id))


async def _append(work: UnitOfWork, entries: list[NewEntry]) -> None:
    rows = [list(vars(one).values()) for one in entries]
    await work.connection.execute(_APPEND, orjson.dumps(rows, default=str).decode())


ENTRY_LIST = List("timeline", timeline_entry, sorts={"number": Sort((timeline_entry.c.number,))})
"""The timeline of a project."""


async def entries_after(connection: Connection, project_id: UUID, number: int, *, limit: int) -> Sequence[Record]:
    """The entries that follow a number, oldest first."""
    entries = select(timeline_entry).where(timeline_entry.c.project_id == project_id)
    query = entries.where(timeline_entry.c.number > number).order_by(timeline_entry.c.number)
    return await fetch(connection, query.limit(limit))


async def last_number(connection: Connection, project_id: UUID) -> int:
    """The number of the newest entry; 0 where there is none."""
    found = await fetch(connection, select(timeline_head.c.last_number).where(timeline_head.c.project_id == project_id))
    return found[0]["last_number"] if found else 0


_NEW_ENTRIES = """
SELECT entry.* FROM unnest($1::uuid[], $2::bigint[]) AS known(project_id, number)
CROSS JOIN LATERAL (
    SELECT *, row_number() OVER (ORDER BY number) = $3 AS is_last_of_full_page FROM timeline_entry
    WHERE project_id = known.project_id AND number > known.number ORDER BY number LIMIT $3
) AS entry ORDER BY entry.project_id, entry.number
"""


async def new_entries(connection: Connection, known: Mapping[UUID, int], *, limit: int) -> Sequence[Record]:
    """The entries of several projects that follow a number of each, at most ``limit`` of each project."""
    return await connection.fetch(_NEW_ENTRIES, list(known), list(known.values()), limit)
