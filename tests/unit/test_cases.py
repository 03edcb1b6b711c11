"""A case goes its way, and no other; its clock stands still for exactly the days of its stopping procedures."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from services.tracking_service.calendar.domain import Limit, StoppedInterval
from services.tracking_service.cases.domain import (
    COURSE,
    Case,
    CaseStatus,
    DocumentNumberMissing,
    ProcedureRule,
    SpecialProcedureNotOpen,
    Step,
    Undo,
    UnknownSpecialProcedure,
)
from shared.kit.clock import local_date
from shared.kit.errors import IllegalTransition
from shared.kit.facts import NothingCorrected
from shared.vocabulary.limits import LimitStatus, LimitUnit
from shared.vocabulary.statuses import Outcome, UndoRefusal

NOW = datetime(2026, 11, 23, 1, tzinfo=UTC)
REVIEW = ProcedureRule("expert_review", "专家评审", stops_clock=True)
VISIT = ProcedureRule("site_visit", "现场踏勘", stops_clock=False)


def accepted_case() -> Case:
    return Case(
        id=UUID(int=1),
        project_id=UUID(int=2),
        owner_uscc="91440101000000001M",
        application_item_id=UUID(int=3),
        acceptance_number="SL20261123000001",
        item_code="S2-PNR-11",
        item_name="建设工程规划许可证核发",
        stage="S2",
        body="PNR",
        limit=Limit(20, LimitUnit.WORKING_DAY),
        limit_status=LimitStatus.CONFIRMED,
        procedure_rules=(REVIEW, VISIT),
        accepted_at=NOW,
        deemed=False,
        opened_at=NOW,
    )


def undo(received_at: datetime = NOW, *, silence_accepts: bool = True) -> Undo:
    """The window's question, of an item that came then."""
    limit = Limit(5, LimitUnit.WORKING_DAY) if silence_accepts else None
    return Undo(NOW, "GSD-window-1", "误点受理", received_at, limit)


