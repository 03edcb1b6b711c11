"""Requests for agency service (代办服务申请)."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from shared.contracts.event import Event


class RequestSubmitted(Event):
    """An owner asked for agency service."""

    event_type: ClassVar[str] = "daiban.intake.request.submitted.v1"
    summary: ClassVar[str] = "代办服务申请已提交"
    subject_field: ClassVar[str] = "request_id"

    request_id: UUID
    project_id: UUID
    modes: list[str]
    channel: str


class RequestAccepted(Event):
    """The window accepted a request; the project now needs a chief service officer."""

    event_type: ClassVar[str] = "daiban.intake.request.accepted.v1"
    summary: ClassVar[str] = "代办服务申请已接受"
    subject_field: ClassVar[str] = "request_id"

    request_id: UUID
    project_id: UUID
    modes: list[str]


class RequestClosed(Event):
    """A request was declined by the window or ended by the owner."""

    event_type: ClassVar[str] = "daiban.intake.request.closed.v1"
    summary: ClassVar[str] = "代办服务申请已了结"
    subject_field: ClassVar[str] = "request_id"

    request_id: UUID
    project_id: UUID
    status: str
    reason: str | None
