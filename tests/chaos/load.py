"""A bounded stream of writes: a few clients who each bring projects some way, one after another."""

from __future__ import annotations

import asyncio
import itertools
import random
import time
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import httpx

from shared.kit.ids import new_id
from testing.journey import ENERGY, FIRE_DESIGN, PLANNING_CONDITIONS, credit_code
from tests.chaos.ledger import Json, Operation, Outcome
from tests.chaos.system import System

_CODES = (ENERGY, PLANNING_CONDITIONS, FIRE_DESIGN)
_PATIENCE_S = 90.0
_ANSWER_WITHIN_S = 20.0
_NEVER_REACHED = "gateway.service_down"
_STILL_RUNNING = "idempotency.in_progress"
_numbers = itertools.count(1)


class Abandoned(Exception):  # noqa: N818
    """The client gives up on what it was doing: it does not know what became of it, or was refused."""


@dataclass
class Load:
    """Clients that go on until told to stop, each finishing what it has begun."""

    system: System
    rng: random.Random
    clients: int = 5
    pause_s: float = 0.02
    stopping: asyncio.Event = field(default_factory=asyncio.Event)

    async def run(self) -> None:
        """Load until ``stopping``."""
        limits = httpx.Limits(max_keepalive_connections=0)  # each attempt by itself: none fails for an earlier one
        async with httpx.AsyncClient(trust_env=False, timeout=_ANSWER_WITHIN_S, limits=limits) as client:
            seeds = [self.rng.random() for _ in range(self.clients)]
            await asyncio.gather(*(self._client(client, random.Random(seed)) for seed in seeds))

    async def _client(self, http: httpx.AsyncClient, rng: random.Random) -> None:
        while not self.stopping.is_set():
            with suppress(Abandoned):
                await Way(self, http, rng).go()
            await asyncio.sleep(self.pause_s)


@dataclass
class Way:
    """One project on its way, and the client who brings it."""

    load: Load
    http: httpx.AsyncClient
    rng: random.Random

    def __post_init__(self) -> None:
        self.uscc = credit_code()
        self.owner = self._as("owner", f"owner-{self.uscc}", enterprise=self.uscc)
        self.clerk = self._as("window_clerk", "GSD-window-1")

    def _as(self, role: str, sub: str, **claims: str) -> dict[str, str]:
        return self.load.system.headers(role, sub=sub, **claims) | {"sub": sub}

    async def go(self) -> None:
        """Bring it as far as chance has it: each step leaves an effect in other services."""
        project = await self.register()
        request = await self.ask(project)
        request = await self.step(
            "request.accept", f"/api/intake/v1/requests/{request['id']}/accept", request, self.clerk
        )
        if self.rng.random() < 0.35:
            await self.agree(request)
        application = await self.hand_in(project)
        items = [await self.accept_item(item) for item in application["items"]]
        for item in items:
            if self.rng.random() < 0.6 and not self.load.stopping.is_set():
                await self.handle(project, item)

    async def register(self) -> Json:
        """The owner and its project."""
        contact = {"contact_name": "项目联系岗", "contact_phone": "020-83000000"}
        body: Json = {"uscc": self.uscc, "name": "示例建设单位", **contact}
        owner = await self.send("owner", "/api/intake/v1/owners", self.owner, body, 201, mark=self.uscc)
        code = f"2019-440112-47-03-{next(_numbers):06d}"
        body = {"owner_id": owner["id"], "name": "厂房新建项目", "project_code": code, "district": "440112"}
        body |= {"project_type": "industrial", "investment": "private", "funding": "social", "works": "building"}
        body |= {"nature": "new", "authority": "municipal", "total_investment": "186000000.00"}
        return await self.send("project", "/api/intake/v1/projects", self.owner, body, 201, mark=code)

    async def ask(self, project: Json) -> Json:
        """The request for service."""
        body = {"project_id": project["id"], "modes": ["consult", "act"], "channel": "online"}
        return await self.send("request", "/api/intake/v1/requests", self.owner, body, 201, mark=project["id"])

    async def agree(self, request: Json) -> Json:
        """The agreement, up to the owner's seal."""
        body = {"request_id": request["id"], "stages": ["S1", "S2", "S3"]}
        body |= {"agent": "GSD-officer-1"}
        agreement = await self.send("agreement", "/api/intake/v1/agreements", self.clerk, body, 201, mark=request["id"])
        path = f"/api/intake/v1/agreements/{agreement['id']}"
        steps = (("begin-signing", self.clerk), ("submit-for-seal", self.clerk), ("sign", self.owner))
        for name, caller in steps:
            agreement = await self.step(f"agreement.{name}", f"{path}/{name}", agreement, caller)
        return agreement

    async def hand_in(self, project: Json) -> Json:
        """A package of one to three items, by the owner itself."""
        codes = self.rng.sample(_CODES, self.rng.randint(1, 3))
        body = {"project_id": project["id"], "items": [{"item_code": code} for code in codes]}
        return await self.send("application", "/api/intake/v1/applications", self.owner, body, 201, mark=project["id"])

    async def accept_item(self, item: Json) -> Json:
        """The window accepts an item: a case and an assignment follow."""
        path = f"/api/intake/v1/application-items/{item['id']}/accept"
        return await self.step("item.accept", path, item, self.clerk)

    async def handle(self, project: Json, item: Json) -> None:
        """The body takes the assignment up, starts the case and decides it."""
        held_by = self._as("chief_service_officer", f"{item['body']}-cso", body=item["body"])
        assignment = await self.find("routing", "assignments", project, item, held_by)
        if assignment is None:
            return
        handler = self._as("handler", assignment["assignee"], body=item["body"])
        path = f"/api/routing/v1/assignments/{assignment['id']}/acknowledge"
        await self.step("assignment.acknowledge", path, assignment, handler, may_be_stale=True)
        case = await self.find("tracking", "cases", project, item, handler)
        if case is None:
            return
        path = f"/api/tracking/v1/cases/{case['id']}"
        case = await self.step("case.start", f"{path}/start", case, handler)
        body = {"outcome": "passed", "document_number": f"示例〔{next(_numbers)}〕号"}
        await self.step("case.decide", f"{path}/decide", case, handler, body)

    async def find(self, service: str, what: str, project: Json, item: Json, caller: dict[str, str]) -> Json | None:
        """The row about an item in another service's list, once it is there; None where the load ends before."""
        path = f"/api/{service}/v1/{what}?project_id={project['id']}&limit=100"
        headers = {"Authorization": caller["Authorization"]}
        deadline = time.monotonic() + _PATIENCE_S
        while time.monotonic() < deadline:
            try:
                answer = await self.http.get(self.load.system.roots[service] + path, headers=headers)
            except httpx.HTTPError as error:
                self.load.system.ledger.unanswered[f"GET {type(error).__name__}"] += 1
            else:
                if answer.status_code != 200:
                    self.load.system.ledger.unanswered[f"GET {answer.status_code} {_code(answer)}"] += 1
                for one in answer.json()["items"] if answer.status_code == 200 else ():
                    if one["application_item_id"] == item["id"]:
                        row: Json = one
                        return row
            if self.load.stopping.is_set():
                return None
            await asyncio.sleep(0.15)
        return None

    async def step(
        self,
        kind: str,
        path: str,
        thing: Json,
        caller: dict[str, str],
        body: Any = None,
        *,
        may_be_stale: bool = False,
    ) -> Json:
        """A change of something that was read."""
        version = {"If-Match": f'"{thing["version"]}"'}
        return await self.send(kind, path, caller | version, body, 200, mark=thing["id"], may_be_stale=may_be_stale)

    async def send(
        self,
        kind: str,
        path: str,
        caller: dict[str, str],
        body: Any,
        expect: int,
        *,
        mark: str,
        may_be_stale: bool = False,
    ) -> Json:
        """Send a write under one key until it is answered, or give up now and then. Raises Abandoned."""
        service = path.split("/")[2]
        caller = dict(caller)
        operation = Operation(kind, service, caller.pop("sub"), str(new_id()), mark)
        self.load.system.ledger.operations.append(operation)
        keyed = caller | {"Idempotency-Key": operation.key}
        deadline = time.monotonic() + _PATIENCE_S
        gives_up = self.rng.random() < 0.3  # such a client never asks again where an answer was lost
        while True:
            told = await attempt(self.load, self.http, operation, path, keyed, body)
            if operation.outcome is Outcome.OK:
                if operation.status != expect:
                    self.load.system.ledger.wrong.append(f"{kind} answered {operation.status}, not {expect}")
                return operation.answer
            if told.startswith("4") and _STILL_RUNNING not in told:
                if not (may_be_stale and told[:3] in {"409", "412"}):
                    self.load.system.ledger.wrong.append(f"{kind} was refused: {told}")
                raise Abandoned(told)
            if (gives_up and operation.outcome is Outcome.UNKNOWN) or time.monotonic() > deadline:
                raise Abandoned(told)
            await asyncio.sleep(0.15)


