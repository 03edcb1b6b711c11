"""The course of assignments: one post at a time, upwards when nobody takes it up, and never back."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, precondition, rule

from shared.contracts.deadlines import DeadlineMissed
from shared.contracts.event import Event
from shared.contracts.intake.applications import ItemAccepted
from shared.contracts.routing.assignments import AssignmentAcknowledged, AssignmentCreated, AssignmentEscalated
from shared.contracts.routing.deadlines import RoutingDeadlineRequested, RoutingDeadlineSettled
from shared.contracts.tracking.cases import CaseAnnulled, CaseStarted, CaseWithdrawn
from testing.tested_service import TestedService, offered
from tests.fuzz.conftest import Fuzzed
from tests.fuzz.course import Actor, Course, follow, types
from tests.integration.routing.conftest import Departments, accepted_item, decided

LADDER = {
    "handler": ("PNR-handler-1", "PNR-handler-2"),
    "chief_service_officer": ("PNR-cso",),
    "leader": ("PNR-leader",),
    "leading_group": ("LG-1",),
}
LEVELS = list(LADDER)
POSTS = {
    sub: Actor.of(level, sub) if level == "leading_group" else Actor.of(level, sub, body="PNR")
    for level, subs in LADDER.items()
    for sub in subs
}
BUREAU = Actor.of("data_bureau", "GSD-admin-1")
STRANGER = Actor.of("handler", "DRC-handler-1", body="DRC")
OTHERS = [
    BUREAU,
    STRANGER,
    Actor.of("auditor", "AUD-1"),
    Actor.of("owner", "owner-91440101000000001M", enterprise="91440101000000001M"),
    Actor.of("window_clerk", "GSD-window-1"),
    Actor.of("service_officer", "GSD-officer-1"),
]
MAY_HOLD = {*LEVELS, "data_bureau"}


@dataclass
class Known:
    """What the model knows of an assignment. deadlines: every one that was asked for, the running one last."""

    id: str
    item: ItemAccepted
    assignee: str
    level: str = "handler"
    status: str = "open"
    version: int = 1
    deadlines: list[dict[str, Any]] = field(default_factory=list)

    @property
    def is_watched(self) -> bool:
        return self.status == "open" and self.level != "leading_group"

    @property
    def settled(self) -> list[type[Event]]:
        """What tells tracking that nothing need be watched any more."""
        return [RoutingDeadlineSettled] if self.is_watched else []

    @property
    def acknowledged(self) -> list[type[Event]]:
        """What is told when it is taken up."""
        return [AssignmentAcknowledged, *self.settled]


class AssignmentCourse(Course):
    table = "assignment"
    path = "/assignments"

    def __init__(self, service: TestedService, loop: asyncio.AbstractEventLoop) -> None:
        super().__init__(service, loop)
        self.departments = Departments(service)
        self.assignments: list[Known] = []

    @initialize()
    def a_project(self) -> None:
        self.project: UUID = self.wait(self.departments.project())
        self.begin()

    @precondition(lambda self: self.assignments and self.assignments[-1].status == "closed")
    @rule()
    def begin(self) -> None:
        item = accepted_item(self.project)
        mark = self.written(str(item.application_item_id))
        made = self.wait(self.departments.put(item))
        assert self.told_since(mark) == types([AssignmentCreated, RoutingDeadlineRequested])
        assert made["assignee"] in LADDER["handler"]
        self.assignments.append(Known(made["id"], item, made["assignee"]))
        self._note_deadlines(self.assignments[-1])

    @precondition(lambda self: self.assignments)
    @rule(data=st.data())
    def let_a_deadline_pass(self, data: st.DataObject) -> None:
        """Only the one that runs makes it climb; told twice, or told late, it does nothing."""
        one = self.assignments[-1]
        asked = data.draw(st.sampled_from([one.deadlines[-1], *one.deadlines]))
        told = {name: asked[name] for name in DeadlineMissed.model_fields if name in asked}
        purpose = data.draw(st.sampled_from(["acknowledgement", "acknowledgement", "acknowledgement", "case"]))
        missed = DeadlineMissed(**told | {"purpose": purpose}, due_on=one.item.accepted_at.date(), provisional=False)
        if asked is not one.deadlines[-1] or purpose == "case" or not one.is_watched:
            self.hear(missed, about=one.id, told=None)
            return
        one.level = LEVELS[LEVELS.index(one.level) + 1]
        (one.assignee,) = LADDER[one.level]
        asked_anew = [RoutingDeadlineRequested] if one.is_watched else []
        self.hear(missed, about=one.id, told=[AssignmentEscalated, *asked_anew])
        one.version += 1
        self._note_deadlines(one)

    @precondition(lambda self: self.assignments)
    @rule(data=st.data())
    def hear_of_its_case(self, data: st.DataObject) -> None:
        one = data.draw(st.sampled_from(self.assignments[-2:]))
        match data.draw(st.sampled_from(["accepted", "started", "started", "decided", "withdrawn", "annulled"])):
            case "accepted":
                self.hear(one.item, about=one.id, told=None)
            case "started":
                told = one.acknowledged if one.status == "open" else None
                self.hear(self._case_event(one, CaseStarted), about=one.id, told=told)
                self._changed(one, "acknowledged", told is not None)
            case "decided":
                self.hear(decided(one.item), about=one.id, told=None if one.status == "closed" else one.settled)
                self._changed(one, "closed", one.status != "closed")
            case "withdrawn" | "annulled" as end:
                contract: Any = CaseWithdrawn if end == "withdrawn" else CaseAnnulled
                event = self._case_event(one, contract, reason="撤回", asked_at=one.item.accepted_at)
                self.hear(event, about=one.id, told=None if one.status == "closed" else one.settled)
                self._changed(one, "closed", one.status != "closed")

    @precondition(lambda self: self.assignments)
    @rule(data=st.data())
    def acknowledge(self, data: st.DataObject) -> None:
        one = data.draw(st.sampled_from([self.assignments[-1]] * 3 + self.assignments))
        # Whose it is comes first: which handler that is hangs on all that went before, and a course must repeat.
        posts = sorted(POSTS.values(), key=lambda post: post.sub != one.assignee)
        anybody = st.sampled_from([posts[0], STRANGER]) | st.sampled_from([*posts, *OTHERS])
        who, version = data.draw(anybody), one.version + data.draw(st.sampled_from([0, 0, 0, -1, 1]))
        refused = self._why_not(one, who, version)
        if refused:
            self.take(who, one.id, "acknowledge", version=version, expected=refused)
            return
        self.take(who, one.id, "acknowledge", version=version, expected=200, told=one.acknowledged)
        self._changed(one, "acknowledged", True)

    def _why_not(self, one: Known, who: Actor, version: int) -> int | str | None:
        if who.role not in MAY_HOLD:
            return 403
        if who is STRANGER:
            return 404
        if who.sub != one.assignee:
            return "assignment.not_yours"
        if version != one.version:
            return 412
        return None if one.status == "open" else "transition.illegal"

    def _changed(self, one: Known, status: str, really: bool) -> None:
        if really:
            one.status, one.version = status, one.version + 1

    def _case_event(self, one: Known, contract: type[CaseStarted | CaseWithdrawn | CaseAnnulled], **more: Any) -> Event:
        same = decided(one.item).model_dump()
        return contract(**{name: same[name] for name in contract.model_fields if name in same}, **more)

    def _note_deadlines(self, one: Known) -> None:
        one.deadlines = self.wait(self.departments.deadlines({"id": one.id}))

    @invariant()
    def the_last_is_as_the_model_says(self) -> None:
        for one in self.assignments[-1:]:
            for who in (POSTS[one.assignee], BUREAU):
                seen = self.read(who, one.id).json()
                assert (seen["status"], seen["version"]) == (one.status, one.version)
                assert (seen["level"], seen["assignee"]) == (one.level, one.assignee)
                may = who.sub == one.assignee and one.status == "open"
                assert offered(seen) == (["acknowledge_assignment"] if may else [])

    def teardown(self) -> None:
        for one in self.assignments:
            assert self.read(BUREAU, one.id).json()["status"] == one.status
            self.check_unseen(STRANGER, one.id)
            known = self.wait(self.service.rows(COUNT, item=one.item.application_item_id))
            assert known == [{"count": 1}]


COUNT = "SELECT count(*) FROM assignment WHERE application_item_id = :item"


@pytest.mark.xdist_group("fuzz-others")
async def test_assignments_take_their_course(fuzzed: Callable[[str], Awaitable[Fuzzed]]) -> None:
    await follow(AssignmentCourse, (await fuzzed("routing"))[0])
