"""PostgreSQL's LISTEN: a hint that something was committed. Whoever relies on it sweeps besides."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import asyncpg

from shared.kit.logging import get_logger
from shared.kit.settings import Settings

log = get_logger(__name__)


class Listener:
    """One connection that listens on channels and calls back with each payload; connects again when it is lost.

    ``on_reconnect`` is called after each (re)connection: what was said meanwhile is lost, so look for yourself.
    """

    def __init__(self, settings: Settings, schema: str) -> None:
        self._dsn = settings.database_url.replace("postgresql+asyncpg://", "postgresql://")
        self._schema = schema
        self._callbacks: dict[str, Callable[[str], None]] = {}
        self._on_reconnect: list[Callable[[], None]] = []

    def on(self, channel: str, callback: Callable[[str], None], *, on_reconnect: Callable[[], None]) -> None:
        """Call ``callback`` with the payload of each notice on the schema's channel. Before :meth:`run`."""
        self._callbacks[f"{self._schema}_{channel}"] = callback
        self._on_reconnect.append(on_reconnect)

    async def run(self) -> None:
        """Listen until cancelled."""
        while True:
            try:
                await self._listen_once()
            except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
                log.warning("listening interrupted", error=str(error))
            await asyncio.sleep(0.5)

    async def _listen_once(self) -> None:
        lost = asyncio.Event()
        connection = await asyncpg.connect(
            self._dsn, timeout=5, server_settings={"application_name": f"daiban-{self._schema}-listen"}
        )
        try:
            connection.add_termination_listener(lambda _: lost.set())
            for channel in self._callbacks:
                await connection.add_listener(channel, self._heard)
            for callback in self._on_reconnect:
                callback()
            await lost.wait()
        finally:
            with suppress(Exception):
                await connection.close(timeout=1)

    def _heard(self, _: Any, __: int, channel: str, payload: object) -> None:
        self._callbacks[channel](str(payload))
