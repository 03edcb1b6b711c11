"""Intake's own copy of the catalogue's items, fed by routing's events."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Column, Integer, Table, Text, bindparam, func, select
from sqlalchemy.dialects.postgresql import ARRAY, insert

from services.intake_service.tables import metadata
from shared.contracts.routing.catalogue import ItemPublished
from shared.kit.database import Prepared, fetch
from shared.kit.errors import Kind, Refusal, Words
from shared.kit.unit_of_work import UnitOfWork

item_copy = Table(
    "item_copy",
    metadata,
    Column("code", Text, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("name", Text, nullable=False),
    Column("stage", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("materials", ARRAY(Text), nullable=False),
    Column("investments", ARRAY(Text), nullable=False),
    Column("project_types", ARRAY(Text), nullable=False),
)


class ItemUnknown(Refusal):
    """Not an item of the catalogue."""

    code = "item.unknown"
    kind = Kind.INVALID
    zh = Words("事项不存在", "事项目录中没有“{item_code}”。", "请在事项目录中选择。")
    en = Words("Unknown item", "The catalogue has no item {item_code}.", "Choose one from the catalogue.")


@dataclass(frozen=True)
class Item:
    """What intake knows of a catalogue item (事项)."""

    code: str
    version: int
    name: str
    stage: str
    body: str
    materials: list[str]
    investments: list[str]
    project_types: list[str]

    def applies_to(self, *, investment: str, project_type: str) -> bool:
        """Whether a project of this investment and type may need the item."""
        return investment in self.investments and ("all" in self.project_types or project_type in self.project_types)


_BY_CODE = Prepared(select(item_copy).where(item_copy.c.code == func.any(bindparam("codes", type_=ARRAY(Text)))))


async def items_by_code(work: UnitOfWork, codes: Collection[str]) -> dict[str, Item]:
    """The items of these codes that there are."""
    return {row["code"]: Item(**row) for row in await _BY_CODE.all(work.connection, codes=codes)}


async def all_items(work: UnitOfWork) -> list[Item]:
    """Every item, by code. The catalogue is small (some hundred items)."""
    return [Item(**row) for row in await fetch(work.connection, select(item_copy).order_by(item_copy.c.code))]


_COLUMNS = tuple(column.name for column in item_copy.columns)
_new_item = insert(item_copy)
_SAVE_NEWER = Prepared(
    _new_item.on_conflict_do_update(
        index_elements=[item_copy.c.code],
        set_={name: _new_item.excluded[name] for name in _COLUMNS if name != "code"},
        where=item_copy.c.version < _new_item.excluded.version,
    )
)


async def save_newer(work: UnitOfWork, published: ItemPublished) -> None:
    """Take over a published version, unless a newer one is known already."""
    await _SAVE_NEWER.run(work.connection, **{name: getattr(published, name) for name in _COLUMNS})
