"""A case (办件): one accepted item on its way to a body's decision.

It has nothing to do with the agency agreement: an agreement that ends decides no case, and a refusal ends no agreement.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from services.tracking_service.calendar.domain import Limit, StoppedInterval
from shared.kit.clock import local_date
from shared.kit.errors import IllegalTransition, Kind, Refusal, Words
from shared.kit.ids import new_id
from shared.kit.labels import Labelled


class CaseStatus(Labelled):
    """Where a case stands."""

    ACCEPTED = "accepted", "窗口受理"
    IN_HANDLING = "in_handling", "部门受理"
    SPECIAL_PROCEDURE = "special_procedure", "特别程序"
    DECIDED = "decided", "办结"
    WITHDRAWN = "withdrawn", "撤回"


class Outcome(Labelled):
    """How a case was decided."""

    PASSED = "passed", "办结（通过）"
    PASSED_WITH_GAPS = "passed_with_gaps", "办结（容缺通过）"
    REFUSED = "refused", "办结（不通过）"


class Step(Labelled):
    """What can be done to a case."""

    START = "start", "开始办理"
    BEGIN_SPECIAL_PROCEDURE = "begin_special_procedure", "开始特别程序"
    END_SPECIAL_PROCEDURE = "end_special_procedure", "结束特别程序"
    DECIDE = "decide", "办结"
    WITHDRAW = "withdraw", "撤回"


TRANSITIONS: Mapping[CaseStatus, Mapping[Step, CaseStatus]] = {
    CaseStatus.ACCEPTED: {
        Step.START: CaseStatus.IN_HANDLING,
        Step.WITHDRAW: CaseStatus.WITHDRAWN,
    },
    CaseStatus.IN_HANDLING: {
        Step.BEGIN_SPECIAL_PROCEDURE: CaseStatus.SPECIAL_PROCEDURE,
        Step.DECIDE: CaseStatus.DECIDED,
        Step.WITHDRAW: CaseStatus.WITHDRAWN,
    },
    CaseStatus.SPECIAL_PROCEDURE: {
        Step.END_SPECIAL_PROCEDURE: CaseStatus.IN_HANDLING,
        Step.WITHDRAW: CaseStatus.WITHDRAWN,
    },
    CaseStatus.DECIDED: {},
    CaseStatus.WITHDRAWN: {},
}
"""The whole course of a case. A special procedure (特别程序) always ends before a decision."""

_NATIONAL_CODES = {
    CaseStatus.ACCEPTED: 3,
    CaseStatus.IN_HANDLING: 8,
    CaseStatus.SPECIAL_PROCEDURE: 9,
    CaseStatus.WITHDRAWN: 14,
    Outcome.PASSED: 11,
    Outcome.PASSED_WITH_GAPS: 12,
    Outcome.REFUSED: 13,
}
_SPECIAL_PROCEDURE_ENDED = 10


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
class Started:
    """The body has begun to handle the case."""


@dataclass(frozen=True, slots=True)
class ProcedureBegan:
    """A special procedure began."""

    procedure: SpecialProcedure


@dataclass(frozen=True, slots=True)
class ProcedureEnded:
    """The special procedure ended."""

    procedure: SpecialProcedure


@dataclass(frozen=True, slots=True)
class Decided:
    """The case was decided."""

    outcome: Outcome
    document_number: str | None


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """The applicant withdrew the case."""

    reason: str


Fact = Started | ProcedureBegan | ProcedureEnded | Decided | Withdrawn


@dataclass(slots=True)
class Case:
    """The aggregate. ``limit`` is None where the item's limit is 未核定: then no clock runs.

    ``facts``: what happened to it since it was loaded, in order. ``version`` counts its changes.
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
    facts: list[Fact] = field(default_factory=list)

    @property
    def open_procedure(self) -> SpecialProcedure | None:
        """The special procedure that runs, or None."""
        return next((one for one in self.procedures if one.ended_at is None), None)

    @property
    def suspended(self) -> bool:
        """Whether the clock stands still."""
        running = self.open_procedure
        return self.status is CaseStatus.SPECIAL_PROCEDURE and running is not None and running.rule.stops_clock

    @property
    def national_code(self) -> int:
        """办件状态 (blzt) of the national exchange standard."""
        if self.status is CaseStatus.IN_HANDLING and self.procedures:
            return _SPECIAL_PROCEDURE_ENDED
        return _NATIONAL_CODES[self.outcome or self.status]

    @property
    def status_label(self) -> str:
        """Status or, once decided, outcome in Chinese."""
        return (self.outcome or self.status).label

    @property
    def allowed(self) -> Sequence[Step]:
        """The steps that its state allows."""
        return tuple(TRANSITIONS[self.status])

    def stops(self) -> list[StoppedInterval]:
        """The days on which its clock stood still: from the day a procedure begins until the day before it ends."""
        return [
            StoppedInterval(local_date(one.began_at), local_date(one.ended_at) if one.ended_at else None)
            for one in self.procedures
            if one.rule.stops_clock
        ]

    def start(self) -> None:
        """The body begins to handle it."""
        self._step(Step.START)
        self.facts.append(Started())

    def begin_special_procedure(self, type_: str, *, now: datetime) -> SpecialProcedure:
        """A special procedure begins. One that does not stop the clock is recorded all the same.

        Raises UnknownSpecialProcedure where the item does not know the type (行政许可法 45).
        """
        self._check(Step.BEGIN_SPECIAL_PROCEDURE)
        rule = next((one for one in self.procedure_rules if one.type == type_), None)
        if rule is None:
            known = [one.name for one in self.procedure_rules], [one.type for one in self.procedure_rules]
            raise UnknownSpecialProcedure(
                item=self.item_name,
                given=type_,
                known=("、".join(known[0]) or "无", ", ".join(known[1]) or "none"),
                pointer="/type",
            )
        self._step(Step.BEGIN_SPECIAL_PROCEDURE)
        begun = SpecialProcedure(new_id(), rule, began_at=now)
        self.procedures = (*self.procedures, begun)
        self.facts.append(ProcedureBegan(begun))
        return begun

    def end_special_procedure(self, procedure_id: UUID, *, now: datetime) -> SpecialProcedure:
        """The open special procedure ends. Raises SpecialProcedureNotOpen where it is another one."""
        self._check(Step.END_SPECIAL_PROCEDURE)
        running = self.open_procedure
        assert running is not None
        if running.id != procedure_id:
            raise SpecialProcedureNotOpen(given=procedure_id, open=running.id)
        self._step(Step.END_SPECIAL_PROCEDURE)
        ended = self._end(running, now)
        self.facts.append(ProcedureEnded(ended))
        return ended

    def decide(
        self, outcome: Outcome, *, document_number: str | None, remark: str | None = None, now: datetime
    ) -> None:
        """The body decides. document_number: of the approval's document (批复文号), where there is one."""
        self._step(Step.DECIDE)
        self.outcome, self.document_number, self.remark, self.closed_at = outcome, document_number, remark, now
        self.facts.append(Decided(outcome, document_number))

    def withdraw(self, reason: str, *, now: datetime) -> None:
        """The applicant takes it back before its decision; a special procedure that runs ends with it."""
        self._step(Step.WITHDRAW)
        if running := self.open_procedure:
            self._end(running, now)
        self.remark, self.closed_at = reason, now
        self.facts.append(Withdrawn(reason))

    def _end(self, running: SpecialProcedure, now: datetime) -> SpecialProcedure:
        ended = SpecialProcedure(running.id, running.rule, running.began_at, ended_at=now)
        self.procedures = tuple(ended if one.id == running.id else one for one in self.procedures)
        return ended

    def _check(self, step: Step) -> None:
        if step not in TRANSITIONS[self.status]:
            raise IllegalTransition.of(("办件", "case"), state=self.status, step=step, allowed=self.allowed)

    def _step(self, step: Step) -> None:
        self._check(step)
        self.status = TRANSITIONS[self.status][step]
