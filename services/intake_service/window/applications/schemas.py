"""Packages in requests and answers."""

from __future__ import annotations

from collections.abc import Collection
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from services.intake_service.window.applications.domain import Application, ApplicationItem, ItemStatus
from services.intake_service.window.applications.policy import next_actions
from shared.kit.http.fields import Line, Moment, Paragraph, RequestModel, ViewModel
from shared.kit.principals import Principal


class SubmitItem(RequestModel):
    """One item of the package, with the materials that it needs; a material may serve several items."""

    item_code: Line = Field(examples=["S1-DRC-06"])
    material_ids: Annotated[list[UUID], Field(max_length=100)] = []


class SubmitApplication(RequestModel):
    """One package for the one window."""

    project_id: UUID
    agreement_id: UUID | None = Field(None, description="the agreement under which an agent hands it in")
    items: Annotated[list[SubmitItem], Field(min_length=1, max_length=50)]


class RequireSupplement(RequestModel):
    """All that is missing, told once."""

    missing: Annotated[list[Line], Field(min_length=1, max_length=50)]


class Supplement(RequestModel):
    """What was missing."""

    material_ids: Annotated[list[UUID], Field(min_length=1, max_length=100)]


class RefuseItem(RequestModel):
    """Why an item is turned away."""

    outcome: Literal["not_a_matter", "not_competent"] = Field(description="不受理 / 不予受理")
    reason: Paragraph


class ApplicationItemView(ViewModel):
    """One item of a package on its way to acceptance."""

    id: UUID
    application_id: UUID
    item_code: str
    item_name: str
    stage: str
    body: str
    status: ItemStatus
    status_label: str
    material_ids: list[UUID]
    missing: list[str]
    supplement_told_at: Moment | None
    acceptance_number: str | None
    accepted_at: Moment | None
    deemed: bool = Field(description="accepted by law, because no notice came within 5 working days")
    reason: str | None
    version: int
    next_actions: list[str]

    @classmethod
    def of(
        cls, application: Application, item: ApplicationItem, principal: Principal, in_force: Collection[UUID]
    ) -> ApplicationItemView:
        """An item as this caller sees it. in_force: the agreements under which an agent may act."""
        return cls(
            id=item.id,
            application_id=item.application_id,
            item_code=item.item_code,
            item_name=item.item_name,
            stage=item.stage,
            body=item.body,
            status=item.status,
            status_label=item.status.label,
            material_ids=item.material_ids,
            missing=item.missing,
            supplement_told_at=item.supplement_told_at,
            acceptance_number=item.acceptance_number,
            accepted_at=item.accepted_at,
            deemed=item.deemed,
            reason=item.reason,
            version=item.version,
            next_actions=next_actions(principal, application, item, in_force),
        )


class ApplicationView(ViewModel):
    """综合受理件: a package. ``on_behalf_of`` is always the owner; ``submitted_by`` says who brought it."""

    id: UUID
    application_number: str
    project_id: UUID
    on_behalf_of: str
    submitted_by: str
    agreement_id: UUID | None
    received_at: Moment
    items: list[ApplicationItemView]

    @classmethod
    def of(
        cls, application: Application, items: list[ApplicationItem], principal: Principal, in_force: Collection[UUID]
    ) -> ApplicationView:
        """A package as this caller sees it. in_force: the agreements under which an agent may act."""
        return cls(
            id=application.id,
            application_number=application.application_number,
            project_id=application.project_id,
            on_behalf_of=application.owner_uscc,
            submitted_by=application.submitted_by,
            agreement_id=application.agreement_id,
            received_at=application.received_at,
            items=[ApplicationItemView.of(application, item, principal, in_force) for item in items],
        )
