"""Projects' chief service officers (项目首席服务官)."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from shared.contracts.event import Event


class ChiefServiceOfficerAppointed(Event):
    """The data bureau named the project's chief service officer (首席服务官): the first one, or the next."""

    event_type: ClassVar[str] = "daiban.routing.chief_service_officer.appointed.v1"
    summary: ClassVar[str] = "项目首席服务官已确定"
    subject_field: ClassVar[str] = "project_id"

    project_id: UUID
    officer: str
    officer_title: str
    predecessor: str | None
    since: datetime


class ChiefServiceOfficerReleased(Event):
    """The project has left the service, or its officer's post is gone: the term has ended, and no other follows."""

    event_type: ClassVar[str] = "daiban.routing.chief_service_officer.released.v1"
    summary: ClassVar[str] = "项目首席服务官任期已结束"
    subject_field: ClassVar[str] = "project_id"

    project_id: UUID
    officer: str
    officer_title: str
    since: datetime
    until: datetime
