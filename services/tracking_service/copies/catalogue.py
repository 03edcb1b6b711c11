"""What tracking knows of the catalogue: the items' rules, of every version, and the bodies' names."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from asyncpg import Record
from sqlalchemy import Boolean, Column, Date, Integer, Table, Text, bindparam, func, select
from sqlalchemy.dialects.postgresql import ARRAY

from services.tracking_service.tables import metadata
from shared.contracts.event import Limit, SpecialProcedureRule
from shared.contracts.routing.catalogue import ItemPublished
from shared.contracts.routing.departments import BodyPublished
from shared.kit.columns import Json
from shared.kit.copies import Copy, sequence_column
from shared.kit.database import Prepared
from shared.kit.unit_of_work import UnitOfWork

item_copy = Table(
    "item_copy",
    metadata,
    Column("code", Text, primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("valid_from", Date, nullable=False),
    Column("limit", Json(Limit)),
    Column("no_limit_of_its_own", Boolean, nullable=False),
    Column("special_procedures", Json(list[SpecialProcedureRule]), nullable=False),
    sequence_column(),
)
body_copy = Table(
    "body_copy",
    metadata,
    Column("code", Text, primary_key=True),
    Column("name", Text, nullable=False),
    sequence_column(),
)

ITEMS = Copy("item", item_copy, {ItemPublished: {}})
BODIES = Copy("body", body_copy, {BodyPublished: {}})

body_names = BODIES.reader("name")
"""The names of those of some bodies that are known, by their codes."""

_VERSIONS = Prepared(select(item_copy).where(item_copy.c.code == func.any(bindparam("codes", type_=ARRAY(Text)))))


async def versions_of(work: UnitOfWork, codes: Collection[str]) -> dict[str, list[Record]]:
    """The versions of those of these items that are known, with their ``limit`` and ``special_procedures`` as JSON."""
    found: dict[str, list[Record]] = {}
    for row in await _VERSIONS.all(work.connection, codes=list(codes)):
        found.setdefault(row["code"], []).append(row)
    return found


def valid_on(versions: Sequence[Record], day: date) -> Record:
    """The highest version of an item that is valid on a day, else its first one."""
    valid = [one for one in versions if one["valid_from"] <= day]
    if valid:
        return max(valid, key=lambda one: one["version"])
    return min(versions, key=lambda one: one["version"])
