"""What is kept of changes for live streams is bounded, and whoever fell behind is told to read again."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from services.tracking_service.tasks.domain import OF_KIND, TaskKind
from services.tracking_service.tasks.live import TaskHub, concern_of
from shared.kit.principals import Principal

DOCUMENTS = Path(__file__).parents[2] / "docs/openapi"
PATHS = {"/api/intake/v1": "intake", "/api/routing/v1": "routing", "/api/tracking/v1": "tracking"}
WINDOW = concern_of(Principal("GSD-window-1", frozenset({"window_clerk"})))
NOTICE = {"change": "opened", "kind": "item_to_answer", "party": "WINDOW", "project_id": "p", "posts": []}


class Listened:
    """A listener that can be spoken to."""

    say: Any
    reconnect: Any

    def on(self, _: str, callback: Any, *, on_reconnect: Any) -> None:
        self.say, self.reconnect = lambda notice: callback(json.dumps(notice)), on_reconnect


class Stream:
    """A stream that reads when it is told to."""

    topic = WINDOW

    def __init__(self) -> None:
        self.told = 0

    def go_on(self) -> None:
        self.told += 1

    def end(self) -> None:
        raise AssertionError


async def test_a_reader_reads_on_from_where_it_is_or_is_told_to_read_again() -> None:
    hub, listened, stream = TaskHub(), Listened(), Stream()
    hub.attach(listened)  # type: ignore[arg-type]
    with hub.watched(stream, 0):  # type: ignore[arg-type]
        at, said = await _next(hub, -1)
        assert b"event: reset" in said
        for number in range(64):
            listened.say(NOTICE | {"id": str(number)})
        listened.say(NOTICE | {"id": "x", "party": "PNR"})
        assert stream.told == 64
        last, said = await _next(hub, at)
        assert (last, said.count(b"event: change")) == (64, 64)
        assert await hub.next_after(WINDOW, last) is None
        listened.say(NOTICE | {"id": "64"})
        assert (await _next(hub, last))[1].count(b"event: change") == 1
        assert b"event: reset" in (await _next(hub, at))[1]
        listened.reconnect()
        last, said = await _next(hub, 65)
        assert (last, said) == (66, b"event: reset\ndata: {}\n\n")


async def _next(hub: TaskHub, number: int) -> tuple[int, bytes]:
    found = await hub.next_after(WINDOW, number)
    assert found
    return found


@pytest.mark.parametrize("kind", TaskKind)
def test_every_kind_leads_to_a_thing_that_the_api_shows(kind: TaskKind) -> None:
    path = OF_KIND[kind][1].path
    prefix = next(one for one in PATHS if path.startswith(one))
    known = json.loads((DOCUMENTS / f"{PATHS[prefix]}.json").read_text())["paths"]
    shown = {re.sub("{[^}]*}", "{}", one) for one, item in known.items() if "get" in item}
    assert path in shown
