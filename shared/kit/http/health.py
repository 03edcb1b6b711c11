"""Health and metrics, the same on the API's and the worker's port.

live: the process answers; ready: it can do its work now; startup: it has come up. Kubernetes probes map one to one.
It is an ASGI application without a framework, because a worker has no other use for one.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import orjson
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from shared.kit.runtime import Runtime

if TYPE_CHECKING:
    from starlette.types import Receive, Scope, Send


class Health:
    """Answers on its paths, to GET. ``parts`` names the process's parts and whether each is ready."""

    PATHS = ("/health/live", "/health/startup", "/health/ready", "/metrics")

    def __init__(self, runtime: Callable[[], Runtime], parts: Callable[[], Mapping[str, bool]]) -> None:
        self._runtime = runtime
        self._parts = parts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        status, kind, body = await self._answer(scope["path"], scope["method"])
        headers = [(b"content-type", kind.encode()), (b"content-length", str(len(body)).encode())]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    async def _answer(self, path: str, method: str) -> tuple[int, str, bytes]:
        if path not in self.PATHS:
            return _json(404, {"status": "not_found"})
        if method not in {"GET", "HEAD"}:
            return _json(405, {"status": "method_not_allowed"})
        if path == "/metrics":
            return 200, CONTENT_TYPE_LATEST, generate_latest()
        if path == "/health/live":
            return _json(200, {"status": "live"})
        states = {"database": await _database_answers(self._runtime()), **self._parts()}
        whole = all(states.values())
        return _json(200 if whole else 503, {"status": "ready" if whole else "not_ready", "parts": states})


def _json(status: int, told: dict[str, Any]) -> tuple[int, str, bytes]:
    return status, "application/json", orjson.dumps(told)


async def _database_answers(runtime: Runtime) -> bool:
    try:
        async with asyncio.timeout(2), runtime.reading() as connection:
            await connection.execute("SELECT 1")
    except Exception:
        return False
    return True
