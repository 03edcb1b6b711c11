"""What each end does to everything else: the table of ``docs/ends.md``, row by row, on the running system."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest
import yaml

from deploy.local.environment import settings_of
from deploy.local.stack import LocalStack
from deploy.processes.program import ROOT
from services.intake_service.mandate.agreements.domain import COURSE as AGREEMENT
from services.intake_service.mandate.requests.domain import COURSE as REQUEST
from services.intake_service.window.applications.domain import COURSE as ITEM
from services.routing_service.assignments.domain import COURSE as ASSIGNMENT
from services.routing_service.directory.departments.domain import bodies_from
from services.routing_service.directory.departments.use_cases import publish_bodies
from services.routing_service.officers.use_cases import hand_over_from_gone_posts
from services.tracking_service.cases.domain import COURSE as CASE
from shared.kit.course import Course
from shared.kit.runtime import Runtime
from shared.kit.settings import Settings
from shared.vocabulary.statuses import AgreementStatus
from testing.journey import ENERGY, FIRE_DESIGN, Journey, Json, credit_code, pdf

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journey")]

THINGS = ("request", "agreement", "agent", "item", "case", "assignment", "officer")
FOLLOWS = {"assignment: closed", "officer: released"}
"""Ends that nobody brings about by themselves."""
GONE = {"agent: post_gone": "GSD-officer-3", "officer: post_gone": "GSD-cso-3"}
"""Which post leaves the data bureau's roster."""
DEPARTMENTS = ROOT / "services/routing_service/directory/departments"
SENTINEL = "S2-PNR-11"
"""Handed in and accepted after an end: where it has come, what came before it has been handled."""


def table() -> dict[str, list[str]]:
    """The cells of each row, by what ends."""
    lines = (ROOT / "docs" / "ends.md").read_text("utf-8").splitlines()
    rows = [[cell.strip().strip("`") for cell in line.strip("|").split("|")] for line in lines if line.startswith("| ")]
    assert [re.match(r"\w+", name)[0] for name in rows[0][1:]] == list(THINGS)  # type: ignore[index]
    return {name: cells for name, *cells in rows[1:]}


def ends() -> set[str]:
    """Every state in which something is over, and those in which it is no more what it was."""
    courses: dict[str, Course[Any, Any]] = {
        "request": REQUEST,
        "agreement": AGREEMENT,
        "item": ITEM,
        "case": CASE,
        "assignment": ASSIGNMENT,
    }
    over = {f"{name}: {state}" for name, one in courses.items() for state in one.states if one.is_over(state)}
    over |= {f"agreement: {AgreementStatus.CONCLUDED_BY_WINDOW}", "officer: handed_over", "officer: released"}
    return over | {"project: passed"} | set(GONE)


def test_there_is_a_row_for_each_end() -> None:
    assert table().keys() == ends()
    states = {cell for cells in table().values() for cell in cells}
    assert {"closed", "released"} <= states


@dataclass
class Rosters:
    """The rosters of the running system, brought up to date as the command ``seed`` does it."""

    routing: Runtime
    gone: set[str] = field(default_factory=set)
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def publish(self, *, without: str | None = None) -> None:
        """Publish all rosters but for one post more."""
        content = yaml.safe_load((DEPARTMENTS / "bodies.yaml").read_text("utf-8"))
        async with self.turn, self.routing.transaction(actor="command:seed") as work:
            self.gone |= {without} if without else set()
            for body in content["bodies"]:
                for role, team in body.get("team", {}).items():
                    body["team"][role] = [post for post in team if post["subject"] not in self.gone]
            await publish_bodies(work, bodies_from(content))
            await hand_over_from_gone_posts(work)

    async def restore(self) -> None:
        """Publish them as they were, and let go."""
        self.gone.clear()
        await self.publish()
        await self.routing.close()


