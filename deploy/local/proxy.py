"""A reverse proxy for one upstream: streams both ways, and ends the upstream's work when the client has gone.

A service that is being restarted is waited for. What reached nobody is sent again; so is what was lost with its
connection, where twice is as good as once: what only reads, and what has an Idempotency-Key.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import aclosing
from typing import Any
from urllib.parse import quote

import httpx
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Message, Receive, Scope, Send

from shared.kit.errors import Kind, Refusal, Words
from shared.kit.http.problems import problem_response

_HOP_BY_HOP = frozenset(
    b"connection keep-alive proxy-authenticate proxy-authorization proxy-connection te trailer transfer-encoding "
    b"upgrade".split()
)
_SET_HERE = frozenset((b"host", b"x-forwarded-for", b"x-forwarded-host", b"x-forwarded-proto", b"forwarded"))
_PATIENCE_S = 60.0
_RESTARTED_WITHIN_S = 30.0
_KEPT_BODY_BYTES = 1_048_576
_LOST = (httpx.ReadError, httpx.WriteError, httpx.RemoteProtocolError)


class ServiceDown(Refusal):
    """A service cannot be reached."""

    code = "gateway.service_down"
    kind = Kind.UNAVAILABLE
    zh = Words("服务暂不可用", "{name} 服务暂时没有应答。", "请稍后重试。")
    en = Words("Service not available", "The {name} service does not answer just now.", "Try again shortly.")


class BadAnswer(Refusal):
    """A service broke off in the midst of its answer."""

    code = "gateway.bad_answer"
    kind = Kind.BAD_GATEWAY
    zh = Words("上游应答异常", "{name} 服务在应答途中断开。", "请查询结果后重试，写操作请用同一个 Idempotency-Key。")
    en = Words(
        "Bad answer from upstream",
        "The {name} service broke off before it had answered.",
        "Look what became of it and retry; with the same Idempotency-Key where it writes.",
    )


def create_client() -> httpx.AsyncClient:
    """The client that all proxies of a process share. It gives up idle connections before a service closes them."""
    return httpx.AsyncClient(
        timeout=httpx.Timeout(_PATIENCE_S, connect=10),
        limits=httpx.Limits(max_connections=None, max_keepalive_connections=64, keepalive_expiry=2),
        trust_env=False,
    )


class Proxy:
    """An ASGI application that hands every request on.

    root: the upstream's URL; keep_prefix: whether the path it is mounted at belongs to the upstream's paths too;
    restarted_within_s: how long an upstream that takes no connections is waited for.
    """

    def __init__(
        self,
        client: httpx.AsyncClient,
        name: str,
        root: str,
        *,
        keep_prefix: bool,
        restarted_within_s: float = _RESTARTED_WITHIN_S,
    ) -> None:
        self._client = client
        self._name = name
        self._root = httpx.URL(root)
        self._keep_prefix = keep_prefix
        self._restarted_within_s = restarted_within_s

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand the request on and its answer back, until either side is through."""
        body = _Body(receive)
        exchange = asyncio.create_task(self._exchange(scope, body, send))
        client_gone = asyncio.create_task(body.client_gone())
        try:
            await asyncio.wait((exchange, client_gone), return_when=asyncio.FIRST_COMPLETED)
        finally:
            client_gone.cancel()
            if not exchange.done():
                exchange.cancel()  # closes the connection to the upstream
            await asyncio.gather(exchange, client_gone, return_exceptions=True)
        if not exchange.cancelled() and (error := exchange.exception()) and not isinstance(error, OSError):
            raise error

    async def _exchange(self, scope: Scope, body: _Body, send: Send) -> None:
        started = False
        try:
            async with aclosing(await self._answer(scope, body)) as answer:
                started = True
                headers = [(name, value) for name, value in _end_to_end(answer.headers.raw) if name != b"date"]
                await send({"type": "http.response.start", "status": answer.status_code, "headers": headers})
                async for chunk in answer.aiter_raw():
                    await send({"type": "http.response.body", "body": chunk, "more_body": True})
                await send({"type": "http.response.body", "body": b""})
        except httpx.TransportError as error:
            if started:
                raise  # half an answer must look broken, not complete
            await self._apology(Request(scope), error)(scope, body.receive, send)

    async def _answer(self, scope: Scope, body: _Body) -> httpx.Response:
        """The upstream's answer, its body still to come. Raises httpx.TransportError."""
        request = Request(scope)
        length = int(request.headers.get("content-length", "0"))
        repeatable = request.method in {"GET", "HEAD"} or "idempotency-key" in request.headers
        if repeatable := repeatable and "transfer-encoding" not in request.headers and length <= _KEPT_BODY_BYTES:
            await body.keep()
        lost: httpx.TransportError | None = None
        deadline = time.monotonic() + self._restarted_within_s
        while True:
            try:
                return await self._client.send(self._request(request, body), stream=True)
            except httpx.ConnectError as error:
                if time.monotonic() > deadline:
                    raise lost or error from None  # what was sent once is not "never reached"
            except _LOST as error:
                if not repeatable or time.monotonic() > deadline:
                    raise
                lost = error
            await asyncio.sleep(0.05)

    def _request(self, request: Request, body: _Body) -> httpx.Request:
        scope = request.scope
        path = scope["path"] if self._keep_prefix else scope["path"].removeprefix(scope.get("root_path", ""))
        # As the client wrote it, where it can stay so: %2F stays %2F.
        raw_path = scope.get("raw_path") if self._keep_prefix else None
        raw_path = raw_path or quote(path or "/", safe="/:@!$&'()*+,;=~").encode()
        query = b"?" + scope["query_string"] if scope["query_string"] else b""
        # Blanks around a value are not part of it (RFC 9110, 5.5), and what sends it on takes none.
        given = _end_to_end(scope["headers"])
        headers = [(name, value.strip(b" \t")) for name, value in given if name not in _SET_HERE]
        headers += [
            (b"host", self._root.netloc),
            (b"x-forwarded-for", (request.client.host if request.client else "").encode()),
            (b"x-forwarded-host", request.headers.get("host", "").encode("latin-1")),
            (b"x-forwarded-proto", request.url.scheme.encode()),
        ]
        has_body = int(request.headers.get("content-length", "0")) > 0 or "transfer-encoding" in request.headers
        answer = httpx.Request(
            request.method,
            self._root.copy_with(raw_path=raw_path + query),
            headers=headers,
            content=body.content() if has_body else None,
            extensions={"timeout": self._timeout(request)},
        )
        if not has_body:
            body.finished.set()
        return answer

    def _timeout(self, request: Request) -> dict[str, float | None]:
        is_stream = "text/event-stream" in request.headers.get("accept", "")
        return {**self._client.timeout.as_dict(), **({"read": None} if is_stream else {})}

    def _apology(self, request: Request, error: httpx.TransportError) -> Response:
        never_reached = isinstance(error, httpx.ConnectError | httpx.ConnectTimeout)
        return problem_response(request, (ServiceDown if never_reached else BadAnswer)(name=self._name))


