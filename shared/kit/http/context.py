"""Around every request: its id, its trace, its log line, its metrics. Nothing of its content is logged."""

from __future__ import annotations

import re
import time

from opentelemetry.trace import SpanKind
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from shared.kit.http.problems import respond_to_error
from shared.kit.ids import new_id
from shared.kit.logging import bound, get_logger
from shared.kit.metrics import REQUEST_SECONDS
from shared.kit.tracing import context_from, tracer

log = get_logger(__name__)
_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")


class RequestContext:
    """ASGI middleware. Takes X-Request-Id and traceparent where they are well formed, and makes them where not."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one connection."""
        if scope["type"] != "http" or scope["path"].startswith(("/health/", "/metrics")):
            await self._app(scope, receive, send)
            return
        headers = {name: value.decode("latin-1") for name, value in scope["headers"]}
        given = headers.get(b"x-request-id", "")
        request_id = given if _REQUEST_ID.fullmatch(given) else str(new_id())
        scope["daiban.request_id"] = request_id
        status = 500
        answering = False
        started = time.perf_counter()

        async def sending(message: Message) -> None:
            nonlocal status, answering
            if message["type"] == "http.response.start":
                status, answering = message["status"], True
                message["headers"] = [*message["headers"], (b"x-request-id", request_id.encode())]
            await send(message)

        parent = context_from(headers.get(b"traceparent"))
        with (
            tracer.start_as_current_span(f"HTTP {scope['method']}", context=parent, kind=SpanKind.SERVER) as span,
            bound(request_id=request_id),
        ):
            try:
                await self._app(scope, receive, sending)
            except Exception as error:
                # Here and not further out, so that this answer too has its request id, and is counted as what it is.
                if answering:
                    raise
                span.record_exception(error)
                answer = await respond_to_error(Request(scope), error)
                await answer(scope, receive, sending)
            finally:
                seconds = time.perf_counter() - started
                route = scope.get("daiban.route", "unknown")
                span.set_attribute("http.route", route)
                span.set_attribute("http.response.status_code", status)
                REQUEST_SECONDS.labels(scope["method"], route, str(status)).observe(seconds)
                log.info("request", method=scope["method"], route=route, status=status, ms=round(seconds * 1000, 2))
