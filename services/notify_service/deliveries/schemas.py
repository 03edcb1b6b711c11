"""Deliveries in answers. Addresses are masked."""

from __future__ import annotations

from typing import Any, Self
from uuid import UUID

from pydantic import Field

from services.notify_service.deliveries.domain import Channel, Delivery, DeliveryStatus, Outcome
from services.notify_service.deliveries.policy import next_actions
from services.notify_service.preferences.domain import mask_email
from shared.kit.http.fields import Moment
from shared.kit.http.views import ViewModel
from shared.kit.principals import Principal


class AttemptView(ViewModel):
    """一次发送: one attempt. outcome null: cut off (or running), whether it arrived is not known."""

    number: int
    begun_at: Moment
    ended_at: Moment | None
    outcome: Outcome | None
    outcome_label: str | None
    code: int | None = Field(description="SMTP reply code")
    detail: str | None


class DeliveryView(ViewModel):
    """发送记录: a message on its way through one channel; without the message's words."""

    id: UUID
    message_id: UUID
    receiver: str
    channel: Channel
    channel_label: str
    address: str | None = Field(description="masked")
    status: DeliveryStatus
    status_label: str
    attempts: int
    next_attempt_at: Moment | None
    reason: str | None = Field(description="why the last attempt failed")
    created_at: Moment
    finished_at: Moment | None
    version: int
    next_actions: list[str]

    @classmethod
    def seen_by(cls, principal: Principal, delivery: Delivery, **given: Any) -> Self:
        """A delivery as its overseers see it."""
        address = mask_email(delivery.address) if delivery.address else None
        return cls.of(delivery, address=address, next_actions=next_actions(principal, delivery), **given)


class DeliveryWithAttemptsView(DeliveryView):
    """发送记录及每次发送的结果."""

    attempt_list: list[AttemptView]
