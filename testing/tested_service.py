"""One service in the test's own process: its real API over ASGI, its real handlers, its real schema."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Any

import httpx
import orjson
from fastapi import FastAPI
from sqlalchemy import text

from deploy.local.issuer import create_app as issuer_app
from deploy.local.token import mint
from shared.contracts.event import Event
from shared.kit.app import Api, create_app
from shared.kit.database import Prepared
from shared.kit.events.dispatcher import Dispatcher
from shared.kit.events.envelope import Envelope
from shared.kit.events.received import Received
from shared.kit.ids import new_id
from shared.kit.logging import configure_logging
from shared.kit.runtime import Runtime
from shared.kit.tokens import TokenVerifier
from testing.backing import Backing
from testing.held_answers import HeldAnswers


def offered(told: Mapping[str, Any]) -> list[str]:
    """The ids of the operations that a thing offers to whom it was shown."""
    return [one["operation_id"] for one in told["next_actions"]]


class TestedService:
    """What a test of one service works with.

    ``client`` speaks to the API under its prefix (``client.get("/items")``), and each of its answers is held to the
    API's document; ``as_(role, …)`` gives the headers of a caller; ``deliver(event)`` hands an event to the service's
    handlers as its consumer would; ``published(contract)`` reads what the service has named for others. ``app`` is the
    API itself, for what httpx would not send.
    """

    __test__ = False

    def __init__(self, backing: Backing, api: Api, runtime: Runtime, client: httpx.AsyncClient, app: FastAPI) -> None:
        self.backing = backing
        self.api = api
        self.service = api.service
        self.runtime = runtime
        self.client = client
        self.app = app
        self.dispatcher = Dispatcher(runtime, api.service.subscriptions)
        self._sequence = 0

    def as_(
        self, role: str, *, key: str | None = None, version: int | str | None = None, **claims: Any
    ) -> dict[str, str]:
        """Headers of a caller; with a fresh Idempotency-Key unless one is given, and If-Match where a version is."""
        headers = {
            "Authorization": f"Bearer {mint(self.backing.stack.data, role, **claims)}",
            "Idempotency-Key": key or str(new_id()),
        }
        if version is not None:
            headers["If-Match"] = version if isinstance(version, str) else f'"{version}"'
        return headers

    async def deliver(self, *events: Event, envelope: Envelope | None = None, sequence: int | None = None) -> None:
        """Handle events as one batch of the consumer; what cannot be handled becomes a dead letter, as there.

        sequence: of the first of them, the others follow; without it they follow what was delivered before.
        """
        if sequence is not None:
            self._sequence = sequence - 1
        await self.dispatcher.handle([self._received(event, envelope) for event in events])

    def _received(self, event: Event, envelope: Envelope | None) -> Received:
        self._sequence += 1
        made = envelope or Envelope(
            id=new_id(),
            type=event.event_type,
            source=event.producer(),
            key=event.event_key(),
            subject=event.event_subject(),
            time=self.runtime.clock.now(),
            sequence=self._sequence,
        )
        return Received(made, event.model_dump_json().encode(), "test/0/0", made.headers())

    async def published(self, contract: type[Event], **matching: Any) -> list[dict[str, Any]]:
        """The data of the events of a type in the outbox, oldest first, whose fields have these values."""
        rows = await self.rows(
            "SELECT data::text AS data FROM outbox WHERE type = :type ORDER BY id", type=contract.event_type
        )
        events = [orjson.loads(row["data"]) for row in rows]
        return [event for event in events if all(event[name] == str(value) for name, value in matching.items())]

    async def dead_letters(self) -> list[Mapping[str, Any]]:
        """What was put aside, oldest first."""
        return await self.rows("SELECT * FROM dead_letter ORDER BY id")

    async def waiting(self, key: object) -> list[str | None]:
        """What the events of a key wait for, in order; None: for those before it."""
        found = await self.rows("SELECT waits_for FROM waiting_event WHERE key = :key ORDER BY id", key=str(key))
        return [row["waits_for"] for row in found]

    async def rows(self, statement: str, **values: Any) -> list[Mapping[str, Any]]:
        """Rows of the service's own schema."""
        async with self.runtime.reading() as connection:
            return [dict(row) for row in await Prepared(text(statement)).all(connection, **values)]

    async def tick(self, timer: str) -> int:
        """Run one of the service's timers once, and return what it did."""
        (chosen,) = [one for one in self.service.timers if one.name == timer]
        async with self.runtime.transaction(actor=f"timer:{timer}") as work:
            return await chosen.run(work)


@asynccontextmanager
async def tested_service(backing: Backing, name: str) -> AsyncIterator[TestedService]:
    """Bring one service up in this process, its lifespan included, against the backing."""
    configure_logging(f"{name}-test", "WARNING")
    api = backing.api(name)
    app = create_app(api)
    settings = backing.settings(name)
    runtime = await Runtime.start(name, settings, application="test")
    issuer = httpx.AsyncClient(transport=httpx.ASGITransport(issuer_app(backing.stack)))

    async def fetch(url: str) -> bytes:
        return (await issuer.get(url)).content

    app.state.tokens = TokenVerifier(
        issuer=settings.oidc_issuer, audience=settings.oidc_audience, jwks_url=settings.oidc_jwks_url, fetch=fetch
    )
    app.state.runtime = runtime
    held: dict[str, list[Callable[..., Any]]] = {"response": [HeldAnswers(app)]}
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(
            transport=transport, base_url=f"http://daiban{api.service.prefix}", event_hooks=held
        ) as client,
    ):
        yield TestedService(backing, api, runtime, client, app)
