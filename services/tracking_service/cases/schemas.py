"""Cases as the API takes and shows them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Self
from uuid import UUID

from pydantic import Field

from services.tracking_service.cases import policy
from services.tracking_service.cases.domain import Outcome, SpecialProcedure
from services.tracking_service.cases.use_cases import CaseWithClock
from services.tracking_service.deadlines.schemas import ClockView
from services.tracking_service.vocabulary import Stage, label_of
from shared.kit.http.fields import Line, Moment, Paragraph, RequestModel
from shared.kit.http.views import ViewModel
from shared.kit.principals import Principal


class BeginSpecialProcedure(RequestModel):
    """Which special procedure begins."""

    type: Line = Field(description="one of the case's available_special_procedures", examples=["expert_review"])


class Decision(RequestModel):
    """How the body decides."""

    outcome: Outcome
    document_number: Line | None = Field(None, description="number of the approval's document (批复文号)")
    remark: Paragraph | None = None


class Withdrawal(RequestModel):
    """Why the applicant takes the case back."""

    reason: Paragraph


class ProcedureRuleView(ViewModel):
    """A special procedure that the item knows."""

    type: str
    name: str
    stops_clock: bool
    max_days: int | None = Field(description="how long it may take, in working days")


class SpecialProcedureView(ProcedureRuleView):
    """A special procedure of the case."""

    procedure_id: UUID
    began_at: Moment
    ended_at: Moment | None

    @classmethod
    def of_run(cls, run: SpecialProcedure) -> Self:
        """The view of one run."""
        return cls.of(run.rule, procedure_id=run.id, began_at=run.began_at, ended_at=run.ended_at)


class CaseView(ViewModel):
    """A case (办件)."""

    id: UUID
    project_id: UUID
    application_item_id: UUID
    acceptance_number: str
    item_code: str
    item_name: str
    stage: str
    stage_label: str
    body: str
    body_label: str
    status: str
    status_label: str
    national_code: int = Field(description="办件状态 (blzt) of the national exchange standard")
    outcome: str | None
    outcome_label: str | None
    document_number: str | None
    remark: str | None = Field(description="of the decision, or the reason of the withdrawal")
    accepted_at: Moment
    deemed: bool = Field(description="accepted by law, for no notice came in time (行政许可法 32)")
    opened_at: Moment
    closed_at: Moment | None
    suspended: bool = Field(description="a special procedure stops the clock")
    clock: ClockView
    special_procedures: list[SpecialProcedureView]
    available_special_procedures: list[ProcedureRuleView]
    version: int
    next_actions: list[str]

    @classmethod
    def seen_by(cls, principal: Principal, found: CaseWithClock, names: Mapping[str, str], now: datetime) -> Self:
        """The view of a case for a caller. names: of the bodies."""
        case = found.case
        return cls.of(
            case,
            stage_label=label_of(Stage, case.stage),
            body_label=names.get(case.body, case.body),
            status_label=case.status_label,
            clock=ClockView.at(now, case.limit, found.deadline),
            special_procedures=[SpecialProcedureView.of_run(run) for run in case.procedures],
            available_special_procedures=[ProcedureRuleView.of(rule) for rule in case.procedure_rules],
            next_actions=policy.next_actions(principal, case, found.mandates),
        )
