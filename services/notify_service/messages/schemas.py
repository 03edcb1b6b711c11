"""Messages in answers."""

from __future__ import annotations

from uuid import UUID

from pydantic import Field

from services.notify_service.messages.domain import Message
from services.notify_service.messages.store import MESSAGES
from shared.contracts.catalogue import EVENTS
from shared.kit.http.actions import NextAction
from shared.kit.http.fields import Moment, RequestModel
from shared.kit.http.views import ViewModel
from shared.kit.unit_of_work import UnitOfWork
from shared.kit.words import Language

_SUMMARIES = {event.event_type: event.summary for event in EVENTS}


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
    next_actions: list[NextAction]


def view(work: UnitOfWork, message: Message) -> MessageView:
    """A message as its receiver sees it."""
    label = _SUMMARIES.get(message.event_type, "")
    return MessageView.of(message, event_type_label=label, next_actions=MESSAGES.next_actions(work, message))


class UnreadView(ViewModel):
    """未读消息数."""

    count: int
    capped: bool = Field(description="true: there may be more than count")


class ReadAll(RequestModel):
    """Which messages; with neither all of your inbox."""

    up_to: UUID | None = Field(None, description="id of the last message that you have seen; later ones stay unread")
    project_id: UUID | None = Field(None, description="only those of a project")


class AllReadView(ViewModel):
    """已全部标为已读."""

    count: int = Field(description="how many were marked; 0 where all were read already")
