"""Health and metrics, the same on the API's and the worker's port.

live: the process answers; ready: it can do its work now; startup: it has come up. Kubernetes probes map one to one.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping

from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from sqlalchemy import text
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from shared.kit.runtime import Runtime


def health_routes(runtime: Callable[[], Runtime], parts: Callable[[], Mapping[str, bool]]) -> list[Route]:
    """The routes. ``parts`` names the process's parts and whether each is ready."""

    async def live(_: Request) -> Response:
        return JSONResponse({"status": "live"})

    async def ready(_: Request) -> Response:
        states = {"database": await _database_answers(runtime()), **parts()}
        whole = all(states.values())
        return JSONResponse({"status": "ready" if whole else "not_ready", "parts": states}, 200 if whole else 503)

    async def metrics(_: Request) -> Response:
        return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)

    return [
        Route("/health/live", live),
        Route("/health/startup", ready),
        Route("/health/ready", ready),
        Route("/metrics", metrics),
    ]


async def _database_answers(runtime: Runtime) -> bool:
    try:
        async with asyncio.timeout(2), runtime.reading() as connection:
            await connection.execute(text("SELECT 1"))
    except Exception:
        return False
    return True
