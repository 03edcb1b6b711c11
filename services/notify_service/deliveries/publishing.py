"""What became of a delivery, as the services' common events."""

from __future__ import annotations

from datetime import datetime

from services.notify_service.deliveries.domain import Delivery, DeliveryStatus
from shared.contracts.notify.deliveries import MessageDelivered, MessageFailed
from shared.kit.unit_of_work import UnitOfWork


def publish_end(work: UnitOfWork, delivery: Delivery, at: datetime) -> None:
    """Tell that a delivery arrived or failed; nothing while it is under way."""
    if delivery.status is DeliveryStatus.DELIVERED:
        work.publish(
            MessageDelivered(
                delivery_id=delivery.id,
                message_id=delivery.message_id,
                receiver=delivery.receiver,
                channel=delivery.channel.value,
                attempts=delivery.attempts,
                at=at,
            )
        )
    elif delivery.status is DeliveryStatus.FAILED:
        work.publish(
            MessageFailed(
                delivery_id=delivery.id,
                message_id=delivery.message_id,
                receiver=delivery.receiver,
                channel=delivery.channel.value,
                attempts=delivery.attempts,
                at=at,
                reason=delivery.reason or "",
            )
        )
