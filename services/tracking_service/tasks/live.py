"""Live streams of what waits for a caller (Server-Sent Events), beside those of projects' timelines.

Tasks are no history: there is nothing to go on from. So a stream begins by saying that the list is to be read
(``reset``), says the same wherever it may have missed something, and tells of each change from then on. Callers who see
the same share what is kept of it, which is bounded; a stream holds nothing of its own but how far it has come.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from services.tracking_service.tasks.domain import TaskKind
from services.tracking_service.tasks.policy import OF_WHOM_IT_CONCERNS
from services.tracking_service.tasks.store import CHANNEL, RESET
from services.tracking_service.timeline.live import Source, Topic
from shared.kit.http.views import to_json
from shared.kit.listening import Listener
from shared.kit.principals import Principal

_RESET = b"event: reset\ndata: {}\n\n"

Concern = tuple[tuple[str, frozenset[str]], ...] | None
"""What concerns a caller: its claims, of which one has to be met; None: everything."""


class TaskHub(Source):
    """Hands changes of tasks to the streams of this process that they concern."""

    kept_at_most = 64

    def attach(self, listener: Listener) -> None:
        """Listen; after a lost connection everybody has to read again."""
        listener.on(CHANNEL, lambda notice: self._hear(json.loads(notice)), on_reconnect=self._reset_all)

    async def next_after(self, concern: Concern, number: int) -> tuple[int, bytes] | None:
        """The changes after a number; where they are not kept, that the list is to be read again."""
        topic = self._topics[concern]
        if number >= topic.last:
            return None
        return topic.kept_after(number) or (topic.last, _RESET)

    def look_at(self, _: Concern) -> None:
        """There is nothing to look at: a notice that was lost with its sender is made up for by the next beginning."""

    def _hear(self, notice: Mapping[str, Any]) -> None:
        concerned = [topic for concern, topic in self._topics.items() if _is_concerned(concern, notice)]
        if not concerned:
            return
        if notice["change"] == RESET:
            _reset(concerned)
            return
        event = _event(notice)
        for topic in concerned:
            topic.add(topic.last + 1, event)
            topic.go_on()

    def _reset_all(self) -> None:
        _reset(self._topics.values())


def _reset(topics: Iterable[Topic]) -> None:
    """Nothing is known of what came last: who reads on is told so."""
    for topic in topics:
        topic.last += 1
        topic.kept.clear()
        topic.go_on()


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