@dataclass
class Project:
    """One project with all that can hang on its service."""

    journey: Journey
    rosters: Rosters
    agent_post: str = "GSD-officer-1"
    made: dict[str, Json] = field(default_factory=dict)
    before: dict[str, str | None] = field(default_factory=dict)

    async def bring(self, what_ends: str) -> None:
        """Bring everything into the state before the end."""
        journey = self.journey
        await journey.register_plant()
        body = {"project_id": journey.plant["id"], "modes": ["act"]}
        request = self.made["request"] = await self.post("requests", body, journey._owner())
        if what_ends != "request: declined":
            await self.step("request", "accept", "window_clerk")
            self.agent_post = GONE[what_ends] if what_ends == "agent: post_gone" else self.agent_post
            await self.appoint(GONE[what_ends] if what_ends == "officer: post_gone" else "GSD-cso-1")
            draft = {"request_id": request["id"], "stages": ["S1", "S2", "S3"], "agent": self.agent_post}
            self.made["agreement"] = await self.post("agreements", draft, journey._as("window_clerk"))
            await self.step("agreement", "begin-signing", "window_clerk")
            await self.step("agreement", "submit-for-seal", "window_clerk")
            if what_ends != "agreement: declined":
                await self.step("agreement", "sign", journey._owner())
        agreement = self.made.get("agreement", {})
        signed = agreement if agreement.get("status") == "signed" else None
        self.made["item"], accepted = await self.hand_in(ENERGY, FIRE_DESIGN, under=signed)
        await self.accept(accepted)
        self.made["assignment"] = await self.listed("routing/v1/assignments", accepted)
        self.made["case"] = await self.listed("tracking/v1/cases", accepted)
        handler = journey._post_of("HUC", "handler", self.made["assignment"]["assignee"])
        if what_ends == "case: annulled":
            self.made["accepted"] = accepted
            await self.step("assignment", "acknowledge", handler)
        else:
            await self.step("case", "start", handler)
        await self.until("acknowledged", lambda: self.status_of("assignment"))
        if what_ends != "request: declined":
            await self.until("in office", self.officer)

    async def hand_in(self, *codes: str, under: Json | None = None) -> list[Json]:
        """A package: the owner's, or the agent's under an agreement."""
        body = {"project_id": self.journey.plant["id"], "items": [{"item_code": code} for code in codes]}
        caller = self.journey._owner()
        if under:
            body, caller = body | {"agreement_id": under["id"]}, self._agent()
        items: list[Json] = (await self.post("applications", body, caller))["items"]
        return sorted(items, key=lambda item: codes.index(item["item_code"]))

    async def accept(self, item: Json) -> None:
        await self.journey._step(f"/api/intake/v1/application-items/{item['id']}/accept", item, "window_clerk")

    async def listed(self, path: str, item: Json) -> Json:
        """The row about an item, as soon as it is there."""
        found: list[Json] = []

        async def look() -> httpx.Response:
            answer = await self.journey.client.get(
                f"/api/{path}", params={"project_id": self.journey.plant["id"]}, headers=self.journey._as("auditor")
            )
            found[:] = [one for one in answer.json()["items"] if one["application_item_id"] == item["id"]]
            return answer if found else httpx.Response(404, request=answer.request)

        await self.journey._eventually(look, 200)
        return found[0]

    async def post(self, path: str, body: Any, caller: dict[str, str]) -> Json:
        return await self.journey._post(f"/api/intake/v1/{path}", body, caller, 201)

    async def step(self, thing: str, step: str, caller: str | dict[str, str], body: Any = None) -> None:
        self.made[thing] = await self.journey._step(f"{self.path(thing)}/{step}", await self.read(thing), caller, body)

    def path(self, thing: str) -> str:
        folders = {
            "request": "intake/v1/requests",
            "agreement": "intake/v1/agreements",
            "item": "intake/v1/application-items",
            "accepted": "intake/v1/application-items",
            "assignment": "routing/v1/assignments",
            "case": "tracking/v1/cases",
        }
        return f"/api/{folders[thing]}/{self.made[thing]['id']}"

    async def read(self, thing: str, caller: dict[str, str] | None = None) -> Json:
        return await self.journey._get(self.path(thing), caller or self.journey._as("data_bureau"))

    async def status_of(self, thing: str) -> str | None:
        return str((await self.read(thing))["status"]) if thing in self.made else None

    async def appoint(self, officer: str) -> None:
        async def appointing() -> httpx.Response:
            return await self.journey.client.post(
                f"/api/routing/v1/projects/{self.journey.plant['id']}/chief-service-officer",
                json={"officer": officer},
                headers=self.journey._as("data_bureau") | {"Idempotency-Key": credit_code()},
            )

        await self.journey._eventually(appointing, 201)

    async def officer(self) -> str | None:
        """As routing and tracking have it, which hears of it by events."""
        path = f"/api/routing/v1/projects/{self.journey.plant['id']}/chief-service-officer"
        told = await self.journey._get(path, self.journey._as("data_bureau"))
        shown = (await self.journey._progress())["chief_service_officer"]
        if not told["history"]:
            return None
        if told["current"] is None:
            return "released" if shown is None else "not heard of"
        if len(told["history"]) > 1:
            return "handed_over" if shown and shown["title"] == told["current"]["officer_title"] else "not heard of"
        return "in office" if shown else "not heard of"

    def _agent(self) -> dict[str, str]:
        return self.journey._as("service_officer", sub=self.agent_post)

    async def agent(self) -> str | None:
        """Whether the agent may do anything, with the item at the window or with the case."""
        offered = [(await self.read(thing, self._agent()))["next_actions"] for thing in ("item", "case")]
        return "acts" if any(offered) else "stopped"

    async def state(self) -> dict[str, str | None]:
        """Where everything stands."""
        others = {thing: await self.status_of(thing) for thing in THINGS if thing not in {"agent", "officer"}}
        acts = await self.agent() if self.made.get("agreement") else None
        return {**others, "agent": acts, "officer": await self.officer()}

    async def until(self, wanted: str, look: Callable[[], Awaitable[str | None]]) -> None:
        async with asyncio.timeout(60):
            while await look() != wanted:
                await asyncio.sleep(0.1)

    async def end(self, what_ends: str) -> None:
        """Bring the end about."""
        thing, _, state = what_ends.partition(": ")
        owner, reason = self.journey._owner(), {"reason": "自行办理"}
        handler = self.journey._post_of("HUC", "handler", "HUC-handler-1")
        match thing, state:
            case _, "post_gone":
                await self.rosters.publish(without=GONE[what_ends])
            case "project", _:
                await self.pass_on()
            case "officer", _:
                await self.appoint("GSD-cso-2")
            case "case", "decided":
                await self.step("case", "decide", handler, {"outcome": "refused"})
            case "case", "annulled":
                await self.step("accepted", "undo-acceptance", "window_clerk", reason)
            case "case", _:
                await self.step("case", "withdraw", owner, reason)
            case "item", "retracted":
                await self.step("item", "retract", owner, reason)
            case "item", _:
                await self.step("item", "refuse", "window_clerk", {"outcome": state, **reason})
            case "agreement", "terminated_by_window":
                await self.step("agreement", "terminate", "window_clerk", reason)
            case "agreement", "concluded_by_window":
                await self.step("agreement", "conclude-by-window", "window_clerk")
            case "agreement", "concluded":
                await self.step("agreement", "conclude-by-window", "window_clerk")
                await self.step("agreement", "conclude", owner)
            case "request", "declined":
                await self.step("request", "decline", "window_clerk", reason)
            case _, _:
                way = {"ended": "end", "terminated": "end", "declined": "decline"}[state]
                await self.step(thing, way, owner, reason)

    async def pass_on(self) -> None:
        """Another enterprise claims the project, and the window grants it; from then on that is the owner."""
        journey, uscc = self.journey, credit_code()
        contact = {"contact_name": "项目联系岗", "contact_phone": "020-83000000"}
        owner = await self.post("owners", {"uscc": uscc, "name": "认领单位", **contact}, journey._owner(uscc))
        code = journey.plant["project_code"]
        answer = await journey.client.post(
            "/api/intake/v1/claims",
            files={"file": ("a.pdf", pdf("deed"), "application/pdf")},
            data={"owner_id": owner["id"], "project_code": code, "reason": "备案证", "name": "备案证"},
            headers=journey._owner(uscc),
        )
        assert answer.status_code == 201, answer.text
        claim = answer.json()
        await journey._step(f"/api/intake/v1/claims/{claim['id']}/grant", claim, "window_clerk", {"reason": "属实"})
        journey.plant_owner = uscc

    async def play(self, what_ends: str) -> None:
        """Bring the end about, and wait for what the table says of it and for whoever may have heard of it."""
        await self.bring(what_ends)
        self.before = await self.state()
        await self.end(what_ends)
        (sentinel,) = await self.hand_in(SENTINEL)
        await self.accept(sentinel)
        await self.listed("routing/v1/assignments", sentinel)
        await self.listed("tracking/v1/cases", sentinel)
        with suppress(TimeoutError):
            async with asyncio.timeout(30):
                while await self.cells() != table()[what_ends]:
                    await asyncio.sleep(0.1)

    async def cells(self) -> list[str]:
        """What has become of everything since the state before."""
        after = await self.state()
        return [_cell(self.before[thing], after[thing]) for thing in THINGS]


def _cell(before: str | None, after: str | None) -> str:
    if before == after:
        return "—" if after in {None, "stopped"} else "stays"
    return str(after)


async def test_each_end_does_what_the_table_says_and_nothing_else(stack: LocalStack, client: httpx.AsyncClient) -> None:
    settings = settings_of(Settings, "routing", stack.file)
    rosters = Rosters(await Runtime.start("routing", settings, application="test"))
    projects = {
        row: Project(Journey(client, stack.mint, stack.register_client), rosters)
        for row in table()
        if row not in FOLLOWS
    }
    try:
        await asyncio.gather(*(project.play(row) for row, project in projects.items()))
        found = {row: await project.cells() for row, project in projects.items()}
    finally:
        await rosters.restore()
    assert found == {row: table()[row] for row in projects}
