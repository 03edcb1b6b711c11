"""Copies of other services' facts: a table, the events that it comes from, and one guard of order.

A service keeps what it must know of others' facts as small copies, its ground floor. A row takes an event in only where
that comes after the last one that it took: every event has its place in its producer's course (``sequence``), so that
one that comes late, or again, sets nothing back, whatever the clocks say. One event of which a row cannot be made yet
(it tells less than a row needs) waits until the row is there.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

import orjson
from pydantic import BaseModel
from sqlalchemy import BigInteger, Column, Table, bindparam, func, select, text, update
from sqlalchemy.dialects.postgresql import ARRAY, insert

from shared.kit.columns import Meaning
from shared.kit.database import Prepared
from shared.kit.events.envelope import Envelope
from shared.kit.events.subscriptions import EventContract, Given, Subscription, on_many
from shared.kit.events.waiting import Missing, SomeMissing
from shared.kit.unit_of_work import UnitOfWork

Value = str | Callable[[Any, Envelope], Any]
"""Where a column's value comes from: a field of the event, or a function of the event and its envelope."""


def always(value: Any) -> Value:
    """The same for every event of its kind: what the event says just by having happened."""
    return lambda *_: value


def when(_: object, envelope: Envelope) -> datetime:
    """The moment at which the event's fact happened."""
    return envelope.time


def sequence_column() -> Column[int]:
    """The column that every copy has: the place, in its producer's course, of the event that it took last."""
    return Column("sequence", BigInteger, nullable=False)


class Copy:
    """Rows of a table that are made of events. All that feed one row come from one producer, under one key.

    (Under several, one that tells of some columns could come late, after one that tells of others, and be lost.)
    kind: what others wait for under the row's key (the first column of it, where there are several), as in
    ``Missing(kind, key)``; sources: each contract with the columns that it fills otherwise than from its fields of
    their names. Columns that no field or source names stay as they are.
    """

    def __init__(self, kind: str, table: Table, sources: Mapping[type[Any], Mapping[str, Value]]) -> None:
        self.kind, self.table = kind, table
        self._key, *further = table.primary_key.columns
        self._takers = [_Taker(self, contract, values) for contract, values in sources.items()]
        ids = bindparam("ids", type_=ARRAY(self._key.type))
        self._there = Prepared(select(self._key, *further).where(self._key == func.any(ids)))

    @property
    def key(self) -> str:
        """The column that names a row."""
        return str(self._key.name)

    @property
    def contracts(self) -> list[type[Any]]:
        """The events that it is made of."""
        return [taker.contract for taker in self._takers]

    @property
    def subscriptions(self) -> list[Subscription]:
        """What keeps it up to date, to stand before whatever else handles these events."""
        return [on_many(taker.contract, taker.take) for taker in self._takers]

    def reader(self, column: str) -> Callable[[UnitOfWork, Collection[Any]], Awaitable[dict[Any, Any]]]:
        """Reads a column of those of some rows that are there, by their key."""
        ids = bindparam("ids", type_=ARRAY(self._key.type))
        statement = Prepared(select(self._key, self.table.c[column]).where(self._key == func.any(ids)))

        async def read(work: UnitOfWork, keys: Collection[Any]) -> dict[Any, Any]:
            rows = await statement.all(work.connection, ids=list(keys))
            return {row[self._key.name]: row[column] for row in rows}

        return read

    async def check_known(self, work: UnitOfWork, given: Mapping[Any, Mapping[str, Any]]) -> None:
        """Raise SomeMissing for the events (by id, each with the key it needs, by column) whose row is not there."""
        rows = await self._there.all(work.connection, ids=list({key[self._key.name] for key in given.values()}))
        named = list(next(iter(given.values()), {}))
        known = {tuple(row[name] for name in named) for row in rows}
        missing = {
            event: Missing(self.kind, key[self._key.name])
            for event, key in given.items()
            if tuple(key[name] for name in named) not in known
        }
        if missing:
            raise SomeMissing(missing)


