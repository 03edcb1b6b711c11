"""Deliveries in answers. Addresses are masked."""

from __future__ import annotations

from typing import TypeVar
from uuid import UUID

from pydantic import Field

from services.notify_service.deliveries.domain import Channel, Delivery, DeliveryStatus, Outcome
from services.notify_service.deliveries.store import DELIVERIES
from services.notify_service.preferences.domain import mask_email
from shared.kit.http.actions import NextAction
from shared.kit.http.fields import Moment
from shared.kit.http.views import ViewModel
from shared.kit.unit_of_work import UnitOfWork


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
    next_actions: list[NextAction]


class DeliveryWithAttemptsView(DeliveryView):
    """发送记录及每次发送的结果."""

    attempt_list: list[AttemptView]


V = TypeVar("V", bound=DeliveryView)


def view(work: UnitOfWork, delivery: Delivery, kind: type[V]) -> V:
    """A delivery as its overseers see it, with or without its attempts."""
    address = mask_email(delivery.address) if delivery.address else None
    return kind.of(delivery, address=address, next_actions=DELIVERIES.next_actions(work, delivery))
