"""Packages in requests and answers."""

from __future__ import annotations

from collections.abc import Collection
from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import Field

from services.intake_service.window.applications.domain import Application, ApplicationItem, ItemStatus
from services.intake_service.window.applications.policy import next_actions
from shared.kit.http.fields import Line, Moment, Paragraph, RequestModel
from shared.kit.http.views import ViewModel
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
    def seen_by(
        cls, principal: Principal, application: Application, item: ApplicationItem, in_force: Collection[UUID]
    ) -> Self:
        """An item as this caller sees it. in_force: the agreements under which an agent may act."""
        return cls.of(item, next_actions=next_actions(principal, application, item, in_force))


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
    def seen_by(
        cls, principal: Principal, application: Application, items: list[ApplicationItem], in_force: Collection[UUID]
    ) -> Self:
        """A package as this caller sees it. in_force: the agreements under which an agent may act."""
        views = [ApplicationItemView.seen_by(principal, application, item, in_force) for item in items]
        return cls.of(application, on_behalf_of=application.owner_uscc, items=views)
