"""The gateway's proxy streams both ways, notices who has gone, and says plainly when a service is down."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Mount, Route
from starlette.types import ASGIApp

from deploy.local.proxy import Proxy, create_client
from deploy.processes import ports


class Upstream:
    """A service behind the proxy that shows what reached it."""

    def __init__(self) -> None:
        self.streams_open = 0
        self.next_line = asyncio.Event()
        self.stream_closed = asyncio.Event()
        self.app = Starlette(
            routes=[
                Route("/api/intake/echo/{rest:path}", self.echo),
                Route("/api/intake/size", self.size, methods=["POST"]),
                Route("/api/intake/stream", self.stream),
                Route("/api/intake/broken", self.broken),
            ]
        )

    async def echo(self, request: Request) -> Response:
        told = {
            "headers": dict(request.headers),
            "path": request.scope["raw_path"].decode(),
            "query": request.url.query,
        }
        return JSONResponse(told, headers={"ETag": '"1"', "Connection": "x-private", "X-Private": "1"})

    async def size(self, request: Request) -> Response:
        return JSONResponse(sum([len(chunk) async for chunk in request.stream()]))

    async def stream(self, _: Request) -> Response:
        async def lines() -> AsyncIterator[bytes]:
            self.streams_open += 1
            try:
                yield b"data: 1\n\n"
                await self.next_line.wait()
                yield b"data: 2\n\n"
                await asyncio.sleep(600)
            finally:
                self.stream_closed.set()

        return StreamingResponse(lines(), media_type="text/event-stream")

    async def broken(self, _: Request) -> Response:
        async def half() -> AsyncIterator[bytes]:
            yield b"half"

        return StreamingResponse(half(), headers={"Content-Length": "100"})


@asynccontextmanager
async def serving(app: ASGIApp, port: int) -> AsyncIterator[None]:
    server = uvicorn.Server(
        uvicorn.Config(app, port=port, log_level="critical", proxy_headers=False, timeout_graceful_shutdown=1)
    )
    serving = asyncio.create_task(server._serve())
    while not server.started:
        await asyncio.sleep(0.01)
    try:
        yield
    finally:
        server.should_exit = True
        await serving


@pytest.fixture
async def upstream() -> Upstream:
    return Upstream()


@pytest.fixture
async def gateway(upstream: Upstream) -> AsyncIterator[httpx.AsyncClient]:
    chosen = ports.choose(["front", "back", "nobody"], fixed={})
    async with create_client() as inside:
        app = Starlette(
            routes=[
                Mount("/api/intake", Proxy(inside, "intake", f"http://127.0.0.1:{chosen['back']}", keep_prefix=True)),
                Mount(
                    "/api/down",
                    Proxy(
                        inside,
                        "down",
                        f"http://127.0.0.1:{chosen['nobody']}",
                        keep_prefix=True,
                        restarted_within_s=0.2,
                    ),
                ),
                Mount(
                    "/moved", Proxy(inside, "moved", f"http://127.0.0.1:{chosen['back']}/api/intake", keep_prefix=False)
                ),
            ]
        )
        base = f"http://127.0.0.1:{chosen['front']}"
        async with (
            serving(upstream.app, chosen["back"]),
            serving(app, chosen["front"]),
            httpx.AsyncClient(base_url=base, timeout=20, trust_env=False) as client,
        ):
            yield client


async def test_path_and_query_arrive_as_they_were_written(gateway: httpx.AsyncClient) -> None:
    told = (await gateway.get("/api/intake/echo/a%2Fb%20c?x=%2F&y=1&y=2")).json()
    assert told["path"] == "/api/intake/echo/a%2Fb%20c"
    assert told["query"] == "x=%2F&y=1&y=2"


@pytest.mark.parametrize("odd", ["%0A", "%00", "%01", "%1F", "%7F", "%25", "%E4%B8%AD", "%FF"])
async def test_a_path_may_hold_anything(gateway: httpx.AsyncClient, odd: str) -> None:
    told = (await gateway.get(f"/api/intake/echo/{odd}")).json()
    assert told["path"] == f"/api/intake/echo/{odd}"


async def test_headers_of_the_connection_stay_with_it_and_nobody_names_himself(gateway: httpx.AsyncClient) -> None:
    given = {"X-Forwarded-For": "203.0.113.9", "Connection": "x-mine", "X-Mine": "1", "X-Request-Id": "r1"}
    answer = await gateway.get("/api/intake/echo/", headers=given)
    seen = answer.json()["headers"]
    assert seen["x-forwarded-for"] == "127.0.0.1"
    assert seen["x-forwarded-host"] == str(gateway.base_url.netloc, "ascii")
    assert seen["x-request-id"] == "r1"
    assert "x-mine" not in seen
    assert answer.headers["etag"] == '"1"'
    assert "x-private" not in answer.headers
    assert len(answer.headers.get_list("date")) == 1


async def test_blanks_around_a_header_s_value_are_no_part_of_it(gateway: httpx.AsyncClient) -> None:
    port = gateway.base_url.port
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    lines = ["GET /api/intake/echo/ HTTP/1.1", "Host: g", "Accept-Language: en \t", "X-Odd:  a b ", "Connection: close"]
    writer.write("\r\n".join([*lines, "", ""]).encode())
    answer = (await reader.read()).decode()
    writer.close()
    assert answer.startswith("HTTP/1.1 200"), answer
    assert '"en"' in answer
    assert '"a b"' in answer


@pytest.mark.parametrize("size", [0, 1, 5_000_000])
async def test_bodies_arrive_whole_with_and_without_a_length(gateway: httpx.AsyncClient, size: int) -> None:
    async def pieces() -> AsyncIterator[bytes]:
        for start in range(0, size, 65_536):
            yield bytes(min(65_536, size - start))

    assert (await gateway.post("/api/intake/size", content=bytes(size))).json() == size
    assert (await gateway.post("/api/intake/size", content=pieces())).json() == size


async def test_a_live_stream_is_not_held_back_and_ends_with_its_client(
    gateway: httpx.AsyncClient, upstream: Upstream
) -> None:
    async with gateway.stream("GET", "/api/intake/stream", headers={"Accept": "text/event-stream"}) as answer:
        lines = answer.aiter_lines()
        assert await anext(lines) == "data: 1"
        assert await anext(lines) == ""
        upstream.next_line.set()
        assert await anext(lines) == "data: 2"
        assert not upstream.stream_closed.is_set()
    await asyncio.wait_for(upstream.stream_closed.wait(), 10)


@pytest.mark.parametrize(("language", "words"), [("en", "Service not available"), ("zh-CN", "服务暂不可用")])
async def test_a_service_that_is_down_is_a_problem_answer(
    gateway: httpx.AsyncClient, language: str, words: str
) -> None:
    answer = await gateway.get("/api/down/x", headers={"Accept-Language": language})
    assert answer.status_code == 503
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["retry-after"] == "1"
    assert (answer.json()["code"], answer.json()["title"]) == ("gateway.service_down", words)


async def test_half_an_answer_does_not_look_whole(gateway: httpx.AsyncClient) -> None:
    with pytest.raises(httpx.RemoteProtocolError):
        await gateway.get("/api/intake/broken")


async def test_a_service_that_is_being_restarted_is_waited_for() -> None:
    upstream, chosen = Upstream(), ports.choose(["front", "back"], fixed={})
    async with create_client() as inside:
        proxy = Proxy(inside, "intake", f"http://127.0.0.1:{chosen['back']}", keep_prefix=True)
        async with (
            serving(proxy, chosen["front"]),
            httpx.AsyncClient(base_url=f"http://127.0.0.1:{chosen['front']}", timeout=20, trust_env=False) as client,
        ):
            asking = asyncio.create_task(client.post("/api/intake/size", content=bytes(5)))
            await asyncio.sleep(0.5)
            assert not asking.done()
            async with serving(upstream.app, chosen["back"]):
                assert (await asking).json() == 5


@asynccontextmanager
async def losing(losses: int) -> AsyncIterator[tuple[httpx.AsyncClient, list[bytes]]]:
    """A client of a gateway before a service that so often breaks off where it should answer; and what reached it."""
    reached: list[bytes] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        assert b"content-length: 4\r\n" in head
        reached.append(await reader.readexactly(4))
        if len(reached) > losses:
            writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 4\r\nconnection: close\r\n\r\ndone")
        writer.close()

    chosen = ports.choose(["front"], fixed={})
    async with create_client() as inside, await asyncio.start_server(serve, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        proxy = Proxy(inside, "intake", f"http://127.0.0.1:{port}", keep_prefix=True)
        base = f"http://127.0.0.1:{chosen['front']}"
        async with (
            serving(proxy, chosen["front"]),
            httpx.AsyncClient(base_url=base, timeout=20, trust_env=False) as client,
        ):
            yield client, reached


async def test_what_was_lost_unanswered_is_asked_again_under_its_key() -> None:
    async with losing(2) as (client, reached):
        answer = await client.post("/api/intake/x", content=b"once", headers={"Idempotency-Key": "k"})
    assert (answer.text, reached) == ("done", [b"once"] * 3)


async def test_what_must_not_be_done_twice_is_not_asked_again() -> None:
    async with losing(1) as (client, reached):
        answer = await client.post("/api/intake/x", content=b"once")
    assert (answer.status_code, answer.json()["code"]) == (502, "gateway.bad_answer")
    assert reached == [b"once"]
