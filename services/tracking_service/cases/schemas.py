"""Cases as the API takes and shows them."""

from __future__ import annotations

from typing import Self
from uuid import UUID

from pydantic import Field

from services.tracking_service.cases.domain import Case, CaseStatus, SpecialProcedure
from services.tracking_service.cases.store import CASES
from services.tracking_service.deadlines.schemas import ClockView
from shared.kit.clock import local_date
from shared.kit.http.actions import NextAction
from shared.kit.http.fields import CorrectionModel, DocumentNumber, Line, Moment, Paragraph, Reason, RequestModel
from shared.kit.http.views import ViewModel
from shared.kit.labels import words_of
from shared.kit.unit_of_work import UnitOfWork
from shared.vocabulary.stages import Stage
from shared.vocabulary.statuses import Outcome


class BeginSpecialProcedure(RequestModel):
    """Which special procedure begins."""

    type: Line = Field(description="one of the case's available_special_procedures", examples=["expert_review"])


class Decision(RequestModel):
    """How the body decides."""

    outcome: Outcome
    document_number: DocumentNumber | None = Field(
        None,
        description="number of the decision's document (批复文号); an approval needs one",
        examples=["穗规划资源许〔2026〕1号"],
    )
    remark: Paragraph | None = None


class CorrectDecision(CorrectionModel):
    """What is right beside the outcome, and why it is corrected."""

    document_number: DocumentNumber | None = Field(
        None, description="number of the decision's document (批复文号)", examples=["穗规划资源许〔2026〕2号"]
    )
    remark: Paragraph | None = None


class CorrectOutcome(Reason):
    """The outcome that the decision's document says, its number, and why the record is corrected."""

    outcome: Outcome
    document_number: DocumentNumber | None = Field(
        None, description="as in a decision: an approval needs one", examples=["穗规划资源许〔2026〕2号"]
    )


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
    def of_run(cls, one: SpecialProcedure) -> Self:
        """The view of one run of a special procedure."""
        return cls.of(one.rule, procedure_id=one.id, began_at=one.began_at, ended_at=one.ended_at)


class CaseView(ViewModel):
    """A case (办件)."""

    id: UUID
    project_id: UUID
    application_item_id: UUID
    acceptance_number: str
    item_code: str
    item_name: str
    stage: Stage
    stage_label: str
    body: str
    body_label: str
    status: CaseStatus
    status_label: str
    national_code: int = Field(description="办件状态 (blzt) of the national exchange standard")
    outcome: Outcome | None
    outcome_label: str | None
    document_number: str | None
    remark: str | None = Field(description="of the decision, or why it was withdrawn or its acceptance undone")
    accepted_at: Moment
    deemed: bool = Field(description="accepted by law, for no notice came in time (行政许可法 32)")
    opened_at: Moment
    closed_at: Moment | None
    suspended: bool = Field(description="a special procedure stops the clock")
    clock: ClockView
    special_procedures: list[SpecialProcedureView]
    available_special_procedures: list[ProcedureRuleView]
    updated_at: Moment
    version: int
    next_actions: list[NextAction]


class CaseRow(CaseView):
    """A case in a list."""

    project_name: str
    owner_name: str


def view(work: UnitOfWork, case: Case) -> CaseView:
    """A case as this caller sees it."""
    return CaseView.of(
        case,
        stage_label=words_of(Stage, case.stage)[0],
        body_label=case.body_name or case.body,
        status_label=case.status_label,
        clock=ClockView.at(local_date(work.now), case.clock.reckoned if case.clock else case.limit_status),
        special_procedures=list(map(SpecialProcedureView.of_run, case.procedures)),
        available_special_procedures=[ProcedureRuleView.of(rule) for rule in case.procedure_rules],
        next_actions=CASES.next_actions(work, case),
    )
