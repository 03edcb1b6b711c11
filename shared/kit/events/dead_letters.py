"""Dead letters: events that could not be handled, kept in the consumer's own database until someone replays them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from shared.kit.database import Connection
from shared.kit.events.received import Received, storable
from shared.kit.logging import get_logger
from shared.kit.metrics import DEAD_LETTERS

log = get_logger(__name__)


@dataclass(frozen=True)
class DeadLetter:
    """One event that was put aside. origin: topic/partition/offset that it came from."""

    id: int
    event_id: str
    type: str
    key: str
    origin: str
    cause: str
    put_aside_at: datetime
    replayed_at: datetime | None


async def dead_letters(connection: Connection, *, limit: int = 100) -> list[DeadLetter]:
    """The dead letters that wait, oldest first."""
    rows = await connection.fetch(
        "SELECT id, event_id, type, key, origin, cause, put_aside_at, replayed_at FROM dead_letter"
        " WHERE replayed_at IS NULL ORDER BY id LIMIT $1",
        limit,
    )
    return [DeadLetter(**row) for row in rows]


async def put_aside(connection: Connection, event: Received, cause: str) -> None:
    """Write a dead letter. Whoever took the event in does this in the same transaction."""
    await connection.execute(
        "INSERT INTO dead_letter (event_id, type, key, headers, data, origin, cause)"
        " VALUES ($1, $2, $3, $4::jsonb, $5, $6, $7)",
        str(event.envelope.id),
        storable(event.envelope.type),
        storable(event.envelope.key),
        event.headers_json,
        event.data,
        event.origin,
        storable(cause[:4000]),
    )


def tell_put_aside(event: Received, cause: str) -> None:
    """Tell of a dead letter, once it is committed."""
    DEAD_LETTERS.labels(event.envelope.type).inc()
    log.error("event put aside", event_id=str(event.envelope.id), event_type=event.envelope.type, cause=cause)
