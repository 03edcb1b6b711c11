"""Tracking's own copies of the catalogue's items, with all their versions, and of the bodies' names."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

import orjson
from sqlalchemy import Column, Date, Integer, Table, Text, bindparam, case, func, select
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, insert

from services.tracking_service.calendar.domain import Limit, LimitUnit
from services.tracking_service.cases.domain import ProcedureRule
from services.tracking_service.tables import metadata
from shared.contracts.routing.catalogue import ItemPublished
from shared.contracts.routing.departments import BodyPublished
from shared.kit.database import Prepared
from shared.kit.unit_of_work import UnitOfWork

item_copy = Table(
    "item_copy",
    metadata,
    Column("code", Text, primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("valid_from", Date, nullable=False),
    Column("limit_days", Integer),
    Column("limit_unit", Text),
    Column("special_procedures", JSONB, nullable=False),
)
body_copy = Table(
    "body_copy",
    metadata,
    Column("code", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("roster_version", Integer, nullable=False),
)


@dataclass(frozen=True)
class ItemRules:
    """What an item says of its cases. limit: None is 未核定."""

    limit: Limit | None
    procedures: tuple[ProcedureRule, ...]


_SAVE_ITEM = Prepared(insert(item_copy).on_conflict_do_nothing())


async def save_item(work: UnitOfWork, published: ItemPublished) -> None:
    """Keep a version of an item; a version never changes."""
    await _SAVE_ITEM.run(
        work.connection,
        code=published.code,
        version=published.version,
        valid_from=published.valid_from,
        limit_days=published.limit.days if published.limit else None,
        limit_unit=published.limit.unit if published.limit else None,
        special_procedures=orjson.dumps([one.model_dump() for one in published.special_procedures]).decode(),
    )


_RULES = Prepared(
    select(item_copy.c.limit_days, item_copy.c.limit_unit, item_copy.c.special_procedures)
    .where(item_copy.c.code == bindparam("item_code"))
    .order_by(
        case((item_copy.c.valid_from <= bindparam("on", type_=Date), -item_copy.c.version), else_=item_copy.c.version)
    )
    .limit(1)
)


async def item_rules(work: UnitOfWork, code: str, on: date) -> ItemRules | None:
    """The rules of an item on a day: of its highest version that is valid then, else of its first one."""
    row = await _RULES.first(work.connection, item_code=code, on=on)
    if row is None:
        return None
    return ItemRules(
        limit=None if row["limit_days"] is None else Limit(row["limit_days"], LimitUnit(row["limit_unit"])),
        procedures=tuple(ProcedureRule(**procedure) for procedure in row["special_procedures"]),
    )


_given = insert(body_copy)
_SAVE_BODY = Prepared(
    _given.on_conflict_do_update(
        index_elements=[body_copy.c.code],
        set_={"name": _given.excluded.name, "roster_version": _given.excluded.roster_version},
        where=body_copy.c.roster_version < _given.excluded.roster_version,
    )
)


async def save_body(work: UnitOfWork, published: BodyPublished) -> None:
    """Take over a body's name, unless a newer one is known."""
    await _SAVE_BODY.run(
        work.connection, code=published.code, name=published.name, roster_version=published.roster_version
    )


_NAMES = Prepared(
    select(body_copy.c.code, body_copy.c.name).where(
        body_copy.c.code == func.any(bindparam("codes", type_=ARRAY(Text)))
    )
)


async def body_names(work: UnitOfWork, codes: Collection[str]) -> dict[str, str]:
    """The names of the bodies of these codes."""
    return {row["code"]: row["name"] for row in await _NAMES.all(work.connection, codes=list(set(codes)))}
