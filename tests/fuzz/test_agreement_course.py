"""The course of agency agreements: only its steps, only by those whose steps they are; one mandate at a time."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, precondition, rule

from shared.contracts.event import Event
from shared.contracts.intake.agreements import (
    AgreementConcludedByWindow,
    AgreementDrafted,
    AgreementEnded,
    AgreementSealAwaited,
    AgreementSigned,
    AgreementSigningBegun,
)
from shared.contracts.intake.applications import ItemNotAccepted, ItemReceived
from shared.contracts.intake.deadlines import IntakeDeadlineRequested, IntakeDeadlineSettled
from testing.tested_service import TestedService, offered
from tests.fuzz.conftest import Fuzzed
from tests.fuzz.course import Actor, Course, follow
from tests.integration.intake.conftest import Window, fresh_uscc

_ENDS = {"decline": "declined", "end": "terminated", "terminate": "terminated_by_window"}
COURSE = {
    "to_be_signed": {"begin-signing": "signing_at_window", **_ENDS},
    "signing_at_window": {"submit-for-seal": "awaiting_applicant_seal", **_ENDS},
    "awaiting_applicant_seal": {"sign": "signed", **_ENDS},
    "signed": {"conclude-by-window": "concluded_by_window", "end": "terminated", "terminate": "terminated_by_window"},
    "concluded_by_window": {"conclude": "concluded", "end": "terminated"},
}
OWNERS = {"sign", "decline", "end", "conclude"}
WINDOWS = {"begin-signing", "submit-for-seal", "terminate", "conclude-by-window"}
REASONED = {"decline", "end", "terminate"}
ACTIONS = {step: f"{step.replace('-', '_')}_agreement" for step in OWNERS | WINDOWS} | {
    "submit-for-seal": "submit_agreement_for_seal",
    "conclude-by-window": "conclude_agreement_by_window",
}
OVER = ("declined", "terminated", "terminated_by_window", "concluded")
TOLD: dict[str, tuple[type[Event], ...]] = {
    "signing_at_window": (AgreementSigningBegun,),
    "awaiting_applicant_seal": (AgreementSealAwaited,),
    "signed": (AgreementSigned,),
    "concluded_by_window": (AgreementConcludedByWindow,),
    **dict.fromkeys(OVER, (AgreementEnded,)),
}

CLERK = Actor.of("window_clerk", "GSD-window-2")
AGENT = Actor.of("service_officer", "GSD-officer-1")
OFFICER = Actor.of("service_officer", "GSD-officer-2")
AUDITOR = Actor.of("auditor", "AUD-1")
OTHERS = [
    AGENT,
    OFFICER,
    Actor.of("handler", "PNR-handler-1", body="PNR"),
    Actor.of("data_bureau", "GSD-admin-1"),
    AUDITOR,
    Actor.of("system", "SYS-1"),
]


@dataclass
class Known:
    """What the model knows of an agreement."""

    id: str
    status: str
    version: int = 1

    @property
    def is_over(self) -> bool:
        return self.status not in COURSE


class AgreementCourse(Course):
    table = "agreement"
    path = "/agreements"

    def __init__(self, service: TestedService, loop: asyncio.AbstractEventLoop) -> None:
        super().__init__(service, loop)
        self.agreements: list[Known] = []
        self.owner, self.stranger = Actor.owner(fresh_uscc()), Actor.owner(fresh_uscc())
        self.everybody = [self.owner, self.stranger, CLERK, *OTHERS]

    @property
    def is_none_open(self) -> bool:
        return not self.agreements or self.agreements[-1].is_over

    @initialize()
    def an_accepted_request(self) -> None:
        window = Window(self.service)

        async def accepted() -> tuple[dict[str, Any], dict[str, Any]]:
            uscc = dict(self.owner.claims)["enterprise"]
            project = await window.registered_project(await window.registered_owner(uscc))
            return project, await window.accepted_request(project)

        self.project, request = self.wait(accepted())
        self.terms = {"request_id": request["id"], "stages": ["S1"], "agent": AGENT.sub}

    @precondition(lambda self: self.is_none_open)
    @rule()
    def draft(self) -> None:
        drafted = self.post(CLERK, "/agreements", self.terms, expected=201, told=[AgreementDrafted])
        self.agreements.append(Known(drafted["id"], "to_be_signed"))

    @precondition(lambda self: self.agreements)
    @rule(data=st.data())
    def try_anything(self, data: st.DataObject) -> None:
        data.draw(st.sampled_from([self._step, self._step, self._draft, self._act]))(data)

    def _draft(self, data: st.DataObject) -> None:
        who = data.draw(st.sampled_from(self.everybody))
        if who is not CLERK:
            self.post(who, "/agreements", self.terms, expected=403)
        elif not self.is_none_open:
            self.post(who, "/agreements", self.terms, expected="agreement.open")

    @precondition(lambda self: not self.is_none_open)
    @rule(data=st.data())
    def go_on(self, data: st.DataObject) -> None:
        one = self.agreements[-1]
        leads_on, *ends = sorted(COURSE[one.status], key=lambda step: (step in _ENDS, step))
        step = data.draw(st.sampled_from([*[leads_on] * 3 * len(ends), *ends]))
        self._take(one, self.owner if step in OWNERS else CLERK, step, one.version)

    def _step(self, data: st.DataObject) -> None:
        one = data.draw(st.sampled_from(self.agreements))
        step = data.draw(st.sampled_from(sorted(OWNERS | WINDOWS)))
        whose = self.owner if step in OWNERS else CLERK
        who = data.draw(st.sampled_from([whose, self.stranger]) | st.sampled_from(self.everybody))
        self._take(one, who, step, one.version + data.draw(st.sampled_from([0, 0, -1, 1])))

    def _take(self, one: Known, who: Actor, step: str, version: int) -> None:
        body = {"reason": f"{step} 的理由"} if step in REASONED else None
        following = COURSE.get(one.status, {}).get(step)
        refused: int | str | None = None
        if who.role != ("owner" if step in OWNERS else "window_clerk"):
            refused = 403
        elif who is self.stranger:
            refused = 404
        elif version != one.version:
            refused = 412
        elif following is None:
            refused = "transition.illegal"
        if refused or following is None:
            self.take(who, one.id, step, body, version=version, expected=refused or 409)
            return
        self.take(who, one.id, step, body, version=version, expected=200, told=TOLD.get(following, ()))
        one.status, one.version = following, one.version + 1

    @precondition(lambda self: self.agreements and self.agreements[-1].status == "signed")
    @rule()
    def act(self) -> None:
        self._hand_in(self.agreements[-1], AGENT, "S1-DRC-06")

    def _act(self, data: st.DataObject) -> None:
        one = data.draw(st.sampled_from(self.agreements))
        who = data.draw(st.sampled_from([AGENT, self.owner, self.stranger, OFFICER, CLERK]))
        self._hand_in(one, who, data.draw(st.sampled_from(["S1-DRC-06", "S2-PNR-11"])))

    def _hand_in(self, one: Known, who: Actor, code: str) -> None:
        """An item is handed in under an agreement; the owner takes it back, so that the next one can be."""
        body = {"project_id": self.project["id"], "agreement_id": one.id, "items": [{"item_code": code}]}
        refused = self._why_not_act(one, who, code)
        if refused:
            self.post(who, "/applications", body, expected=refused)
            return
        told: list[type[Event]] = [ItemReceived, IntakeDeadlineRequested]
        handed_in = self.post(who, "/applications", body, expected=201, told=told)
        assert handed_in["on_behalf_of"] == dict(self.owner.claims)["enterprise"]
        (item,) = handed_in["items"]
        back = f"/application-items/{item['id']}/retract"
        settled: list[type[Event]] = [IntakeDeadlineSettled, ItemNotAccepted]
        self.post(self.owner, back, {"reason": "撤件"}, version=item["version"], expected=200, told=settled)

    def _why_not_act(self, one: Known, who: Actor, code: str) -> int | str | None:
        if who is self.stranger:
            return 404
        if one.status != "signed":
            return "agreement.not_in_force"
        if who is not AGENT:
            return "agreement.not_the_agent"
        return "agreement.outside_scope" if code != "S1-DRC-06" else None

    @invariant()
    def the_last_is_as_the_model_says(self) -> None:
        for one in self.agreements[-1:]:
            for who, steps in ((self.owner, OWNERS), (CLERK, WINDOWS)):
                seen = self.read(who, one.id).json()
                assert (seen["status"], seen["version"]) == (one.status, one.version)
                assert set(offered(seen)) == {ACTIONS[step] for step in steps & COURSE.get(one.status, {}).keys()}
        assert sum(not one.is_over for one in self.agreements) <= 1

    def teardown(self) -> None:
        for one in self.agreements:
            seen = self.read(AUDITOR, one.id).json()
            assert (seen["status"], seen["version"], offered(seen)) == (one.status, one.version, [])
            self.check_unseen(self.stranger, one.id)


@pytest.mark.xdist_group("fuzz-intake")
async def test_agreements_take_their_course(fuzzed: Callable[[str], Awaitable[Fuzzed]]) -> None:
    await follow(AgreementCourse, (await fuzzed("intake"))[0])
