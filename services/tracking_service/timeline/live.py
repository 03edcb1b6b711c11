"""Live streams of projects' timelines (Server-Sent Events).

PostgreSQL says which project has new entries; one read for all projects that somebody watches here gives the entries to
all who watch. The newest entries of a watched project are kept once, for all its streams: one whose reader is slower
than that reads on from the table. Thousands may be open, so an idle stream holds no task, queue or connection of its
own beside its request.
"""

from __future__ import annotations

import asyncio
from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, ClassVar
from uuid import UUID

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from services.tracking_service.timeline.schemas import EntryView
from services.tracking_service.timeline.store import CHANNEL, entries_after, new_entries
from shared.kit.database import is_passing
from shared.kit.listening import Listener
from shared.kit.logging import get_logger
from shared.kit.metrics import OPEN_STREAMS
from shared.kit.runtime import Runtime

log = get_logger(__name__)

EVENT_STREAM = "text/event-stream"
_PAGE = 100
_RETRY = b"retry: 2000\n\n"
_HEARTBEAT = b": still here\n\n"


@dataclass(slots=True)
class Topic:
    """Something that somebody watches. last: the number of its newest event here; kept: the last of them, no gap."""

    last: int
    kept: deque[tuple[int, bytes]]
    streams: set[LiveStream] = field(default_factory=set)

    def add(self, number: int, event: bytes) -> None:
        """Keep its next event."""
        self.last = number
        self.kept.append((number, event))

    def kept_after(self, number: int) -> tuple[int, bytes] | None:
        """The events after a number, with the number of the last; None where they are not all kept."""
        if self.kept and self.kept[0][0] <= number + 1:
            return self.last, b"".join(event for one, event in self.kept if one > number)
        return None

    def go_on(self) -> None:
        """Let its streams send what is new."""
        for stream in self.streams:
            stream.go_on()


class Source(ABC):
    """What streams of this process are fed from: numbered events of topics, whatever these are."""

    kept_at_most: ClassVar[int]
    """How many events of a topic are kept for its streams."""

    def __init__(self) -> None:
        self._topics: dict[Any, Topic] = {}
        self._closed = False

    def close(self) -> None:
        """End every stream, and from now on each as soon as it opens: its reader finds another process."""
        self._closed = True
        for topic in self._topics.values():
            for stream in topic.streams:
                stream.end()

    @contextmanager
    def watched(self, stream: LiveStream, head: int) -> Iterator[None]:
        """Meanwhile the stream is told to go on whenever there is something new after ``head``."""
        topic = self._topics.setdefault(stream.topic, Topic(head, deque(maxlen=self.kept_at_most)))
        topic.streams.add(stream)
        OPEN_STREAMS.inc()
        if self._closed:
            stream.end()
        try:
            yield
        finally:
            OPEN_STREAMS.dec()
            topic.streams.discard(stream)
            if not topic.streams:
                self._topics.pop(stream.topic, None)

    @abstractmethod
    async def next_after(self, topic: Any, number: int) -> tuple[int, bytes] | None:
        """What follows a number, as events, with the number of the last; None where nothing does."""

    @abstractmethod
    def look_at(self, topic: Any) -> None:
        """The topic may have something new of which no notice came."""


