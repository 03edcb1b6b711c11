"""Cases (办件)."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from shared.contracts.event import Event


class _CaseFact(Event):
    subject_field: ClassVar[str] = "case_id"

    case_id: UUID
    project_id: UUID
    application_item_id: UUID
    acceptance_number: str
    item_code: str
    item_name: str
    body: str
    at: datetime
    stage: str | None = None
    status: str | None = None
    """Where the case stands since then."""


class CaseOpened(_CaseFact):
    """An accepted item became a case (办件). due_on is None where the item's limit is 未核定."""

    event_type: ClassVar[str] = "daiban.tracking.case.opened.v1"
    summary: ClassVar[str] = "办件已建立"

    due_on: date | None
    provisional: bool
    deemed: bool = False
    """True: its item counts as accepted by law, for no notice came in time (行政许可法 32)."""
    ran_out: bool = False
    """True: by then its limit had ended already, which nobody could keep."""


class CaseStarted(_CaseFact):
    """The body has begun to handle the case (部门受理)."""

    event_type: ClassVar[str] = "daiban.tracking.case.started.v1"
    summary: ClassVar[str] = "办件开始办理"


class CaseSuspended(_CaseFact):
    """A special procedure (特别程序) began; where it stops the clock, there is no due date until it ends."""

    event_type: ClassVar[str] = "daiban.tracking.case.suspended.v1"
    summary: ClassVar[str] = "办件进入特别程序"

    procedure: str
    procedure_name: str
    stops_clock: bool


class CaseResumed(_CaseFact):
    """The special procedure ended; the due date was reckoned anew from the base date."""

    event_type: ClassVar[str] = "daiban.tracking.case.resumed.v1"
    summary: ClassVar[str] = "办件特别程序结束"

    procedure: str
    procedure_name: str
    due_on: date | None
    provisional: bool


class CaseDecided(_CaseFact):
    """The case was decided (办结): passed, passed_with_gaps or refused."""

    event_type: ClassVar[str] = "daiban.tracking.case.decided.v1"
    summary: ClassVar[str] = "办件已办结"

    outcome: str
    document_number: str | None
    light: str
    """normal, warning or overdue on the day of the decision; where no clock ran, unconfirmed (未核定) or
    none_of_its_own (无单独时限); ran_out where it had ended before the case was there."""


class CaseWithdrawn(_CaseFact):
    """The applicant withdrew (撤回) the case before its decision."""

    event_type: ClassVar[str] = "daiban.tracking.case.withdrawn.v1"
    summary: ClassVar[str] = "办件已撤回"

    reason: str


class CaseAnnulled(_CaseFact):
    """The window undid the acceptance (撤回受理) before the body had begun: the case is over as if it never was."""

    event_type: ClassVar[str] = "daiban.tracking.case.annulled.v1"
    summary: ClassVar[str] = "受理已撤回，办件撤销"

    reason: str
    asked_at: datetime
    """Of the question that this answers."""


class CaseAnnulmentRefused(_CaseFact):
    """The window asked that the acceptance be undone, and it can not be: the case goes on as it was."""

    event_type: ClassVar[str] = "daiban.tracking.case.annulment_refused.v1"
    summary: ClassVar[str] = "不能撤回受理"

    refusal: str
    """Why not: handling_begun, case_over, answer_overdue."""
    asked_at: datetime
    asked_by: str


class CaseDecisionCorrected(_CaseFact):
    """What was written down of a decision was put right. changed: the fields; the rest: as it is now."""

    event_type: ClassVar[str] = "daiban.tracking.case.decision_corrected.v1"
    summary: ClassVar[str] = "办理结果的登记已更正"

    outcome: str
    document_number: str | None
    remark: str | None
    changed: list[str]
    reason: str
