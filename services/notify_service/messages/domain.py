"""Messages: what was said to whom, in its words of that moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from services.notify_service.preferences.domain import Receiver
from shared.kit.facts import Aggregate
from shared.kit.labels import Labelled
from shared.kit.words import Language


class Step(Labelled):
    """What can be done with a message, named by the operation that does it."""

    READ = "read_message", "标为已读", "mark as read"


@dataclass
class Message(Aggregate):
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

    @property
    def steps(self) -> list[Step]:
        """What can be done with it: it is read once."""
        return [Step.READ] if self.read_at is None else []

    def read(self, now: datetime, by: str) -> None:
        """Mark it read; where it was already, nothing changes."""
        if self.read_at is None:
            self.read_at, self.read_by = now, by
            self.say("read")
