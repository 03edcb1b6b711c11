"""Messages: what was said to whom, in its words of that moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from services.notify_service.preferences.domain import Receiver
from services.notify_service.templates.domain import Language


class Audience(StrEnum):
    """Who is told of an event, as seen from the project or the matter."""

    OWNER = "owner"
    """项目单位: its whole enterprise, one shared inbox."""
    AGENT = "agent"
    """代办员: the agent of the agreement that the event speaks of, else all who may act for the project."""
    OFFICER = "officer"
    """The project's 首席服务官."""
    PREDECESSOR = "predecessor"
    """The chief service officer who hands the project over."""
    ASSIGNEE = "assignee"
    """The post that the matter stands with at its body."""
    FORMER_ASSIGNEE = "former_assignee"
    """The post that an assignment climbed away from."""
    BODY_OFFICER = "body_officer"
    """The body's 首席服务官."""


@dataclass
class Message:
    """One message in one receiver's inbox.

    subject_id: the id of what its event speaks of; occurred_at: when that happened; read_by: who of the receiver's
    people read it first.
    """

    id: UUID
    event_id: UUID
    event_type: str
    receiver: Receiver
    project_id: UUID
    subject_id: str
    language: Language
    subject: str
    body: str
    occurred_at: datetime
    created_at: datetime
    read_at: datetime | None = None
    read_by: str | None = None

    def read(self, now: datetime, by: str) -> bool:
        """Mark it read; False where it was already, and then nothing changes."""
        if self.read_at is not None:
            return False
        self.read_at, self.read_by = now, by
        return True
