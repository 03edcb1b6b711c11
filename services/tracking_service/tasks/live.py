"""Live streams of what waits for a caller (Server-Sent Events), beside those of projects' timelines.

Tasks are no history: there is nothing to go on from. So a stream begins by saying that the list is to be read
(``reset``), says the same wherever it may have missed something, and tells of each change from then on. Callers who see
the same share what is kept of it, which is bounded; a stream holds nothing of its own but how far it has come.
"""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from services.tracking_service.tasks.domain import TaskKind
from services.tracking_service.tasks.policy import OF_WHOM_IT_CONCERNS
from services.tracking_service.tasks.store import CHANNEL, RESET
from services.tracking_service.timeline.live import LiveStream
from shared.kit.http.views import to_json
from shared.kit.listening import Listener
from shared.kit.metrics import OPEN_STREAMS
from shared.kit.principals import Principal

_KEPT = 64
_RESET = b"event: reset\ndata: {}\n\n"

Concern = tuple[tuple[str, frozenset[str]], ...] | None
"""What concerns a caller: its claims, of which one has to be met; None: everything."""


@dataclass(slots=True)
class _Topic:
    """What concerns somebody who watches. last: the number of the newest change; kept: the last ones, no gap."""

    last: int = 0
    kept: deque[tuple[int, bytes]] = field(default_factory=lambda: deque(maxlen=_KEPT))
    streams: set[LiveStream] = field(default_factory=set)

    def add(self, event: bytes) -> None:
        self.last += 1
        self.kept.append((self.last, event))
        self._go_on()

    def reset(self) -> None:
        """Nothing is known of what came last: who reads on is told so."""
        self.last += 1
        self.kept.clear()
        self._go_on()

    def _go_on(self) -> None:
        for stream in self.streams:
            stream.go_on()


class TaskHub:
    """Hands changes of tasks to the streams of this process that they concern."""

    def __init__(self) -> None:
        self._topics: dict[Concern, _Topic] = {}
        self._closed = False

    def attach(self, listener: Listener) -> None:
        """Listen; after a lost connection everybody has to read again."""
        listener.on(CHANNEL, lambda notice: self._hear(json.loads(notice)), on_reconnect=self._reset_all)

    def close(self) -> None:
        """End every stream, and from now on each as soon as it opens: its reader finds another process."""
        self._closed = True
        for topic in self._topics.values():
            for stream in topic.streams:
                stream.end()

    @contextmanager
    def watched(self, stream: LiveStream, _: int) -> Iterator[None]:
        """Meanwhile the stream is told of changes."""
        topic = self._topics.setdefault(stream.topic, _Topic())
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

    async def next_after(self, concern: Concern, number: int) -> tuple[int, bytes] | None:
        """The changes after a number; where they are not kept, that the list is to be read again."""
        topic = self._topics[concern]
        if number >= topic.last:
            return None
        if topic.kept and topic.kept[0][0] <= number + 1:
            return topic.last, b"".join(event for one, event in topic.kept if one > number)
        return topic.last, _RESET

    def look_at(self, _: Concern) -> None:
        """There is nothing to look at: a notice that was lost with its sender is made up for by the next beginning."""

    def _hear(self, notice: Mapping[str, Any]) -> None:
        concerned = [topic for concern, topic in self._topics.items() if _is_concerned(concern, notice)]
        if not concerned:
            return
        if notice["change"] == RESET:
            for topic in concerned:
                topic.reset()
            return
        event = _event(notice)
        for topic in concerned:
            topic.add(event)

    def _reset_all(self) -> None:
        for topic in self._topics.values():
            topic.reset()


def concern_of(principal: Principal) -> Concern:
    """What concerns a caller, as the list has it."""
    claims = OF_WHOM_IT_CONCERNS.claims(principal)
    if claims is None:
        return None
    every = ((name, value if isinstance(value, list) else [value]) for name, value in claims.items())
    return tuple((name, frozenset(map(str, values))) for name, values in every)


_HELD_IN = {"party": "party", "project_id": "project_id", "project_id.district": "district", "project_id.post": "posts"}
"""Where a notice says what a claim has to meet."""


def _is_concerned(concern: Concern, notice: Mapping[str, Any]) -> bool:
    if concern is None:
        return True
    for name, claimed in concern:
        held = notice.get(_HELD_IN[name])
        if not claimed.isdisjoint(held if isinstance(held, list) else [held]):
            return True
    return False


def _event(notice: Mapping[str, Any]) -> bytes:
    kind = TaskKind(notice["kind"])
    told = {name: notice[name] for name in ("change", "id", "kind", "party", "project_id")} | {"kind_label": kind.label}
    return b"event: change\ndata: " + to_json(told) + b"\n\n"
