"""Revisions: the corrections of things, each with who made it, when, why, and what every field was before.

What a thing is now stands in its own row; this is how it came to be so. Nothing here is ever changed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from asyncpg import Record
from sqlalchemy import MetaData, Table, insert

from shared.kit.database import Prepared
from shared.kit.facts import Correction
from shared.kit.unit_of_work import UnitOfWork, as_json


@dataclass(frozen=True)
class Change:
    """What a field was, and what a correction made of it, as its column has it: a code, a number in digits, a text."""

    field: str
    before: str | None
    after: str | None


@dataclass(frozen=True)
class Revision:
    """One correction of a thing. version: that which the thing has since then; by: the subject who made it."""

    version: int
    at: datetime
    by: str
    reason: str
    changes: tuple[Change, ...]


class Revisions:
    """Where the corrections of a service's things are kept."""

    def __init__(self, metadata: MetaData) -> None:
        self.table: Table = metadata.tables[f"{metadata.schema}.revision"]
        self._add = Prepared(insert(self.table))

    def keep(self, work: UnitOfWork, subject_id: UUID, version: int, correction: Correction) -> None:
        """Keep a correction, which has made this version of a thing."""
        changes = [{"field": name, "before": was, "after": now} for name, (was, now) in correction.changes.items()]
        row: dict[str, Any] = {
            "subject_id": subject_id,
            "version": version,
            "at": work.now,
            "by": correction.by or work.actor,
            "reason": correction.reason,
            "changes": as_json(changes),
        }
        self._add.soon(work.transaction, row, table=self.table.name, taken=None)


def revision_of(row: Record) -> Revision:
    """The revision of a row."""
    changes = tuple(Change(**change) for change in row["changes"])
    return Revision(row["version"], row["at"], row["by"], row["reason"], changes)
