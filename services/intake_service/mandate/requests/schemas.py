"""Requests for agency service in requests and answers."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from pydantic import Field

from services.intake_service.mandate.requests.domain import ServiceRequest
from services.intake_service.mandate.requests.store import REQUESTS
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
    next_actions: list[str]


def view(work: UnitOfWork, request: ServiceRequest) -> RequestView:
    """A request as this caller sees it."""
    labels = [mode.label for mode in sorted(request.modes)]
    return RequestView.of(request, mode_labels=labels, next_actions=REQUESTS.next_actions(work, request))
