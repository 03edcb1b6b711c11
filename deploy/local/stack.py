"""The whole system on one machine, from PyPI wheels alone: which parts there are, and in what order they come up."""

from __future__ import annotations

import asyncio
import contextlib
import dataclasses
import fcntl
import os
import shutil
import signal
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, BinaryIO, Self

import httpx
import psutil

from deploy.local import broker
from deploy.local.clients import register
from deploy.local.copies import wait_for_copies
from deploy.local.environment import local_environment, service_environment
from deploy.local.postgres import EmbeddedPostgres, Passwords, admin_url, create_schemas
from deploy.local.stack_file import SERVICES, NoStackError, StackFile
from deploy.local.token import mint, signing_key
from deploy.local.topics import restore_topics
from deploy.processes import ports
from deploy.processes.patience import Patience
from deploy.processes.program import Program, Stage, StartFailedError
from deploy.processes.supervisor import Supervisor

PARTS = (
    *("gateway", "postgres", "broker", "broker-controller", "issuer", "mail", "mail-smtp"),
    *(f"{service}-{process}" for service in SERVICES for process in ("api", "worker")),
)
_WORKERS = tuple(f"{service}-worker" for service in SERVICES)
_EARLIER_STACK_ENDS_WITHIN_S = 120.0
"""Longer than its stages may take together."""


class AlreadyRunningError(Exception):
    """Another stack uses the data folder."""


class LocalStack:
    """A stack on a data folder; ``async with`` starts and stops it.

    port: of the base URL (None: DAIBAN_PORT, else any free one); broker: ``embedded`` or ``kafka`` (None: what
    DAIBAN_BROKER says, else embedded); tell: called with a line for each thing worth knowing. Raises, on start,
    AlreadyRunningError, PortTakenError or StartFailedError; nothing is left running then.
    """

    def __init__(
        self,
        data_dir: Path,
        *,
        port: int | None = None,
        broker: str | None = None,
        tell: Callable[[str], None] = lambda line: None,
    ) -> None:
        self.data_dir = data_dir.resolve()
        self._port = port
        self._broker_kind = broker
        self._tell = tell
        self._workers = asyncio.Lock()
        self._file: StackFile
        self._supervisor: Supervisor
        self._lock: BinaryIO | None = None

    @property
    def base_url(self) -> str:
        """The one URL under which everything is reached."""
        return self._file.base_url

    @property
    def file(self) -> StackFile:
        """Ports, processes and URLs."""
        return self._file

    def mint(self, role: str, **claims: Any) -> str:
        """A bearer token (see ``deploy.local.token.mint``)."""
        return mint(self.data_dir, role, **claims)

    def register_client(self, name: str, scope: str) -> str:
        """Register a client with the issuer; returns its secret (see ``deploy.local.clients.register``)."""
        return register(self.data_dir, name, scope)

    def pid(self, name: str) -> int:
        """The process id of a program such as ``intake-api``, ``tracking-worker``, ``broker`` or ``postgres``."""
        return self._supervisor.pid(name)

    def kill(self, name: str, sig: signal.Signals = signal.SIGKILL) -> None:
        """Send a program a signal, as a fault would come."""
        self._supervisor.kill(name, sig)

    async def __aenter__(self) -> Self:
        try:
            await self.start()
        except BaseException:
            await self.stop()
            raise
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    async def start(self) -> None:
        """Bring everything up and wait until the gateway says that all services are ready."""
        self.data_dir.mkdir(parents=True, exist_ok=True)
        self._lock = await _take(self.data_dir, self._tell)
        fixed = {"gateway": self._port} if self._port else {}
        self._file = StackFile(
            str(self.data_dir),
            ports.choose(PARTS, fixed=fixed),
            os.getpid(),
            broker=self._broker_kind or broker.chosen(),
        )
        self._file.save()
        self._supervisor = Supervisor(
            self.data_dir / "logs", tell=self._tell, changed=self._note_processes, lock=self._lock
        )
        passwords = Passwords(self.data_dir)
        signing_key(self.data_dir)  # made before two processes could both make it

        async with self._step("PostgreSQL, broker and issuer are up"):
            await _all(self._start_postgres(passwords), self._start(self._broker()), self._start(self._own("issuer")))
        async with self._step("schemas, topics and seed data are in place"):
            await create_schemas(admin_url(self._file, passwords), passwords)
            command = (sys.executable, "-m", "deploy.local.prepare")
            await self._supervisor.run("prepare", command, local_environment(self._file))
            await restore_topics(self._file)
        async with self._step("four services, gateway and mail are up"):
            await _all(
                *(self._start(self._service(service, "api")) for service in SERVICES),
                self._start_workers(),
                self._start(self._own("gateway", Stage.EDGE)),
                self._start(self._own("mail")),
            )
            await self._gateway_ready()
        async with self._step("every service has its copies of the seed data"):
            if left := await wait_for_copies(admin_url(self._file, passwords), self._supervisor.signs):
                self._tell(f"seed data that has not arrived (look for dead letters): {left}")
        self._file.ready = True
        self._file.save()

    async def stop(self) -> None:
        """Stop everything in order; harmless when nothing runs."""
        if hasattr(self, "_supervisor"):
            await self._supervisor.stop_all()
            self._file.launcher_pid, self._file.ready = None, False
            self._file.save()
        if self._lock:
            self._lock.close()
            self._lock = None

    async def _start(self, program: Program) -> None:
        await self._supervisor.start(program)

    async def _start_postgres(self, passwords: Passwords) -> None:
        if "DAIBAN_DATABASE_URL" not in os.environ:
            server = EmbeddedPostgres(self._file, passwords)
            await server.prepare()
            await self._start(server.program())

    async def _start_workers(self) -> None:
        await _all(*(self._start(self._service(service, "worker")) for service in SERVICES))

    def _broker(self) -> Program:
        if self._file.broker == "kafka":
            return broker.program(self._file)  # it keeps what it has: a plain restart is enough
        # Apache Kafka, should it be chosen again, would lack what is published until then: it has to begin anew.
        shutil.rmtree(broker.kafka_folder(self._file), ignore_errors=True)

        async def recover(respawn: Callable[[], Awaitable[None]]) -> None:
            async with self._workers:
                # What they sent now would be acknowledged into nothing. They stand a kill, and without a broker have
                # nothing that they could bring to an end.
                await self._supervisor.stop(*_WORKERS, kill=True)
                await respawn()
                await self._supervisor.ready("broker")
                await restore_topics(self._file)
                await self._start_workers()
            self._tell("broker is back: topics created, outboxes replayed, workers started")

        return dataclasses.replace(broker.program(self._file), recover=recover)

    def _own(self, name: str, stage: Stage = Stage.SURROUNDINGS) -> Program:
        command = (sys.executable, "-m", f"deploy.local.{name}")
        return Program(
            name, command, stage, _answers(f"{self._file.url(name)}/health/live"), local_environment(self._file)
        )

    def _service(self, service: str, process: str) -> Program:
        name = f"{service}-{process}"
        return Program(
            name,
            (sys.executable, "-m", f"services.{service}_service", process),
            Stage.WORKER if process == "worker" else Stage.EDGE,
            _answers(f"{self._file.url(name)}/health/live"),
            service_environment(service, self._file),
        )

    async def _gateway_ready(self) -> None:
        url = f"{self.base_url}/health/ready"
        patience = Patience(self._supervisor.signs)
        while not await _answers(url)():
            if why := patience.ended():
                async with _client() as client:
                    told = (await client.get(url)).text
                raise StartFailedError(
                    f"not all services became ready, {why}: {told}\n(logs: {self.data_dir / 'logs'})"
                )
            await asyncio.sleep(0.1)

    def _note_processes(self, processes: dict[str, int]) -> None:
        self._file.processes = processes
        self._file.save()

    @asynccontextmanager
    async def _step(self, done: str) -> AsyncIterator[None]:
        began = time.monotonic()
        yield
        self._tell(f"{done} ({time.monotonic() - began:.1f} s)")


