"""Messages in answers."""

from __future__ import annotations

from typing import Self
from uuid import UUID

from pydantic import Field

from services.notify_service.messages.domain import Message
from services.notify_service.messages.policy import next_actions
from services.notify_service.messages.rules import RULES
from services.notify_service.templates.domain import Language
from shared.kit.http.fields import Moment
from shared.kit.http.views import ViewModel


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
    def in_inbox(cls, message: Message) -> Self:
        """Its receiver's view."""
        rule = RULES.get(message.event_type)
        label = rule.contract.summary if rule else ""
        return cls.of(message, event_type_label=label, next_actions=next_actions(message))


class UnreadView(ViewModel):
    """未读消息数."""

    count: int
    capped: bool = Field(description="true: there may be more than count")
