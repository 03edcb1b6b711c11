"""A transaction that costs what it does: it begins with its first statement; a write that can wait goes with the last.

A request that makes one thing writes that thing's row, its event, its audit entry and its kept answer. Sent together
they are one statement, which is a transaction by itself: one exchange with the server and not four.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeAlias

import asyncpg
from asyncpg import Record
from asyncpg.exceptions import UniqueViolationError
from asyncpg.transaction import Transaction as DriversTransaction

Session: TypeAlias = "asyncpg.Connection[Record]"
"""A session of the server's, as the driver has it."""

_PARAMETER = re.compile(r"\$(\d+)")


@dataclass(frozen=True)
class _Write:
    statement: str
    values: Sequence[Any]
    table: str
    taken: Exception | None


class Transaction:
    """Statements that count together or not at all. Whoever reads sees what was written before, soon or at once."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._begun: DriversTransaction | None = None
        self._soon: list[_Write] = []

    async def fetch(self, query: str, *args: Any) -> list[Record]:
        """All rows."""
        return await (await self._ready()).fetch(query, *args)

    async def fetchmany(self, query: str, args: Iterable[Sequence[Any]]) -> list[Record]:
        """All rows that the statement gives for each of several rows of parameters."""
        return await (await self._ready()).fetchmany(query, args)

    async def fetchrow(self, query: str, *args: Any) -> Record | None:
        """The first row, or None."""
        return await (await self._ready()).fetchrow(query, *args)

    async def fetchval(self, query: str, *args: Any) -> Any:
        """The first value of the first row, or None."""
        return await (await self._ready()).fetchval(query, *args)

    async def execute(self, query: str, *args: Any) -> str:
        """No rows; the server's word on what was done."""
        return await (await self._ready()).execute(query, *args)

    async def executemany(self, command: str, args: Iterable[Sequence[Any]]) -> None:
        """A statement for each of several rows of parameters."""
        await (await self._ready()).executemany(command, args)

    def write_soon(self, statement: str, values: Sequence[Any], *, table: str, taken: Exception | None) -> None:
        """Write one row of a table before any other statement is run, or together with the last one.

        taken: what is raised then where a unique constraint of the table is in the way.
        """
        self._soon.append(_Write(statement, values, table, taken))

    async def conclude(self, statement: str, *values: Any) -> None:
        """Run the last statement, which begins with ``WITH``, together with what was to be written soon."""
        if len({write.table for write in self._soon}) < len(self._soon):
            await self._ready()  # a statement writes a row once at most
        soon, self._soon = self._soon, []
        whole = _together(tuple(write.statement for write in soon), statement, len(values))
        with _refusing(soon):
            await self._session.execute(whole, *values, *(value for write in soon for value in write.values))

    async def commit(self) -> None:
        """Let it count."""
        if self._soon:
            await self._ready()
        if self._begun:
            await self._begun.commit()

    async def roll_back(self) -> None:
        """Let it not have been."""
        if self._begun:
            await self._begun.rollback()

    async def _ready(self) -> Session:
        if self._begun is None:
            begun = self._session.transaction()
            await begun.start()
            self._begun = begun
        soon, self._soon = self._soon, []
        for write in soon:
            with _refusing([write]):
                await self._session.execute(write.statement, *write.values)
        return self._session


@contextmanager
def _refusing(writes: Sequence[_Write]) -> Iterator[None]:
    """Raises what a write says where a unique constraint of its table is in the way."""
    try:
        yield
    except UniqueViolationError as error:
        taken = next((write.taken for write in writes if write.table == error.table_name), None)
        if taken is None:
            raise
        raise taken from error


@lru_cache(maxsize=1024)
def _together(first: tuple[str, ...], last: str, taken: int) -> str:
    """One statement of several: the first ones as CTEs of the last, their parameters after its own."""
    if not first:
        return last
    ctes = []
    for number, statement in enumerate(first):
        ctes.append(f"written_{number} AS ({_moved(statement, taken)})")
        taken += len(set(_PARAMETER.findall(statement)))
    return f"WITH {', '.join(ctes)}, {last.lstrip().removeprefix('WITH').lstrip()}"


def _moved(statement: str, by: int) -> str:
    """The statement with its parameters' numbers so much higher."""
    return _PARAMETER.sub(lambda found: f"${int(found[1]) + by}", statement)
