"""Events that wait for what has not come yet: what they raise, and the table that they wait in.

Each topic is in order per key, the topics among each other are not: an event may come before the thing that it speaks
of, which another topic brings, or the seed. That is nobody's fault. Its handler raises :class:`Missing`, and it is
parked in ``waiting_event``, in the transaction that takes it in; later events of its queue (its source's events of its
key) park behind it. Whoever brings a thing that others may wait for says so (``work.arrived``), and the dispatcher
lets them go on.
"""

from __future__ import annotations

from collections.abc import Collection, Container, Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from asyncpg import Record

from shared.kit.database import Connection
from shared.kit.events.received import Received
from shared.kit.unit_of_work import thing

Queue = tuple[str, str]
"""A source and a key: what is in order among itself."""


class Missing(Exception):  # noqa: N818
    """What an event needs is not here yet. Raised by a handler for the event that it has; the event then waits.

    kind and key name it as :meth:`UnitOfWork.arrived` will: ``Missing("item", "S1-DRC-06")``. The kind is a metric's
    label: there are few.
    """

    def __init__(self, kind: str, key: object) -> None:
        self.thing = thing(kind, key)
        super().__init__(f"{kind} {key} is not known here")


class SomeMissing(Exception):  # noqa: N818
    """What several events need, by the id of the event. Raised by a handler that was given several."""

    def __init__(self, by_event: Mapping[UUID, Missing]) -> None:
        self.by_event = dict(by_event)
        super().__init__("; ".join(sorted({str(missing) for missing in by_event.values()})[:10]))


def check_known(kind: str, needed: Mapping[UUID, Hashable], known: Container[Any]) -> None:
    """Raise SomeMissing for those events (by id, each with the key that it needs) whose thing is not known."""
    if missing := {event: Missing(kind, key) for event, key in needed.items() if key not in known}:
        raise SomeMissing(missing)


@dataclass(frozen=True)
class Parked:
    """A row of the table, locked. waits_for: None where it only stands behind another of its queue.

    behind: an earlier one of its queue waits that is not locked with it; overdue: it has waited as long as it may.
    """

    id: int
    event: Received
    waits_for: str | None
    since: datetime
    behind: bool
    overdue: bool


_TAKE_IN = """
WITH taken AS (
    INSERT INTO inbox (event_id) SELECT DISTINCT unnest($1::uuid[]) ON CONFLICT DO NOTHING RETURNING event_id
)
SELECT event_id, source, key, first.waits IS NOT NULL AS waits
FROM taken
JOIN unnest($1::uuid[], $2::text[], $3::text[]) AS given (event_id, source, key) USING (event_id)
LEFT JOIN LATERAL (
    SELECT true AS waits FROM waiting_event w WHERE w.source = given.source AND w.key = given.key LIMIT 1
) AS first ON true
"""
_WAITING_NOW = """
SELECT DISTINCT source, key FROM waiting_event
WHERE (source, key) IN (SELECT * FROM unnest($1::text[], $2::text[]))
"""


async def take_in(connection: Connection, batch: Sequence[Received]) -> tuple[list[Received], set[Queue]]:
    """The events of a batch that are new, and the queues among theirs in which others wait already."""
    envelopes = [event.envelope for event in batch]
    rows = await connection.fetch(
        _TAKE_IN,
        [one.id for one in envelopes],
        [one.source for one in envelopes],
        [one.key for one in envelopes],
    )
    fresh = {row["event_id"] for row in rows}
    new: list[Received] = []
    for event in batch:
        if event.envelope.id in fresh:
            fresh.discard(event.envelope.id)
            new.append(event)
    if len(new) == len(batch):
        return new, {(row["source"], row["key"]) for row in rows if row["waits"]}
    # Another process may have handled the rest while our statement waited for its commit, and parked some of it: of
    # that the statement's snapshot knows nothing.
    waiting = await connection.fetch(_WAITING_NOW, *_columns({event.envelope.queue for event in new})) if new else []
    return new, {(row["source"], row["key"]) for row in waiting}


async def park(connection: Connection, events: Sequence[tuple[Received, Missing | None]]) -> None:
    """Let events wait, each for what it misses, or for those before it in its queue."""
    await connection.executemany(
        "INSERT INTO waiting_event (event_id, type, source, key, headers, data, origin, waits_for)"
        " VALUES ($1, $2, $3, $4, $5::jsonb, $6, $7, $8)",
        [
            (
                *(event.envelope.id, event.envelope.type, event.envelope.source, event.envelope.key),
                *(event.headers_json, event.data, event.origin, missing.thing if missing else None),
            )
            for event, missing in events
        ],
    )


async def who_waits(connection: Connection, things: Mapping[str, int], *, limit: int) -> list[tuple[str, int, Queue]]:
    """Those that wait for some things, oldest first: the thing, the row's id, its queue.

    things: from which id on to look, by the thing.
    """
    rows = await connection.fetch(
        "SELECT thing, w.id, w.source, w.key FROM unnest($1::text[], $2::bigint[]) AS wanted (thing, after)"
        " JOIN waiting_event w ON w.waits_for = thing AND w.id > after ORDER BY w.id LIMIT $3",
        *(list(things), list(things.values()), limit),
    )
    return [(row["thing"], row["id"], (row["source"], row["key"])) for row in rows]


