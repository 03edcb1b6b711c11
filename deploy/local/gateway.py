"""Everything under the one base URL: the four services, their merged reference, and what only a local stack has."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Mount, Route

from deploy.local import clock, docs_page
from deploy.local.proxy import Proxy, ServiceDown, create_client
from deploy.local.stack_file import SERVICES, StackFile, data_folder
from shared.kit.errors import Kind, Refusal, Words
from shared.kit.http.cors import EXPOSED
from shared.kit.http.problems import problem_response
from shared.kit.http.refusals import UnknownAddress
from shared.kit.openapi import merge

_LANDING = """<!doctype html>
<html lang="zh-CN"><meta charset="utf-8"><title>代办 Daiban</title>
<style>body{font:16px/1.7 system-ui;max-width:44rem;margin:3rem auto;padding:0 1rem}</style>
<h1>全程免费代办 Daiban</h1>
<p>建设项目全程免费代办服务的后端，本地运行。<br>Backend of the whole-course free agency service, running locally.</p>
<ul>
<li><a href="/docs">接口文档 API reference</a> (<a href="/openapi.json">openapi.json</a>)</li>
<li><a href="/health/ready">运行状态 State of the parts</a></li>
<li><a href="/local/mail/">本地邮件 Mail that was sent</a></li>
<li><a href="/local/clock">本地时钟 The stack's clock</a></li>
</ul>
<p>访问令牌 A bearer token: <code>make token role=owner</code></p></html>
"""


class ClockNotMoved(Refusal):
    """What was asked of the stack's clock cannot be done."""

    code = "clock.not_moved"
    kind = Kind.INVALID
    zh = Words("时钟未调整", "{reason}", "请用 advance 或 advance_to，只能向前。")
    en = Words("Clock not moved", "{reason}", "Use advance or advance_to; forward only.")


def create_app(stack: StackFile) -> Starlette:
    """The gateway of a stack."""
    client = create_client()

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        async with client:
            yield

    async def unknown(request: Request, _: Exception) -> Response:
        return problem_response(request, UnknownAddress())

    async def landing(_: Request) -> HTMLResponse:
        return HTMLResponse(_LANDING)

    async def live(_: Request) -> JSONResponse:
        return JSONResponse({"status": "live"})

    async def ready(_: Request) -> JSONResponse:
        parts = [f"{service}-{process}" for service in SERVICES for process in ("api", "worker")]
        answers = await asyncio.gather(*(_is_ready(client, stack.url(part)) for part in parts))
        well = all(answers)
        told = {part: "ready" if answer else "not ready" for part, answer in zip(parts, answers, strict=True)}
        return JSONResponse({"status": "ready" if well else "not ready", "parts": told}, 200 if well else 503)

    documents: dict[str, bytes] = {}  # as long as the stack runs, its services are of one version

    async def openapi(request: Request) -> Response:
        if not documents:
            try:
                document = await _merged_openapi(client, stack)
            except (httpx.HTTPStatusError, httpx.TransportError) as error:
                return problem_response(request, ServiceDown(name=error.request.url.path.split("/")[2]))
            documents["/openapi.json"] = bytes(JSONResponse(document).body)
            documents["/docs/openapi.json"] = bytes(JSONResponse(docs_page.for_swagger_ui(document)).body)
        return Response(documents[request.url.path], media_type="application/json")

    async def read_clock(_: Request) -> JSONResponse:
        return _told(clock.offset(stack.clock_file))

    async def move_clock(request: Request) -> Response:
        try:
            asked = await request.json()
            if not isinstance(asked, dict):
                raise clock.ClockError("send a JSON object")
            ahead = clock.advance(stack.clock_file, by=_text(asked, "advance"), to=_text(asked, "advance_to"))
        except ValueError as error:  # ClockError and malformed JSON
            return problem_response(request, ClockNotMoved(reason=error))
        return _told(ahead)

    services = [
        Mount(f"/api/{service}", Proxy(client, service, stack.url(f"{service}-api"), keep_prefix=True))
        for service in SERVICES
    ]
    app = Starlette(
        lifespan=lifespan,
        exception_handlers={404: unknown},
        middleware=[
            Middleware(
                CORSMiddleware,
                allow_origins=os.environ.get("DAIBAN_CORS_ORIGINS", "").split(),
                allow_origin_regex=r"https?://(localhost|127\.0\.0\.1)(:\d+)?",
                allow_methods=["*"],
                allow_headers=["*"],
                expose_headers=EXPOSED,
            )
        ],
        routes=[
            *services,
            Route("/", landing),
            Route("/health/live", live),
            Route("/health/ready", ready),
            Route("/openapi.json", openapi),
            Route("/docs/openapi.json", openapi),
            *docs_page.ROUTES,
            Route("/local/clock", read_clock),
            Route("/local/clock", move_clock, methods=["POST"]),
            Mount("/local/mail", Proxy(client, "mail", stack.url("mail"), keep_prefix=False)),
            Mount("/local/oidc", Proxy(client, "issuer", stack.url("issuer"), keep_prefix=False)),
        ],
    )
    app.router.redirect_slashes = False
    return app


async def _is_ready(client: httpx.AsyncClient, root: str) -> bool:
    try:
        return (await client.get(f"{root}/health/ready", timeout=5)).status_code == 200
    except httpx.HTTPError:
        return False


async def _merged_openapi(client: httpx.AsyncClient, stack: StackFile) -> dict[str, Any]:
    answers = await asyncio.gather(
        *(client.get(f"{stack.url(f'{service}-api')}/api/{service}/v1/openapi.json") for service in SERVICES)
    )
    return merge([answer.raise_for_status().json() for answer in answers], title="Daiban API", version="v1")


def _text(asked: dict[str, Any], name: str) -> str | None:
    value = asked.get(name)
    if value is not None and not isinstance(value, str):
        raise clock.ClockError(f"{name} is a string")
    return value


def _told(ahead: timedelta) -> JSONResponse:
    return JSONResponse({"now": (datetime.now(UTC) + ahead).isoformat(), "offset_s": ahead.total_seconds()})


if __name__ == "__main__":
    running = StackFile.load(data_folder())
    uvicorn.run(
        create_app(running),
        port=running.ports["gateway"],
        access_log=False,
        server_header=False,
        proxy_headers=False,  # nothing stands before it: a caller's X-Forwarded-For is not believed
        timeout_graceful_shutdown=2,
    )