class Entries:
    """Rows that an event lists, such as the posts of a body's roster: kept beside the copy of what lists them.

    They are replaced as a whole, by those of the event that the copy took last; so the copy's subscription comes first.
    table: its primary key names an entry, whoever lists it; owner: its column for the copy's key; the others have the
    names of the entry's fields; listed: the entries of an event.
    """

    def __init__(self, copy: Copy, table: Table, owner: str, listed: Callable[[Any], Sequence[BaseModel]]) -> None:
        (of,), (key,) = copy.table.primary_key.columns, table.primary_key.columns
        named = [column for column in table.c if column.name != owner]
        self._of, self._listed, self._names = str(of.name), listed, {str(column.name) for column in named}
        names = ", ".join(column.name for column in named)
        fields = ", ".join(f"{column.name} {column.type.compile()}" for column in named)
        new = ", ".join(f"{column.name} = excluded.{column.name}" for column in table.c if column is not key)
        self._keep = Prepared(
            text(f"""
WITH newest AS (
    SELECT {of.name}, sequence, listed FROM jsonb_to_recordset(CAST(:given AS jsonb))
        AS given ({of.name} {of.type.compile()}, sequence bigint, listed jsonb)
        JOIN {copy.table.name} USING ({of.name}, sequence)
), entry AS (
    SELECT DISTINCT ON ({key.name}) newest.{of.name} AS {owner}, {names}
    FROM newest, jsonb_to_recordset(newest.listed) AS one ({fields})
    ORDER BY {key.name}, newest.sequence DESC
), gone AS (
    DELETE FROM {table.name} WHERE {owner} IN (SELECT {of.name} FROM newest)
        AND {key.name} NOT IN (SELECT {key.name} FROM entry)
)
INSERT INTO {table.name} ({owner}, {names}) SELECT {owner}, {names} FROM entry
ON CONFLICT ({key.name}) DO UPDATE SET {new}
""")  # noqa: S608
        )

    async def take(self, work: UnitOfWork, given: Given) -> None:
        """Keep what events list, where nothing newer was heard."""
        rows = [
            {
                self._of: getattr(event, self._of),
                "sequence": envelope.sequence,
                "listed": [one.model_dump(include=self._names) for one in self._listed(event)],
            }
            for event, envelope in given
        ]
        await self._keep.run(work.connection, given=orjson.dumps(rows).decode())


class _Taker:
    """Takes events of one contract into a copy: whole rows, or changes of rows that are there."""

    def __init__(self, copy: Copy, contract: type[EventContract], values: Mapping[str, Value]) -> None:
        self.contract, self._copy = contract, copy
        table, keys = copy.table, [column.name for column in copy.table.primary_key.columns]
        fields: Any = contract.model_fields  # type: ignore[attr-defined]
        named = {column.name: column.name for column in table.c if column.name in fields}
        self._values: dict[str, Value] = {**named, **values, "sequence": lambda _, envelope: envelope.sequence}
        self._keys = [name for name in keys if name in self._values]
        self._meanings = {c.name: c.type for c in table.c if isinstance(c.type, Meaning)}
        self._makes_rows = all(c.name in self._values or c.nullable for c in table.c)
        changed = [name for name in self._values if name not in keys]
        if self._makes_rows:
            new = insert(table)
            statement = new.on_conflict_do_update(
                index_elements=keys,
                set_={name: new.excluded[name] for name in changed},
                where=table.c.sequence < new.excluded.sequence,
            )
            self._unnamed = {c.name: None for c in table.c if c.name not in self._values}
            self._write = Prepared(statement)
        else:
            its_row = (table.c[name] == bindparam(f"new_{name}") for name in self._keys)
            to: dict[str, Any] = {name: self._changed_to(table.c[name]) for name in changed}
            later = table.c.sequence < bindparam("new_sequence")
            self._write = Prepared(update(table).where(*its_row, later).values(to))

    def _changed_to(self, column: Column[Any]) -> Any:
        """An event of a time at which it did not tell a field yet leaves a column as it is that must have a value."""
        new: Any = bindparam(f"new_{column.name}", type_=column.type)
        return new if column.nullable else func.coalesce(new, column)

    async def take(self, work: UnitOfWork, given: Given) -> None:
        """Take events in, and let go on what waited for their rows."""
        rows = [self._row(event, envelope) for event, envelope in given]
        if self._makes_rows:
            await self._write.many(work.connection, [{**self._unnamed, **row} for row in rows])
            for row in rows:
                work.arrived(self._copy.kind, row[self._keys[0]])
            return
        needed = {
            envelope.id: {name: row[name] for name in self._keys}
            for row, (_, envelope) in zip(rows, given, strict=True)
        }
        await self._copy.check_known(work, needed)
        new = [{f"new_{name}": value for name, value in row.items()} for row in rows]
        await self._write.many(work.connection, new)

    def _row(self, event: Any, envelope: Envelope) -> dict[str, Any]:
        row = {}
        for name, source in self._values.items():
            value = getattr(event, source) if isinstance(source, str) else source(event, envelope)
            meaning = self._meanings.get(name)
            row[name] = value if meaning is None or value is None else meaning.write(value)
        return row
