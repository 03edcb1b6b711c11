"""The system under measurement: one local stack with nothing else on it, its tokens, its tables, its processes."""

from __future__ import annotations

import asyncio
import itertools
import json
import os
import signal
import threading
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import asyncpg
import httpx
import psutil

from bench.load import Call
from deploy.local.postgres import Passwords, admin_url
from deploy.local.stack import LocalStack
from deploy.local.stack_file import SERVICES
from deploy.processes.patience import cpu_seconds
from shared.contracts.event import Event
from shared.kit.ids import new_id
from testing.journey import credit_code

PROCESSES = tuple(f"{service}-{process}" for service in SERVICES for process in ("api", "worker"))


@dataclass
class System:
    """A stack that runs. ``database`` is a superuser's pool; ``stored`` the cases that were filled in so far."""

    stack: LocalStack
    database: asyncpg.Pool[asyncpg.Record]
    stored: int = 0
    _numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    @classmethod
    @asynccontextmanager
    async def up(cls, folder: Path) -> AsyncIterator[System]:
        """Bring it up in a folder, and take it down."""
        with _running(LocalStack(folder)) as stack:
            async with asyncpg.create_pool(database_url(stack), min_size=2) as database:
                yield cls(stack, database)

    def port(self, part: str) -> int:
        """The port of a part."""
        return self.stack.file.ports[part]

    def headers(self, role: str, **claims: str) -> dict[str, str]:
        """The headers of a caller."""
        return {"Authorization": f"Bearer {self.stack.mint(role, expires_in=36_000, **claims)}"}

    def registrations(self) -> Iterator[Call]:
        """Requests of the window to register an owner, each with a code and an Idempotency-Key of its own."""
        clerk = self.headers("window_clerk")
        while True:
            body = {
                "uscc": credit_code(),
                "name": "示例建设单位",
                "contact_name": "联系岗",
                "contact_phone": "020-83000000",
            }
            keyed = {**clerk, "Idempotency-Key": str(new_id())}
            yield Call.of("POST", "/api/intake/v1/owners", keyed, json.dumps(body).encode())

    async def commit(self, service: str, event: Event) -> UUID:
        """Commit one event to a service's outbox as a unit of work does; returns its id."""
        event_id = new_id()
        await self.database.execute(
            f"WITH event AS (INSERT INTO {service}.outbox (event_id, type, key, subject, data, occurred_at)"  # noqa: S608
            " VALUES ($1, $2, $3, $4, $5, $6)) SELECT pg_notify($7, '')",
            *(event_id, event.event_type, event.event_key(), event.event_subject(), event.model_dump_json()),
            *(datetime.now(UTC), f"{service}_outbox"),
        )
        return event_id

    async def commit_at_once(self, service: str, events: Sequence[Event]) -> None:
        """Commit many events in one transaction, with no hint to anybody."""
        await self.database.executemany(
            f"INSERT INTO {service}.outbox (event_id, type, key, subject, data, occurred_at)"  # noqa: S608
            " VALUES ($1, $2, $3, $4, $5, $6)",
            [
                (new_id(), one.event_type, one.event_key(), one.event_subject(), one.model_dump_json(), at)
                for one in events
                for at in [datetime.now(UTC)]
            ],
            timeout=120,
        )

    async def at_rest(self, *, within_s: float = 120) -> None:
        """Wait until every outbox is published and every audit entry sealed, and then until consumers are idle."""
        deadline = time.monotonic() + within_s
        while True:
            waiting = 0
            for service in SERVICES:
                waiting += await self.database.fetchval(
                    f"SELECT (SELECT count(*) FROM {service}.outbox WHERE published_at IS NULL)"  # noqa: S608
                    f" + (SELECT count(*) FROM {service}.audit_entry WHERE position IS NULL)"
                )
            before = await self._handled()
            await asyncio.sleep(0.5)
            if not waiting and before == await self._handled():
                return
            if time.monotonic() > deadline:
                raise TimeoutError(f"{waiting} rows are still on their way")

    async def _handled(self) -> int:
        counts = [
            await self.database.fetchval(
                "SELECT n_tup_ins FROM pg_stat_user_tables WHERE schemaname = $1 AND relname = 'inbox'", one
            )
            for one in SERVICES
        ]
        return sum(counts)

    @contextmanager
    def frozen(self, *names: str) -> Iterator[None]:
        """Processes that stand still meanwhile."""
        for name in names:
            self.stack.kill(name, signal.SIGSTOP)
        try:
            yield
        finally:
            for name in names:
                self.stack.kill(name, signal.SIGCONT)

    def processor_seconds(self) -> dict[str, float]:
        """What each part of the stack has used of the processors, the load itself included."""
        used = {name: cpu_seconds(self.stack.pid(name)) for name in (*PROCESSES, "broker")}
        others = ("routing-worker", "tracking-worker", "notify-worker")
        return {
            "intake's API": used["intake-api"],
            "intake's worker": used["intake-worker"],
            "the other workers": sum(used[name] for name in others),
            "PostgreSQL": cpu_seconds(self.stack.pid("postgres"), with_children=True),
            "the broker": used["broker"],
            "the load": cpu_seconds(os.getpid()),
        }

    async def start_to_ready(self, part: str) -> float:
        """Seconds from the start of a process that takes the place of a stopped one until it says that it is ready."""
        before = self.stack.pid(part)
        self.stack.kill(part, signal.SIGTERM)
        deadline = time.monotonic() + 60
        async with httpx.AsyncClient(trust_env=False) as client:
            while time.monotonic() < deadline:
                with suppress(KeyError, httpx.HTTPError):
                    answer = await client.get(f"http://127.0.0.1:{self.port(part)}/health/ready", timeout=2)
                    if answer.status_code == 200 and (pid := self.stack.pid(part)) != before:
                        return time.time() - psutil.Process(pid).create_time()
                await asyncio.sleep(0.02)
        raise TimeoutError(f"{part} does not become ready")


@contextmanager
def _running(stack: LocalStack) -> Iterator[LocalStack]:
    """A stack in a thread and loop of its own: the load's loop is uvloop's, which starts no process as another user."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, name="stack", daemon=True)
    thread.start()
    try:
        asyncio.run_coroutine_threadsafe(stack.__aenter__(), loop).result()
        yield stack
    finally:
        asyncio.run_coroutine_threadsafe(stack.stop(), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()


def database_url(stack: LocalStack) -> str:
    """A superuser's URL of the services' database."""
    url = admin_url(stack.file, Passwords(stack.file.data)).set(drivername="postgresql", database="daiban")
    return url.render_as_string(hide_password=False)
