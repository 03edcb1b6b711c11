"""A live stream tells each change once and in order, whatever is lost between."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
import pytest
import uvicorn

from services.tracking_service.settings import TrackingSettings
from services.tracking_service.timeline.store import new_entries
from shared.kit.app import ApiServer, create_app
from shared.kit.metrics import OPEN_STREAMS
from shared.kit.runtime import Runtime
from tests.integration.tracking.conftest import STRANGER, Hall
from tests.integration.tracking.test_cases import passed

QUIET = {"stream_heartbeat_s": 0.2, "stream_at_most_s": 30.0}


@asynccontextmanager
async def served(hall: Hall, **settings: float) -> AsyncIterator[tuple[httpx.AsyncClient, ApiServer]]:
    """The API over a real socket (an ASGI transport would wait for a stream's end), and what serves it."""
    made = hall.service.backing.api("tracking")
    app = create_app(made)
    given = hall.service.runtime.settings.model_copy(update=settings)
    app.state.runtime = await Runtime.start("tracking", given, application="stream-test")
    app.state.tokens = hall.service.app.state.tokens
    config = uvicorn.Config(app, port=0, log_config=None, lifespan="off", timeout_graceful_shutdown=5)
    server = ApiServer(made, config)
    async with app.router.lifespan_context(app):
        serving = asyncio.create_task(server.serve())
        while not server.started:
            await asyncio.sleep(0.01)
        port = server.servers[0].sockets[0].getsockname()[1]
        base = f"http://127.0.0.1:{port}{made.service.prefix}"
        async with httpx.AsyncClient(base_url=base, timeout=10, trust_env=False) as client:
            yield client, server
        server.should_exit = True
        await serving


@pytest.fixture
async def api(hall: Hall) -> AsyncIterator[httpx.AsyncClient]:
    async with served(hall, **QUIET) as (client, _):
        yield client


class Watching:
    """What a stream says, event by event."""

    def __init__(self, answer: httpx.Response) -> None:
        self.answer = answer
        self.heartbeats = 0
        self._lines = answer.aiter_lines()

    async def next(self, count: int = 1) -> list[dict[str, Any]]:
        """The next changes."""
        told: list[dict[str, Any]] = []
        async with asyncio.timeout(5):
            event: dict[str, str] = {}
            while len(told) < count:
                line = await anext(self._lines)
                if line.startswith(":"):
                    self.heartbeats += 1
                elif line:
                    name, _, value = line.partition(": ")
                    event[name] = value
                elif "data" in event:
                    assert event["event"] == "change"
                    change = json.loads(event["data"])
                    assert int(event["id"]) == change["number"]
                    told.append(change)
                    event = {}
        return told


@asynccontextmanager
async def watching(
    hall: Hall, api: httpx.AsyncClient, project: Any, *, query: str = "", last: int | str | None = None
) -> AsyncIterator[Watching]:
    headers = hall.service.as_("owner") | ({"Last-Event-ID": str(last)} if last is not None else {})
    async with api.stream("GET", f"/projects/{project}/progress/stream{query}", headers=headers) as answer:
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith("text/event-stream")
        assert answer.headers["cache-control"] == "no-store"
        yield Watching(answer)


async def test_a_change_is_told_as_it_happens(hall: Hall, api: httpx.AsyncClient) -> None:
    project = await hall.project()
    async with watching(hall, api, project) as stream:
        case = await hall.case(project)
        await hall.do(case, "start")
        opened, started = await stream.next(2)
        assert (opened["kind"], opened["number"], opened["subject_id"]) == ("case.opened", 2, case["id"])
        assert (started["kind"], started["words_zh"]) == ("case.started", "“建设工程规划许可证核发”部门开始办理。")


async def test_what_cannot_be_read_ends_its_own_streams_and_no_others(
    hall: Hall, api: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken, whole = await hall.project(), await hall.project()

    async def reads_all_but_one(connection: Any, after: Any, *, limit: int) -> Any:
        if broken in after:
            raise ValueError("one of these cannot be read")
        return await new_entries(connection, after, limit=limit)

    monkeypatch.setattr("services.tracking_service.timeline.live.new_entries", reads_all_but_one)
    async with watching(hall, api, broken) as ends, watching(hall, api, whole) as goes_on:
        await hall.service.deliver(hall.received_item(broken), hall.received_item(whole))
        assert [entry["number"] for entry in await goes_on.next()] == [2]
        async with asyncio.timeout(5):
            assert [said async for said in ends.answer.aiter_raw()] == [b"retry: 2000\n\n"]


@pytest.mark.parametrize(("query", "last"), [("?after=2", None), ("", 2), ("?after=9", 2)])
async def test_it_goes_on_after_the_entry_that_one_has(
    hall: Hall, api: httpx.AsyncClient, query: str, last: int | None
) -> None:
    project = await hall.project()
    await hall.service.deliver(*(hall.received_item(project) for _ in range(4)))
    async with watching(hall, api, project, query=query, last=last) as stream:
        await hall.service.deliver(hall.received_item(project))
        assert [one["number"] for one in await stream.next(4)] == [3, 4, 5, 6]


async def test_a_long_history_is_told_whole(hall: Hall, api: httpx.AsyncClient) -> None:
    project = await hall.project()
    await hall.service.deliver(*(hall.received_item(project) for _ in range(250)))
    async with watching(hall, api, project, query="?after=0") as stream:
        assert [one["number"] for one in await stream.next(251)] == list(range(1, 252))


async def test_a_burst_larger_than_its_queue_loses_nothing(hall: Hall, api: httpx.AsyncClient) -> None:
    project = await hall.project()
    async with watching(hall, api, project) as slow, watching(hall, api, project) as other:
        for _ in range(4):
            await hall.service.deliver(*(hall.received_item(project) for _ in range(120)))
        assert [one["number"] for one in await other.next(480)] == list(range(2, 482))
        assert [one["number"] for one in await slow.next(480)] == list(range(2, 482))


async def test_several_writers_at_once_are_told_in_order(hall: Hall, api: httpx.AsyncClient) -> None:
    project = await hall.project()
    async with watching(hall, api, project) as stream:
        await asyncio.gather(*(hall.service.deliver(hall.received_item(project)) for _ in range(40)))
        assert [one["number"] for one in await stream.next(40)] == list(range(2, 42))


async def test_a_lost_notice_is_made_up_for(hall: Hall, api: httpx.AsyncClient) -> None:
    project = await hall.project()
    async with watching(hall, api, project) as stream:
        await hall.service.rows(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'daiban-tracking-listen'"
        )
        await hall.service.deliver(hall.received_item(project))
        assert [one["number"] for one in await stream.next()] == [2]


async def test_silence_is_filled_with_heartbeats(hall: Hall, api: httpx.AsyncClient) -> None:
    project = await hall.project()
    async with watching(hall, api, project) as stream:
        await asyncio.sleep(0.7)
        await hall.service.deliver(hall.received_item(project))
        await stream.next()
        assert stream.heartbeats >= 2


async def test_a_stream_ends_after_its_time_and_when_its_reader_leaves(hall: Hall) -> None:
    project = await hall.project()
    before = OPEN_STREAMS._value.get()
    async with served(hall, **QUIET | {"stream_at_most_s": 0.5}) as (api, _):
        async with watching(hall, api, project) as stream:
            assert OPEN_STREAMS._value.get() == before + 1
            with pytest.raises(StopAsyncIteration):
                await stream.next()
        async with watching(hall, api, project):
            pass
        async with asyncio.timeout(5):
            while OPEN_STREAMS._value.get() != before:
                await asyncio.sleep(0.02)


async def test_a_server_that_stops_ends_its_streams_and_readers_miss_nothing(
    hall: Hall, api: httpx.AsyncClient
) -> None:
    project = await hall.project()
    async with served(hall, **QUIET) as (stopping, server), watching(hall, stopping, project) as stream:
        await hall.service.deliver(hall.received_item(project))
        assert [one["number"] for one in await stream.next()] == [2]
        server.should_exit = True
        with pytest.raises(StopAsyncIteration):  # ended in order: a cut would be an error of httpx's
            await stream.next()
    await hall.service.deliver(hall.received_item(project))
    async with watching(hall, api, project, last=2) as stream:
        assert [one["number"] for one in await stream.next()] == [3]


async def test_a_reader_that_is_slow_delays_no_other_and_misses_nothing(hall: Hall, api: httpx.AsyncClient) -> None:
    project = await hall.project()
    reader, writer = await asyncio.open_connection(api.base_url.host, api.base_url.port)
    token = hall.service.as_("owner")["Authorization"]
    path = f"{api.base_url.path}projects/{project}/progress/stream"
    writer.write(f"GET {path} HTTP/1.1\r\nHost: daiban\r\nAuthorization: {token}\r\n\r\n".encode())
    await reader.readuntil(b"retry")
    long = {"item_name": "长" * 3000}  # more in all than the buffers between take
    async with watching(hall, api, project) as other:
        for first in range(2, 602, 50):
            await hall.service.deliver(*(hall.received_item(project).model_copy(update=long) for _ in range(50)))
            assert [one["number"] for one in await other.next(50)] == list(range(first, first + 50))
    numbers = [0]
    async with asyncio.timeout(30):
        while numbers[-1] < 601:
            line = await reader.readline()
            if line.startswith(b"id: "):
                numbers.append(int(line[4:]))
    assert numbers == [0, *range(2, 602)]
    writer.close()


async def test_a_browser_that_has_had_no_entry_yet_goes_on(hall: Hall, api: httpx.AsyncClient) -> None:
    project = await hall.project()
    async with watching(hall, api, project, last="") as stream:
        await hall.service.deliver(hall.received_item(project))
        assert [entry["number"] for entry in await stream.next(1)] == [2]


async def test_a_stranger_opens_no_stream(hall: Hall, api: httpx.AsyncClient) -> None:
    project = await hall.project()
    answer = await api.get(f"/projects/{project}/progress/stream", headers=hall.service.as_("stranger"))
    assert answer.status_code == 404
    malformed = hall.service.as_("owner") | {"Last-Event-ID": "x"}
    assert (await api.get(f"/projects/{project}/progress/stream", headers=malformed)).status_code == 422


def test_the_settings_have_quiet_defaults() -> None:
    defaults = {name: field.default for name, field in TrackingSettings.model_fields.items()}
    assert (defaults["stream_heartbeat_s"], defaults["stream_at_most_s"]) == (15.0, 900.0)


async def test_a_ticket_opens_the_stream_of_its_project_without_a_token(hall: Hall, api: httpx.AsyncClient) -> None:
    project, other = await hall.project(), await hall.project()
    path = f"/projects/{project}/progress/stream"
    stranger = hall.service.as_("owner", enterprise=STRANGER)
    assert (await api.post(f"{path}/ticket", headers=stranger)).status_code == 404
    told = (await api.post(f"{path}/ticket", headers=hall.service.as_("owner"))).json()
    async with api.stream("GET", path, params={"ticket": told["ticket"], "after": 0}) as answer:
        assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-store")
        stream = Watching(answer)
        (registered,) = await stream.next()
        case = await hall.case(project)
        (opened,) = await stream.next()
        assert (registered["number"], opened["subject_id"]) == (1, case["id"])
    elsewhere = await api.get(f"/projects/{other}/progress/stream", params={"ticket": told["ticket"]})
    assert (elsewhere.status_code, elsewhere.json()["code"]) == (401, "ticket.invalid")


async def test_a_ticket_opens_no_stream_of_a_project_that_has_passed_to_another(
    hall: Hall, api: httpx.AsyncClient
) -> None:
    project = await hall.project()
    path = f"/projects/{project}/progress/stream"
    told = (await api.post(f"{path}/ticket", headers=hall.service.as_("owner"))).json()
    await hall.service.deliver(passed(project, STRANGER))
    lost = await api.get(path, params={"ticket": told["ticket"]})
    assert (lost.status_code, lost.json()["code"]) == (404, "not_found")
