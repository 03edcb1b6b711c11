"""The service's own PostgreSQL: one schema, one role, a few connections.

SQLAlchemy Core writes the statements, asyncpg runs them. A statement that does not change is :class:`Prepared` once;
a query that is put together for a request goes through :func:`fetch`.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any, Protocol

import asyncpg
import orjson
from sqlalchemy import ClauseElement, Select
from sqlalchemy.dialects import postgresql
from sqlalchemy.engine.interfaces import Compiled

from shared.kit.settings import Settings
from shared.kit.transaction import Session, Transaction

_PASSING_SQLSTATES = ("08", "40", "53", "55P03", "57", "58")
"""Classes of SQLSTATE that pass by themselves: connection, rollback, resources, lock timeout, operator, system."""
_WAIT_FOR_CONNECTION_S = 5.0
_IDLE_AT_MOST_S = 300.0
"""A connection that has lain idle for longer may have been forgotten by what stands between."""
_DIALECT = postgresql.asyncpg.dialect()  # type: ignore[no-untyped-call]


class Connection(Protocol):
    """Where statements are run: a session, or a transaction on one.

    Parameters are $1, $2, …; JSON goes in as text and comes out parsed.
    """

    async def fetch(self, query: str, *args: Any) -> list[asyncpg.Record]:
        """All rows."""

    async def fetchmany(self, query: str, args: Iterable[Sequence[Any]]) -> list[asyncpg.Record]:
        """All rows that the statement gives for each of several rows of parameters."""

    async def fetchrow(self, query: str, *args: Any) -> asyncpg.Record | None:
        """The first row, or None."""

    async def fetchval(self, query: str, *args: Any) -> Any:
        """The first value of the first row, or None."""

    async def execute(self, query: str, *args: Any) -> str:
        """No rows; the server's word on what was done."""

    async def executemany(self, command: str, args: Iterable[Sequence[Any]]) -> None:
        """A statement for each of several rows of parameters."""


class Database:
    """The connections of a process. Statements, locks and idle transactions have time limits (none hangs).

    Each statement is on its own; several become one by :meth:`transaction`. asyncpg's pool does the same for as much
    processor time as a short statement takes: a task to give a connection back, one more for a limit on waiting.
    """

    def __init__(self, connect: Callable[[], Awaitable[Session]], *, size: int) -> None:
        self._connect = connect
        self._free = asyncio.Semaphore(size)
        self._idle: list[tuple[float, Session]] = []
        self._connections: set[Session] = set()
        self._closed = False

    @classmethod
    async def open(cls, settings: Settings, *, schema: str, application: str) -> Database:
        """The connections of a process; none is made before it is needed."""

        async def connect() -> Session:
            connection: Session = await asyncpg.connect(
                settings.database_url.replace("postgresql+asyncpg://", "postgresql://"),
                max_cached_statement_lifetime=0,
                statement_cache_size=500,
                timeout=5,
                server_settings={
                    "application_name": f"daiban-{schema}-{application}",
                    "search_path": schema,
                    "timezone": "UTC",
                    "statement_timeout": str(settings.statement_timeout_ms),
                    "lock_timeout": str(settings.lock_timeout_ms),
                    "idle_in_transaction_session_timeout": "30000",
                    "jit": "off",
                    # Solid-state disks: reading along the index of a filter beats reading past what the filter drops.
                    "random_page_cost": "1.1",
                },
            )
            try:
                await _take_json(connection)
            except BaseException:
                connection.terminate()
                raise
            return connection

        return cls(connect, size=settings.database_pool_size)

    def connection(self) -> _Lent:
        """A connection. One that was cut off while it lay idle is replaced: it fails nobody's statement.

        Raises TimeoutError where every one is in use for longer than one waits.
        """
        return _Lent(self)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Transaction]:
        """A transaction that commits at the end, and rolls back where an error ends it."""
        async with self.connection() as session:
            transaction = Transaction(session)
            try:
                yield transaction
            except BaseException:
                await transaction.roll_back()
                raise
            await transaction.commit()

    async def close(self) -> None:
        """Hang up, at once where somebody holds on to a connection."""
        self._closed = True
        for connection in self._connections:
            connection.terminate()

    async def lend(self) -> Session:
        """A connection, to be given back."""
        if self._free.locked():
            async with asyncio.timeout(_WAIT_FOR_CONNECTION_S):
                await self._free.acquire()
        else:
            await self._free.acquire()
        try:
            return await self._take()
        except BaseException:
            self._free.release()
            raise

    def give_back(self, connection: Session) -> None:
        """Let others have a connection."""
        if connection.is_closed() or connection.is_in_transaction():
            self._drop(connection)
        else:
            self._idle.append((time.monotonic(), connection))
        self._free.release()

    async def _take(self) -> Session:
        """The connection that was used last, so that those which nobody needs grow old; else a new one."""
        if self._closed:
            raise asyncpg.InterfaceError("the database is closed")
        while self._idle:
            since, connection = self._idle.pop()
            if not connection.is_closed() and time.monotonic() - since < _IDLE_AT_MOST_S:
                return connection
            self._drop(connection)
        connection = await self._connect()
        self._connections.add(connection)
        return connection

    def _drop(self, connection: Session) -> None:
        self._connections.discard(connection)
        connection.terminate()


