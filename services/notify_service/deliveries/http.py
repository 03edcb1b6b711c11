"""Routes of deliveries."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from services.notify_service.deliveries import use_cases
from services.notify_service.deliveries.domain import Delivery, DeliveryStatus
from services.notify_service.deliveries.policy import READERS
from services.notify_service.deliveries.schemas import AttemptView, DeliveryView, DeliveryWithAttemptsView
from services.notify_service.deliveries.store import Attempt, to_delivery
from shared.kit.http.edge import IfMatch, Work, allow, edge_router
from shared.kit.http.pages import Cursor, Page, PageSize
from shared.vocabulary.roles import Role

router = edge_router("deliveries")


@router.get("/deliveries", summary="发送记录列表", **allow(*READERS))
async def list_deliveries(
    work: Work, limit: PageSize = 20, cursor: Cursor = None, status: DeliveryStatus | None = None
) -> Page[DeliveryView]:
    """All deliveries, newest first; status=failed are those that somebody must look at."""
    rows, next_cursor = await use_cases.list_deliveries(work, status=status, size=limit, cursor=cursor)
    items = [DeliveryView.seen_by(work.principal, to_delivery(row)) for row in rows]
    return Page(items=items, next_cursor=next_cursor)


@router.get("/deliveries/{delivery_id}", summary="发送记录", **allow(*READERS))
async def get_delivery(delivery_id: UUID, work: Work) -> DeliveryWithAttemptsView:
    """One delivery with each of its attempts."""
    delivery, attempts = await use_cases.get_delivery(work, delivery_id)
    return _view(work, delivery, attempts)


@router.post("/deliveries/{delivery_id}/retry", summary="重新发送", **allow(Role.DATA_BUREAU))
async def retry_delivery(delivery_id: UUID, version: IfMatch, work: Work) -> DeliveryWithAttemptsView:
    """Send a failed delivery once more, with all its attempts anew, to where its receiver wants e-mail now."""
    delivery, attempts = await use_cases.retry_delivery(work, delivery_id, expected_version=version)
    return _view(work, delivery, attempts)


def _view(work: Work, delivery: Delivery, attempts: Sequence[Attempt]) -> DeliveryWithAttemptsView:
    listed = [AttemptView.of(attempt) for attempt in attempts]
    return DeliveryWithAttemptsView.seen_by(work.principal, delivery, attempt_list=listed)
