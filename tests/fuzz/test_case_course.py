"""The course of cases while days pass: every due date and every used day is counted again, day by day."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, precondition, rule

from services.tracking_service.calendar.domain import is_working_day
from shared.contracts.deadlines import DeadlineMet, DeadlineMissed, DeadlineNeared, DeadlineSet
from shared.contracts.event import Event
from shared.contracts.intake.agreements import AgreementEnded, AgreementSigned
from shared.contracts.intake.applications import ItemAccepted
from shared.contracts.tracking.cases import (
    CaseAnnulled,
    CaseAnnulmentRefused,
    CaseDecided,
    CaseResumed,
    CaseStarted,
    CaseSuspended,
    CaseWithdrawn,
)
from shared.kit.clock import LOCAL, local_date
from testing.tested_service import TestedService, offered
from tests.fuzz.conftest import Fuzzed
from tests.fuzz.course import Actor, Course, follow
from tests.integration.tracking.conftest import GAS, OWNER, PERMIT, UNCONFIRMED, Hall
from tests.integration.tracking.conftest import STRANGER as ANOTHER

DAY = timedelta(days=1)
ITEMS = {PERMIT: ("PNR", 20, "working"), UNCONFIRMED: ("PNR", None, ""), GAS: ("GAS", 5, "calendar")}
"""By item: its body, and its limit in days of a kind; None where that is 未核定."""
PROCEDURES = {PERMIT: ["expert_review", "site_visit"], UNCONFIRMED: ["expert_review"], GAS: ["rectification"]}
STOPPING = {"expert_review", "rectification"}
AT_MOST = {"rectification": 10}
"""How long a procedure may take, in working days."""
COURSE = {
    "accepted": {"start_case": "in_handling", "withdraw_case": "withdrawn"},
    "in_handling": {
        "begin_special_procedure": "special_procedure",
        "decide_case": "decided",
        "withdraw_case": "withdrawn",
    },
    "special_procedure": {"end_special_procedure": "in_handling", "withdraw_case": "withdrawn"},
}
BODYS = {"start_case", "begin_special_procedure", "end_special_procedure", "decide_case"}
STEPS = sorted(BODYS | {"withdraw_case"})

OWN = Actor.owner(OWNER)
STRANGER = Actor.owner(ANOTHER)
AGENT = Actor.of("service_officer", "GSD-officer-1")
OFFICER = Actor.of("service_officer", "GSD-officer-2")
AUDITOR = Actor.of("auditor", "AUD-1")


class CaseCourse(Course):
    table = "item_case"
    path = "/cases"

    def __init__(self, service: TestedService, loop: asyncio.AbstractEventLoop) -> None:
        super().__init__(service, loop)
        self.hall = Hall(service)
        self.ahead = timedelta(0)
        self.used_before = 0

    @property
    def now(self) -> datetime:
        return datetime.now(UTC) + self.ahead

    @initialize(code=st.sampled_from([PERMIT, PERMIT, GAS, UNCONFIRMED]), mandated=st.booleans())
    def a_case(self, code: str, mandated: bool) -> None:
        # In the morning, so that no midnight comes between the model's question and the service's answer.
        self._move_to(local_date(self.now) + DAY)
        self.code = code
        self.body, self.days, self.unit = ITEMS[code]
        self.handler = Actor.of("handler", f"{self.body}-handler-1", body=self.body)
        self.chief = Actor.of("chief_service_officer", f"{self.body}-cso", body=self.body)
        self.elsewhere = Actor.of("handler", "EEB-handler-1", body="EEB")
        self.others = [STRANGER, OFFICER, AGENT, AUDITOR, self.elsewhere, Actor.of("window_clerk", "GSD-window-1")]

        async def opened() -> tuple[UUID, AgreementSigned | None, ItemAccepted, dict[str, Any]]:
            project = await self.hall.project()
            signed = await self.hall.signed_agreement(project, stages=["S2", "UTL"]) if mandated else None
            item = self.hall.accepted_item(project, code, self.body)
            return project, signed, item, await self.hall.case_of(item)

        self.project, self.mandate, self.item, case = self.wait(opened())
        self.id: str = case["id"]
        self.status, self.version = "accepted", 1
        self.base = local_date(self.item.accepted_at)
        self.runs: list[dict[str, Any]] = []
        self.closed_on: date | None = None
        self.is_missed = False

    def teardown(self) -> None:
        if hasattr(self, "id"):
            self.check_unseen(STRANGER, self.id)
            self.check_unseen(self.elsewhere, self.id)
        self.service.backing.move_clock(timedelta(0))

    # What happens to it

    @rule(days=st.integers(0, 4) | st.integers(5, 40))
    def let_days_pass(self, days: int) -> None:
        if days:
            self.used_before = self._used()
        self._move_to(local_date(self.now) + days * DAY)
        while self.wait(self.service.tick("deadlines")):
            pass
        self.is_missed |= self._is_overdue()

    @precondition(lambda self: self.status in COURSE)
    @rule(data=st.data())
    def go_on(self, data: st.DataObject) -> None:
        steps = sorted(COURSE[self.status], key=lambda step: (step in {"withdraw_case", "decide_case"}, step))
        step = data.draw(st.sampled_from([steps[0]] * 5 + steps))
        who = data.draw(st.sampled_from([self.handler, self.chief])) if step in BODYS else OWN
        self._take(who, step, self.version, data)

    @rule(data=st.data())
    def try_anything(self, data: st.DataObject) -> None:
        match data.draw(st.sampled_from(["step"] * 6 + ["accepted again", "agreement", "undo"])):
            case "accepted again":
                self.hear(self.item, about=self.id, told=None)
            case "agreement":
                self._end_the_agreement()
            case "undo":
                self._ask_to_undo(data.draw(st.sampled_from([0, 0, 30])))
            case _:
                self._try_a_step(data)

    def _ask_to_undo(self, days_ago: int) -> None:
        """The window asks that the acceptance be undone of what came so many days ago: until the body begins."""
        asked = self.hall.undo_asked(self.wait(self.hall.read(self.id)), received_at=self.now - days_ago * DAY)
        if self.status == "annulled":
            self.hear(asked, about=self.id, told=None)
            return
        annulled = self.status == "accepted" and not days_ago
        self.hear(asked, about=self.id, told=[CaseAnnulled if annulled else CaseAnnulmentRefused])
        self.version += 1
        if annulled:
            self.status, self.closed_on = "annulled", self._today()

    def _try_a_step(self, data: st.DataObject) -> None:
        step = data.draw(st.sampled_from(STEPS))
        whose = self.handler if step in BODYS else OWN
        who = data.draw(st.sampled_from([whose, STRANGER, AGENT]) | st.sampled_from([OWN, self.handler, *self.others]))
        self._take(who, step, self.version + data.draw(st.sampled_from([0, 0, -1, 1])), data)

    def _end_the_agreement(self) -> None:
        if not self.mandate:
            return
        ended = self.mandate.model_dump(include={"agreement_id", "agreement_number", "project_id"})
        self.wait(self.service.deliver(AgreementEnded(**ended, status="terminated", reason="终止")))
        self.mandate = None

    def _take(self, who: Actor, step: str, version: int, data: st.DataObject) -> None:
        path, body, wrong = self._asked(step, data)
        refused = self._why_not(who, step, version) or wrong
        if refused:
            self.take(who, self.id, path, body, version=version, expected=refused)
            return
        told = self._told(step, body)
        seen = self.take(who, self.id, path, body, version=version, expected=200, told=told)
        self.status, self.version = COURSE[self.status][step], self.version + 1
        if step == "begin_special_procedure":
            began = seen["special_procedures"][-1]
            run = {"type": body["type"], "id": began["procedure_id"], "from": self._today(), "to": None}
            self.runs.append(run | {"stops": body["type"] in STOPPING and not self.is_missed})
        elif step == "end_special_procedure":
            self.runs[-1]["to"] = self._today()
        if self.status not in COURSE:
            self.closed_on = self._today()

    def _asked(self, step: str, data: st.DataObject) -> tuple[str, Any, int | str | None]:
        """Address and body of a step, and how it is refused where what it names is wrong."""
        match step:
            case "begin_special_procedure":
                kind = data.draw(st.sampled_from(PROCEDURES[self.code] * 3 + ["hearing"]))
                wrong = "case.special_procedure_unknown" if kind == "hearing" else None
                return "special-procedures", {"type": kind}, wrong
            case "end_special_procedure":
                known = [run["id"] for run in self.runs] or [self.id]
                chosen = data.draw(st.sampled_from([known[-1], *known]))
                wrong = "case.special_procedure_not_open" if chosen != known[-1] else None
                return f"special-procedures/{chosen}/end", None, wrong
            case "decide_case":
                outcome = data.draw(st.sampled_from(["passed", "passed_with_gaps", "refused"]))
                number = data.draw(st.sampled_from(["穗规〔示例〕1号", "穗规〔示例〕2号", None]))
                wrong = "case.document_number_missing" if number is None and outcome != "refused" else None
                return "decide", {"outcome": outcome, "document_number": number}, wrong
            case "withdraw_case":
                return "withdraw", {"reason": "项目调整"}, None
        return "start", None, None

    def _why_not(self, who: Actor, step: str, version: int) -> int | str | None:
        if who.role not in ({"handler", "chief_service_officer"} if step in BODYS else {"owner", "service_officer"}):
            return 403
        if who in (STRANGER, self.elsewhere):
            return 404
        if step == "withdraw_case" and not (who == OWN or (who == AGENT and self.mandate)):
            return "case.no_mandate"
        if version != self.version:
            return 412
        return None if step in COURSE.get(self.status, {}) else "transition.illegal"

    def _told(self, step: str, body: Any) -> list[type[Event]]:
        is_running = self.days is not None and not self.is_missed
        match step:
            case "start_case":
                return [CaseStarted]
            case "begin_special_procedure":
                return [CaseSuspended, *([DeadlineSet] if body["type"] in AT_MOST else [])]
            case "end_special_procedure":
                stood_still = is_running and self._due() is None
                run = self.runs[-1]
                in_time = run["type"] in AT_MOST and self._today() <= self._procedure_due(run)
                return [CaseResumed, *([DeadlineSet] if stood_still else []), *([DeadlineMet] if in_time else [])]
            case "decide_case":
                return [CaseDecided, *([DeadlineMet] if is_running else [])]
        return [CaseWithdrawn]

    # The clock, reckoned a second time and in another way: by walking from day to day

    def _today(self) -> date:
        return local_date(self.now)

    def _counted(self) -> Iterator[date]:
        """The days after the base day that the limit counts, without end unless the clock stands still."""
        stops = [(run["from"], run["to"]) for run in self.runs if run["stops"]]
        day = self.base
        while True:
            day += DAY
            if any(start <= day and end is None for start, end in stops):
                return
            if self.unit == "working" and not is_working_day(day)[0]:
                continue
            if not any(start <= day < end for start, end in stops if end is not None):
                yield day

    def _due(self) -> date | None:
        assert self.days is not None
        return next((day for number, day in enumerate(self._counted(), 1) if number == self.days), None)

    def _used(self) -> int:
        if self.days is None:
            return 0
        until, used = self.closed_on or self._today(), 0
        for day in self._counted():
            if day > until:
                break
            used += 1
        return used

    def _is_overdue(self) -> bool:
        """Whether its due date has passed while it was open."""
        if self.days is None:
            return False
        due = self._due()
        return due is not None and (self.closed_on or self._today()) > due

    def _procedure_due(self, run: dict[str, Any]) -> date:
        day, left = run["from"], AT_MOST[run["type"]]
        while left:
            day += DAY
            left -= is_working_day(day)[0]
        assert isinstance(day, date)
        return day

    def _move_to(self, day: date) -> None:
        """To nine in the morning, and never back."""
        self.ahead += max(datetime.combine(day, time(9), LOCAL) - self.now, timedelta(0))
        self.service.backing.move_clock(self.ahead)

    # What must hold

    @invariant()
    def it_is_as_the_model_says(self) -> None:
        if not hasattr(self, "id"):
            return
        agents = {"withdraw_case"} if self.mandate else set[str]()
        for who, steps in ((self.handler, BODYS), (OWN, {"withdraw_case"}), (AGENT, agents)):
            seen = self.read(who, self.id).json()
            assert (seen["status"], seen["version"]) == (self.status, self.version)
            assert set(offered(seen)) == steps & COURSE.get(self.status, {}).keys(), who
        clock, running = seen["clock"], self.runs[-1] if self.status == "special_procedure" else None
        assert seen["suspended"] == (running is not None and running["type"] in STOPPING)
        if self.days is None:
            assert (clock["limit_status"], clock["due_on"], clock["used_days"]) == ("unconfirmed", None, None)
            return
        if self.status == "annulled":
            assert (clock["due_on"], clock["light"], clock["used_days"]) == (None, None, self._used())
            return
        due = self._due()
        assert clock["due_on"] == (str(due) if due else None)
        assert clock["used_days"] == self._used()
        assert (clock["light"] == "overdue") == self._is_overdue()
        assert clock["used_days"] >= self.used_before, "days that were used up have come back"

    @invariant()
    def it_is_told_once_that_it_is_near_and_that_it_is_missed(self) -> None:
        if not hasattr(self, "id"):
            return
        missed = self.wait(self.service.published(DeadlineMissed, deadline_id=self.id))
        assert len(missed) == self.is_missed
        near = [one["due_on"] for one in self.wait(self.service.published(DeadlineNeared, deadline_id=self.id))]
        assert len(near) == len(set(near))


@pytest.mark.xdist_group("fuzz-others")
async def test_cases_take_their_course(fuzzed: Callable[[str], Awaitable[Fuzzed]]) -> None:
    await follow(CaseCourse, (await fuzzed("tracking"))[0])
