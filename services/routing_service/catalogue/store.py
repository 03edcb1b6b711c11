"""Stages, project types and versions of items in PostgreSQL."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import orjson
from asyncpg import Record
from sqlalchemy import Column, Date, ForeignKey, Index, Integer, Table, Text, bindparam, func, select, update
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, insert

from services.routing_service.catalogue.domain import Item
from services.routing_service.directory.departments.store import body
from services.routing_service.tables import metadata
from shared.kit.columns import Json
from shared.kit.database import Prepared
from shared.kit.errors import NotFound
from shared.kit.search import terms
from shared.kit.unit_of_work import UnitOfWork

ENTRY = Json(Item)
stage = Table(
    "stage",
    metadata,
    Column("code", Text, primary_key=True),
    Column("position", Integer, nullable=False, comment="place in lists"),
    Column("name", Text, nullable=False),
    Column("order", Integer, comment="place in the course; none for what runs beside it"),
    Column("lead_body", Text, ForeignKey(body.c.code)),
    Column("content", Text, nullable=False),
    Column("confidence", Text, nullable=False),
)
project_type = Table(
    "project_type",
    metadata,
    Column("code", Text, primary_key=True),
    Column("position", Integer, nullable=False, comment="place in lists"),
    Column("name", Text, nullable=False),
    Column("national_code", Text, comment="流程类型 of the national exchange standard"),
    Column("overall_limit", JSONB, nullable=False),
)
item = Table(
    "item",
    metadata,
    Column("code", Text, primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("valid_from", Date, nullable=False),
    Column("valid_until", Date, comment="the day from which the next version counts; none for the current one"),
    Column("name", Text, nullable=False),
    Column("stage", Text, ForeignKey(stage.c.code), nullable=False),
    Column("body", Text, ForeignKey(body.c.code), nullable=False),
    Column("entry", JSONB, nullable=False, comment="as catalogue/items.yaml has it"),
    Column("sources", JSONB, nullable=False, comment="what the entry's sources are"),
    Column("search", ARRAY(Text), nullable=False),
)
Index("ix_item_search", item.c.search, postgresql_using="gin", postgresql_where=item.c.valid_until.is_(None))
Index("uq_item_current", item.c.code, unique=True, postgresql_where=item.c.valid_until.is_(None))
Index("ix_item_stage", item.c.stage, item.c.code, postgresql_where=item.c.valid_until.is_(None))
Index("ix_item_body", item.c.body, item.c.code, postgresql_where=item.c.valid_until.is_(None))

_WITH_NAMES = (
    select(item, stage.c.name.label("stage_label"), body.c.name.label("body_label"))
    .join(stage, stage.c.code == item.c.stage)
    .join(body, body.c.code == item.c.body)
)
_CURRENT = _WITH_NAMES.where(item.c.valid_until.is_(None))
_GET_CURRENT = Prepared(_CURRENT.where(item.c.code == bindparam("its_code")))
_GET_VERSION = Prepared(
    _WITH_NAMES.where(item.c.code == bindparam("its_code"), item.c.version == bindparam("its_version"))
)


async def get_item(work: UnitOfWork, code: str, version: int | None) -> Record:
    """A version of an item, or the current one, with the names of its stage and body; raises NotFound."""
    found = (
        await _GET_VERSION.first(work.connection, its_code=code, its_version=version)
        if version
        else await _GET_CURRENT.first(work.connection, its_code=code)
    )
    if found is None:
        raise NotFound(what=("事项", "item"))
    return found


_CURRENT_ITEMS = Prepared(select(item).where(item.c.valid_until.is_(None)))
_STAGES = Prepared(select(stage).order_by(stage.c.position))
_PROJECT_TYPES = Prepared(select(project_type).order_by(project_type.c.position))


async def current_items(work: UnitOfWork) -> dict[str, Record]:
    """The current version of every item by its code."""
    return {row["code"]: row for row in await _CURRENT_ITEMS.all(work.connection)}


async def stages(work: UnitOfWork) -> list[Record]:
    """Every stage, in the order of the course."""
    return await _STAGES.all(work.connection)


async def project_types(work: UnitOfWork) -> list[Record]:
    """Every project type in its order."""
    return await _PROJECT_TYPES.all(work.connection)


async def save_listed(work: UnitOfWork, table: Table, entries: Sequence[Mapping[str, Any]]) -> None:
    """Store stages or project types in the order given."""
    new = insert(table)
    statement = Prepared(
        new.on_conflict_do_update(
            index_elements=[table.c.code],
            set_={column.name: new.excluded[column.name] for column in table.columns if column.name != "code"},
        )
    )
    await statement.many(
        work.connection,
        [{**_with_json(table, entry), "position": position} for position, entry in enumerate(entries)],
    )


_END_CURRENT = Prepared(
    update(item)
    .where(item.c.code == func.any(bindparam("codes", type_=ARRAY(Text))), item.c.valid_until.is_(None))
    .values(valid_until=bindparam("new_valid_until"))
)
_ADD_VERSION = Prepared(insert(item))


async def add_versions(work: UnitOfWork, rows: Sequence[Mapping[str, Any]], *, valid_from: date) -> None:
    """Store new versions of items; the ones before them count until that day."""
    await _END_CURRENT.run(work.connection, codes=[row["code"] for row in rows], new_valid_until=valid_from)
    new = [{**row, "valid_from": valid_from, "search": terms([row["name"]], [row["code"]])} for row in rows]
    await _ADD_VERSION.many(work.connection, [_with_json(item, row) for row in new])


def _with_json(table: Table, entry: Mapping[str, Any]) -> dict[str, Any]:
    """An entry as its columns take it; what it does not say is absent."""
    given = {column.name: entry.get(column.name) for column in table.columns}
    json = {column.name for column in table.columns if isinstance(column.type, JSONB)}
    return {name: orjson.dumps(value).decode() if name in json else value for name, value in given.items()}
