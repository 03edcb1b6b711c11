"""Every list stays cheap however much is stored: no big table read whole, no sort of more than a page."""

from __future__ import annotations

from testing.fill import row_id
from testing.plans import Reader, faults_of_list, faults_of_reading, filled, list_routes
from testing.tested_service import TestedService

ROWS = 100_000
OWNER = "91440101F000000501"


async def test_every_list_is_cheap(notify: TestedService) -> None:
    owner = Reader(notify.as_("owner", enterprise=OWNER), "receiver")
    handler = Reader(notify.as_("handler", body="PNR", sub="PNR-handler-1"), "receiver")
    overseer = Reader(notify.as_("data_bureau"))
    lists = list_routes(notify)
    inbox, deliveries = lists["/messages"], lists["/deliveries"]
    assert set(lists) == {"/messages", "/deliveries"}
    assert inbox
    assert deliveries
    dear = []
    async with filled(notify, ROWS) as sizes:
        for unread in (True, False):
            values = {"unread": unread, "project_id": row_id(1, 1001)}
            dear += await faults_of_list(notify, "/messages", inbox, (owner, handler), values, sizes)
        for headers in (owner.headers, handler.headers):
            dear += await faults_of_reading(notify, "/messages/unread-count", headers, sizes)
        for status in ("failed", "delivered", "pending"):
            dear += await faults_of_list(notify, "/deliveries", deliveries, (overseer,), {"status": status}, sizes)
    assert not dear, "\n".join(dear)
