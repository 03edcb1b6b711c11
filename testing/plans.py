"""What PostgreSQL really does for a request: the plans of the statements that it sends, with the rows that they touch.

A plan that is cheap touches about as many rows as the page shows, wherever in the list the page lies.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import Any

from fastapi.routing import APIRoute

from shared.kit.http.pages import Page
from shared.kit.transaction import Session
from testing.fill import fill, forget
from testing.tested_service import TestedService

_BIG = 1_000
"""A table with more rows must not be read whole. Catalogue and directory are smaller by nature."""
_PAGE = 101
"""The largest page and the row that tells whether there is another."""
_WASTE = 3 * _PAGE
"""Rows that one step may read and throw away."""
_NOT_OURS = ("pg_notify", "typeinfo_tree", "current_setting('jit')")
"""Hints, and what the driver asks when a connection meets a type for the first time."""

Json = dict[str, Any]


@dataclass(frozen=True)
class Statement:
    """A statement as it went to the driver, with its values."""

    sql: str
    values: tuple[Any, ...]


@asynccontextmanager
async def recorded(service: TestedService) -> AsyncIterator[list[Statement]]:
    """The SELECTs that the service sends meanwhile."""
    found: list[Statement] = []

    def keep(sent: Any) -> None:
        is_ours = not any(word in sent.query for word in _NOT_OURS)
        if is_ours and sent.query.lstrip().startswith(("SELECT", "WITH")):
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


def faults(plan: Json, sizes: dict[str, int]) -> list[str]:
    """What in a plan grows with what is stored; ``sizes``: the rows of each table."""
    found = []
    for step in _steps(plan):
        kind, table = step["Node Type"], step.get("Relation Name", "")
        rows = step["Actual Rows"] * step["Actual Loops"]
        dropped = (step.get("Rows Removed by Filter", 0) + step.get("Rows Removed by Index Recheck", 0)) * step[
            "Actual Loops"
        ]
        if kind == "Seq Scan" and sizes.get(table, 0) > _BIG:
            found.append(f"reads all of {table}")
        elif "Scan" in kind and sizes.get(table, 0) > _BIG and rows > _PAGE:
            found.append(f"{kind} takes {rows} rows of {table}")
        if kind in {"Sort", "Incremental Sort"} and step["Plans"][0]["Actual Rows"] > _PAGE:
            found.append(f"sorts {step['Plans'][0]['Actual Rows']} rows")
        if dropped > _WASTE:
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
    """Read a route's page and the page after it; returns what is dear in what it asks of the database."""
    dear: list[str] = []
    cursor: str | None = parameters.pop("cursor", None)
    for _ in range(2):
        asked = {**parameters, **({"cursor": cursor} if cursor else {})}
        async with recorded(service) as statements:
            answer = await service.client.get(path, params=asked, headers=headers)
        assert answer.status_code == 200, (path, answer.text)
        assert statements, path
        for statement in statements:
            plan = await plan_of(service, statement)
            dear += [f"{path} {asked}: {fault}\n  {statement.sql}" for fault in faults(plan, sizes)]
        told = answer.json()
        cursor = told.get("next_cursor") if isinstance(told, dict) else None
        if cursor is None:
            break
    return dear


def list_routes(service: TestedService) -> set[str]:
    """The paths of the service's routes that answer a page."""
    found = set()
    for route in (route for router in service.api.routers for route in router.routes):
        model = getattr(route, "response_model", None)
        if isinstance(route, APIRoute) and isinstance(model, type) and issubclass(model, Page):
            found.add(route.path)
    return found


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
