"""The API process of a service."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

from fastapi import FastAPI
from fastapi.routing import APIRoute

from shared.kit.http.context import RequestContext
from shared.kit.http.health import health_routes
from shared.kit.http.problems import Problem, install_problem_answers
from shared.kit.listening import Listener
from shared.kit.logging import configure_logging
from shared.kit.runtime import Runtime
from shared.kit.service import Service
from shared.kit.settings import Settings
from shared.kit.tracing import configure_tracing


def create_app(service: Service, settings: Settings | None = None) -> FastAPI:
    """The FastAPI application of a service. Without settings it only knows its routes (for OpenAPI)."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        runtime: Runtime = app.state.runtime
        listening = None
        if service.on_api_start:
            listener = Listener(runtime.settings, service.name)
            service.on_api_start(runtime, listener)
            listening = asyncio.create_task(listener.run())
        yield
        if listening:
            listening.cancel()
            with suppress(asyncio.CancelledError):
                await listening
        await runtime.close()

    app = FastAPI(
        title=service.title,
        description=service.description,
        version="1",
        docs_url=None,
        redoc_url=None,
        openapi_url=f"{service.prefix}/openapi.json",
        lifespan=lifespan,
        generate_unique_id_function=_operation_id,
        # RequestContext traces and measures each request; FastAPI's own five spans would say it again, with content.
        telemetry={"tracing": False, "metrics": False, "logs": False},
    )
    for router in service.routers:
        app.include_router(router, prefix=service.prefix)
    install_problem_answers(app)
    app.add_middleware(RequestContext)
    app.router.routes.extend(health_routes(lambda: app.state.runtime, dict))
    _complete_openapi(app)
    if settings:
        configure_logging(f"{service.name}-api", settings.log_level)
        configure_tracing(f"daiban-{service.name}", settings.otlp_endpoint)
        app.state.runtime = Runtime.start(service.name, settings, application="api")
    return app


def _operation_id(route: APIRoute) -> str:
    return route.name


def _complete_openapi(app: FastAPI) -> None:
    """Add what FastAPI cannot know: the token scheme, and the one form of every problem answer."""
    made = app.openapi

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            schema = made()
            components = schema.setdefault("components", {})
            components.setdefault("securitySchemes", {})["oidc"] = {
                "type": "http",
                "scheme": "bearer",
                "bearerFormat": "JWT",
            }
            schemas = components.setdefault("schemas", {})
            problem = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
            schemas.update(problem.pop("$defs", {}))
            schemas["Problem"] = problem
            for unused in ("HTTPValidationError", "ValidationError"):
                schemas.pop(unused, None)
            app.openapi_schema = schema
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]
