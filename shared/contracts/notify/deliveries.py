"""What became of messages on channels that leave the house. Of inboxes nothing is told: what is written has arrived."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from shared.contracts.event import Event


class _DeliveryFact(Event):
    key_field: ClassVar[str] = "receiver"
    subject_field: ClassVar[str] = "delivery_id"
    external: ClassVar[bool] = True

    delivery_id: UUID
    message_id: UUID
    receiver: str
    channel: str
    attempts: int
    at: datetime


class MessageDelivered(_DeliveryFact):
    """A channel, such as a mail server, took the message for its receiver."""

    event_type: ClassVar[str] = "daiban.notify.message.delivered.v1"
    summary: ClassVar[str] = "消息已送达"


class MessageFailed(_DeliveryFact):
    """All attempts failed; somebody must look."""

    event_type: ClassVar[str] = "daiban.notify.message.failed.v1"
    summary: ClassVar[str] = "消息发送失败"

    reason: str
