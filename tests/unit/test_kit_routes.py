"""The table finds the route that FastAPI would find, with the same parameters, or refuses as it would; but where an
address is called so by a route, it is no id of a thing.
"""

from __future__ import annotations

import asyncio
import inspect
import itertools
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import orjson
import pytest
from fastapi import APIRouter, FastAPI, Request
from fastapi.routing import APIRoute, iter_route_contexts
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.types import ASGIApp, Message

from shared.kit.http.refusals import MethodNotAllowed, UnknownAddress
from shared.kit.http.routes import Routes

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE")
PREFIXES = ("", "/api", "/api/v1", "/things")
WORDS = ("things", "bodies", "new", "end", "{thing_id}", "{code}")
SEGMENTS = st.sampled_from(
    ["things", "bodies", "new", "end", "", "a b", "é", "{code}", "things.json", "%2F", "..", "1"]
)


@dataclass(frozen=True)
class Declared:
    """An application with routes on routers that are included, even in one another; each answers with its number.

    named: another, with those of its routes whose addresses end in a word.
    """

    app: FastAPI
    named: FastAPI

    async def answers(self, method: str, path: str) -> Any:
        """What FastAPI's own router makes of a request, asked for the routes that may answer at the address."""
        is_named = any([await by_fastapi(self.named, method, path) != 404 for method in METHODS])
        return await by_fastapi(self.named if is_named else self.app, method, path)


@st.composite
def declared(draw: st.DrawFn) -> Declared:
    """Applications whose addresses fit one another in many ways."""
    numbers = itertools.count()

    def endpoint() -> Callable[[Request], Awaitable[dict[str, Any]]]:
        number = next(numbers)

        async def tell(request: Request) -> dict[str, Any]:
            return {"number": number, "parameters": request.path_params}

        return tell

    apps = [
        FastAPI(redirect_slashes=False, openapi_url="/api/openapi.json", docs_url=None, redoc_url=None)
        for _ in range(2)
    ]
    for prefix in draw(st.lists(st.sampled_from(PREFIXES), max_size=4)):
        pairs = [(APIRouter(), APIRouter()) for _ in apps]
        for words in draw(st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=3, unique=True), max_size=5)):
            is_inner, method, tell = draw(st.booleans()), draw(st.sampled_from(METHODS[:5])), endpoint()
            for pair in pairs[:1] if "{" in words[-1] else pairs:
                pair[is_inner].add_api_route("/" + "/".join(words), tell, methods=[method])
        inner_prefix = draw(st.sampled_from(["", "/new"]))
        for app, (router, inner) in zip(apps, pairs, strict=True):
            router.include_router(inner, prefix=inner_prefix)
            app.include_router(router, prefix=prefix)
    return Declared(*apps)


ADDRESSES = st.builds(
    lambda prefix, segments: prefix + "".join("/" + one for one in segments),
    st.sampled_from(PREFIXES),
    st.lists(SEGMENTS, max_size=4),
)


async def by_fastapi(app: FastAPI, method: str, path: str) -> Any:
    """What FastAPI's own router makes of a request: the route's answer, or the status that refuses it."""
    said: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request"}

    async def send(message: Message) -> None:
        said.append(message)

    scope = {"type": "http", "method": method, "path": path, "raw_path": b"", "query_string": b"", "headers": []}
    await app(scope, receive, send)
    return orjson.loads(said[1]["body"]) if said[0]["status"] == 200 else said[0]["status"]


def numbers_of(app: FastAPI) -> dict[ASGIApp, int]:
    """The number that each route would answer with, by what answers."""
    routes = [context.original_route for context in iter_route_contexts(app.routes)]
    return {
        route.app: inspect.getclosurevars(route.endpoint).nonlocals["number"]
        for route in routes
        if isinstance(route, APIRoute)
    }


def by_table(table: Routes, numbers: dict[ASGIApp, int], method: str, path: str) -> Any:
    """What the table makes of it, in the same form."""
    try:
        found, parameters = table.find(method, path)
    except UnknownAddress:
        return 404
    except MethodNotAllowed:
        return 405
    return {"number": numbers[found], "parameters": parameters}


@settings(max_examples=50)
@given(declared(), st.lists(st.tuples(st.sampled_from(METHODS), ADDRESSES), min_size=20, max_size=40))
def test_the_table_finds_what_fastapi_finds(of: Declared, requests: list[tuple[str, str]]) -> None:
    async def all_by_fastapi() -> list[Any]:
        # HEAD is answered by the GET, which FastAPI does not do by itself.
        return [await of.answers("GET" if method == "HEAD" else method, path) for method, path in requests]

    table, numbers = Routes(of.app), numbers_of(of.app)
    assert [by_table(table, numbers, method, path) for method, path in requests] == asyncio.run(all_by_fastapi())


@settings(max_examples=50)
@given(declared(), st.lists(ADDRESSES, min_size=5, max_size=10))
def test_what_is_not_allowed_names_all_that_is(of: Declared, paths: list[str]) -> None:
    async def allowed_by_fastapi(path: str) -> list[str]:
        allowed = {method for method in METHODS if await of.answers(method, path) not in (404, 405)}
        return sorted(allowed | ({"HEAD"} if "GET" in allowed else set()))

    async def all_by_fastapi() -> list[list[str]]:
        return [await allowed_by_fastapi(path) for path in paths]

    table = Routes(of.app)
    for path, allowed in zip(paths, asyncio.run(all_by_fastapi()), strict=True):
        with pytest.raises(MethodNotAllowed if allowed else UnknownAddress) as refused:
            table.find("PROPFIND", path)
        assert refused.value.values.get("allowed", []) == allowed


async def anything(request: Request) -> None:
    """Nothing."""


def test_a_route_that_only_reads_takes_head_where_it_is_not_fastapis() -> None:
    app = FastAPI(openapi_url="/api/openapi.json")
    for method in ("GET", "HEAD"):
        assert Routes(app).find(method, "/api/openapi.json")[1] == {}
    with pytest.raises(MethodNotAllowed) as refused:
        Routes(app).find("POST", "/api/openapi.json")
    assert refused.value.values["allowed"] == ["GET", "HEAD"]


def test_a_line_feed_at_the_end_belongs_to_the_address() -> None:
    app = FastAPI()
    app.add_api_route("/things", anything)
    with pytest.raises(UnknownAddress):
        Routes(app).find("GET", "/things\n")


@pytest.mark.parametrize("path", ["/things/{number:int}", "/files/{path:path}", "/things/no-{number}", "/{a}{b}"])
def test_what_the_table_has_no_form_for_does_not_start(path: str) -> None:
    app = FastAPI()
    app.add_api_route(path, anything)
    with pytest.raises(TypeError, match="a parameter is a whole segment"):
        Routes(app)


def test_what_is_no_route_does_not_start() -> None:
    app = FastAPI()
    app.mount("/static", FastAPI())
    with pytest.raises(TypeError, match="the table has no form for it"):
        Routes(app)
