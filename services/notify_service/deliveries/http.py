"""Routes of deliveries."""

from __future__ import annotations

from uuid import UUID

from services.notify_service.deliveries.domain import DeliveryStatus
from services.notify_service.deliveries.policy import READERS
from services.notify_service.deliveries.schemas import DeliveryView, DeliveryWithAttemptsView, view
from services.notify_service.deliveries.store import DELIVERIES
from services.notify_service.deliveries.use_cases import retry
from shared.kit.http.edge import IfMatch, Work, allow, edge_router
from shared.kit.http.pages import Cursor, Page, PageSize
from shared.vocabulary.roles import Role

router = edge_router("deliveries")


@router.get("/deliveries", summary="发送记录列表", **allow(*READERS))
async def list_deliveries(
    work: Work, limit: PageSize = 20, cursor: Cursor = None, status: DeliveryStatus | None = None
) -> Page[DeliveryView]:
    """All deliveries, newest first; status=failed are those that somebody must look at."""
    found, following = await DELIVERIES.page(work, {"status": status}, size=limit, cursor=cursor, descending=True)
    return Page(items=[view(work, one, DeliveryView) for one in found], next_cursor=following)


@router.get("/deliveries/{delivery_id}", summary="发送记录", **allow(*READERS))
async def get_delivery(delivery_id: UUID, work: Work) -> DeliveryWithAttemptsView:
    """One delivery with each of its attempts."""
    return view(work, await DELIVERIES.get(work, delivery_id), DeliveryWithAttemptsView)


@router.post("/deliveries/{delivery_id}/retry", summary="重新发送", **allow(Role.DATA_BUREAU))
async def retry_delivery(delivery_id: UUID, version: IfMatch, work: Work) -> DeliveryWithAttemptsView:
    """Send a failed delivery once more, with all its attempts anew, to where its receiver wants e-mail now."""
    return view(work, await retry(work, delivery_id, version), DeliveryWithAttemptsView)
