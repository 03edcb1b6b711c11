"""Around every request: its id, its trace, its log line, its metrics. Nothing of its content is logged."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from shared.kit.http.problems import respond_to_error
from shared.kit.http.rate_limits import RATE_LIMIT
from shared.kit.ids import new_text_id
from shared.kit.logging import REQUEST_ID, say
from shared.kit.metrics import REQUEST_SECONDS
from shared.kit.tracing import ids_of, request_span

if TYPE_CHECKING:
    from prometheus_client import Histogram

_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")
_WITHOUT = ("/health/", "/metrics")


class RequestContext:
    """ASGI middleware. Takes X-Request-Id and traceparent where they are well formed, and makes them where not."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._seconds: dict[tuple[str, str, int], Histogram] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one connection."""
        if scope["type"] != "http" or scope["path"].startswith(_WITHOUT):
            await self._app(scope, receive, send)
            return
        started = time.perf_counter()
        given = traceparent = None
        for name, value in scope["headers"]:
            if name == b"x-request-id":
                given = value.decode("latin-1")
            elif name == b"traceparent":
                traceparent = value.decode("latin-1")
        request_id = given if given and _REQUEST_ID.fullmatch(given) else new_text_id()
        scope["daiban.request_id"] = request_id
        status = 500
        answering = False

        async def sending(message: Message) -> None:
            nonlocal status, answering
            if message["type"] == "http.response.start":
                status, answering = message["status"], True
                limit = scope.get(RATE_LIMIT, ())
                message["headers"] = [*message["headers"], (b"x-request-id", request_id.encode()), *limit]
            await send(message)

        during = REQUEST_ID.set(request_id)
        with request_span(f"HTTP {scope['method']}", traceparent) as span:
            try:
                await self._app(scope, receive, sending)
            except Exception as error:
                # Nothing is further out, so that every answer has its request id, and is counted as what it is.
                if answering:
                    raise
                span.record_exception(error)
                answer = await respond_to_error(Request(scope), error)
                await answer(scope, receive, sending)
            finally:
                seconds = time.perf_counter() - started
                REQUEST_ID.reset(during)
                method, route = scope["method"], scope.get("daiban.route", "unknown")
                span.set_attribute("http.route", route)
                span.set_attribute("http.response.status_code", status)
                self._observe(method, route, status, seconds)
                said = {"method": method, "route": route, "status": status, "ms": round(seconds * 1000, 2)}
                say("request", {**said, "request_id": request_id, **ids_of(span)})

    def _observe(self, method: str, route: str, status: int, seconds: float) -> None:
        key = method, route, status
        child = self._seconds.get(key)
        if child is None:
            child = self._seconds[key] = REQUEST_SECONDS.labels(method, route, str(status))
        child.observe(seconds)