async def who_waits_for_nothing(connection: Connection, queues: Collection[Queue]) -> set[Queue]:
    """Those of some queues whose first event only stands behind another, which has gone on meanwhile."""
    rows = await connection.fetch(
        "SELECT q.source, q.key FROM unnest($1::text[], $2::text[]) AS q (source, key) JOIN LATERAL ("
        " SELECT waits_for FROM waiting_event w WHERE w.source = q.source AND w.key = q.key ORDER BY id LIMIT 1"
        ") AS first ON first.waits_for IS NULL",
        *_columns(queues),
    )
    return {(row["source"], row["key"]) for row in rows}


async def front_of(connection: Connection, queues: Collection[Queue], *, limit: int) -> list[tuple[int, Queue]]:
    """The oldest events of some queues: the row's id and its queue."""
    rows = await connection.fetch(
        "SELECT w.id, q.source, q.key FROM unnest($1::text[], $2::text[]) AS q (source, key) JOIN LATERAL ("
        " SELECT id FROM waiting_event w WHERE w.source = q.source AND w.key = q.key ORDER BY id LIMIT $3"
        ") AS w ON true ORDER BY w.id LIMIT $3",
        *(*_columns(queues), limit),
    )
    return [(row["id"], (row["source"], row["key"])) for row in rows]


@dataclass(frozen=True)
class First:
    """A row that is the first of its queue, seen in passing."""

    queue: Queue
    waits_for: str | None
    overdue: bool


async def page(connection: Connection, *, after: int, limit: int, at_most: timedelta) -> tuple[list[First], int]:
    """Those of the next rows that are the first of their queue, and where to look next time (0: from the beginning)."""
    rows = await connection.fetch(
        "SELECT id, source, key, waits_for, since < clock_timestamp() - $3::interval AS overdue, NOT EXISTS ("
        " SELECT FROM waiting_event e WHERE e.source = w.source AND e.key = w.key AND e.id < w.id) AS first"
        " FROM waiting_event w WHERE id > $1 ORDER BY id LIMIT $2",
        *(after, limit, at_most),
    )
    firsts = [First((row["source"], row["key"]), row["waits_for"], row["overdue"]) for row in rows if row["first"]]
    return firsts, rows[-1]["id"] if len(rows) == limit else 0


async def census(connection: Connection) -> list[Record]:
    """How many wait, and since when the oldest does (age in seconds), by type and by the kind of what they wait for."""
    rows: list[Record] = await connection.fetch(
        "SELECT type, coalesce(split_part(waits_for, ':', 1), 'its turn') AS kind, count(*) AS number,"
        " extract(epoch FROM clock_timestamp() - min(since))::float AS age FROM waiting_event GROUP BY 1, 2"
    )
    return rows


async def lock(connection: Connection, ids: Sequence[int], *, at_most: timedelta) -> list[Parked]:
    """Those of some rows that still wait, in order, locked; whoever else has them is waited for.

    at_most: how long an event may wait.
    """
    rows = await connection.fetch(
        "SELECT id, waits_for, since, key, headers, data, origin, since < clock_timestamp() - $2::interval AS overdue,"
        " (SELECT e.id FROM waiting_event e WHERE e.source = w.source AND e.key = w.key ORDER BY id LIMIT 1) AS first"
        " FROM waiting_event w WHERE id = ANY ($1::bigint[]) ORDER BY id FOR UPDATE",
        *(ids, at_most),
    )
    mine = set(ids)
    return [
        Parked(
            row["id"], Received.from_row(row), row["waits_for"], row["since"], row["first"] not in mine, row["overdue"]
        )
        for row in rows
    ]


async def count_try(connection: Connection, id_: int) -> int:
    """How often it has been tried alone, this time included."""
    tries: int | None = await connection.fetchval(
        "UPDATE waiting_event SET tries = tries + 1 WHERE id = $1 RETURNING tries", id_
    )
    return tries or 0


async def count_no_tries(connection: Connection, id_: int) -> None:
    """It waits on, and has killed nobody."""
    await connection.execute("UPDATE waiting_event SET tries = 0 WHERE id = $1", id_)


async def forget(connection: Connection, ids: Sequence[int]) -> None:
    """They wait no more."""
    await connection.execute("DELETE FROM waiting_event WHERE id = ANY ($1::bigint[])", ids)


async def wait_for(connection: Connection, things: Mapping[int, str]) -> None:
    """They wait for something else from now on, by the row's id."""
    await connection.execute(
        "UPDATE waiting_event SET waits_for = other.thing FROM unnest($1::bigint[], $2::text[]) AS other (id, thing)"
        " WHERE waiting_event.id = other.id",
        *(list(things), list(things.values())),
    )


def _columns(queues: Collection[Queue]) -> tuple[list[str], list[str]]:
    return [source for source, _ in queues], [key for _, key in queues]
