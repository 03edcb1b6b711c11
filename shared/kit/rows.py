"""Aggregates as rows, on SQLAlchemy Core and the driver: one table, one row each."""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import fields
from operator import itemgetter
from typing import Any, Generic, TypeVar

from asyncpg import Record
from sqlalchemy import ARRAY, Table, bindparam, func, select, update
from sqlalchemy.dialects.postgresql import insert

from shared.kit.columns import Meaning
from shared.kit.database import Prepared
from shared.kit.unit_of_work import UnitOfWork

E = TypeVar("E")


class Part:
    """A value of several columns: its class, and the column of each of its fields. It is None where the first one is.

    >>> Part(Limit, days="limit_days", unit="limit_unit")
    """

    def __init__(self, kind: type[Any], **columns: str) -> None:
        self.kind = kind
        self.columns = columns


class Rows(Generic[E]):
    """The rows of a table as entities, whose fields have the columns' names.

    changing: the fields that a save writes (``version``, where there is one, is raised by it, and ``updated_at`` is
    then); parts: the fields that are several columns; derived: columns that follow from the entity whenever it is
    written; key: the primary key. A column that the entity has no field for is not read.
    """

    def __init__(
        self,
        table: Table,
        entity: type[E],
        *,
        changing: Collection[str] = (),
        parts: Mapping[str, Part] | None = None,
        derived: Mapping[str, Callable[[E], Any]] | None = None,
        key: str = "id",
    ) -> None:
        self.table, self.changing, self.key = table, tuple(changing), key
        self._derived = dict(derived or {})
        self._entity, self._parts = entity, dict(parts or {})
        # As an entity's own parameters are: names are then found by identity, and not compared one by one.
        columns = {sys.intern(str(column.name)): column.type for column in table.c}
        self._meanings = {name: type_ for name, type_ in columns.items() if isinstance(type_, Meaning)}
        has = {field.name for field in fields(entity)} - self._parts.keys()  # type: ignore[arg-type]
        self._own = tuple(name for name in columns if name in has)
        self._take = itemgetter(*self._own)
        self._readers = [(name, meaning.read) for name, meaning in self._meanings.items() if name in has]
        self._versioned, self._dated = "version" in table.c, "updated_at" in has
        its_key = table.c[key] == bindparam("its_key")
        self._get = Prepared(select(table).where(its_key))
        self._lock = Prepared(select(table).where(its_key).with_for_update())
        ids = bindparam("ids", type_=ARRAY(table.c[key].type))
        several = select(table).where(table.c[key] == func.any(ids))
        self._several = Prepared(several)
        self._lock_several = Prepared(several.order_by(table.c[key]).with_for_update())
        self._insert = Prepared(insert(table))
        self._add = Prepared(insert(table).on_conflict_do_nothing().returning(table.c[key]))
        if changing:
            kept = [name for name, has_it in (("version", self._versioned), ("updated_at", self._dated)) if has_it]
            self._kept = (*self.changing, *kept)
            written = [*self._columns_of(self._kept), *self._derived]
            self._save = Prepared(
                update(table).where(its_key).values({name: bindparam(f"new_{name}") for name in written})
            )

    def of(self, row: Record | Mapping[str, Any]) -> E:
        """The entity of a row that has the table's columns, and maybe others."""
        values = dict(zip(self._own, self._take(row), strict=True))
        for name, read in self._readers:
            if (stored := values[name]) is not None:
                values[name] = read(stored)
        for name, part in self._parts.items():
            given = {field: self._read(column, row[column]) for field, column in part.columns.items()}
            values[name] = None if next(iter(given.values())) is None else part.kind(**given)
        return self._entity(**values)

    async def get(self, work: UnitOfWork, key: Any, *, lock: bool = False) -> E | None:
        """One by its key; with ``lock``, until the end of the transaction."""
        row = await (self._lock if lock else self._get).first(work.connection, its_key=key)
        return self.of(row) if row else None

    async def several(self, work: UnitOfWork, keys: Collection[Any], *, lock: bool = False) -> dict[Any, E]:
        """Those of these keys that there are; with ``lock``, until the end of the transaction."""
        rows = await (self._lock_several if lock else self._several).all(work.connection, ids=list(keys))
        return {row[self.key]: self.of(row) for row in rows}

    async def add(self, work: UnitOfWork, new: E) -> bool:
        """Store one; False where a unique constraint is in the way, and then nothing is stored."""
        return bool(await self.add_new(work, [new]))

    def create(self, work: UnitOfWork, new: E, *, taken: Exception | None) -> None:
        """Store one before the next statement, or together with the last one (:class:`shared.kit.transaction`).

        taken: raised then where a unique constraint is in the way.
        """
        self._insert.soon(work.transaction, self._row(work, new), table=self.table.name, taken=taken)

    async def add_all(self, work: UnitOfWork, new: Iterable[E]) -> None:
        """Store several, none of which can be there already."""
        await self._insert.many(work.connection, (self._row(work, one) for one in new))

    async def add_new(self, work: UnitOfWork, new: Iterable[E]) -> list[E]:
        """Store those of several that no unique constraint is in the way of; returns them."""
        given = list(new)
        rows = await self._add.all_of_many(work.connection, [self._row(work, one) for one in given])
        by_key = {getattr(one, self.key): one for one in reversed(given)}  # of two with one key the first is stored
        return [by_key[row[self.key]] for row in rows]

    async def save(self, work: UnitOfWork, *changed: E) -> None:
        """Write what changes of locked ones, each as its next version; of one, together with the last statement."""
        if len(changed) == 1:
            self._save.soon(work.transaction, self._changes(work, changed[0]), table=self.table.name, taken=None)
        else:
            await self._save.many(work.connection, [self._changes(work, one) for one in changed])

    def _changes(self, work: UnitOfWork, one: Any) -> dict[str, Any]:
        if self._versioned:
            one.version += 1
        return {
            "its_key": getattr(one, self.key),
            **{f"new_{column}": value for column, value in self._written(work, one, self._kept).items()},
        }

    def _row(self, work: UnitOfWork, one: E) -> dict[str, Any]:
        return self._written(work, one, (*self._own, *self._parts))

    def _written(self, work: UnitOfWork, one: Any, fields: Iterable[str]) -> dict[str, Any]:
        if self._dated:
            one.updated_at = work.now
        values = self._values(one, fields)
        for column, of in self._derived.items():
            values[column] = of(one)
        return values

    def _values(self, one: Any, fields: Iterable[str]) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for name in fields:
            value = getattr(one, name)
            if part := self._parts.get(name):
                for field, column in part.columns.items():
                    values[column] = self._write(column, None if value is None else getattr(value, field))
            else:
                values[name] = self._write(name, value)
        return values

    def _columns_of(self, fields: Iterable[str]) -> list[str]:
        return [
            column
            for name in fields
            for column in (self._parts[name].columns.values() if name in self._parts else (name,))
        ]

    def _read(self, column: str, stored: Any) -> Any:
        meaning = self._meanings.get(column)
        return stored if meaning is None or stored is None else meaning.read(stored)

    def _write(self, column: str, value: Any) -> Any:
        meaning = self._meanings.get(column)
        return value if meaning is None or value is None else meaning.write(value)
