"""Messages in answers."""

from __future__ import annotations

from uuid import UUID

from pydantic import Field

from services.notify_service.messages.domain import Message
from services.notify_service.messages.policy import next_actions
from services.notify_service.messages.rules import RULES
from services.notify_service.templates.domain import Language
from shared.kit.http.fields import Moment, ViewModel


class MessageView(ViewModel):
    """站内消息: a message in your inbox, in the words of the moment it was written."""

    id: UUID
    event_type: str = Field(description="type of the event that it tells of (docs/events.md)")
    event_type_label: str
    project_id: UUID
    subject_id: str = Field(description="id of what the event speaks of: agreement, application item, case …")
    language: Language
    subject: str
    body: str
    occurred_at: Moment
    created_at: Moment
    read_at: Moment | None
    next_actions: list[str]

    @classmethod
    def of(cls, message: Message) -> MessageView:
        """Its receiver's view."""
        return cls(
            id=message.id,
            event_type=message.event_type,
            event_type_label=RULES[message.event_type].contract.summary if message.event_type in RULES else "",
            project_id=message.project_id,
            subject_id=message.subject_id,
            language=message.language,
            subject=message.subject,
            body=message.body,
            occurred_at=message.occurred_at,
            created_at=message.created_at,
            read_at=message.read_at,
            next_actions=next_actions(message),
        )


class UnreadView(ViewModel):
    """未读消息数."""

    count: int
    capped: bool = Field(description="true: there may be more than count")