class CaseMachine(RuleBasedStateMachine):
    """Any steps in any order on any days."""

    def __init__(self) -> None:
        super().__init__()
        self.case = accepted_case()
        self.now = NOW
        self.stopped: list[StoppedInterval] = []
        self.steps = 0

    def tried(self, step: Step, do: object) -> bool:
        """Whether a step was taken; one that the table does not name must be refused and change nothing."""
        assert callable(do)
        before = self.case.status
        if step in COURSE.states[before]:
            do()
            assert self.case.status is COURSE.states[before][step]
            self.steps += 1
            return True
        with pytest.raises(IllegalTransition):
            do()
        assert self.case.status is before
        return False

    @rule(days=st.integers(0, 30))
    def time_passes(self, days: int) -> None:
        self.now += timedelta(days=days)

    @rule()
    def start(self) -> None:
        self.tried(Step.START, lambda: self.case.start(now=self.now))

    @rule(procedure=st.sampled_from([REVIEW, VISIT]))
    def begin(self, procedure: ProcedureRule) -> None:
        def do() -> None:
            self.case.begin_special_procedure(procedure.type, now=self.now, warning_days=2)

        if self.tried(Step.BEGIN_SPECIAL_PROCEDURE, do) and procedure.stops_clock:
            self.stopped.append(StoppedInterval(local_date(self.now)))

    @rule()
    def end(self) -> None:
        running = self.case.open_procedure

        def do() -> None:
            self.case.end_special_procedure(running.id if running else UUID(int=0), now=self.now, warning_days=2)

        if self.tried(Step.END_SPECIAL_PROCEDURE, do):
            self._close()

    @rule(outcome=st.sampled_from(Outcome))
    def decide(self, outcome: Outcome) -> None:
        self.tried(Step.DECIDE, lambda: self.case.decide(outcome, document_number="穗规〔示例〕1号", now=self.now))

    @rule()
    def withdraw(self) -> None:
        if self.tried(Step.WITHDRAW, lambda: self.case.withdraw("方案调整", now=self.now)):
            self._close()

    @precondition(lambda self: self.case.status is not CaseStatus.ANNULLED)
    @rule(days_ago=st.sampled_from([0, 0, 30]))
    def ask_to_undo(self, days_ago: int) -> None:
        """The window asks that its acceptance be undone: it is, or it is said why not."""
        allowed = self.case.status is CaseStatus.ACCEPTED and not days_ago
        before = self.case.status
        self.case.answer_undo(undo(self.now - timedelta(days=days_ago)), now=self.now)
        assert self.case.status is (CaseStatus.ANNULLED if allowed else before)
        assert self.case.happened[-1].name == ("annulled" if allowed else "annulment_refused")
        self.steps += 1

    @precondition(lambda self: self.case.status is CaseStatus.IN_HANDLING)
    @rule()
    def unknown_procedure(self) -> None:
        with pytest.raises(UnknownSpecialProcedure):
            self.case.begin_special_procedure("hearing", now=self.now, warning_days=2)

    @precondition(lambda self: self.case.open_procedure)
    @rule()
    def end_another(self) -> None:
        with pytest.raises(SpecialProcedureNotOpen):
            self.case.end_special_procedure(UUID(int=99), now=self.now, warning_days=2)

    def _close(self) -> None:
        if self.stopped and self.stopped[-1].end is None:
            self.stopped[-1] = StoppedInterval(self.stopped[-1].start, local_date(self.now))

    @invariant()
    def the_clock_stood_still_as_often_as_it_was_stopped(self) -> None:
        assert self.case.stops() == self.stopped
        assert self.case.suspended == bool(self.stopped and self.stopped[-1].end is None)

    @invariant()
    def one_procedure_runs_exactly_in_its_state(self) -> None:
        running = [one for one in self.case.procedures if one.ended_at is None]
        assert len(running) == (self.case.status is CaseStatus.SPECIAL_PROCEDURE)

    @invariant()
    def each_step_is_one_fact(self) -> None:
        assert len(self.case.happened) == self.steps

    @invariant()
    def it_is_over_once(self) -> None:
        over = [fact for fact in self.case.happened if fact.name in {"decided", "withdrawn", "annulled"}]
        assert len(over) == (self.case.closed_at is not None) == COURSE.is_over(self.case.status)


TestCaseMachine = CaseMachine.TestCase


def test_every_state_can_be_reached_and_every_step_is_used() -> None:
    reachable, todo = set(), [CaseStatus.ACCEPTED]
    while todo:
        status = todo.pop()
        if status not in reachable:
            reachable.add(status)
            todo.extend(COURSE.states[status].values())
    assert reachable == set(CaseStatus) == set(COURSE.states)
    assert {step for steps in COURSE.states.values() for step in steps} == set(Step)


def test_each_state_has_its_national_code() -> None:
    case = accepted_case()
    codes = [case.national_code]
    case.start(now=NOW)
    codes.append(case.national_code)
    case.begin_special_procedure("expert_review", now=NOW, warning_days=2)
    codes.append(case.national_code)
    case.end_special_procedure(case.procedures[0].id, now=NOW, warning_days=2)
    codes.append(case.national_code)
    case.decide(Outcome.PASSED, document_number="穗规〔示例〕1号", now=NOW)
    codes.append(case.national_code)
    assert codes == [3, 8, 9, 10, 11]
    assert [fact.name for fact in case.said()] == ["started", "suspended", "resumed", "decided"]
    assert case.said() == []


def test_a_refusal_names_the_state_and_the_way_out() -> None:
    case = accepted_case()
    with pytest.raises(IllegalTransition) as refused:
        case.decide(Outcome.PASSED, document_number=None, now=NOW)
    assert refused.value.words(english=False).detail == "办件处于“窗口受理”，不能办结。"
    assert refused.value.words(english=True).way_out == "Allowed now: start, withdraw, undo its acceptance."


