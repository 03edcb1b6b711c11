"""The system under faults: one local stack, its people's tokens, and its tables as a superuser sees them."""

from __future__ import annotations

import asyncio
import importlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, nullcontext, suppress
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

import asyncpg
import httpx
from aiokafka import AIOKafkaConsumer, TopicPartition
from prometheus_client.parser import text_string_to_metric_families

from deploy.local import broker
from deploy.local.environment import service_environment
from deploy.local.postgres import DATABASE, Passwords, admin_url, elsewhere, home
from deploy.local.stack import LocalStack
from deploy.local.stack_file import SERVICES
from deploy.processes import ports
from deploy.processes.program import ROOT
from shared.contracts.routing.catalogue import ItemPublished
from shared.contracts.routing.departments import BodyPublished
from tests.chaos.ledger import Ledger

PATIENCE_S = 120.0
_LAG_S, _STEADY_S = 2.0, 3.0
_TOKEN_LIFE_S = 10 * 24 * 3600
_PASSING = (OSError, asyncpg.PostgresConnectionError, asyncpg.CannotConnectNowError, asyncpg.InterfaceError)


class NotAtRest(Exception):  # noqa: N818
    """Something is still on its way after all patience. The message says what."""


@cache
def hears() -> dict[str, dict[str, list[str]]]:
    """Which types each service hears, by the service that says them: ``hears()[consumer][producer]``."""
    heard: dict[str, dict[str, list[str]]] = {}
    for consumer in SERVICES:
        by_producer: dict[str, list[str]] = {}
        for one in importlib.import_module(f"services.{consumer}_service.subscriptions").SUBSCRIPTIONS:
            by_producer.setdefault(one.type.split(".")[1], []).append(one.type)
        heard[consumer] = by_producer
    return heard


SEED = (BodyPublished.event_type, ItemPublished.event_type)


class Skipped(Exception):  # noqa: N818
    """This machine lacks what an experiment needs. The message says what."""


@dataclass(frozen=True)
class SmallDisk:
    """A disk of limited size."""

    folder: Path

    @classmethod
    @contextmanager
    def under(cls, folder: Path, megabytes: int = 256) -> Iterator[SmallDisk]:
        """Put one at a folder that is to be made. Raises Skipped."""
        if os.geteuid():
            raise Skipped("to mount a small disk one must be root")
        folder.mkdir(parents=True)
        options = ("-t", "tmpfs", "-o", f"size={megabytes}m,mode=755", "tmpfs")
        mounting = subprocess.run(("mount", *options, str(folder)), check=False, capture_output=True, text=True)
        if mounting.returncode:
            raise Skipped(f"a small disk cannot be mounted: {mounting.stderr.strip()}")
        try:
            yield cls(folder)
        finally:
            subprocess.run(("umount", "--lazy", str(folder)), check=True)

    def fill(self) -> Path:
        """Fill it to the last byte. Returns the file that does."""
        ballast = self.folder / "ballast"
        with ballast.open("wb", buffering=0) as file, suppress(OSError):
            while True:
                file.write(bytes(65_536))
        return ballast


