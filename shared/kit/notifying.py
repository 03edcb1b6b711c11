"""PostgreSQL's NOTIFY, after the commit that it tells of.

Within the transaction it would make commits queue for each other (PostgreSQL holds one lock for all databases from
NOTIFY to the end of the commit), and each would wake its listeners. It is a hint: whoever relies on it sweeps besides.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from shared.kit.database import Database, is_passing
from shared.kit.logging import get_logger

log = get_logger(__name__)

Notice = tuple[str, str]
"""A channel and a payload."""

_PAUSE_S = 0.002


class Notifier:
    """Sends notices soon: the first at once, what comes within two milliseconds after it together, each once."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._heard_here: dict[str, Callable[[], object]] = {}
        self._waiting: set[Notice] = set()
        self._sending: asyncio.Task[None] | None = None

    @contextmanager
    def hearing(self, channel: str, callback: Callable[[], object]) -> Iterator[None]:
        """Within, notices of this process on a channel call back at once; none is sent, for nobody else needs it."""
        self._heard_here[channel] = callback
        try:
            yield
        finally:
            del self._heard_here[channel]

    def send(self, notices: Iterable[Notice]) -> None:
        """Send notices, and return at once. Call it when what they tell of is committed."""
        for notice in notices:
            if callback := self._heard_here.get(notice[0]):
                callback()
            else:
                self._waiting.add(notice)
        if self._waiting and (self._sending is None or self._sending.done()):
            self._sending = asyncio.create_task(self._send_waiting())

    async def close(self) -> None:
        """Wait for what is on its way."""
        if self._sending:
            await self._sending

    async def _send_waiting(self) -> None:
        while self._waiting:
            channels, payloads = zip(*self._waiting, strict=True)
            self._waiting.clear()
            try:
                async with self._database.connection() as connection:
                    await connection.execute(
                        "SELECT pg_notify(c, p) FROM unnest($1::text[], $2::text[]) AS notices(c, p)",
                        *(channels, payloads),
                    )
            except Exception as error:
                if not is_passing(error):
                    raise
                log.info("notices not sent", error=str(error))
            await asyncio.sleep(_PAUSE_S)
