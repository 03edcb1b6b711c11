"""A real PostgreSQL and a real Kafka-protocol broker, with migrated schemas and topics, in a folder of their own."""

from __future__ import annotations

import asyncio
import importlib
import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import asyncpg

from deploy.local import broker
from deploy.local.environment import settings_of
from deploy.local.postgres import EmbeddedPostgres, Passwords, admin_url, create_schemas, elsewhere
from deploy.local.stack import PARTS
from deploy.local.stack_file import SERVICES, StackFile
from deploy.local.token import signing_key
from deploy.processes import ports
from deploy.processes.supervisor import Supervisor
from shared.kit.app import Api
from shared.kit.migrate import upgrade
from shared.kit.service import Service
from shared.kit.settings import Settings


@dataclass(frozen=True)
class Backing:
    """The database and the broker that runs; ``stack`` knows their ports, and the key that tokens are signed with."""

    stack: StackFile
    supervisor: Supervisor

    def api(self, name: str) -> Api:
        """The API of a service."""
        made: Api = importlib.import_module(f"services.{name}_service.main").api()
        return made

    def service(self, name: str) -> Service:
        """The definition of a service, with all its tables loaded."""
        return self.api(name).service

    def settings(self, name: str, **overrides: str) -> Settings:
        """The settings that the local stack would give a service here."""
        return settings_of(self.service(name).settings, name, self.stack, **overrides)

    def move_clock(self, ahead: timedelta) -> None:
        """Set how far every process's clock is ahead of the real time."""
        self.stack.clock_file.write_text(str(ahead.total_seconds()))

    async def admin(self) -> asyncpg.Connection[asyncpg.Record]:
        """A superuser's connection to the services' database, for what no service may do."""
        url = admin_url(self.stack, Passwords(self.stack.data)).set(drivername="postgresql", database="daiban")
        return await asyncpg.connect(url.render_as_string(hide_password=False))


@asynccontextmanager
async def backing(folder: Path) -> AsyncIterator[Backing]:
    """Start both in a folder that exists, migrate every service, and stop them in the end."""
    stack = StackFile(str(folder), ports.choose(PARTS, fixed={}), os.getpid(), broker=broker.chosen())
    stack.save()
    signing_key(folder)
    passwords = Passwords(folder)
    supervisor = Supervisor(folder / "logs", tell=lambda _: None)
    try:
        database = EmbeddedPostgres(stack, passwords)
        await database.prepare()
        await asyncio.gather(supervisor.start(database.program()), supervisor.start(broker.program(stack)))
        await asyncio.gather(
            create_schemas(admin_url(stack, passwords), passwords), broker.create_topics(broker.bootstrap(stack))
        )
        made = Backing(stack, supervisor)
        for name in SERVICES:
            await asyncio.to_thread(upgrade, made.service(name), made.settings(name))
        yield made
    finally:
        await supervisor.stop_all()
        shutil.rmtree(elsewhere(folder), ignore_errors=True)
