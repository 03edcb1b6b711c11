"""Agreements in requests and answers."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from asyncpg import Record
from pydantic import Field

from services.intake_service.mandate.agreements.domain import Agreement
from services.intake_service.mandate.agreements.store import AGREEMENTS
from services.intake_service.parties.projects.store import names_in
from shared.kit.http.actions import NextAction
from shared.kit.http.fields import Code, Distinct, Moment, RequestModel, Upper
from shared.kit.http.views import ViewModel
from shared.kit.unit_of_work import UnitOfWork
from shared.vocabulary.stages import Stage
from shared.vocabulary.statuses import AgreementStatus


class DraftAgreement(RequestModel):
    """A mandate to be signed: for which stages, for which of their items, by whom."""

    request_id: UUID
    stages: Annotated[set[Stage], Field(min_length=1), Distinct]
    item_codes: Annotated[list[Upper], Field(max_length=200, description="empty: every item of the stages")] = []
    agent: Code = Field(
        description="subject of the post that will act; its role is service_officer or project_officer",
        examples=["GSD-officer-1"],
    )


class AgreementView(ViewModel):
    """代办委托协议."""

    id: UUID
    agreement_number: str
    request_id: UUID
    project_id: UUID
    stages: list[Stage]
    item_codes: list[str]
    agent: str
    agent_title: str
    agent_on_roster: bool = Field(description="false: its agent's post is gone, and nobody acts under it")
    status: AgreementStatus
    status_label: str
    status_code: int = Field(description="the state's number in practice, 1 to 9")
    reason: str | None
    created_at: Moment
    signed_at: Moment | None
    ended_at: Moment | None
    version: int
    next_actions: list[NextAction]


class AgreementRow(AgreementView):
    """An agreement in a list."""

    project_name: str
    owner_name: str


def row(work: UnitOfWork, found: Record) -> AgreementRow:
    """A row of the list as this caller sees it."""
    agreement = AGREEMENTS.rows.of(found)
    return AgreementRow.of(agreement, **names_in(found), next_actions=AGREEMENTS.next_actions(work, agreement))


def view(work: UnitOfWork, agreement: Agreement) -> AgreementView:
    """An agreement as this caller sees it."""
    return AgreementView.of(agreement, next_actions=AGREEMENTS.next_actions(work, agreement))
