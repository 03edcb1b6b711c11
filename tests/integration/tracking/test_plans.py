"""Every list stays cheap however much is stored: no big table read whole, no sort of more than a page."""

from __future__ import annotations

from testing.fill import row_id
from testing.plans import Reader, faults_of_list, faults_of_reading, faults_of_systems, filled, list_routes
from testing.tested_service import TestedService

ROWS = 100_000
OWNER = "91440101F000000501"
PROJECT = row_id(1, 1001)
VALUES = {
    "project_id": PROJECT,
    "acceptance_number": "SL1",
    "application_item_id": row_id(2, 1_000),
    "officer": "GSD-cso-1",
    "body": "PNR",
    "status": "accepted",
    "item_code": "S2-PNR-11",
    "light": "normal",
    "due_by": "2090-06-01",
    "updated_since": "2024-01-02T02:00:00Z",
}


async def test_every_list_is_cheap(tracking: TestedService) -> None:
    owner = Reader(tracking.as_("owner", enterprise=OWNER), "owner_uscc", few=True)
    handler = Reader(tracking.as_("handler", body="PNR"), "body")
    officer, overseer = (Reader(tracking.as_(role)) for role in ("service_officer", "data_bureau"))
    dear = []
    async with filled(tracking, ROWS) as sizes:
        routes = list_routes(tracking)
        for path, listing in routes.items():
            if listing and "{" not in path:
                dear += await faults_of_list(
                    tracking, path, listing, (owner, handler, officer, overseer), VALUES, sizes
                )
        dear += await faults_of_systems(tracking, "/cases", sizes, bodies=True)
        for reader in (owner, officer, handler):
            for path in ("timeline", "progress"):
                dear += await faults_of_reading(tracking, f"/projects/{PROJECT}/{path}", reader.headers, sizes)
    assert set(routes) == {"/cases", "/cases/{case_id}/history", "/projects/{project_id}/timeline"}
    assert not dear, "\n".join(dear)