class Hub(Source):
    """Hands new entries of projects to the streams that are open in this process."""

    kept_at_most = 32

    def __init__(self) -> None:
        super().__init__()
        self._changed: set[UUID] = set()
        self._reading: asyncio.Task[None] | None = None
        self._runtime: Runtime | None = None

    def attach(self, runtime: Runtime, listener: Listener) -> None:
        """Listen; after a lost connection look at every watched project again."""
        self._runtime = runtime
        listener.on(CHANNEL, lambda payload: self.look_at(UUID(payload)), on_reconnect=self._look_at_all)

    async def next_after(self, project_id: UUID, number: int) -> tuple[int, bytes] | None:
        """What follows an entry, as events, with the number of the last; None where nothing does."""
        topic = self._topics[project_id]
        if number >= topic.last:
            return None
        if kept := topic.kept_after(number):
            return kept
        assert self._runtime
        async with self._runtime.reading() as connection:
            rows = await entries_after(connection, project_id, number, limit=_PAGE)
        return (rows[-1]["number"], b"".join(_event(EntryView.of(row)) for row in rows)) if rows else None

    def look_at(self, project_id: UUID) -> None:
        """The project may have new entries."""
        if project_id not in self._topics:
            return
        self._changed.add(project_id)
        if self._reading is None or self._reading.done():
            self._reading = asyncio.create_task(self._hand_out())

    def _look_at_all(self) -> None:
        for project_id in list(self._topics):
            self.look_at(project_id)

    async def _hand_out(self) -> None:
        while wanted := {one: self._topics[one].last for one in self._changed if one in self._topics}:
            self._changed.clear()
            try:
                await self._hand_out_to(wanted)
            except Exception as error:
                if not is_passing(error):
                    raise
                log.warning("live streams wait out a fault", error=str(error))
                return  # the next notice or heartbeat looks again

    async def _hand_out_to(self, wanted: Mapping[UUID, int]) -> None:
        assert self._runtime
        try:
            async with self._runtime.reading() as connection:
                rows = await new_entries(connection, wanted, limit=_PAGE)
            events = [_event(EntryView.of(row)) for row in rows]
        except Exception as error:
            if is_passing(error):
                raise
            if len(wanted) > 1:  # the others have their entries
                for project_id, last in wanted.items():
                    await self._hand_out_to({project_id: last})
                return
            log.error("live streams end", exc_info=error, projects=list(map(str, wanted)))
            for project_id in wanted.keys() & self._topics.keys():
                for stream in list(self._topics[project_id].streams):
                    stream.end()  # its reader comes back
            return
        for row, event in zip(rows, events, strict=True):
            topic = self._topics.get(row["project_id"])
            if topic and row["number"] == topic.last + 1:
                topic.add(row["number"], event)
        for project_id in {row["project_id"] for row in rows} & self._topics.keys():
            self._topics[project_id].go_on()
        self._changed.update(row["project_id"] for row in rows if row["is_last_of_full_page"])


class LiveStream(Response):
    """What a topic (a project, of the timeline) has after a number, and then all that comes, as an event stream.

    head: the number of the newest there is when this is made. heartbeat_s: between the comments that fill a silence.
    at_most_s: then the stream ends, so that the caller's rights are checked when it comes back.
    """

    def __init__(self, hub: Source, topic: Any, *, after: int, head: int, heartbeat_s: float, at_most_s: float) -> None:
        super().__init__(media_type=EVENT_STREAM, headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"})
        del self.headers["content-length"]
        self.topic = topic
        self._hub = hub
        self._sent = after
        self._head = head
        self._heartbeat_s = heartbeat_s
        self._at_most_s = at_most_s
        self._over = False
        self._fault: Exception | None = None
        self._silence: asyncio.Timeout | None = None
        self._sending: asyncio.Task[None] | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Stream until its time is over, its reader leaves, the hub closes or a fault ends it."""
        self._send = send
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        if scope["method"] == "HEAD":
            await send({"type": "http.response.body"})
            return
        await self._say(_RETRY)
        with self._hub.watched(self, self._head):
            try:
                self.go_on()
                await self._until_over(receive)
            finally:
                self._silence = None
                if sending := self._sending:
                    sending.cancel()
                    await asyncio.wait([sending])
        if self._fault and not is_passing(self._fault):
            raise self._fault
        if self._fault:
            log.warning("a live stream ends on a fault; its reader comes back", error=str(self._fault))
        await send({"type": "http.response.body"})

    def go_on(self) -> None:
        """Send what is new, unless that is being done."""
        if self._sending is None:
            self._sending = asyncio.create_task(self._send_new())

    def end(self) -> None:
        """Let it end, in order."""
        self._over = True
        if self._silence and not self._silence.expired():
            self._silence.reschedule(0)  # is over now

    async def _until_over(self, receive: Receive) -> None:
        now = asyncio.get_running_loop().time
        ends_at = now() + self._at_most_s
        while not self._over and (left := ends_at - now()) > 0:
            try:
                async with asyncio.timeout(min(self._heartbeat_s, left)) as self._silence:
                    if (await receive())["type"] == "http.disconnect":
                        self._over = True
            except TimeoutError:
                self._hub.look_at(self.topic)  # a notice may have been lost
                if self._sending is None and not self._over:
                    self._sending = asyncio.create_task(self._send_new(_HEARTBEAT))

    async def _send_new(self, first: bytes = b"") -> None:
        try:
            if first:
                await self._say(first)
            while following := await self._hub.next_after(self.topic, self._sent):
                number, events = following
                await self._say(events)
                self._sent = number
        except Exception as error:
            self._fault = error
            self.end()
        finally:
            self._sending = None

    async def _say(self, content: bytes) -> None:
        await self._send({"type": "http.response.body", "body": content, "more_body": True})


def _event(entry: EntryView) -> bytes:
    return f"id: {entry.number}\nevent: change\ndata: {entry.model_dump_json()}\n\n".encode()
