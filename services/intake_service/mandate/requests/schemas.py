"""Requests for agency service in requests and answers."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from pydantic import Field

from services.intake_service.mandate.requests.domain import Channel, Mode, RequestStatus, ServiceRequest
from services.intake_service.mandate.requests.policy import next_actions
from shared.kit.http.fields import Distinct, Moment, Paragraph, RequestModel, ViewModel
from shared.kit.principals import Principal


class SubmitRequest(RequestModel):
    """What the owner asks for. Free of charge, and ended at any time."""

    project_id: UUID
    modes: Annotated[set[Mode], Field(min_length=1, description="服务方式: 咨询、指导、协调、代办"), Distinct]
    channel: Channel = Channel.ONLINE
    note: Paragraph | None = None


class Reason(RequestModel):
    """Why."""

    reason: Paragraph


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

    @classmethod
    def of(cls, request: ServiceRequest, principal: Principal) -> RequestView:
        """A request as this caller sees it."""
        modes = sorted(request.modes)
        return cls(
            id=request.id,
            project_id=request.project_id,
            modes=modes,
            mode_labels=[mode.label for mode in modes],
            channel=request.channel,
            channel_label=request.channel.label,
            note=request.note,
            status=request.status,
            status_label=request.status.label,
            reason=request.reason,
            created_at=request.created_at,
            version=request.version,
            next_actions=next_actions(principal, request),
        )
