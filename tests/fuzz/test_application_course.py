"""The course of an item at the window: told once what is missing, accepted by silence where nothing was told."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, precondition, rule

from shared.contracts.deadlines import DeadlineMissed
from shared.contracts.event import Event
from shared.contracts.intake.agreements import AgreementEnded
from shared.contracts.intake.applications import (
    ItemAcceptanceUndone,
    ItemAccepted,
    ItemNotAccepted,
    ItemReceived,
    ItemSupplemented,
    ItemSupplementRequired,
    ItemUndoAsked,
)
from shared.contracts.intake.deadlines import IntakeDeadlineRequested, IntakeDeadlineSettled
from shared.contracts.tracking.cases import CaseDecided, CaseWithdrawn
from shared.kit.ids import new_id
from testing.tested_service import TestedService, offered
from tests.fuzz.conftest import Fuzzed
from tests.fuzz.course import Actor, Course, follow
from tests.integration.intake.conftest import Window, annulled, annulment_refused, fresh_uscc

CODE = "S1-DRC-06"
COURSE = {
    "received": {
        "accept": "accepted",
        "require_supplement": "supplement_required",
        "refuse_not_a_matter": "not_a_matter",
        "refuse_not_competent": "not_competent",
        "retract": "retracted",
    },
    "supplement_required": {"supplement": "received", "retract": "retracted"},
    "accepted": {"undo_acceptance": "undo_asked"},
    "undo_asked": {},
}
APPLICANTS = {"supplement", "retract"}
ACTIONS = {
    "accept": "accept_item",
    "require_supplement": "require_supplement",
    "refuse_not_a_matter": "refuse_item",
    "refuse_not_competent": "refuse_item",
    "supplement": "supplement_item",
    "retract": "retract_item",
    "undo_acceptance": "undo_acceptance",
}
WINDOWS = {"accept", "require_supplement", "refuse_not_a_matter", "refuse_not_competent", "undo_acceptance"}
TOLD: dict[str, list[type[Event]]] = {
    "accept": [ItemAccepted, IntakeDeadlineSettled],
    "require_supplement": [ItemSupplementRequired, IntakeDeadlineSettled],
    "supplement": [ItemSupplemented, IntakeDeadlineRequested],
    "refuse_not_a_matter": [ItemNotAccepted, IntakeDeadlineSettled],
    "refuse_not_competent": [ItemNotAccepted, IntakeDeadlineSettled],
    "retract": [ItemNotAccepted],
    "undo_acceptance": [ItemUndoAsked],
}

CLERK = Actor.of("window_clerk", "GSD-window-2")
AGENT = Actor.of("service_officer", "GSD-officer-1")
OFFICER = Actor.of("service_officer", "GSD-officer-2")
AUDITOR = Actor.of("auditor", "AUD-1")
OTHERS = [
    OFFICER,
    Actor.of("handler", "DRC-handler-1", body="DRC"),
    Actor.of("data_bureau", "GSD-admin-1"),
    AUDITOR,
    Actor.of("system", "SYS-1"),
]


@dataclass
class Known:
    """What the model knows of an item. by: who handed it in; told: whether it was said what is missing; seen: as it was
    when the window last asked for its acceptance to be undone; stands: whether that was refused; numbers: which
    acceptances it has had.
    """

    id: str
    by: Actor
    status: str = "received"
    version: int = 1
    told: bool = False
    deemed: bool = False
    case_over: bool = False
    seen: dict[str, Any] = field(default_factory=dict)
    stands: bool = False
    numbers: list[str] = field(default_factory=list)
    deadlines: list[dict[str, Any]] = field(default_factory=list)

    @property
    def is_pending(self) -> bool:
        return self.status in COURSE and not self.case_over

    @property
    def steps(self) -> set[str]:
        never = {"require_supplement"} if self.told else set()
        never |= {"undo_acceptance"} if self.deemed or self.case_over or self.stands else set()
        return COURSE.get(self.status, {}).keys() - never


class ApplicationCourse(Course):
    table = "application_item"
    path = "/application-items"

    def __init__(self, service: TestedService, loop: asyncio.AbstractEventLoop) -> None:
        super().__init__(service, loop)
        self.items: list[Known] = []
        self.owner, self.stranger = Actor.owner(fresh_uscc()), Actor.owner(fresh_uscc())
        self.everybody = [self.owner, self.stranger, CLERK, AGENT, *OTHERS]
        self.in_force = True

    @property
    def is_none_pending(self) -> bool:
        return not self.items or not self.items[-1].is_pending

    @initialize()
    def a_project_with_an_agent(self) -> None:
        window = Window(self.service)

        async def made() -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
            uscc = dict(self.owner.claims)["enterprise"]
            project = await window.registered_project(await window.registered_owner(uscc))
            return project, await window.signed_agreement(project), await window.upload(project)

        self.project, self.agreement, self.material = self.wait(made())

    @precondition(lambda self: self.is_none_pending)
    @rule(who=st.sampled_from(["owner", "agent", "clerk"]))
    def hand_in(self, who: str) -> None:
        self._hand_in({"owner": self.owner, "agent": AGENT, "clerk": CLERK}[who])

    @precondition(lambda self: self.items and self.items[-1].seen)
    @rule(data=st.data())
    def its_case_answers(self, data: st.DataObject) -> None:
        """Tracking says whether the acceptance is undone; what answers no open question changes nothing."""
        one = self.items[-1]
        undone = data.draw(st.booleans()) and not one.case_over
        answer = (annulled if undone else annulment_refused)(one.seen)
        if data.draw(st.sampled_from([False, False, False, True])):
            answer = answer.model_copy(update={"asked_at": answer.asked_at - timedelta(seconds=1)})
        if one.status != "undo_asked" or answer.asked_at != datetime.fromisoformat(one.seen["undo_asked_at"]):
            self.hear(answer, about=one.id, told=None)
            return
        self.hear(answer, about=one.id, told=[ItemAcceptanceUndone, IntakeDeadlineRequested] if undone else [])
        one.status, one.version, one.stands = "received" if undone else "accepted", one.version + 1, not undone
        self._note_deadlines(one)

    @precondition(lambda self: any(one.status in {"accepted", "undo_asked"} for one in self.items))
    @rule(data=st.data())
    def its_case_ends(self, data: st.DataObject) -> None:
        """Tracking says that its body has decided, or the applicant withdrawn; the second time nothing comes of it."""
        one = data.draw(st.sampled_from([one for one in self.items if one.status in {"accepted", "undo_asked"}]))
        ends: dict[type[Event], dict[str, Any]] = {
            CaseDecided: {"outcome": "refused", "document_number": None, "light": "normal"},
            CaseWithdrawn: {"reason": "变更"},
        }
        contract, more = data.draw(st.sampled_from(list(ends.items())))
        over = contract(
            case_id=new_id(),
            project_id=self.project["id"],
            application_item_id=one.id,
            acceptance_number="SL",
            item_code=CODE,
            item_name="事项",
            body="DRC",
            at=datetime.now(UTC),
            **more,
        )
        self.hear(over, about=one.id, told=None if one.case_over else [])
        one.version += not one.case_over
        one.case_over = True

    @precondition(lambda self: self.items and self.items[-1].steps)
    @rule(data=st.data())
    def go_on(self, data: st.DataObject) -> None:
        one = self.items[-1]
        leads_on = sorted(one.steps & {"require_supplement", "supplement"})
        step = data.draw(st.sampled_from([*leads_on * 6, *sorted(one.steps)]))
        applicant = data.draw(st.sampled_from([self.owner, one.by])) if one.by is AGENT else self.owner
        self._take(one, applicant if step in APPLICANTS else CLERK, step, one.version)

    @precondition(lambda self: self.items)
    @rule(data=st.data())
    def let_a_limit_pass(self, data: st.DataObject) -> None:
        """Tracking says that one of its limits has passed; only the one that runs, with nothing told, counts."""
        one = data.draw(st.sampled_from(self.items[-2:]))
        asked = data.draw(st.sampled_from([one.deadlines[-1], *one.deadlines]))
        is_the_one_that_runs = asked is one.deadlines[-1]
        told = {name: asked[name] for name in DeadlineMissed.model_fields if name in asked}
        missed = DeadlineMissed(**told, due_on=datetime.now(UTC).date(), provisional=False)
        if one.status != "received" or one.told or not is_the_one_that_runs:
            self.hear(missed, about=one.id, told=None)
            return
        self.hear(missed, about=one.id, told=[ItemAccepted])
        one.status, one.version, one.deemed = "accepted", one.version + 1, True
        self._note_number(one)

    @precondition(lambda self: self.in_force and self.items and self.items[-1].by is AGENT)
    @rule()
    def end_the_agreement(self) -> None:
        path = f"/agreements/{self.agreement['id']}/end"
        version = self.agreement["version"]
        self.post(self.owner, path, {"reason": "终止"}, version=version, expected=200, told=[AgreementEnded])
        self.in_force = False

    @precondition(lambda self: self.items)
    @rule(data=st.data())
    def try_anything(self, data: st.DataObject) -> None:
        if data.draw(st.sampled_from([True, False, False, False])):
            self._hand_in(data.draw(st.sampled_from(self.everybody)))
            return
        one = data.draw(st.sampled_from(self.items))
        step = data.draw(st.sampled_from(sorted(APPLICANTS | WINDOWS)))
        whose = self.owner if step in APPLICANTS else CLERK
        who = data.draw(st.sampled_from([whose, AGENT]) | st.sampled_from(self.everybody))
        self._take(one, who, step, one.version + data.draw(st.sampled_from([0, 0, -1, 1])))

    def _hand_in(self, who: Actor) -> None:
        body: dict[str, Any] = {"project_id": self.project["id"], "items": [{"item_code": CODE}]}
        if who is AGENT:
            body["agreement_id"] = self.agreement["id"]
        refused: int | str | None = None
        if who is self.stranger:
            refused = 404
        elif who not in (self.owner, CLERK, AGENT):
            refused = "not_permitted"
        elif who is AGENT and not self.in_force:
            refused = "agreement.not_in_force"
        elif not self.is_none_pending:
            refused = "application.item_pending"
        if refused:
            self.post(who, "/applications", body, expected=refused)
            return
        told: list[type[Event]] = [ItemReceived, IntakeDeadlineRequested]
        handed_in = self.post(who, "/applications", body, expected=201, told=told)
        assert handed_in["submitted_by"] == who.sub
        self.items.append(Known(handed_in["items"][0]["id"], who))
        self._note_deadlines(self.items[-1])

    def _take(self, one: Known, who: Actor, step: str, version: int) -> None:
        refused = self._why_not(one, who, step, version)
        path, body = self._asked(step)
        if refused:
            self.take(who, one.id, path, body, version=version, expected=refused)
            return
        running = [IntakeDeadlineSettled] if step == "retract" and one.status == "received" else []
        seen = self.take(who, one.id, path, body, version=version, expected=200, told=[*TOLD[step], *running])
        if step == "undo_acceptance":
            one.seen = seen
        one.status, one.version = COURSE[one.status][step], one.version + 1
        one.told |= step == "require_supplement"
        if step == "accept":
            one.stands = False
            self._note_number(one)
        self._note_deadlines(one)

    def _why_not(self, one: Known, who: Actor, step: str, version: int) -> int | str | None:
        roles = {"owner", "service_officer"} if step in APPLICANTS else {"window_clerk"}
        if who.role not in roles:
            return 403
        if who is self.stranger:
            return 404
        if step in APPLICANTS and who not in (self.owner, AGENT):
            return 403
        if who is AGENT and not self.in_force:
            return "agreement.not_in_force" if one.by is AGENT else 403
        if version != one.version:
            return 412
        if step in one.steps:
            return None
        if step == "undo_acceptance" and one.status == "accepted":
            return "application_item.acceptance_stands"
        told_already = step == "require_supplement" and one.status == "received"
        return "application_item.supplement_told" if told_already else "transition.illegal"

    def _asked(self, step: str) -> tuple[str, Any]:
        match step:
            case "require_supplement":
                return "require-supplement", {"missing": ["用地红线图"]}
            case "supplement":
                return step, {"material_ids": [self.material["id"]]}
            case "refuse_not_a_matter" | "refuse_not_competent":
                return "refuse", {"outcome": step.removeprefix("refuse_"), "reason": "理由"}
            case "retract":
                return step, {"reason": "撤件"}
            case "undo_acceptance":
                return "undo-acceptance", {"reason": "误点受理"}
        return step, None

    def _note_number(self, one: Known) -> None:
        one.numbers.append(self.read(CLERK, one.id).json()["acceptance_number"])

    def _note_deadlines(self, one: Known) -> None:
        one.deadlines = self.wait(self.service.published(IntakeDeadlineRequested, subject_id=one.id))

    @invariant()
    def the_last_is_as_the_model_says(self) -> None:
        for one in self.items[-1:]:
            agents = APPLICANTS if self.in_force else set[str]()
            for who, steps in ((self.owner, APPLICANTS), (CLERK, WINDOWS), (AGENT, agents), (OFFICER, set[str]())):
                seen = self.read(who, one.id).json()
                assert (seen["status"], seen["version"], seen["deemed"]) == (one.status, one.version, one.deemed)
                assert set(offered(seen)) == {ACTIONS[step] for step in steps & one.steps}, who
                number = one.numbers[-1] if one.status in {"accepted", "undo_asked"} else None
                assert seen["acceptance_number"] == number
                assert (seen["undo_refusal"] is not None) == (one.status == "accepted" and one.stands)
                undone = one.numbers if number is None else one.numbers[:-1]
                assert self._undone(one, who) == list(reversed(undone))

    def teardown(self) -> None:
        for one in self.items:
            assert self.read(AUDITOR, one.id).json()["status"] == one.status
            assert self.read(self.stranger, one.id).status_code == 404
        accepted = [number for one in self.items for number in one.numbers]
        assert len(accepted) == len(set(accepted)), "no number is given twice, nor given again"

    def _undone(self, one: Known, who: Actor) -> list[str]:
        """The acceptances of which its history says that they were undone, the newest first."""
        path = f"/application-items/{one.id}/history"
        told = self.wait(self.service.client.get(path, headers=self.headers(who))).json()["items"]
        assert all((entry["by"], entry["reason"]) == (CLERK.sub, "误点受理") for entry in told)
        changes = [change for entry in told for change in entry["changes"] if change["field"] == "acceptance_number"]
        return [change["before"] for change in changes]


@pytest.mark.xdist_group("fuzz-intake")
async def test_items_take_their_course(fuzzed: Callable[[str], Awaitable[Fuzzed]]) -> None:
    await follow(ApplicationCourse, (await fuzzed("intake"))[0])
