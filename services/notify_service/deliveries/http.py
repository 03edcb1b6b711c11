"""Routes of deliveries."""

from __future__ import annotations

from uuid import UUID

from services.notify_service.deliveries.lists import DELIVERY_LIST
from services.notify_service.deliveries.policy import READERS
from services.notify_service.deliveries.schemas import DeliveryView, DeliveryWithAttemptsView, view
from services.notify_service.deliveries.store import DELIVERIES
from services.notify_service.deliveries.use_cases import retry
from shared.kit.http.edge import IfMatch, Work, allow, edge_router
from shared.kit.http.lists import listed
from shared.kit.http.pages import Page
from shared.kit.lists import Asked
from shared.kit.unit_of_work import UnitOfWork
from shared.vocabulary.roles import Role

router = edge_router("deliveries", "发送记录 · what became of each message on its way")


@listed(
    router,
    "/deliveries",
    DELIVERY_LIST,
    summary="发送记录列表",
    roles=READERS,
    view=Page[DeliveryView],
    export={
        "channel_label": "渠道",
        "address": "地址",
        "status_label": "状态",
        "attempts": "次数",
        "reason": "原因",
        "created_at": "生成时间",
        "finished_at": "完成时间",
    },
)
async def list_deliveries(work: UnitOfWork, asked: Asked) -> Page[DeliveryView]:
    """All deliveries; status=failed are those that somebody must look at."""
    found = await DELIVERY_LIST.page(work, asked)
    items = [view(work, one, DeliveryView) for one in await DELIVERIES.of_rows(work, found.rows)]
    return Page(items=items, **found.around)


@router.get("/deliveries/{delivery_id}", summary="发送记录", **allow(*READERS))
async def get_delivery(delivery_id: UUID, work: Work) -> DeliveryWithAttemptsView:
    """One delivery with each of its attempts."""
    return view(work, await DELIVERIES.get(work, delivery_id), DeliveryWithAttemptsView)


@router.post("/deliveries/{delivery_id}/retry", summary="重新发送", **allow(Role.DATA_BUREAU))
async def retry_delivery(delivery_id: UUID, version: IfMatch, work: Work) -> DeliveryWithAttemptsView:
    """Send a failed delivery once more, with all its attempts anew, to where its receiver wants e-mail now."""
    return view(work, await retry(work, delivery_id, version), DeliveryWithAttemptsView)
