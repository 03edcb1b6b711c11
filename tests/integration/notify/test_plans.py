"""Every list stays cheap however much is stored: no big table read whole, no sort of more than a page."""

from __future__ import annotations

from shared.kit.pages import encode_cursor
from testing.fill import row_id
from testing.plans import faults_of_reading, filled, list_routes
from testing.tested_service import TestedService

ROWS = 40_000
OWNER = "91440101F000000501"


async def test_every_list_is_cheap(notify: TestedService) -> None:
    owner = notify.as_("owner", enterprise=OWNER)
    handler = notify.as_("handler", body="PNR", sub="PNR-handler-1")
    overseer = notify.as_("data_bureau")
    deep = encode_cursor("messages", [row_id(11, ROWS // 2)])
    dear = []
    async with filled(notify, ROWS) as sizes:
        for headers in (owner, handler):
            for asked in (
                {},
                {"cursor": deep},
                {"unread": True},
                {"unread": True, "cursor": deep},
                {"unread": False},
                {"project_id": row_id(1, 1001)},
                {"project_id": row_id(1, 1001), "unread": True},
            ):
                dear += await faults_of_reading(notify, "/messages", headers, sizes, limit=100, **asked)
            dear += await faults_of_reading(notify, "/messages/unread-count", headers, sizes)
        for asked in ({}, {"status": "failed"}, {"status": "delivered"}, {"status": "pending"}):
            dear += await faults_of_reading(notify, "/deliveries", overseer, sizes, limit=100, **asked)
    assert list_routes(notify) == {"/messages", "/deliveries"}
    assert not dear, "\n".join(dear)