class _Body:
    """A request's body, and the news that its client has gone, which come out of the same channel."""

    def __init__(self, receive: Receive) -> None:
        self._receive = receive
        self._gone = asyncio.Event()
        self._kept: bytes | None = None
        self.finished = asyncio.Event()

    async def receive(self) -> Message:
        message = await self._receive()
        if message["type"] == "http.disconnect":
            self._gone.set()
            self.finished.set()
        return message

    async def keep(self) -> None:
        """Read it whole, to be sent as often as need be."""
        self._kept = b"".join([chunk async for chunk in self.stream()])

    def content(self) -> bytes | AsyncIterator[bytes]:
        """All of it where it was kept, else as it comes."""
        return self.stream() if self._kept is None else self._kept

    async def stream(self) -> AsyncIterator[bytes]:
        while not self.finished.is_set():
            message = await self.receive()
            if message["type"] == "http.disconnect":
                raise ConnectionResetError("the client has gone")
            if message.get("body"):
                yield message["body"]
            if not message.get("more_body"):
                self.finished.set()

    async def client_gone(self) -> None:
        await self.finished.wait()
        while not self._gone.is_set():
            await self.receive()


def _end_to_end(headers: Any) -> list[tuple[bytes, bytes]]:
    raw = [(name.lower(), value) for name, value in headers]
    named = {token.strip().lower() for name, value in raw if name == b"connection" for token in value.split(b",")}
    return [(name, value) for name, value in raw if name not in _HOP_BY_HOP and name not in named]
