"""What a running process has: settings, database, clock. Made once, closed once."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field

from shared.kit.clock import Clock, clock_from
from shared.kit.database import Connection, Database
from shared.kit.notifying import Notifier
from shared.kit.operations import NOTHING, Operations
from shared.kit.principals import Principal, Scoped
from shared.kit.settings import Settings
from shared.kit.unit_of_work import UnitOfWork

TRANSACTION_AT_MOST_S = 10.0
"""Older ones are given up, and tried again: what a feed of changes has told stays complete (``lists.FEED_LAG``)."""


@dataclass
class Runtime:
    """The process's own things.

    schema: the service's name and its schema's; operations: what its API takes; scoped: the role whose tokens open what
    their scopes say. The last two are the API's; a worker has none.
    """

    schema: str
    settings: Settings
    database: Database
    notifier: Notifier
    clock: Clock
    operations: Operations = field(default_factory=Operations)
    scoped: Scoped | None = None

    @classmethod
    async def start(cls, schema: str, settings: Settings, *, application: str) -> Runtime:
        """Make the runtime of a process; nothing connects before its first use."""
        database = await Database.open(settings, schema=schema, application=application)
        return cls(
            schema=schema,
            settings=settings,
            database=database,
            notifier=Notifier(database),
            clock=clock_from(settings.clock_file),
        )

    async def close(self) -> None:
        """Close connections, once what was committed is told."""
        await self.notifier.close()
        await self.database.close()

    def work(
        self,
        connection: Connection,
        principal: Principal | None = None,
        request_id: str | None = None,
        actor: str | None = None,
    ) -> UnitOfWork:
        """A unit of work on a connection. Nothing is offered to a caller whose scopes let it write nothing."""
        reads_only = principal and self.scoped and self.scoped.missing(principal, writes=True)
        return UnitOfWork(
            connection,
            schema=self.schema,
            clock=self.clock,
            operations=NOTHING if reads_only else self.operations,
            principal=principal,
            actor=actor,
            request_id=request_id,
        )

    def reading(self) -> AbstractAsyncContextManager[Connection]:
        """A connection for reads, each statement on its own."""
        return self.database.connection()

    @asynccontextmanager
    async def transaction(
        self, *, principal: Principal | None = None, request_id: str | None = None, actor: str | None = None
    ) -> AsyncIterator[UnitOfWork]:
        """A unit of work, flushed and committed at the end; then those who listen are told.

        principal, request_id: whose request it is; actor: which part of the system does it (message, timer, command).
        """
        async with self.database.transaction() as connection:
            began, work = time.monotonic(), self.work(connection, principal, request_id, actor)
            yield work
            if time.monotonic() - began > TRANSACTION_AT_MOST_S:
                raise TimeoutError("the transaction has taken too long to be committed")
            await work.flush()
        self.notifier.send(work.notices)
