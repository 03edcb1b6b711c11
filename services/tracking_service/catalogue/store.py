"""Tracking's own copies of the catalogue's items, with all their versions, and of the bodies' names."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Column, Date, Integer, Table, Text, bindparam, case, func, select
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, insert

from services.tracking_service.calendar.domain import Limit, LimitUnit
from services.tracking_service.cases.domain import ProcedureRule
from services.tracking_service.tables import metadata
from shared.contracts.routing import BodyPublished, ItemPublished
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


async def save_item(work: UnitOfWork, published: ItemPublished) -> None:
    """Keep a version of an item; a version never changes."""
    await work.connection.execute(
        insert(item_copy)
        .values(
            code=published.code,
            version=published.version,
            valid_from=published.valid_from,
            limit_days=published.limit.days if published.limit else None,
            limit_unit=published.limit.unit if published.limit else None,
            special_procedures=[procedure.model_dump() for procedure in published.special_procedures],
        )
        .on_conflict_do_nothing()
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
    row = await _RULES.first(work.driver, item_code=code, on=on)
    if row is None:
        return None
    return ItemRules(
        limit=None if row["limit_days"] is None else Limit(row["limit_days"], LimitUnit(row["limit_unit"])),
        procedures=tuple(ProcedureRule(**procedure) for procedure in row["special_procedures"]),
    )


async def save_body(work: UnitOfWork, published: BodyPublished) -> None:
    """Take over a body's name, unless a newer one is known."""
    given = insert(body_copy).values(code=published.code, name=published.name, roster_version=published.roster_version)
    await work.connection.execute(
        given.on_conflict_do_update(
            index_elements=[body_copy.c.code],
            set_={"name": given.excluded.name, "roster_version": given.excluded.roster_version},
            where=body_copy.c.roster_version < given.excluded.roster_version,
        )
    )


_NAMES = Prepared(
    select(body_copy.c.code, body_copy.c.name).where(
        body_copy.c.code == func.any(bindparam("codes", type_=ARRAY(Text)))
    )
)


async def body_names(work: UnitOfWork, codes: Collection[str]) -> dict[str, str]:
    """The names of the bodies of these codes."""
    return {row["code"]: row["name"] for row in await _NAMES.all(work.driver, codes=list(set(codes)))}