@dataclass
class Process:
    """A process of a service beside the stack's own. root: its HTTP root."""

    root: str
    process: subprocess.Popen[bytes]

    async def end(self, sig: signal.Signals = signal.SIGTERM) -> None:
        """Send it a signal, and wait for its end."""
        if self.process.poll() is None:
            self.process.send_signal(sig)
        try:
            await asyncio.to_thread(self.process.wait, 20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            await asyncio.to_thread(self.process.wait)


@dataclass
class System:
    """A stack that runs, and all that was ever asked of it. roots: where each service's API is asked."""

    stack: LocalStack
    disk: SmallDisk | None = None
    ledger: Ledger = field(default_factory=Ledger)
    roots: dict[str, str] = field(default_factory=dict)
    injected: set[UUID] = field(default_factory=set)
    """Ids of events that no outbox holds: an experiment produced them."""
    parked: Counter[str] = field(default_factory=Counter)
    """How many dead letters each service must hold, for an experiment has seen to it."""
    told: list[str] = field(default_factory=list)
    repeats: int = 0
    """How many repeats the topics held when last read."""
    _tokens: dict[tuple[str, ...], str] = field(default_factory=dict)

    @classmethod
    @asynccontextmanager
    async def up(
        cls, kind: str | None = None, *, small_disk: bool = False, keep: bool = False
    ) -> AsyncIterator[System]:
        """Bring it up in a folder of its own, and take it down.

        kind: of the broker; small_disk: under PostgreSQL; keep: the folder, and tell where it is. Raises Skipped.
        """
        folder = _fresh_folder()
        told: list[str] = []
        try:
            with SmallDisk.under(home(folder)) if small_disk else nullcontext() as disk:
                async with LocalStack(folder, broker=kind, tell=told.append) as stack:
                    system = cls(stack, disk, told=told)
                    system.through_gateway()
                    yield system
        finally:
            if keep:
                print(f"data and logs: {folder}", file=sys.stderr)
            else:
                shutil.rmtree(elsewhere(folder), ignore_errors=True)
                shutil.rmtree(folder, ignore_errors=True)

    def through_gateway(self) -> None:
        """Ask every service through the stack's gateway."""
        self.roots = dict.fromkeys(SERVICES, self.stack.base_url)

    def headers(self, role: str, **claims: str) -> dict[str, str]:
        """The headers of a caller."""
        wanted = (role, *(f"{name}={value}" for name, value in sorted(claims.items())))
        if wanted not in self._tokens:
            self._tokens[wanted] = self.stack.mint(role, expires_in=_TOKEN_LIFE_S, **claims)
        return {"Authorization": f"Bearer {self._tokens[wanted]}"}

    @asynccontextmanager
    async def database(self, name: str = DATABASE) -> AsyncIterator[asyncpg.Connection]:
        """A superuser's connection. Waits for the server while it is down."""
        url = admin_url(self.stack.file, Passwords(self.stack.file.data)).set(drivername="postgresql", database=name)
        deadline = time.monotonic() + PATIENCE_S
        while True:
            try:
                connection = await asyncpg.connect(url.render_as_string(hide_password=False), timeout=5)
                break
            except (*_PASSING, TimeoutError):
                if time.monotonic() > deadline:
                    raise
                await asyncio.sleep(0.1)
        try:
            yield connection
        finally:
            await connection.close(timeout=5)

    async def rows(self, query: str, *values: Any) -> list[asyncpg.Record]:
        """The rows of a query; asked again while the server is down."""
        deadline = time.monotonic() + PATIENCE_S
        while True:
            try:
                async with self.database() as connection:
                    found: list[asyncpg.Record] = await connection.fetch(query, *values)
                    return found
            except _PASSING:
                if time.monotonic() > deadline:
                    raise
                await asyncio.sleep(0.1)

    async def on_the_way(self, *, for_s: float | None = None, only: str = "") -> dict[str, int]:
        """What has not arrived: unpublished rows, events not handled, audit entries not sealed, events that wait.

        for_s: only events that were committed so many seconds ago; only: at this service.
        """
        bound = "" if for_s is None else f" AND o.recorded_at < clock_timestamp() - interval '{for_s} s'"
        parts: list[str] = []
        for service in (only,) if only else SERVICES:
            parts.append(
                f"SELECT '{service}: not published' AS what, count(*) AS n FROM {service}.outbox o"
                f" WHERE published_at IS NULL{bound}"
            )
            for producer, types in hears()[service].items():
                listed = ", ".join(f"'{type_}'" for type_ in types)
                parts.append(
                    f"SELECT '{producer} → {service}: not handled', count(*) FROM {producer}.outbox o"
                    f" WHERE o.type IN ({listed}){bound}"
                    f" AND NOT EXISTS (SELECT FROM {service}.inbox i WHERE i.event_id = o.event_id)"
                )
            if for_s is None:
                parts.append(
                    f"SELECT '{service}: not sealed', count(*) FROM {service}.audit_entry WHERE position IS NULL"
                )
                parts.append(f"SELECT '{service}: waits', count(*) FROM {service}.waiting_event")
        return {row["what"]: row["n"] for row in await self.rows(" UNION ALL ".join(parts)) if row["n"]}

    async def said(self) -> dict[str, tuple[int, int]]:
        """How many rows the outbox of each service has, and the newest id: where both are as before, so is the outbox.

        The newest id alone would not tell: ids commit out of order.
        """
        query = " UNION ALL ".join(
            f"SELECT '{one}' AS service, count(*) AS rows, coalesce(max(id), 0) AS last FROM {one}.outbox"
            for one in SERVICES
        )
        return {row["service"]: (row["rows"], row["last"]) for row in await self.rows(query)}

    async def recovered(self, since: float) -> float:
        """Seconds from a moment (monotonic) until all was well, and stayed so. Raises NotAtRest.

        All is well when every part is ready and nothing that was committed two seconds ago is still on its way.
        """
        last_unwell = since
        async with httpx.AsyncClient(trust_env=False) as client:
            while True:
                left = await self.on_the_way(for_s=_LAG_S)
                if left or not await _is_ready(client, self.stack.base_url):
                    last_unwell = time.monotonic()
                elif time.monotonic() - last_unwell > _STEADY_S:
                    return last_unwell - since
                if last_unwell - since > PATIENCE_S:
                    raise NotAtRest(f"not recovered after {PATIENCE_S:.0f} s: {left or 'a part is not ready'}")
                await asyncio.sleep(0.1)

    async def at_rest(self) -> dict[str, tuple[int, int]]:
        """Wait until nothing is on its way any more, and nothing follows; what was said until then. Raises NotAtRest.

        It does not last: what waits for its time (a letter whose attempt was cut off is sent again two minutes later)
        is not on its way.
        """
        deadline = time.monotonic() + PATIENCE_S
        before: dict[str, tuple[int, int]] | None = None
        while True:
            left = await self.on_the_way()
            now = await self.said()
            if not left and now == before:
                return now
            if time.monotonic() > deadline:
                raise NotAtRest(f"not at rest after {PATIENCE_S:.0f} s: {left or 'more and more is said'}")
            before = None if left else now
            await asyncio.sleep(0.4)

    @asynccontextmanager
    async def another(self, service: str, process: str) -> AsyncIterator[Process]:
        """One more process of a service on a port of its own, once it is ready."""
        part = f"{service}-{process}"
        port = ports.choose([part], fixed={})[part]
        environment = service_environment(service, self.stack.file)
        environment["DAIBAN_HTTP_PORT" if process == "api" else "DAIBAN_WORKER_HTTP_PORT"] = str(port)
        with (self.stack.data_dir / "logs" / f"{part}-2.log").open("ab") as log:
            started = Process(
                f"http://127.0.0.1:{port}",
                subprocess.Popen(  # noqa: ASYNC220  (it returns at once; asyncio's would be waited for by this loop only)
                    (sys.executable, "-m", f"services.{service}_service", process),
                    env={**os.environ, **environment},
                    cwd=ROOT,
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=log,
                ),
            )
        try:
            async with httpx.AsyncClient(trust_env=False) as client, asyncio.timeout(PATIENCE_S):
                while not await _is_ready(client, started.root):
                    await asyncio.sleep(0.05)
            yield started
        finally:
            await started.end()

    async def part_ready(self, part: str) -> None:
        """Wait until a part says that it is ready."""
        async with httpx.AsyncClient(trust_env=False) as client, asyncio.timeout(PATIENCE_S):
            while not await _is_ready(client, self.stack.file.url(part)):
                await asyncio.sleep(0.05)

    async def metric(self, root: str, name: str, **labels: str) -> float:
        """The sum of a metric's values at a process, of those with these labels."""
        async with httpx.AsyncClient(trust_env=False, timeout=20) as client:
            told = (await client.get(f"{root}/metrics")).raise_for_status().text
        samples = [one for family in text_string_to_metric_families(told) for one in family.samples]
        return sum(one.value for one in samples if one.name == name and labels.items() <= one.labels.items())

    async def offsets(self, service: str) -> dict[TopicPartition, int]:
        """How far the group of a service has committed."""
        consumer = AIOKafkaConsumer(bootstrap_servers=broker.bootstrap(self.stack.file), group_id=f"daiban.{service}")
        await consumer.start()  # without a subscription it joins nobody
        try:
            partitions = [
                TopicPartition(topic, number) for topic in broker.TOPICS for number in range(broker.PARTITIONS)
            ]
            return {one: await consumer.committed(one) or 0 for one in partitions}
        finally:
            await consumer.stop()

    async def command(self, service: str, *words: str, fails: bool = False) -> str:
        """What a service's command prints. Raises RuntimeError where it fails and should not."""
        done = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", f"services.{service}_service", *words),
            env={**os.environ, **service_environment(service, self.stack.file)},
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        out, err = await done.communicate()
        if done.returncode and not fails:
            raise RuntimeError(f"{service} {' '.join(words)}: {out.decode()} {err.decode()[-2000:]}")
        return out.decode()


def _fresh_folder() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="daiban-chaos-"))
    folder.chmod(0o755)  # PostgreSQL runs as another user where we are root
    return folder


async def _is_ready(client: httpx.AsyncClient, root: str) -> bool:
    try:
        return (await client.get(f"{root}/health/ready", timeout=5)).status_code == 200
    except httpx.HTTPError:
        return False


def as_json(value: Any) -> Any:
    """A JSON column as asyncpg gives it (text), parsed."""
    return json.loads(value) if isinstance(value, str) else value
