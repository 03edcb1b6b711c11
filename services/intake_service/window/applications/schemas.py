"""Packages in requests and answers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Annotated, Any, Literal
from uuid import UUID

from asyncpg import Record
from pydantic import Field

from services.intake_service.parties.projects.store import names_in
from services.intake_service.window.applications.domain import Application, ApplicationItem
from services.intake_service.window.applications.store import APPLICATIONS, ITEMS
from shared.kit.errors import Refusal
from shared.kit.http.actions import NextAction
from shared.kit.http.fields import Line, Moment, Paragraph, Reason, RequestModel, Upper
from shared.kit.http.problems import Problem
from shared.kit.http.views import ViewModel
from shared.kit.unit_of_work import UnitOfWork
from shared.vocabulary.stages import Stage
from shared.vocabulary.statuses import ItemStatus, UndoRefusal


class SubmitItem(RequestModel):
    """One item of the package, with the materials that it needs; a material may serve several items."""

    item_code: Upper = Field(examples=["S1-DRC-06"])
    material_ids: Annotated[list[UUID], Field(max_length=100)] = []


class SubmitApplication(RequestModel):
    """One package for the one window."""

    project_id: UUID
    agreement_id: UUID | None = Field(None, description="the agreement under which an agent hands it in")
    items: Annotated[list[SubmitItem], Field(min_length=1, max_length=50)]


class AcceptItem(RequestModel):
    """One item that the window accepts."""

    item_id: UUID
    version: Annotated[int, Field(ge=1, le=999_999_999, description="the one that you read", examples=[1])]


class AcceptItems(RequestModel):
    """Items that the window accepts, each for itself."""

    items: Annotated[list[AcceptItem], Field(min_length=1, max_length=50)]


class RequireSupplement(RequestModel):
    """All that is missing, told once."""

    missing: Annotated[list[Line], Field(min_length=1, max_length=50, examples=[["法定代表人授权委托书"]])]


class Supplement(RequestModel):
    """What was missing."""

    material_ids: Annotated[list[UUID], Field(min_length=1, max_length=100)]


class RefuseItem(RequestModel):
    """Why an item is turned away."""

    outcome: Literal["not_a_matter", "not_competent"] = Field(description="不受理 / 不予受理")
    reason: Paragraph = Field(examples=["该事项不属于本机关职权范围。"])


class UndoAcceptance(Reason):
    """Why an acceptance is to be undone."""

    reason: Paragraph = Field(examples=["误点受理，该件尚待补正。"])


class ApplicationItemView(ViewModel):
    """One item of a package on its way to acceptance."""

    id: UUID
    application_id: UUID
    project_id: UUID
    item_code: str
    item_name: str
    stage: Stage
    body: str
    status: ItemStatus
    status_label: str
    material_ids: list[UUID]
    missing: list[str]
    supplement_told_at: Moment | None
    received_at: Moment
    acceptance_number: str | None
    accepted_at: Moment | None
    case_ended_at: Moment | None = Field(description="its case was decided or withdrawn: it may be handed in again")
    deemed: bool = Field(description="accepted by law, because no notice came within 5 working days")
    reason: str | None
    undo_asked_at: Moment | None = Field(description="when the window asked that its acceptance be undone")
    undo_reason: str | None = Field(description="why the window asked for that")
    undo_refusal: UndoRefusal | None = Field(description="why its acceptance stands though the window asked")
    undo_refusal_label: str | None
    undone_at: Moment | None = Field(description="its acceptance was undone: the window has to answer anew")
    updated_at: Moment
    version: int
    next_actions: list[NextAction]


class ApplicationItemRow(ApplicationItemView):
    """An item in a list."""

    project_name: str
    owner_name: str


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
    next_actions: list[NextAction]


class AcceptedView(ViewModel):
    """What came of one item: it is accepted, or there is a problem and it stays as it was."""

    item_id: UUID
    accepted: bool
    item: ApplicationItemView | None = Field(description="as it is now; null where it was not accepted")
    problem: Problem | None = Field(description="why it was not; null where it was")


class AcceptedItemsView(ViewModel):
    """批量受理结果: what came of each item, in the order in which they were named."""

    accepted: int
    refused: int
    items: list[AcceptedView]


class ApplicationRow(ApplicationView):
    """A package in a list."""

    project_name: str
    owner_name: str


def item_row(work: UnitOfWork, item: ApplicationItem, found: Record) -> ApplicationItemRow:
    """An item in a list as this caller sees it. found: its row."""
    return ApplicationItemRow.of(item, **names_in(found), next_actions=ITEMS.next_actions(work, item))


def item_view(work: UnitOfWork, item: ApplicationItem) -> ApplicationItemView:
    """An item as this caller sees it."""
    return ApplicationItemView.of(item, next_actions=ITEMS.next_actions(work, item))


def row(work: UnitOfWork, found: Record, items: Iterable[ApplicationItem]) -> ApplicationRow:
    """A package in a list as this caller sees it."""
    application = APPLICATIONS.rows.of(found)
    return ApplicationRow.of(application, **names_in(found), **_of(work, application, items))


def view(work: UnitOfWork, application: Application, items: Iterable[ApplicationItem]) -> ApplicationView:
    """A package as this caller sees it."""
    return ApplicationView.of(application, **_of(work, application, items))


def _of(work: UnitOfWork, application: Application, items: Iterable[ApplicationItem]) -> dict[str, Any]:
    views = [item_view(work, item) for item in items]
    offered = APPLICATIONS.next_actions(work, application)
    return {"on_behalf_of": application.owner_uscc, "items": views, "next_actions": offered}


def accepted_view(
    work: UnitOfWork, came: Sequence[tuple[UUID, ApplicationItem | Refusal]], problem: Callable[[Refusal], Problem]
) -> AcceptedItemsView:
    """What came of several items. problem: a refusal in the caller's language."""
    items = [
        AcceptedView(item_id=item_id, accepted=False, item=None, problem=problem(one))
        if isinstance(one, Refusal)
        else AcceptedView(item_id=item_id, accepted=True, item=item_view(work, one), problem=None)
        for item_id, one in came
    ]
    accepted = sum(one.accepted for one in items)
    return AcceptedItemsView(accepted=accepted, refused=len(items) - accepted, items=items)
