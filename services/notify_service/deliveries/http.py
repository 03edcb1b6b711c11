"""Routes of deliveries."""

from __future__ import annotations

from uuid import UUID

from fastapi import Response

from services.notify_service.deliveries import use_cases
from services.notify_service.deliveries.domain import DeliveryStatus
from services.notify_service.deliveries.policy import READERS
from services.notify_service.deliveries.schemas import DeliveryView, DeliveryWithAttemptsView
from services.notify_service.deliveries.store import to_delivery
from shared.kit.http.edge import IfMatch, Work, allow, edge_router, etag
from shared.kit.http.pages import Cursor, Page, PageSize
from shared.vocabulary.roles import Role

router = edge_router("deliveries")


@router.get("/deliveries", summary="发送记录列表", **allow(*READERS))
async def list_deliveries(
    work: Work, limit: PageSize = 20, cursor: Cursor = None, status: DeliveryStatus | None = None
) -> Page[DeliveryView]:
    """All deliveries, newest first; status=failed are those that somebody must look at."""
    rows, next_cursor = await use_cases.list_deliveries(work, status=status, size=limit, cursor=cursor)
    items = [DeliveryView.of(to_delivery(row), work.principal) for row in rows]
    return Page(items=items, next_cursor=next_cursor)


@router.get("/deliveries/{delivery_id}", summary="发送记录", **allow(*READERS))
async def get_delivery(delivery_id: UUID, work: Work, response: Response) -> DeliveryWithAttemptsView:
    """One delivery with each of its attempts."""
    delivery, attempts = await use_cases.get_delivery(work, delivery_id)
    response.headers["ETag"] = etag(delivery.version)
    return DeliveryWithAttemptsView.with_attempts(delivery, attempts, work.principal)


@router.post("/deliveries/{delivery_id}/retry", summary="重新发送", **allow(Role.DATA_BUREAU))
async def retry_delivery(
    delivery_id: UUID, version: IfMatch, work: Work, response: Response
) -> DeliveryWithAttemptsView:
    """Send a failed delivery once more, with all its attempts anew, to where its receiver wants e-mail now."""
    delivery, attempts = await use_cases.retry_delivery(work, delivery_id, expected_version=version)
    response.headers["ETag"] = etag(delivery.version)
    return DeliveryWithAttemptsView.with_attempts(delivery, attempts, work.principal)
