"""A project's progress as the API shows it. PostgreSQL writes it in this form (see ``overview.py``)."""

from __future__ import annotations

from uuid import UUID

from pydantic import Field

from services.tracking_service.cases.domain import CaseStatus
from services.tracking_service.deadlines.schemas import ClockView
from services.tracking_service.timeline.schemas import EntryView
from shared.kit.http.fields import Moment
from shared.kit.http.views import ViewModel
from shared.vocabulary.levels import Level
from shared.vocabulary.stages import Stage
from shared.vocabulary.statuses import AgreementStatus, ItemStatus, Outcome


class ProjectView(ViewModel):
    """The project."""

    id: UUID
    project_code: str
    name: str
    owner_uscc: str
    owner_name: str
    eligible: bool
    override_reason: str | None = Field(description="why an officer decided its eligibility otherwise")


class OfficerView(ViewModel):
    """The project's chief service officer."""

    title: str
    since: Moment


class AgreementView(ViewModel):
    """An agency agreement."""

    id: UUID
    agreement_number: str
    status: AgreementStatus
    status_label: str
    agent_title: str
    stages: list[Stage]
    item_codes: list[str] = Field(description="empty: every item of the stages")
    signed_at: Moment | None
    ended_at: Moment | None
    agent_gone_at: Moment | None = Field(description="since when its agent's post is on no roster, and nobody acts")


class HandlingView(ViewModel):
    """With whom an item stands."""

    title: str
    level: Level
    level_label: str
    acknowledged_at: Moment | None


class ItemView(ViewModel):
    """One item: an application item until it is accepted, a case (办件) from then on."""

    application_item_id: UUID
    case_id: UUID | None
    item_code: str
    item_name: str
    body: str
    body_label: str
    status: ItemStatus | CaseStatus | Outcome
    status_label: str
    received_at: Moment | None
    accepted_at: Moment | None
    closed_at: Moment | None
    suspended: bool
    handling: HandlingView | None
    clock: ClockView | None = Field(description="absent until there is a case")


class StageView(ViewModel):
    """The items of a stage."""

    stage: Stage
    stage_label: str
    items: list[ItemView]


class ProgressView(ViewModel):
    """How far everything of a project is."""

    project: ProjectView
    chief_service_officer: OfficerView | None
    agreements: list[AgreementView]
    stages: list[StageView] = Field(description="in the order of the course; only those with items")
    latest: list[EntryView] = Field(description="the newest entries of the timeline, newest first")
