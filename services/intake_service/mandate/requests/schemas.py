"""Requests for agency service in requests and answers."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from asyncpg import Record
from pydantic import Field

from services.intake_service.mandate.requests.domain import ServiceRequest
from services.intake_service.mandate.requests.store import REQUESTS
from services.intake_service.parties.projects.store import names_in
from shared.kit.http.actions import NextAction
from shared.kit.http.fields import Distinct, Moment, Paragraph, RequestModel
from shared.kit.http.views import ViewModel
from shared.kit.unit_of_work import UnitOfWork
from shared.vocabulary.modes import Channel, Mode
from shared.vocabulary.statuses import RequestStatus


class SubmitRequest(RequestModel):
    """What the owner asks for. Free of charge, and ended at any time."""

    project_id: UUID
    modes: Annotated[set[Mode], Field(min_length=1, description="服务方式: 咨询、指导、协调、代办"), Distinct]
    channel: Channel = Channel.ONLINE
    note: Paragraph | None = None


class RequestView(ViewModel):
    """代办服务申请."""

    id: UUID
    project_id: UUID
    modes: list[Mode]
    mode_labels: list[str]
    channel: Channel
    channel_label: str
    note: str | None
    status: RequestStatus
    status_label: str
    reason: str | None
    created_at: Moment
    version: int
    next_actions: list[NextAction]


class RequestRow(RequestView):
    """A request in a list."""

    project_name: str
    owner_name: str


def row(work: UnitOfWork, found: Record) -> RequestRow:
    """A row of the list as this caller sees it."""
    request = REQUESTS.rows.of(found)
    return RequestRow.of(request, **names_in(found), **_of(work, request))


def view(work: UnitOfWork, request: ServiceRequest) -> RequestView:
    """A request as this caller sees it."""
    return RequestView.of(request, **_of(work, request))


def _of(work: UnitOfWork, request: ServiceRequest) -> dict[str, Any]:
    labels = [mode.label for mode in sorted(request.modes)]
    return {"mode_labels": labels, "next_actions": REQUESTS.next_actions(work, request)}
