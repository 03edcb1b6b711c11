"""The service's own PostgreSQL: one engine, one schema, one role.

Statements go through SQLAlchemy Core. Those that run for every request or event go to the driver itself
(:func:`driver`), on the same connection and in the same transaction: SQLAlchemy trebles what a small one costs.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from typing import Any, TypeAlias

import asyncpg
import orjson
from sqlalchemy import ClauseElement, Select, event
from sqlalchemy.dialects import postgresql
from sqlalchemy.engine.interfaces import Compiled
from sqlalchemy.exc import DBAPIError, DisconnectionError, InterfaceError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from shared.kit.settings import Settings

_PASSING_SQLSTATES = ("08", "40", "53", "55P03", "57", "58")
"""Classes of SQLSTATE that pass by themselves: connection, rollback, resources, lock timeout, operator, system."""


def _to_json(value: Any) -> str:
    return orjson.dumps(value, default=str).decode()


_DIALECT = postgresql.asyncpg.dialect()  # type: ignore[no-untyped-call]

Driver: TypeAlias = "asyncpg.Connection[asyncpg.Record]"
"""What a connection is underneath. Its parameters are $1, $2, …; JSON goes in as text and comes out parsed."""


def create_engine(settings: Settings, *, schema: str, application: str) -> AsyncEngine:
    """The engine of a process. Statements, locks and idle transactions have time limits (no transaction hangs).

    Each statement is on its own; several become one by :func:`transaction`.
    """
    engine = create_async_engine(
        settings.database_url,
        isolation_level="AUTOCOMMIT",
        pool_size=settings.database_pool_size,
        max_overflow=0,
        pool_timeout=5,
        pool_recycle=1800,
        # An error's words go into logs and dead letters, and what was to be stored may be personal.
        hide_parameters=True,
        json_serializer=_to_json,
        json_deserializer=orjson.loads,
        connect_args={
            "timeout": 5,
            "server_settings": {
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
        },
    )
    event.listen(engine.sync_engine, "checkout", _refuse_closed)
    return engine


def _refuse_closed(connection: Any, *_: object) -> None:
    """The pool takes another in its place: what was cut off while it lay there fails nobody's statement."""
    if connection.driver_connection.is_closed():
        raise DisconnectionError


def driver(connection: AsyncConnection) -> Driver:
    """The driver's connection beneath one of SQLAlchemy's."""
    assert connection.sync_connection
    beneath: Driver = connection.sync_connection.connection.driver_connection  # type: ignore[assignment]
    return beneath


class Prepared:
    """A Core statement that is compiled once and goes to the driver, with a value for each ``bindparam`` of it.

    Values are the driver's (JSON is text), and columns have no defaults.
    """

    def __init__(self, statement: ClauseElement) -> None:
        compiled = statement.compile(dialect=_DIALECT)
        self._sql = str(compiled)
        self._names: list[str] = compiled.positiontup  # type: ignore[attr-defined]
        self._literals = {name: value for name, value in compiled.params.items() if value is not None}

    async def run(self, driver: Driver, **values: Any) -> None:
        """No rows."""
        await driver.execute(self._sql, *self._in_order(values))

    async def many(self, driver: Driver, rows: Iterable[dict[str, Any]]) -> None:
        """The statement for each row of values, in one go."""
        given = [self._in_order(values) for values in rows]
        if len(given) == 1:
            await driver.execute(self._sql, *given[0])
        else:
            await driver.executemany(self._sql, given)

    async def all(self, driver: Driver, **values: Any) -> list[asyncpg.Record]:
        """All rows."""
        return await driver.fetch(self._sql, *self._in_order(values))

    async def first(self, driver: Driver, **values: Any) -> asyncpg.Record | None:
        """The first row, or None."""
        return await driver.fetchrow(self._sql, *self._in_order(values))

    def _in_order(self, values: dict[str, Any]) -> list[Any]:
        given = {**self._literals, **values} if self._literals else values
        return [given[name] for name in self._names]


_COMPILED: dict[object, Compiled] = {}


async def fetch(driver: Driver, query: Select[Any]) -> list[asyncpg.Record]:
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
    return await driver.fetch(str(compiled), *(values[name] for name in names))


@asynccontextmanager
async def transaction(engine: AsyncEngine) -> AsyncIterator[AsyncConnection]:
    """A connection in a transaction that commits at the end, and rolls back where an error ends it."""
    async with engine.connect() as connection:
        beneath = driver(connection)
        try:
            async with beneath.transaction():
                yield connection
        finally:
            if beneath.is_closed() or beneath.is_in_transaction():
                await connection.invalidate()


def is_passing(error: BaseException) -> bool:
    """Whether a fault may be gone when the same thing is tried again: connection lost, deadlock, disk full, …"""
    if isinstance(error, DBAPIError):
        if error.connection_invalidated or isinstance(error, InterfaceError):
            return True
        error = error.orig or error
    state = getattr(error, "sqlstate", None)
    if isinstance(state, str):
        return state.startswith(_PASSING_SQLSTATES)
    # An InternalClientError is what asyncpg raises where the server has ended a connection that is about to be used.
    return isinstance(error, PoolTimeoutError | asyncpg.InterfaceError | asyncpg.InternalClientError | OSError)
