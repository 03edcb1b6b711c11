"""Every list stays cheap however much is stored: no big table read whole, no sort of more than a page."""

from __future__ import annotations

from shared.kit.pages import encode_cursor
from testing.fill import row_id
from testing.plans import faults_of_reading, filled, list_routes
from testing.tested_service import TestedService

ROWS = 40_000
OWNER = "91440101F000000501"


async def test_every_list_is_cheap(tracking: TestedService) -> None:
    owner = tracking.as_("owner", enterprise=OWNER)
    handler, hall = tracking.as_("handler", body="PNR"), tracking.as_("window_clerk")
    officer, overseer = tracking.as_("service_officer"), tracking.as_("data_bureau")
    project = row_id(1, 1001)
    deep = encode_cursor("cases", [row_id(3, ROWS // 2)])
    tried, dear = set(), []
    async with filled(tracking, ROWS) as sizes:
        for headers in (owner, handler, hall, officer, overseer):
            for asked in (
                {},
                {"cursor": deep},
                {"status": "accepted"},
                {"status": "accepted", "cursor": deep},
                {"status": "special_procedure"},
                {"body": "PNR"},
                {"body": "PNR", "status": "accepted", "cursor": deep},
                {"project_id": project},
                {"project_id": project, "status": "accepted"},
                {"project_id": project, "body": "PNR"},
                {"acceptance_number": "F1"},
                {"application_item_id": row_id(2, 1_000)},
            ):
                dear += await faults_of_reading(tracking, "/cases", headers, sizes, limit=100, **asked)
        tried.add("/cases")
        for headers in (owner, hall, handler):
            timeline = f"/projects/{project}/timeline"
            dear += await faults_of_reading(tracking, timeline, headers, sizes, limit=100)
            dear += await faults_of_reading(tracking, f"/projects/{project}/progress", headers, sizes)
        tried.add("/projects/{project_id}/timeline")
    assert tried == list_routes(tracking)
    assert not dear, "\n".join(dear)
