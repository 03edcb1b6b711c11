"""Every list stays cheap however much is stored: no big table read whole, no sort of more than a page."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from shared.contracts.routing.officers import ChiefServiceOfficerAppointed
from testing.fill import row_id
from testing.plans import Reader, faults_of_list, faults_of_reading, faults_of_systems, filled, list_routes
from testing.tested_service import TestedService

ROWS = 100_000
OWNER = "91440101F000000501"
PROJECT = row_id(1, 1001)
SERVING = "GSD-cso-9"
VALUES = {
    "project_id": PROJECT,
    "acceptance_number": "SL1",
    "application_item_id": row_id(2, 1_000),
    "officer": "GSD-cso-1",
    "kind": "case_to_decide",
    "party": "PNR",
    "mine": "true",
    "body": "PNR",
    "district": "440112",
    "status": "accepted",
    "item_code": "S2-PNR-11",
    "light": "normal",
    "due_by": "2090-06-01",
    "updated_since": "2024-01-02T02:00:00Z",
}


async def test_every_list_is_cheap(tracking: TestedService) -> None:
    owner = Reader(tracking.as_("owner", enterprise=OWNER), "owner_uscc", few=True)
    handler = Reader(tracking.as_("handler", body="PNR"), "body")
    its_tasks = [
        Reader(tracking.as_(role, **claims), "party")
        for role, claims in (("owner", {"enterprise": OWNER}), ("handler", {"body": "PNR"}), ("window_clerk", {}))
    ]
    serving = Reader(tracking.as_("service_officer", sub=SERVING))
    officer, overseer = (Reader(tracking.as_(role)) for role in ("service_officer", "data_bureau"))
    dear = []
    async with filled(tracking, ROWS) as sizes:
        routes = list_routes(tracking)
        await tracking.deliver(
            ChiefServiceOfficerAppointed(
                project_id=UUID(PROJECT),
                officer=SERVING,
                officer_title="项目首席服务官 9",
                predecessor=None,
                since=datetime.now(UTC),
            )
        )
        for path, listing in routes.items():
            if listing and "{" not in path:
                readers = [*its_tasks, overseer] if path == "/tasks" else [owner, handler, officer, overseer]
                dear += await faults_of_list(tracking, path, listing, readers, VALUES, sizes)
        for path in ("/cases", "/tasks"):
            dear += await faults_of_systems(tracking, path, sizes, bodies=True)
        dear += await faults_of_reading(tracking, "/tasks", serving.headers, sizes)
        for reader in (*its_tasks, overseer, serving):
            dear += await faults_of_reading(tracking, "/tasks/summary", reader.headers, sizes, share=100)
        day = {"first_day": "2024-01-02", "last_day": "2024-01-02"}
        dear += await faults_of_reading(tracking, "/statistics", handler.headers, sizes, share=100, **day)
        for reader in (owner, officer, handler):
            for path in ("timeline", "progress"):
                dear += await faults_of_reading(tracking, f"/projects/{PROJECT}/{path}", reader.headers, sizes)
    assert set(routes) == {"/cases", "/cases/{case_id}/history", "/tasks", "/projects/{project_id}/timeline"}
    assert not dear, "\n".join(dear)
