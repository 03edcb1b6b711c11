"""The API process of a service: routes, live streams, health.

Shutdown takes no new request, ends the live streams (their readers come back to another process), finishes the rest.
"""

from __future__ import annotations

import asyncio
import gc
import socket
import sys
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Any

import uvicorn
from fastapi import FastAPI
from fastapi.routing import iter_route_contexts
from starlette.routing import Route

from shared.kit.http.audit import audit_router
from shared.kit.http.context import RequestContext
from shared.kit.http.cors import with_cors
from shared.kit.http.edge import EdgeRoute, EdgeRouter
from shared.kit.http.health import Health
from shared.kit.http.rate_limits import RateLimits, behind_proxies
from shared.kit.http.routes import Routes
from shared.kit.http.vocabulary import vocabulary_router
from shared.kit.listening import Listener
from shared.kit.logging import configure_logging
from shared.kit.openapi import add_client_credentials, complete
from shared.kit.operations import Operations, operation_of
from shared.kit.runtime import Runtime
from shared.kit.service import Service
from shared.kit.settings import TOKEN_URL, Settings
from shared.kit.tokens import TokenVerifier
from shared.kit.tracing import configure_tracing


@dataclass(frozen=True)
class Api:
    """What a service's API process is made of, besides the service's definition.

    on_start: attaches what listens (live streams) to the process's listener; on_stop: ends what would otherwise stay
    open, once no new request comes.
    """

    service: Service
    routers: Sequence[EdgeRouter]
    on_start: Callable[[Runtime, Listener], None] | None = None
    on_stop: Callable[[], None] | None = None


def create_app(api: Api, settings: Settings | None = None) -> FastAPI:
    """The FastAPI application of a service. Without settings it only knows its routes (for OpenAPI).

    Raises TypeError where a step is named by an operation that no route has.
    """
    service = api.service

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        if settings:
            app.state.runtime = await Runtime.start(service.name, settings, application="api")
        runtime: Runtime = app.state.runtime
        runtime.operations, runtime.scoped = operations, service.scoped
        listening = None
        if api.on_start:
            listener = Listener(runtime.settings, service.name)
            api.on_start(runtime, listener)
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
        contact={"name": "Daiban"},
        servers=[{"url": "/"}],
        docs_url=None,
        redoc_url=None,
        openapi_url=f"{service.prefix}/openapi.json",
        lifespan=lifespan,
        # It would send callers, and their tokens, to whatever address their Host header names.
        redirect_slashes=False,
        # RequestContext traces and measures each request; FastAPI's own five spans would say it again, with content.
        telemetry={"tracing": False, "metrics": False, "logs": False},
    )
    routers = list(api.routers)
    if service.vocabulary:
        routers.append(vocabulary_router(service.name, service.vocabulary, service.steps))
    if service.auditors:
        entries = service.metadata.tables[f"{service.name}.audit_entry"]
        routers.append(audit_router(service.name, entries, service.auditors))
    for router in routers:
        app.include_router(router, prefix=service.prefix)
    app.openapi_tags = list({router.tag["name"]: router.tag for router in reversed(routers)}.values())[::-1]
    operations = _operations(app, service)
    health = Health(lambda: app.state.runtime, dict)
    app.router.routes.extend(Route(path, health, methods=["GET"]) for path in Health.PATHS)
    _complete_openapi(app, service, operations, settings.oidc_token_url if settings else TOKEN_URL)
    # Nothing of FastAPI's own stands around the routes: the context answers whatever they raise.
    answering = RequestContext(Routes(app))
    app.middleware_stack = answering
    app.state.limits = RateLimits(0, 0)
    if settings:
        app.middleware_stack = behind_proxies(with_cors(answering, settings.cors_origins), settings.trusted_proxies)
        app.state.limits = RateLimits(settings.rate_limit_per_client, settings.rate_limit_per_address)
        configure_logging(f"{service.name}-api", settings.log_level)
        configure_tracing(f"daiban-{service.name}", settings.otlp_endpoint)
        app.state.tokens = TokenVerifier(
            issuer=settings.oidc_issuer, audience=settings.oidc_audience, jwks_url=settings.oidc_jwks_url
        )
    return app


class ApiServer(uvicorn.Server):
    """Serves an API until it is told to stop."""

    def __init__(self, api: Api, config: uvicorn.Config) -> None:
        super().__init__(config)
        self._api = api

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End what stays open, then wait for the rest as long as the configuration says."""
        if self._api.on_stop:
            self._api.on_stop()
        await super().shutdown(sockets)


def serve(api: Api, settings: Settings) -> None:
    """Serve an API until SIGTERM or SIGINT."""
    config = uvicorn.Config(
        create_app(api, settings),
        host=settings.http_host,
        port=settings.http_port,
        log_config=None,
        access_log=False,
        timeout_graceful_shutdown=5,
        server_header=False,
        proxy_headers=False,  # the application reads them itself, of the proxies that it trusts
        ws="none",
    )
    server = ApiServer(api, config)
    gc.freeze()  # what is loaded stays: no later collection walks through it, in the midst of a request
    with suppress(KeyboardInterrupt):
        server.run()
    if not server.started:
        sys.exit(3)


def _operations(app: FastAPI, service: Service) -> Operations:
    """What the routes take; all that ``next_actions`` can offer is among it."""
    routes = ((context.path, context.original_route) for context in iter_route_contexts(app.routes))
    known = [route.operation(path) for path, route in routes if isinstance(route, EdgeRoute) and path]
    operations = Operations(known, service.begins)
    for step in service.steps:
        if (operation := operation_of(step)) and operation not in operations:
            raise TypeError(f"{step!r}: no route of {service.name} is called {operation}")
    return operations


def _complete_openapi(app: FastAPI, service: Service, operations: Operations, token_url: str) -> None:
    made = app.openapi

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            schema = made()
            if offered := schema["components"]["schemas"].get("NextAction"):
                named = dict.fromkeys(map(operation_of, service.steps))
                offered["properties"]["operation_id"]["enum"] = [one for one in named if one]
                offered["examples"] = [operations.example(service.steps)]
            complete(schema)
            if service.scoped:
                add_client_credentials(schema, service.scoped, token_url)
            app.openapi_schema = schema
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]
