"""The processor time of an empty authenticated GET, and of the same in bare Starlette, without a network between.

``python -m bench.edge`` prints it as JSON, in microseconds. It is a process of its own: what it loads, logs and counts
is what an API process does, and nothing else.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Awaitable, Callable
from contextlib import redirect_stdout
from pathlib import Path

import orjson
import uvloop
from joserfc import jwt
from joserfc.jwk import ECKey
from sqlalchemy import MetaData
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Scope

from bench.figures import in_turns
from shared.kit.app import Api, create_app
from shared.kit.http.edge import EdgeRouter, allow, edge_router
from shared.kit.http.views import ViewModel
from shared.kit.runtime import Runtime
from shared.kit.service import Service
from shared.kit.settings import Settings
from shared.kit.tokens import TokenVerifier

ROUTES = (24, 120)
_ROUTES_OF_A_ROUTER = {24: 3, 120: 10}
_CALLS, _ROUNDS = 1_000, 9
_SETTINGS = Settings(database_url="postgresql://nobody@127.0.0.1:1/none", oidc_issuer="bench", oidc_jwks_url="bench")


class EmptyView(ViewModel):
    """The least that an answer can hold."""

    name: str


def _router(number: int, routes: int) -> EdgeRouter:
    """One collection of things, with its list, its one thing and what can be done with it."""
    router = edge_router("bench", "what is measured")

    async def read() -> EmptyView:
        return EmptyView.of({"name": "示例"})

    allowed = allow("auditor", transaction=False)
    router.add_api_route(f"/things-{number}", read, methods=["GET"], **allowed)
    router.add_api_route(f"/things-{number}/{{thing_id}}", read, methods=["GET"], **allowed)
    for step in range(routes - 2):
        router.add_api_route(f"/things-{number}/{{thing_id}}/step-{step}", read, methods=["POST"], **allowed)
    return router


async def _application(routes: int) -> ASGIApp:
    """An API with so many routes, set up as a process of it is."""
    each = _ROUTES_OF_A_ROUTER[routes]
    routers = [_router(number, each) for number in range(routes // each)]
    service = Service("bench", "Bench", "", Settings, MetaData(), Path())
    app = create_app(Api(service, routers), _SETTINGS)
    app.state.runtime = await Runtime.start("bench", _SETTINGS, application="bench")
    return app


def _token(app: ASGIApp) -> str:
    """A token that the application takes from now on."""
    key = ECKey.generate_key("P-256", {"kid": "bench", "use": "sig", "alg": "ES256"})

    async def keys(_: str) -> bytes:
        return orjson.dumps({"keys": [key.as_dict(private=False)]})

    app.state.tokens = TokenVerifier(  # type: ignore[attr-defined]
        issuer=_SETTINGS.oidc_issuer, audience=_SETTINGS.oidc_audience, jwks_url="", fetch=keys
    )
    now = int(time.time())
    claims = {"iss": _SETTINGS.oidc_issuer, "aud": _SETTINGS.oidc_audience, "iat": now, "exp": now + 3600}
    return jwt.encode({"alg": "ES256", "kid": "bench"}, claims | {"sub": "AUD-1", "roles": ["auditor"]}, key)


async def _bare(_: Request) -> JSONResponse:
    return JSONResponse({"name": "示例"})


def _measure(app: ASGIApp, path: str, token: str) -> Callable[[], Awaitable[float]]:
    headers = [
        *((b"host", b"127.0.0.1:8080"), (b"user-agent", b"bench"), (b"accept", b"application/json")),
        *(
            (b"accept-encoding", b"gzip"),
            (b"connection", b"keep-alive"),
            (b"authorization", f"Bearer {token}".encode()),
        ),
    ]

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        if message["type"] == "http.response.start" and message["status"] != 200:
            raise AssertionError(message)

    async def once() -> None:
        scope: Scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "scheme": "http",
            "method": "GET",
            "path": path,
            "raw_path": path.encode(),
            "query_string": b"",
            "root_path": "",
            "headers": list(headers),
            "client": ("127.0.0.1", 50_000),
            "server": ("127.0.0.1", 8080),
            "state": {},
        }
        await app(scope, receive, send)

    async def microseconds() -> float:
        began = time.process_time()
        for _ in range(_CALLS):
            await once()
        return (time.process_time() - began) / _CALLS * 1e6

    return microseconds


async def measure() -> dict[str, float]:
    """The medians, of rounds in turns."""
    bare = Starlette(routes=[Route("/things/{thing_id}", _bare)])
    turns = [_measure(bare, "/things/1", "-")]
    for routes in ROUTES:
        app = await _application(routes)
        turns.append(_measure(app, f"/api/bench/v1/things-{routes // _ROUTES_OF_A_ROUTER[routes] - 1}/1", _token(app)))
    for turn in turns:
        await turn()  # warm
    taken = await in_turns(_ROUNDS, *turns)
    return dict(zip(("floor", *map(str, ROUTES)), taken, strict=True))


def main() -> None:
    """The command."""
    with Path(os.devnull).open("w") as nowhere, redirect_stdout(nowhere):
        taken = uvloop.run(measure())
    json.dump(taken, sys.stdout)


if __name__ == "__main__":
    main()