async def _all(*steps: Awaitable[None]) -> None:
    """Do all at once; when one fails the others are cancelled, and its error is raised as it is."""
    tasks = [asyncio.ensure_future(step) for step in steps]
    try:
        await asyncio.gather(*tasks)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def _answers(url: str) -> Callable[[], Awaitable[bool]]:
    async def ask() -> bool:
        try:
            async with _client() as client:
                return (await client.get(url)).status_code == 200
        except httpx.HTTPError:
            return False

    return ask


def _client() -> httpx.AsyncClient:
    """A client for plain HTTP: loading what only TLS needs would take 40 ms of a processor, each time that one asks."""
    return httpx.AsyncClient(trust_env=False, verify=False, timeout=10)  # noqa: S501


async def _take(data: Path, tell: Callable[[str], None]) -> BinaryIO:
    """The lock of a data folder. Waits for an earlier stack that is still ending. Raises AlreadyRunningError."""
    lock = (data / "lock").open("ab")
    deadline = time.monotonic() + _EARLIER_STACK_ENDS_WITHIN_S
    told = False
    while True:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return lock
        except BlockingIOError:
            with contextlib.suppress(NoStackError):
                running = StackFile.load(data)
                if running.launcher_pid and psutil.pid_exists(running.launcher_pid):
                    lock.close()
                    raise AlreadyRunningError(
                        f"a stack already runs on {data} (process {running.launcher_pid}, {running.base_url}): use it, "
                        "stop it, or name another folder with DAIBAN_LOCAL_DATA"
                    ) from None
            if time.monotonic() > deadline:
                lock.close()
                raise AlreadyRunningError(f"an earlier stack on {data} does not end") from None
            if not told:
                tell("an earlier stack is still ending; waiting for it")
                told = True
            await asyncio.sleep(0.2)