async def attempt(
    load: Load, http: httpx.AsyncClient, operation: Operation, path: str, headers: dict[str, str], body: Any
) -> str:
    """Send once, and put on record what is known then; returns it in a word.

    Once an answer was lost, only a 2xx or a refusal of the service tells more: the first may still be on its way.
    """
    told, known = await _ask(load, http, operation, path, headers, body)
    operation.attempts.append(told)
    if known is not Outcome.OK:
        load.system.ledger.unanswered[told] += 1
    was_lost = operation.outcome is Outcome.UNKNOWN and len(operation.attempts) > 1
    unsettled = known is Outcome.FAIL and not told.startswith("4")
    operation.outcome = Outcome.UNKNOWN if was_lost and unsettled else known
    return told


async def _ask(
    load: Load, http: httpx.AsyncClient, operation: Operation, path: str, headers: dict[str, str], body: Any
) -> tuple[str, Outcome]:
    try:
        answer = await http.post(load.system.roots[operation.service] + path, json=body, headers=headers)
    except httpx.ConnectError:
        return "not reached", Outcome.FAIL
    except httpx.HTTPError as error:
        return type(error).__name__, Outcome.UNKNOWN
    operation.status = answer.status_code
    if answer.is_success:
        operation.answer = answer.json()
        return str(answer.status_code), Outcome.OK
    code = _code(answer)
    if answer.status_code == 500:
        load.system.ledger.wrong.append(f"{operation.kind} answered 500: {answer.text[:200]}")
    known = answer.status_code < 500 and code != _STILL_RUNNING
    return f"{answer.status_code} {code}", Outcome.FAIL if known or code == _NEVER_REACHED else Outcome.UNKNOWN


def _code(answer: httpx.Response) -> str:
    try:
        return str(answer.json().get("code", ""))
    except ValueError:
        return answer.text[:80]
