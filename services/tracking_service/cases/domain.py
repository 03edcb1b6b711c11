"""A case (办件): one accepted item on its way to a body's decision.

It has nothing to do with the agency agreement: an agreement that ends decides no case, and a refusal ends no agreement.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from uuid import UUID

from services.tracking_service.calendar.domain import Limit, StoppedInterval, due
from services.tracking_service.deadlines.domain import Deadline, DeadlineState
from shared.kit.clock import local_date
from shared.kit.course import Course
from shared.kit.errors import Kind, Refusal, Words
from shared.kit.facts import Aggregate
from shared.kit.ids import new_id
from shared.kit.labels import Colour, Labelled
from shared.vocabulary.limits import LimitStatus, LimitUnit, Purpose
from shared.vocabulary.statuses import Outcome, UndoRefusal


class CaseStatus(Labelled):
    """Where a case stands."""

    ACCEPTED = "accepted", "窗口受理", "accepted at the window", Colour.BLUE
    IN_HANDLING = "in_handling", "部门受理", "in handling", Colour.BLUE
    SPECIAL_PROCEDURE = "special_procedure", "特别程序", "in a special procedure", Colour.YELLOW
    DECIDED = "decided", "办结", "decided", Colour.GREEN
    WITHDRAWN = "withdrawn", "撤回", "withdrawn", Colour.GREY
    ANNULLED = "annulled", "受理已撤回", "annulled: its acceptance was undone", Colour.GREY


class Step(Labelled):
    """What can be done with a case, named by the operation that does it; it is annulled as the window asks, by none."""

    START = "start_case", "开始办理", "start"
    BEGIN_SPECIAL_PROCEDURE = "begin_special_procedure", "开始特别程序", "begin a special procedure"
    END_SPECIAL_PROCEDURE = "end_special_procedure", "结束特别程序", "end the special procedure"
    DECIDE = "decide_case", "办结", "decide"
    WITHDRAW = "withdraw_case", "撤回", "withdraw"
    ANNUL = ":annul", "撤回受理", "undo its acceptance"
    CORRECT_DECISION = "correct_decision", "更正文号或备注", "correct the document number or remark"
    CORRECT_OUTCOME = "correct_outcome", "更正办理结果的登记", "correct the outcome on record"


_S = CaseStatus
COURSE = Course(
    ("办件", "case"),
    {
        _S.ACCEPTED: {Step.START: _S.IN_HANDLING, Step.WITHDRAW: _S.WITHDRAWN, Step.ANNUL: _S.ANNULLED},
        _S.IN_HANDLING: {
            Step.BEGIN_SPECIAL_PROCEDURE: _S.SPECIAL_PROCEDURE,
            Step.DECIDE: _S.DECIDED,
            Step.WITHDRAW: _S.WITHDRAWN,
        },
        _S.SPECIAL_PROCEDURE: {Step.END_SPECIAL_PROCEDURE: _S.IN_HANDLING, Step.WITHDRAW: _S.WITHDRAWN},
        _S.DECIDED: {Step.CORRECT_DECISION: _S.DECIDED, Step.CORRECT_OUTCOME: _S.DECIDED},
        _S.WITHDRAWN: {},
        _S.ANNULLED: {},
    },
)
"""A special procedure (特别程序) always ends before a decision. An acceptance can be undone until the body begins to
handle the case: that it has only taken the assignment up does not count."""


def steps_of(status: CaseStatus, *, knows_procedures: bool) -> list[Step]:
    """What can be done with a case in a state; a special procedure begins only where the item knows one."""
    steps = COURSE.steps(status)
    return steps if knows_procedures else [one for one in steps if one is not Step.BEGIN_SPECIAL_PROCEDURE]


NATIONAL_CODES: Mapping[Labelled, int] = {
    CaseStatus.ACCEPTED: 3,
    CaseStatus.IN_HANDLING: 8,
    CaseStatus.SPECIAL_PROCEDURE: 9,
    CaseStatus.WITHDRAWN: 14,
    CaseStatus.ANNULLED: 14,
    Outcome.PASSED: 11,
    Outcome.PASSED_WITH_GAPS: 12,
    Outcome.REFUSED: 13,
}
"""办件状态 (blzt) of the national exchange standard, by outcome, else by status."""
SPECIAL_PROCEDURE_ENDED = 10
"""That of a case that is in handling again after a special procedure."""


class UnknownSpecialProcedure(Refusal):
    """The item has no special procedure of that type."""

    code = "case.special_procedure_unknown"
    kind = Kind.INVALID
    zh = Words(
        "该事项没有这种特别程序",
        "事项“{item}”没有特别程序“{given}”（行政许可法第45条：须由法律、法规或该事项目录载明）。",
        "可用的特别程序：{known}。",
    )
    en = Words(
        "The item has no such special procedure",
        "Item {item} has no special procedure {given} (行政许可法 45: the law or the catalogue must name it).",
        "Known ones: {known}.",
    )


class DocumentNumberMissing(Refusal):
    """An approval without the number of its document."""

    code = "case.document_number_missing"
    kind = Kind.INVALID
    zh = Words(
        "缺少文号",
        "办理结果为“{outcome}”的，须填写批复或证照的文号。",
        "请填写文号；作出不予许可决定的，请选择“办结（不通过）”。",
    )
    en = Words(
        "Document number missing",
        "The outcome “{outcome}” needs the number of the approval's document.",
        "Give the number; where the body has not approved, choose the outcome that says so.",
    )


class SpecialProcedureNotOpen(Refusal):
    """The special procedure to end is not the one that runs."""

    code = "case.special_procedure_not_open"
    kind = Kind.CONFLICT
    zh = Words("该特别程序未在进行", "特别程序 {given} 未在进行。", "正在进行的特别程序：{open}。")
    en = Words("Not the open special procedure", "Special procedure {given} is not open.", "The open one is {open}.")


@dataclass(frozen=True, slots=True)
class ProcedureRule:
    """A special procedure that the item knows.

    stops_clock: whether its days are left out of the limit; max_days: how long it may take, in working days.
    """

    type: str
    name: str
    stops_clock: bool
    max_days: int | None = None


@dataclass(frozen=True, slots=True)
class SpecialProcedure:
    """One run of a special procedure."""

    id: UUID
    rule: ProcedureRule
    began_at: datetime
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Undo:
    """The window's question whether an acceptance can be undone.

    asked_at: by this the answer names it; answer_limit: within which of received_at the window had to answer, where
    silence accepts the item after that; None where it does not.
    """

    asked_at: datetime
    asked_by: str
    reason: str
    received_at: datetime
    answer_limit: Limit | None


@dataclass
class Case(Aggregate):
    """The aggregate. limit: None where no clock runs; limit_status says why: 未核定, or the item has none of its own.

    clock: its deadline, of the same id; body_name: of its body; agreement_id: the agreement under which the caller may
    take it back for its owner. They are brought when it is read.
    """

    id: UUID
    project_id: UUID
    owner_uscc: str
    application_item_id: UUID
    acceptance_number: str
    item_code: str
    item_name: str
    stage: str
    body: str
    limit: Limit | None
    limit_status: LimitStatus
    procedure_rules: tuple[ProcedureRule, ...]
    accepted_at: datetime
    deemed: bool
    opened_at: datetime
    status: CaseStatus = CaseStatus.ACCEPTED
    procedures: tuple[SpecialProcedure, ...] = ()
    outcome: Outcome | None = None
    document_number: str | None = None
    remark: str | None = None
    closed_at: datetime | None = None
    version: int = 1
    updated_at: datetime | None = field(default=None, compare=False)
    clock: Deadline | None = field(default=None, compare=False)
    body_name: str | None = field(default=None, compare=False)
    agreement_id: UUID | None = field(default=None, compare=False)

    @property
    def open_procedure(self) -> SpecialProcedure | None:
        """The special procedure that runs, or None."""
        return next((one for one in self.procedures if one.ended_at is None), None)

    @property
    def open_procedure_id(self) -> UUID | None:
        """Of the special procedure that runs."""
        return self.open_procedure.id if self.open_procedure else None

    @property
    def suspended(self) -> bool:
        """Whether the clock stands still."""
        running = self.open_procedure
        return self.status is CaseStatus.SPECIAL_PROCEDURE and running is not None and running.rule.stops_clock

    @property
    def national_code(self) -> int:
        """办件状态 (blzt) of the national exchange standard."""
        if self.status is CaseStatus.IN_HANDLING and self.procedures:
            return SPECIAL_PROCEDURE_ENDED
        return NATIONAL_CODES[self.outcome or self.status]

    @property
    def status_label(self) -> str:
        """Status or, once decided, outcome in Chinese."""
        return (self.outcome or self.status).label

    @property
    def steps(self) -> list[Step]:
        """What its state allows; a special procedure where the item knows one."""
        return steps_of(self.status, knows_procedures=bool(self.procedure_rules))

    @property
    def due_on(self) -> date | None:
        """The last day in time; None while the clock stands still, and where there is none."""
        return self.clock.due_on if self.clock else None

    @property
    def provisional(self) -> bool:
        """Whether that reaches into a year whose calendar is not announced yet."""
        return self.clock is not None and self.clock.provisional

    @property
    def ran_out(self) -> bool:
        """Whether its limit had ended before it was opened."""
        return self.clock is not None and self.clock.state is DeadlineState.RAN_OUT

    @property
    def special_procedure(self) -> str | None:
        """The type of the special procedure that runs."""
        return self.open_procedure.rule.type if self.open_procedure else None

    def stops(self) -> list[StoppedInterval]:
        """The days on which its clock stood still: from the day a procedure begins until the day before it ends."""
        return [
            StoppedInterval(local_date(one.began_at), local_date(one.ended_at) if one.ended_at else None)
            for one in self.procedures
            if one.rule.stops_clock
        ]

    def open(self, *, warning_days: int) -> None:
        """Its item was accepted: it is there, and its clock runs from the day of acceptance."""
        if self.limit:
            self.clock = self._watched(Purpose.CASE, "case", self.id, self.limit, self.accepted_at, warning_days)
            # Silence has accepted it, from the day of receipt on: a short limit may have ended before anybody knew.
            if self.deemed and self.due_on and self.due_on < local_date(self.opened_at):
                self.clock.run_out()
        self.say("opened", at=self.opened_at)

    def start(self, *, now: datetime) -> None:
        """The body begins to handle it."""
        self.status = COURSE.after(self.status, Step.START)
        self.say("started", at=now)

    def begin_special_procedure(self, type_: str, *, now: datetime, warning_days: int) -> Deadline | None:
        """A special procedure begins; where its rule says so, the clock stops from that day on.

        Returns the limit on the procedure itself, where there is one. Raises UnknownSpecialProcedure where the item
        does not know the type (行政许可法 45).
        """
        after = COURSE.after(self.status, Step.BEGIN_SPECIAL_PROCEDURE)
        rule = next((one for one in self.procedure_rules if one.type == type_), None)
        if rule is None:
            known = [one.name for one in self.procedure_rules], [one.type for one in self.procedure_rules]
            raise UnknownSpecialProcedure(
                item=self.item_name,
                given=type_,
                known=("、".join(known[0]) or "无", ", ".join(known[1]) or "none"),
                pointer="/type",
            )
        self.status = after
        begun = SpecialProcedure(new_id(), rule, began_at=now)
        self.procedures = (*self.procedures, begun)
        self._reckon(warning_days)
        self._say_of("suspended", begun, now)
        if rule.max_days is None:
            return None
        limit = Limit(rule.max_days, LimitUnit.WORKING_DAY)
        return self._watched(Purpose.SPECIAL_PROCEDURE, "special_procedure", begun.id, limit, now, warning_days)

    def end_special_procedure(self, procedure_id: UUID, *, now: datetime, warning_days: int) -> SpecialProcedure:
        """The open special procedure ends: the due date is reckoned anew from the base date, with all the stops.

        Raises SpecialProcedureNotOpen where it is another one.
        """
        after = COURSE.after(self.status, Step.END_SPECIAL_PROCEDURE)
        running = self.open_procedure
        assert running is not None
        if running.id != procedure_id:
            raise SpecialProcedureNotOpen(given=procedure_id, open=running.id)
        self.status = after
        self._end(running, now)
        self._reckon(warning_days)
        self._say_of("resumed", running, now)
        return running

    def decide(
        self, outcome: Outcome, *, document_number: str | None, remark: str | None = None, now: datetime
    ) -> None:
        """The body decides. document_number: of the decision's document (批复文号); raises DocumentNumberMissing."""
        after = COURSE.after(self.status, Step.DECIDE)
        _check_document(outcome, document_number)
        self.status = after
        self.outcome, self.document_number, self.remark, self.closed_at = outcome, document_number, remark, now
        if self.clock:
            self.clock.settle(met=True, at=now)
        light = self.clock.reckoned.standing(local_date(now)).light if self.clock else None
        self.say("decided", at=now, light=light or (DeadlineState.RAN_OUT if self.ran_out else self.limit_status))

    def correct_decision(self, given: Mapping[str, str], *, reason: str, now: datetime) -> None:
        """Put right what was written down beside the outcome: document number, remark. Raises NothingCorrected."""
        COURSE.after(self.status, Step.CORRECT_DECISION)
        self.say_corrected("decision_corrected", self.put_right(given, reason=reason), at=now)

    def correct_outcome(self, outcome: Outcome, *, document_number: str | None, reason: str, now: datetime) -> None:
        """Put the outcome on record right, to what the decision's document says; the number belongs to it.

        A decision itself is changed by another decision (行政许可法 69), never by this. Raises NothingCorrected,
        DocumentNumberMissing.
        """
        COURSE.after(self.status, Step.CORRECT_OUTCOME)
        _check_document(outcome, document_number)
        given = {"outcome": outcome, "document_number": document_number}
        self.say_corrected("decision_corrected", self.put_right(given, reason=reason), at=now)

    def withdraw(self, reason: str, *, now: datetime) -> SpecialProcedure | None:
        """The applicant takes it back before its decision. Returns the special procedure that ends with it."""
        self.status = COURSE.after(self.status, Step.WITHDRAW)
        if running := self.open_procedure:
            self._end(running, now)
        self.remark, self.closed_at = reason, now
        if self.clock:
            self.clock.settle(met=False, at=now)
        self.say("withdrawn", at=now, reason=reason)
        return running

    def answer_undo(self, undo: Undo, *, now: datetime) -> None:
        """The window asks that its acceptance be undone (撤回受理): it is annulled as if it had never been, or stays as
        it is and says why. Its clock then shows no light; what it was stays readable. Nothing the second time.
        """
        if self.status is CaseStatus.ANNULLED:
            return
        if refusal := self._why_not_annulled(undo, local_date(now)):
            self.say("annulment_refused", at=now, refusal=refusal, asked_at=undo.asked_at, asked_by=undo.asked_by)
            return
        self.status = COURSE.after(self.status, Step.ANNUL)
        self.remark, self.closed_at = undo.reason, now
        if self.clock:
            self.clock.void(at=now)
        self.say("annulled", at=now, reason=undo.reason, asked_at=undo.asked_at)

    def _why_not_annulled(self, undo: Undo, today: date) -> UndoRefusal | None:
        if Step.ANNUL not in self.steps:
            return UndoRefusal.CASE_OVER if COURSE.is_over(self.status) else UndoRefusal.HANDLING_BEGUN
        last = due(local_date(undo.received_at), undo.answer_limit, ()) if undo.answer_limit else None
        return UndoRefusal.ANSWER_OVERDUE if last and last.on < today else None

    def _end(self, running: SpecialProcedure, now: datetime) -> None:
        ended = replace(running, ended_at=now)
        self.procedures = tuple(ended if one is running else one for one in self.procedures)

    def _watched(
        self, purpose: Purpose, subject_kind: str, id_: UUID, limit: Limit, base: datetime, warning_days: int
    ) -> Deadline:
        """A deadline of tracking's own, which has the id of what it is on."""
        watched = Deadline(
            id=id_,
            asker="tracking",
            project_id=self.project_id,
            purpose=purpose,
            subject_kind=subject_kind,
            subject_id=id_,
            body=self.body,
            title=self.item_name,
            base=local_date(base),
            limit=limit,
        )
        watched.reckon(stops=(), warning_days=warning_days)
        return watched

    def _reckon(self, warning_days: int) -> None:
        if self.clock:
            self.clock.reckon(stops=self.stops(), warning_days=warning_days)

    def _say_of(self, fact: str, procedure: SpecialProcedure, now: datetime) -> None:
        rule = procedure.rule
        self.say(fact, at=now, procedure=rule.type, procedure_name=rule.name, stops_clock=rule.stops_clock)


def _check_document(outcome: Outcome, number: str | None) -> None:
    if outcome is not Outcome.REFUSED and number is None:
        raise DocumentNumberMissing(outcome=outcome.words, pointer="/document_number")
