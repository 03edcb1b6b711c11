"""One stream tells a caller of all that waits for it: first that the list is to be read, then each change of it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from shared.contracts.intake.agreements import AgreementEnded
from shared.contracts.intake.applications import ItemSupplemented, ItemSupplementRequired
from shared.contracts.intake.requests import RequestAccepted, RequestSubmitted
from shared.contracts.routing.officers import ChiefServiceOfficerAppointed
from shared.kit.ids import new_id
from tests.integration.tracking.conftest import Hall
from tests.integration.tracking.test_stream import QUIET, served

RESET: dict[str, Any] = {"change": "reset"}


@pytest.fixture
async def api(hall: Hall) -> AsyncIterator[httpx.AsyncClient]:
    async with served(hall, **QUIET) as (client, _):
        yield client


class Watching:
    """What a stream says, event by event."""

    def __init__(self, answer: httpx.Response) -> None:
        self._lines = answer.aiter_lines()
        self.heartbeats = 0

    async def next(self) -> dict[str, Any]:
        """The next event: ``reset``, or what changed."""
        kind = ""
        async with asyncio.timeout(5):
            while True:
                line = await anext(self._lines)
                self.heartbeats += line.startswith(":")
                if line.startswith("event: "):
                    kind = line.removeprefix("event: ")
                elif line.startswith("data: "):
                    told: dict[str, Any] = json.loads(line.removeprefix("data: "))
                    return told if kind == "change" else {"change": kind}

    async def change(self) -> dict[str, Any]:
        """The next change, whatever is to be read anew before that (the server begins to listen some time, say)."""
        while (told := await self.next()) == RESET:
            pass
        return told


@asynccontextmanager
async def watching(hall: Hall, api: httpx.AsyncClient, role: str, **claims: Any) -> AsyncIterator[Watching]:
    """Watch, and have read the list."""
    async with api.stream("GET", "/tasks/stream", headers=hall.service.as_(role, **claims)) as answer:
        assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-store")
        stream = Watching(answer)
        assert await stream.next() == RESET
        yield stream


async def test_the_window_hears_of_what_comes_and_goes(hall: Hall, api: httpx.AsyncClient) -> None:
    project, request = await hall.project(), new_id()
    async with watching(hall, api, "window_clerk") as stream:
        await hall.service.deliver(
            RequestSubmitted(request_id=request, project_id=project, modes=["consult"], channel="online")
        )
        assert await stream.change() == {
            "change": "opened",
            "id": str(request),
            "kind": "request_to_answer",
            "party": "WINDOW",
            "project_id": str(project),
            "kind_label": "代办申请待答复",
        }
        await hall.service.deliver(RequestAccepted(request_id=request, project_id=project, modes=["consult"]))
        closed = await stream.change()
        assert (closed["change"], closed["id"]) == ("closed", str(request))


async def test_what_is_somebody_else_s_turn_now_is_closed_for_who_had_it(hall: Hall, api: httpx.AsyncClient) -> None:
    project = await hall.project()
    received = hall.received_item(project)
    await hall.service.deliver(received)
    of_item = received.model_dump(include={"application_item_id", "project_id", "item_code", "item_name", "stage"})
    async with watching(hall, api, "window_clerk") as window, watching(hall, api, "owner") as owner:
        await hall.service.deliver(ItemSupplementRequired(**of_item, missing=["总平面图"]))
        left, came = await window.change(), await owner.change()
        assert (left["change"], left["kind"], left["id"]) == ("closed", "item_to_answer", came["id"])
        assert (came["change"], came["kind"]) == ("opened", "supplement_to_hand_in")
        await hall.service.deliver(ItemSupplemented(**of_item))
        assert (await owner.change())["change"] == "closed"
        assert (await window.change())["kind"] == "supplement_to_answer"


async def test_an_agent_whose_agreement_ends_reads_anew(hall: Hall, api: httpx.AsyncClient) -> None:
    agent = f"GSD-agent-{new_id()}"
    signed = await hall.signed_agreement(await hall.project(), stages=["S2"], agent=agent)
    async with watching(hall, api, "service_officer", sub=agent) as stream:
        fact = signed.model_dump(include={"agreement_id", "agreement_number", "project_id"})
        await hall.service.deliver(AgreementEnded(**fact, status="terminated", reason=None))
        assert await stream.next() == RESET


async def test_a_step_of_the_body_moves_its_task(hall: Hall, api: httpx.AsyncClient) -> None:
    async with watching(hall, api, "handler", body="PNR") as stream:
        case = await hall.do(await hall.case(), "start")
        opened = await stream.change()
        assert (opened["change"], opened["id"], opened["kind"]) == ("opened", case["id"], "case_to_decide")
        case = await hall.do(case, "special-procedures", {"type": "expert_review"})  # its clock stands still
        assert (await stream.change())["change"] == "moved"
        await hall.do(case, f"special-procedures/{case['special_procedures'][0]['procedure_id']}/end")
        assert (await stream.change())["change"] == "moved"


async def test_each_hears_of_what_concerns_it_and_of_nothing_else(hall: Hall, api: httpx.AsyncClient) -> None:
    post = f"GSD-cso-{new_id()}"
    mine, other = await hall.project(), await hall.project(district="440106")
    async with (
        watching(hall, api, "service_officer", sub=post) as officer,
        watching(hall, api, "system", scope="daiban.read district:440106") as system,
        watching(hall, api, "data_bureau") as overseer,
        watching(hall, api, "handler", body="HUC") as body,
        watching(hall, api, "stranger") as stranger,
    ):
        await hall.service.deliver(
            ChiefServiceOfficerAppointed(
                project_id=mine,
                officer=post,
                officer_title="项目首席服务官 1",
                predecessor=None,
                since=datetime.now(UTC),
            )
        )
        first, second = hall.received_item(mine), hall.received_item(other)
        await hall.service.deliver(first)
        await hall.service.deliver(second)
        ids = [str(one.application_item_id) for one in (first, second)]
        assert [(await overseer.change())["id"] for _ in ids] == ids
        assert (await officer.change())["id"] == ids[0]
        assert (await system.change())["id"] == ids[1]
        for one in (body, stranger, officer, system):
            with pytest.raises(TimeoutError):
                async with asyncio.timeout(0.5):
                    await one.change()
        assert stranger.heartbeats


async def test_a_ticket_opens_the_stream_of_who_asked_for_it(hall: Hall, api: httpx.AsyncClient) -> None:
    project = await hall.project()
    given = await api.post("/tasks/stream/ticket", headers=hall.service.as_("window_clerk"))
    assert given.status_code == 200, given.text
    async with api.stream("GET", "/tasks/stream", params={"ticket": given.json()["ticket"]}) as answer:
        stream = Watching(answer)
        assert await stream.next() == RESET
        received = hall.received_item(project)
        await hall.service.deliver(received)
        assert (await stream.change())["id"] == str(received.application_item_id)


async def test_where_notices_may_be_lost_the_list_is_to_be_read_again(hall: Hall, api: httpx.AsyncClient) -> None:
    project = await hall.project()
    async with watching(hall, api, "system", scope=f"daiban.read project:{project}") as stream:
        await hall.service.deliver(hall.received_item(project))
        await stream.change()
        await hall.service.rows(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'daiban-tracking-listen'"
        )
        assert await stream.next() == RESET


async def test_who_serves_a_project_from_now_on_reads_again(hall: Hall, api: httpx.AsyncClient) -> None:
    post, first, second = f"GSD-cso-{new_id()}", await hall.project(), await hall.project()
    appointed = {"officer": post, "officer_title": "项目首席服务官 1", "predecessor": None, "since": datetime.now(UTC)}
    await hall.service.deliver(ChiefServiceOfficerAppointed(project_id=first, **appointed))
    async with watching(hall, api, "service_officer", sub=post) as stream:
        await hall.service.deliver(hall.received_item(first))
        await stream.change()
        await hall.service.deliver(ChiefServiceOfficerAppointed(project_id=second, **appointed))
        assert await stream.next() == RESET


async def test_a_stream_ends_after_its_time_and_comes_back_with_a_reset(hall: Hall) -> None:
    async with served(hall, **QUIET | {"stream_at_most_s": 0.5}) as (api, _):
        async with watching(hall, api, "owner") as stream:
            with pytest.raises(StopAsyncIteration):
                await stream.change()
        async with watching(hall, api, "owner"):
            pass