class _Lent:
    """A connection while somebody has it. (A generator that does the same costs each read a fifth of a statement.)"""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def __aenter__(self) -> Session:
        self._connection = await self._database.lend()
        return self._connection

    async def __aexit__(self, *_: object) -> None:
        self._database.give_back(self._connection)


async def _take_json(connection: Session) -> None:
    for kind in ("json", "jsonb"):
        await connection.set_type_codec(kind, schema="pg_catalog", encoder=_text, decoder=orjson.loads)


def _text(json: str) -> str:
    if not isinstance(json, str):
        raise TypeError("JSON goes in as text")
    return json


class Prepared:
    """A Core statement that is compiled once, with a value for each ``bindparam`` of it.

    Values are asyncpg's (JSON is text), and columns have no defaults.
    """

    def __init__(self, statement: ClauseElement) -> None:
        compiled = statement.compile(dialect=_DIALECT)
        self._sql = str(compiled)
        self._names: list[str] = compiled.positiontup  # type: ignore[attr-defined]
        self._literals = {name: value for name, value in compiled.params.items() if value is not None}

    async def run(self, connection: Connection, **values: Any) -> None:
        """No rows."""
        await connection.execute(self._sql, *self._in_order(values))

    def soon(self, transaction: Transaction, values: Mapping[str, Any], *, table: str, taken: Exception | None) -> None:
        """The statement, which writes one row of a table, as :meth:`Transaction.write_soon` has it."""
        transaction.write_soon(self._sql, self._in_order(values), table=table, taken=taken)

    async def many(self, connection: Connection, rows: Iterable[dict[str, Any]]) -> None:
        """The statement for each row of values, in one go."""
        given = [self._in_order(values) for values in rows]
        if len(given) == 1:
            await connection.execute(self._sql, *given[0])
        elif given:
            await connection.executemany(self._sql, given)

    async def all(self, connection: Connection, **values: Any) -> list[asyncpg.Record]:
        """All rows."""
        return await connection.fetch(self._sql, *self._in_order(values))

    async def all_of_many(self, connection: Connection, rows: Iterable[Mapping[str, Any]]) -> list[asyncpg.Record]:
        """All rows that the statement gives for each row of values, in one go."""
        given = [self._in_order(values) for values in rows]
        if len(given) == 1:
            return await connection.fetch(self._sql, *given[0])
        return await connection.fetchmany(self._sql, given) if given else []

    async def first(self, connection: Connection, **values: Any) -> asyncpg.Record | None:
        """The first row, or None."""
        return await connection.fetchrow(self._sql, *self._in_order(values))

    def _in_order(self, values: Mapping[str, Any]) -> list[Any]:
        given = {**self._literals, **values} if self._literals else values
        return [given[name] for name in self._names]


_COMPILED: dict[object, Compiled] = {}


async def fetch(connection: Connection, query: Select[Any]) -> list[asyncpg.Record]:
    """The rows of a query that is put together for a request: what it holds varies, how it is put together rarely.

    Of each form it is compiled once, which is what SQLAlchemy's own cache does too.
    """
    form = query._generate_cache_key()
    assert form is not None
    compiled = _COMPILED.get(form.key)
    if compiled is None:
        compiled = _COMPILED[form.key] = query.compile(dialect=_DIALECT, cache_key=form)
    values = compiled.construct_params(extracted_parameters=form.bindparams) or {}
    names: list[str] = compiled.positiontup  # type: ignore[attr-defined]
    return await connection.fetch(str(compiled), *(values[name] for name in names))


def is_passing(error: BaseException) -> bool:
    """Whether a fault may be gone when the same thing is tried again: connection lost, deadlock, disk full, …"""
    state = getattr(error, "sqlstate", None)
    if isinstance(state, str):
        return state.startswith(_PASSING_SQLSTATES)
    # An InternalClientError is what asyncpg raises where the server has ended a connection that is about to be used.
    return isinstance(error, asyncpg.InterfaceError | asyncpg.InternalClientError | OSError)