def decided_case() -> Case:
    case = accepted_case()
    case.start(now=NOW)
    case.decide(Outcome.PASSED, document_number="穗规〔示例〕1号", now=NOW)
    case.said()
    return case


@pytest.mark.parametrize("outcome", [Outcome.PASSED, Outcome.PASSED_WITH_GAPS])
def test_an_approval_without_the_number_of_its_document_is_refused_and_the_field_named(outcome: Outcome) -> None:
    case = accepted_case()
    case.start(now=NOW)
    with pytest.raises(DocumentNumberMissing) as refused:
        case.decide(outcome, document_number=None, now=NOW)
    assert (refused.value.pointer, case.status, case.outcome) == ("/document_number", CaseStatus.IN_HANDLING, None)
    case.decide(Outcome.REFUSED, document_number=None, now=NOW)


@given(
    given=st.lists(st.tuples(st.sampled_from(Outcome), st.sampled_from(["一号", "二号", None])), min_size=1, max_size=6)
)
def test_an_outcome_is_put_right_along_a_chain_without_gaps_and_never_to_an_approval_without_a_number(
    given: list[tuple[Outcome, str | None]],
) -> None:
    case = decided_case()
    at, stands = case.closed_at, {"outcome": case.outcome, "document_number": case.document_number}
    for outcome, number in given:
        wanted = {"outcome": outcome, "document_number": number}
        wrong = DocumentNumberMissing if outcome is not Outcome.REFUSED and number is None else NothingCorrected
        if wrong is DocumentNumberMissing or wanted == stands:
            with pytest.raises(wrong):
                case.correct_outcome(outcome, document_number=number, reason="登记有误", now=NOW)
            continue
        case.correct_outcome(outcome, document_number=number, reason="登记有误", now=NOW)
        (fact,) = case.said()
        for name, (before, after) in fact.values["correction"].changes.items():
            assert before == stands[name]
            stands[name] = after
    assert {"outcome": case.outcome, "document_number": case.document_number} == stands
    assert (case.status, case.closed_at, case.said()) == (CaseStatus.DECIDED, at, [])


def refusal_of(case: Case, asked: Undo, *, now: datetime = NOW) -> UndoRefusal | None:
    """Why an acceptance stands; None where it is undone."""
    case.said()
    case.answer_undo(asked, now=now)
    (fact,) = case.said()
    return fact.values["refusal"] if fact.name == "annulment_refused" else None


def test_an_acceptance_is_undone_until_the_body_begins() -> None:
    case = accepted_case()
    case.open(warning_days=2)
    assert refusal_of(case, undo()) is None
    assert (case.status, case.closed_at, case.remark) == (CaseStatus.ANNULLED, NOW, "误点受理")
    assert case.clock
    shown = case.clock.reckoned.standing(local_date(NOW))
    assert (shown.light, case.due_on, case.clock.settled_at) == (None, None, NOW)
    case.answer_undo(undo(), now=NOW)
    assert case.said() == [], "asked again it says nothing"


def test_an_acceptance_stands_once_the_body_has_begun_or_the_case_is_over() -> None:
    case = accepted_case()
    case.start(now=NOW)
    assert refusal_of(case, undo()) is UndoRefusal.HANDLING_BEGUN
    case.begin_special_procedure("site_visit", now=NOW, warning_days=2)
    assert refusal_of(case, undo()) is UndoRefusal.HANDLING_BEGUN
    case.withdraw("方案调整", now=NOW)
    assert refusal_of(case, undo()) is UndoRefusal.CASE_OVER


def test_an_acceptance_stands_where_without_it_silence_would_have_accepted() -> None:
    """Received on a Monday: the Monday after is the fifth working day, and the last one."""
    last, after = NOW + timedelta(days=7), NOW + timedelta(days=8)
    assert refusal_of(accepted_case(), undo(), now=last) is None
    assert refusal_of(accepted_case(), undo(), now=after) is UndoRefusal.ANSWER_OVERDUE
    assert refusal_of(accepted_case(), undo(silence_accepts=False), now=after) is None, "something was told in time"
