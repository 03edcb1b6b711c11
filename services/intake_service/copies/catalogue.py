"""The catalogue's items, as far as intake knows them, fed by routing."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Column, Integer, Table, Text, bindparam, func, select
from sqlalchemy.dialects.postgresql import ARRAY

from services.intake_service.tables import metadata
from shared.contracts.routing.catalogue import ItemPublished
from shared.kit.copies import Copy, sequence_column
from shared.kit.database import Prepared
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
    sequence_column(),
)
ITEM_COPIES = Copy("item", item_copy, {ItemPublished: {}})
"""The newest version of each item."""


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
    name: str
    stage: str
    body: str
    materials: list[str]
    investments: list[str]
    project_types: list[str]

    def applies_to(self, *, investment: str, project_type: str) -> bool:
        """Whether a project of this investment and type may need the item."""
        return investment in self.investments and ("all" in self.project_types or project_type in self.project_types)


_known = select(*(item_copy.c[name] for name in Item.__dataclass_fields__))
_BY_CODE = Prepared(_known.where(item_copy.c.code == func.any(bindparam("codes", type_=ARRAY(Text)))))
_ALL = Prepared(_known.order_by(item_copy.c.code))


async def items_by_code(work: UnitOfWork, codes: Collection[str]) -> dict[str, Item]:
    """The items of these codes that there are."""
    return {row["code"]: Item(**row) for row in await _BY_CODE.all(work.connection, codes=codes)}


async def all_items(work: UnitOfWork) -> list[Item]:
    """Every item, by code. The catalogue is small (some hundred items)."""
    return [Item(**row) for row in await _ALL.all(work.connection)]
