"""The audit trail's chain: entries are written with each change and sealed, in order, by one worker.

Sealing gives each entry a position (1, 2, 3 … without gaps) and ``hash = SHA-256(hash before ‖ entry)``. An altered
entry breaks its hash, a removed one leaves a gap. Sealing apart from writing keeps writers from queueing for the
chain's head; what is not sealed yet is at most a moment old. The head is logged, so that cutting off the tail shows.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import orjson
from asyncpg import Record

from shared.kit.database import Connection
from shared.kit.logging import get_logger
from shared.kit.metrics import AUDIT_SEALED
from shared.kit.unit_of_work import UnitOfWork

log = get_logger(__name__)

GENESIS = "0" * 64
_FIELDS = "id, at, actor, on_behalf_of, action, subject_kind, subject_id, before, after, request_id"
_BATCH = 500


def _hash(before: str, row: Record) -> str:
    entry = [str(row[name]) if name == "at" else row[name] for name in _FIELDS.split(", ")]
    content = orjson.dumps(entry, option=orjson.OPT_SORT_KEYS)
    return hashlib.sha256(before.encode() + content).hexdigest()


async def seal(work: UnitOfWork) -> int:
    """Seal the entries that are not sealed yet, oldest first, at most 500. Returns how many. One at a time."""
    rows = await work.connection.fetch(
        f"SELECT {_FIELDS} FROM audit_entry WHERE position IS NULL ORDER BY id LIMIT {_BATCH}"  # noqa: S608
    )
    if not rows:
        return 0
    head = await work.connection.fetchrow(
        "SELECT position, hash FROM audit_entry WHERE position IS NOT NULL ORDER BY position DESC LIMIT 1"
    )
    position, chained = (head["position"], head["hash"]) if head else (0, GENESIS)
    seals = []
    for row in rows:
        position, chained = position + 1, _hash(chained, row)
        seals.append([row["id"], position, chained])
    await work.connection.execute(
        "UPDATE audit_entry SET position = (s->>1)::bigint, hash = s->>2"
        " FROM jsonb_array_elements($1::jsonb) AS seals(s) WHERE id = (s->>0)::bigint",
        orjson.dumps(seals).decode(),
    )
    AUDIT_SEALED.set(position)
    log.info("audit sealed", position=position, hash=chained)
    return len(seals)


@dataclass(frozen=True)
class Verdict:
    """What checking a chain found. ``broken_at``: first position that does not hold, with the reason."""

    sealed: int
    unsealed: int
    head: str
    broken_at: int | None = None
    reason: str | None = None


async def verify(connection: Connection) -> Verdict:
    """Walk the chain from its beginning and recompute each hash."""
    expected, chained = 0, GENESIS
    unsealed = await connection.fetchval("SELECT count(*) FROM audit_entry WHERE position IS NULL")
    while True:
        rows = await connection.fetch(
            f"SELECT position, hash, {_FIELDS} FROM audit_entry"  # noqa: S608
            " WHERE position > $1 ORDER BY position LIMIT 5000",
            expected,
        )
        if not rows:
            return Verdict(expected, unsealed, chained)
        for row in rows:
            if row["position"] != expected + 1:
                return Verdict(expected, unsealed, chained, expected + 1, "entry is missing")
            if row["hash"] != _hash(chained, row):
                return Verdict(expected, unsealed, chained, expected + 1, f"entry {row['id']} was altered")
            expected, chained = row["position"], row["hash"]
