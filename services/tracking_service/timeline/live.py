"""Live streams of projects' timelines (Server-Sent Events).

PostgreSQL says which project has new entries; one read for all projects that somebody watches here gives the entries to
all who watch. A watcher that reads slowly misses what does not fit into its queue, and reads it from the table.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from uuid import UUID

from services.tracking_service.timeline.schemas import EntryView
from services.tracking_service.timeline.store import CHANNEL, entries_after, new_entries
from shared.kit.database import is_passing
from shared.kit.listening import Listener
from shared.kit.logging import get_logger
from shared.kit.metrics import OPEN_STREAMS
from shared.kit.runtime import Runtime

log = get_logger(__name__)

_QUEUE = 32
_PAGE = 100
_HEARTBEAT = b": still here\n\n"


@dataclass(eq=False, slots=True)
class _Watcher:
    """missed_some: the table holds entries that the queue does not: at the beginning, and after an overflow."""

    queue: asyncio.Queue[tuple[int, bytes]] = field(default_factory=lambda: asyncio.Queue(_QUEUE))
    missed_some: bool = True


@dataclass(slots=True)
class _Topic:
    """A project that somebody watches. last: the newest entry that was handed to its watchers."""

    last: int
    watchers: set[_Watcher] = field(default_factory=set)


class Hub:
    """Hands new entries to those who watch a project in this process."""

    def __init__(self) -> None:
        self._topics: dict[UUID, _Topic] = {}
        self._changed: set[UUID] = set()
        self._reading: asyncio.Task[None] | None = None
        self._runtime: Runtime | None = None

    def attach(self, runtime: Runtime, listener: Listener) -> None:
        """Listen; after a lost connection look at every watched project again."""
        self._runtime = runtime
        listener.on(CHANNEL, lambda payload: self._look_at(UUID(payload)), on_reconnect=self._look_at_all)

    async def watch(
        self, project_id: UUID, *, after: int, head: int, heartbeat_s: float, at_most_s: float
    ) -> AsyncIterator[bytes]:
        """The project's entries after a number, and then each new one, as an event stream.

        head: the number of the newest entry when this was called. heartbeat_s: a comment is sent after so long a
        silence. at_most_s: then the stream ends, so that the caller's rights are checked when it comes back.
        """
        watcher = _Watcher()
        topic = self._topics.setdefault(project_id, _Topic(head))
        topic.watchers.add(watcher)
        OPEN_STREAMS.inc()
        ends_at = asyncio.get_running_loop().time() + at_most_s
        try:
            yield b"retry: 2000\n\n"
            while (left := ends_at - asyncio.get_running_loop().time()) > 0:
                if watcher.missed_some:
                    watcher.missed_some = False
                    async for number, event in self._stored(project_id, after):
                        after = number
                        yield event
                try:
                    async with asyncio.timeout(min(heartbeat_s, left)):
                        number, event = await watcher.queue.get()
                except TimeoutError:
                    self._look_at(project_id)  # a notice may have been lost
                    yield _HEARTBEAT
                    continue
                if number == after + 1:
                    after = number
                    yield event
                elif number > after:
                    watcher.missed_some = True
        except Exception as error:
            if not is_passing(error):
                raise
            log.warning("a live stream ends on a fault; its reader comes back", error=str(error))
        finally:
            OPEN_STREAMS.dec()
            topic.watchers.discard(watcher)
            if not topic.watchers:
                self._topics.pop(project_id, None)

    async def _stored(self, project_id: UUID, after: int) -> AsyncIterator[tuple[int, bytes]]:
        assert self._runtime
        full = True
        while full:
            async with self._runtime.reading() as connection:
                rows = await entries_after(connection, project_id, after, limit=_PAGE)
            for row in rows:
                after = row.number
                yield after, _event(EntryView.of(row._mapping))
            full = len(rows) == _PAGE

    def _look_at(self, project_id: UUID) -> None:
        if project_id not in self._topics:
            return
        self._changed.add(project_id)
        if self._reading is None or self._reading.done():
            self._reading = asyncio.create_task(self._hand_out())

    def _look_at_all(self) -> None:
        for project_id in list(self._topics):
            self._look_at(project_id)

    async def _hand_out(self) -> None:
        assert self._runtime
        while wanted := {one: self._topics[one].last for one in self._changed if one in self._topics}:
            self._changed.clear()
            try:
                async with self._runtime.reading() as connection:
                    rows = await new_entries(connection, wanted, limit=_PAGE)
            except Exception as error:
                if not is_passing(error):
                    raise
                log.warning("live streams wait out a fault", error=str(error))
                return  # the next notice or heartbeat looks again
            for row in rows:
                if topic := self._topics.get(row.project_id):
                    self._hand_to(topic, row.number, _event(EntryView.of(row._mapping)))
            self._changed.update(row.project_id for row in rows if row.is_last_of_full_page)

    @staticmethod
    def _hand_to(topic: _Topic, number: int, event: bytes) -> None:
        topic.last = max(topic.last, number)
        for watcher in topic.watchers:
            try:
                watcher.queue.put_nowait((number, event))
            except asyncio.QueueFull:
                watcher.missed_some = True


def _event(entry: EntryView) -> bytes:
    return f"id: {entry.number}\nevent: change\ndata: {entry.model_dump_json()}\n\n".encode()
