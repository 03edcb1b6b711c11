"""The list of deliveries."""

from __future__ import annotations

from services.notify_service.deliveries.domain import DeliveryStatus
from services.notify_service.deliveries.store import DELIVERIES, delivery
from shared.kit.lists import Filter, List, Sort

DELIVERY_LIST = List(
    "deliveries",
    delivery,
    scope=DELIVERIES.scope,
    filters={"status": Filter(DeliveryStatus)},
    sorts={"created_at": Sort((delivery.c.id,), along=[("status",)])},
)
