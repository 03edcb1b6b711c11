"""Deliveries in answers. Addresses are masked."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from pydantic import Field

from services.notify_service.deliveries.domain import Channel, Delivery, DeliveryStatus, Outcome
from services.notify_service.deliveries.policy import next_actions
from services.notify_service.deliveries.store import Attempt
from services.notify_service.preferences.domain import mask_email
from shared.kit.http.fields import Moment, ViewModel
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

    @classmethod
    def of(cls, attempt: Attempt) -> AttemptView:
        """An attempt as on record."""
        return cls(**vars(attempt), outcome_label=attempt.outcome.label if attempt.outcome else None)


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
    def of(cls, delivery: Delivery, principal: Principal) -> DeliveryView:
        """A delivery as its overseers see it."""
        return cls(**_values(delivery, principal))


class DeliveryWithAttemptsView(DeliveryView):
    """发送记录及每次发送的结果."""

    attempt_list: list[AttemptView]

    @classmethod
    def with_attempts(
        cls, delivery: Delivery, attempts: Sequence[Attempt], principal: Principal
    ) -> DeliveryWithAttemptsView:
        """A delivery and all its attempts."""
        return cls(**_values(delivery, principal), attempt_list=[AttemptView.of(attempt) for attempt in attempts])


def _values(delivery: Delivery, principal: Principal) -> dict[str, object]:
    return {
        **{name: value for name, value in vars(delivery).items() if name in DeliveryView.model_fields},
        "address": mask_email(delivery.address) if delivery.address else None,
        "channel_label": delivery.channel.label,
        "status_label": delivery.status.label,
        "next_actions": next_actions(principal, delivery),
    }
