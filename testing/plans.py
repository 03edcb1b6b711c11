"""What PostgreSQL really does for a request: the plans of the statements that it sends, with the rows that they touch.

A plan that is cheap touches about as many rows as the page shows, wherever in the list the page lies.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import Any

from fastapi.routing import APIRoute
from sqlalchemy import func, select

from shared.kit.database import fetch
from shared.kit.http.pages import Page
from shared.kit.lists import List
from shared.kit.pages import encode_cursor
from shared.kit.transaction import Session
from testing.fill import DISTRICTS, SEARCHED, fill, forget, row_id
from testing.tested_service import TestedService

_BIG = 1_000
"""A table with more rows must not be read whole. Catalogue and directory are smaller by nature."""
_PAGE = 101
"""The largest page and the row that tells whether there is another."""
_SIZE = 60
"""Rows of the pages that are read, each of which may bring a little more than one of what belongs to it."""
_COMMON = 2 * (DISTRICTS + 1)
"""A value that half as many rows have one in may be found by walking along the order, past the others and past what
other tests have left."""
_WASTE = 3 * _PAGE
"""Rows that one step may read and throw away."""

Json = dict[str, Any]


@dataclass(frozen=True)
class Statement:
    """A statement as it went to the driver, with its values."""

    sql: str
    values: tuple[Any, ...]


_NOT_ASKED = ("pg_notify", "typeinfo_tree", "current_setting('jit')")
"""Hints to listeners, and what the driver asks once per connection when it first meets a type."""


@asynccontextmanager
async def recorded(service: TestedService) -> AsyncIterator[list[Statement]]:
    """The SELECTs that the service sends meanwhile."""
    found: list[Statement] = []

    def keep(sent: Any) -> None:
        asks = sent.query.lstrip().startswith(("SELECT", "WITH")) and not any(one in sent.query for one in _NOT_ASKED)
        if asks:
            found.append(Statement(sent.query, tuple(sent.args)))

    async with _every_connection(service) as connections:
        for connection in connections:
            connection.add_query_logger(keep)
    try:
        yield found
        await asyncio.sleep(0)  # the driver calls its loggers soon, not at once
    finally:
        async with _every_connection(service) as connections:
            for connection in connections:
                connection.remove_query_logger(keep)


@asynccontextmanager
async def _every_connection(service: TestedService) -> AsyncIterator[list[Session]]:
    async with AsyncExitStack() as held:
        size = service.runtime.settings.database_pool_size
        yield [await held.enter_async_context(service.runtime.database.connection()) for _ in range(size)]


async def plan_of(service: TestedService, statement: Statement) -> Json:
    """The plan of a statement, which is run for it."""
    async with service.runtime.reading() as connection:
        explain = f"EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) {statement.sql}"
        told = await connection.fetchval(explain, *statement.values)
    root: Json = told[0]["Plan"]
    return root


def _steps(plan: Json) -> Iterator[Json]:
    yield plan
    for inner in plan.get("Plans", ()):
        yield from _steps(inner)


def faults(plan: Json, sizes: dict[str, int], *, share: int = 1) -> list[str]:
    """What in a plan grows with what is stored; ``sizes``: the rows of each table that counts; ``share``: how many rows
    of the list there are for each that the caller sees, where it is walked along.
    """
    found = []
    for step in _steps(plan):
        kind, table = step["Node Type"], step.get("Relation Name", "")
        rows = step["Actual Rows"] * step["Actual Loops"]
        dropped = (step.get("Rows Removed by Filter", 0) + step.get("Rows Removed by Index Recheck", 0)) * step[
            "Actual Loops"
        ]
        if kind == "Seq Scan" and sizes.get(table, 0) > _BIG:
            found.append(f"reads all of {table}")
        elif "Scan" in kind and sizes.get(table, 0) > _BIG and rows > _PAGE * share:
            found.append(f"{kind} takes {rows} rows of {table}")
        if kind in {"Sort", "Incremental Sort"}:
            given = step["Plans"][0]
            is_counted = given.get("Relation Name") in {None, *sizes}
            if is_counted and given["Actual Rows"] > _PAGE:
                found.append(f"sorts {given['Actual Rows']} rows")
        if dropped > _WASTE * share:
            found.append(f"{kind} on {table} drops {dropped} rows")
    return found


async def sizes_of(service: TestedService) -> dict[str, int]:
    """The rows of each table of the service, as last analysed."""
    rows = await service.rows(
        "SELECT relname, reltuples::bigint AS rows FROM pg_class"
        " WHERE relkind = 'r' AND relnamespace = CAST(:schema AS regnamespace)",
        schema=service.service.name,
    )
    return {row["relname"]: row["rows"] for row in rows}


async def faults_of_reading(
    service: TestedService, path: str, headers: dict[str, str], sizes: dict[str, int], **parameters: Any
) -> list[str]:
    """Read a route's page and the page after it; returns what is dear in what it asks of the database.

    Of the parameters ``share`` is not the route's, but that of :func:`faults`.
    """
    dear: list[str] = []
    share: int = parameters.pop("share", 1)
    cursor: str | None = parameters.pop("cursor", None)
    for _ in range(2):
        asked = {**parameters, **({"cursor": cursor} if cursor else {})}
        async with recorded(service) as statements:
            answer = await service.client.get(path, params=asked, headers=headers)
        assert answer.status_code == 200, (path, answer.text)
        assert statements, path
        for statement in statements:
            plan = await plan_of(service, statement)
            dear += [f"{path} {asked}: {fault}\n  {statement.sql}" for fault in faults(plan, sizes, share=share)]
        told = answer.json()
        cursor = told.get("next_cursor") if isinstance(told, dict) else None
        if cursor is None:
            break
    return dear


async def faults_of_systems(service: TestedService, path: str, sizes: dict[str, int], *, bodies: bool) -> list[str]:
    """Read a list as systems of one and of several projects, districts and (where it has such rows) bodies."""
    of_projects = [f"project:{row_id(1, 1001)}", f"project:{row_id(1, 1001)} project:{row_id(1, 2001)}"]
    of_districts = ["district:440112", "district:440112 district:440103", "district:440199"]
    several = "body:PNR district:440112 " + of_projects[0]
    dear = []
    for scope in (*of_projects, *of_districts, *(("body:PNR", "body:PNR body:WAT", several) if bodies else ())):
        headers = service.as_("system", scope=f"daiban.read {scope}")
        dear += await faults_of_reading(service, path, headers, sizes, limit=_SIZE, share=_COMMON)
    return dear


def list_routes(service: TestedService) -> dict[str, List | None]:
    """The paths of the service's routes that answer a page, each with how its list is declared; small ones are not.

    The audit trail, which every service has, is left out.
    """
    found: dict[str, List | None] = {}
    for route in (route for router in service.api.routers for route in router.routes):
        model = getattr(route, "response_model", None)
        if not (isinstance(route, APIRoute) and isinstance(model, type) and issubclass(model, Page)):
            continue
        if route.path != "/audit":
            found[route.path] = getattr(route, "listing", None)
    return found


@dataclass(frozen=True)
class Reader:
    """Who reads a list. claim: the column that its scope holds, where it sees not all; few: that leaves few rows."""

    headers: dict[str, str]
    claim: str | None = None
    few: bool = False


async def faults_of_list(
    service: TestedService,
    path: str,
    listing: List,
    readers: Sequence[Reader],
    values: Mapping[str, Any],
    sizes: dict[str, int],
) -> list[str]:
    """What is dear in all that a list says of itself: each order, up and down, with each set of filters that goes with
    it, from its beginning and from its middle; each filter that leaves few rows; each order of what is searched for.

    values: one for each of the filters. Where few rows are left, PostgreSQL may read all that has a place in an order
    of a table beside, if that is less than to look each up: how much that is, is no matter of the list.
    """
    dear = []
    middles = {order: await _middle(service, listing, order) for order in listing.orders}
    few = [(name,) for name, one in listing.filters.items() if one.few]
    for reader in readers:
        pairs = listing.pairs(claimed=None if reader.few else reader.claim)
        pairs += [(order, one) for order in listing.orders for one in few]
        pairs += [(one.of, (name,)) for name, one in listing.filters.items() if one.of]
        wanted = [(order, filters, {name: values[name] for name in filters}) for order, filters in pairs]
        if listing.search is not None:
            wanted += [(order, (), {"search": one}) for order in listing.orders for one in SEARCHED]
        for order, filters, given in wanted:
            asked = {"sort": order, "limit": _SIZE, **given}
            beside = listing.sorts[order.removeprefix("-")].beside
            is_few = reader.few or "search" in given or any(listing.filters[name].few for name in filters)
            counted = {k: v for k, v in sizes.items() if not (is_few and beside and k == beside[0].description)}
            for cursor in (None, middles[order]):
                placed = {**asked, "cursor": cursor} if cursor else asked
                dear += await faults_of_reading(service, path, reader.headers, counted, share=_COMMON, **placed)
    return dear


async def _middle(service: TestedService, listing: List, order: str) -> str | None:
    """The cursor of the row in the middle of an order."""
    sort = listing.sorts[order.removeprefix("-")]
    table = listing.table.join(*sort.beside) if sort.beside else listing.table
    query = select(*sort.by).select_from(table).order_by(*sort.by)
    if sort.where is not None:
        query = query.where(sort.where)
    async with service.runtime.reading() as connection:
        number = (await fetch(connection, select(func.count()).select_from(query.subquery())))[0][0]
        rows = await fetch(connection, query.offset(number // 2).limit(1))
    return encode_cursor(f"{listing.name} {order}", list(rows[0].values())) if rows else None


@asynccontextmanager
async def filled(service: TestedService, rows: int) -> AsyncIterator[dict[str, int]]:
    """Many rows for a while; gives the tables' sizes."""
    admin = await service.backing.admin()
    try:
        await fill(admin, service.service.name, rows)
        yield await sizes_of(service)
    finally:
        await forget(admin, service.service.name)
        await admin.close()
