"""What a running process has: settings, database, clock, token checks. Made once, closed once."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from shared.kit.clock import Clock, clock_from
from shared.kit.database import create_engine
from shared.kit.principals import Principal, TokenVerifier
from shared.kit.settings import Settings
from shared.kit.unit_of_work import UnitOfWork


@dataclass
class Runtime:
    """The process's own things. ``schema`` is the service's name and its schema's."""

    schema: str
    settings: Settings
    engine: AsyncEngine
    clock: Clock
    tokens: TokenVerifier

    @classmethod
    def start(cls, schema: str, settings: Settings, *, application: str) -> Runtime:
        """Make the runtime of a process; nothing connects before its first use."""
        return cls(
            schema=schema,
            settings=settings,
            engine=create_engine(settings, schema=schema, application=application),
            clock=clock_from(settings.clock_file),
            tokens=TokenVerifier(
                issuer=settings.oidc_issuer, audience=settings.oidc_audience, jwks_url=settings.oidc_jwks_url
            ),
        )

    async def close(self) -> None:
        """Close connections."""
        await self.engine.dispose()

    def work(
        self,
        connection: AsyncConnection,
        principal: Principal | None = None,
        request_id: str | None = None,
        actor: str | None = None,
    ) -> UnitOfWork:
        """A unit of work on a connection."""
        return UnitOfWork(
            connection,
            schema=self.schema,
            clock=self.clock,
            principal=principal,
            actor=actor,
            request_id=request_id,
        )

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncConnection]:
        """A connection for reads, each statement on its own."""
        async with self.engine.connect() as connection:
            yield await connection.execution_options(isolation_level="AUTOCOMMIT")

    @asynccontextmanager
    async def transaction(self, *, actor: str | None = None) -> AsyncIterator[UnitOfWork]:
        """A unit of work of the system's own (message, timer, command): flushed and committed at the end."""
        async with self.engine.begin() as connection:
            work = self.work(connection, actor=actor)
            yield work
            await work.flush()
