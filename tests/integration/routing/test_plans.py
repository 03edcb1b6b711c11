"""Every list stays cheap however much is stored: no big table read whole, no sort of more than a page."""

from __future__ import annotations

from testing.fill import row_id
from testing.plans import Reader, faults_of_list, faults_of_reading, faults_of_systems, filled, list_routes
from testing.tested_service import TestedService

ROWS = 100_000
PROJECT = row_id(1, 1001)
VALUES = {
    "project_id": PROJECT,
    "acceptance_number": "SL1",
    "application_item_id": row_id(2, 1_000),
    "body": "PNR",
    "stage": "S2",
    "status": "acknowledged",
    "mine": True,
    "kind": "bureau",
    "role": "handler",
    "title": "经办人",
    "updated_since": "2024-01-02T02:00:00Z",
}


async def test_every_list_is_cheap(routing: TestedService) -> None:
    await routing.service.commands["seed"](routing.runtime)
    overseer = Reader(routing.as_("data_bureau"))
    readers = (
        Reader(routing.as_("handler", body="PNR", sub="PNR-handler-1"), "body"),
        Reader(routing.as_("leader", body="PNR"), "body"),
        overseer,
    )
    dear, tried = [], set()
    async with filled(routing, ROWS) as sizes:
        for path, listing in list_routes(routing).items():
            if listing:
                its = readers if path == "/assignments" else (overseer,)
                dear += await faults_of_list(routing, path, listing, its, VALUES, sizes)
                tried.add(path)
        dear += await faults_of_systems(routing, "/assignments", sizes, bodies=True)
        for path in ("/stages", "/project-types", f"/projects/{PROJECT}/chief-service-officer"):
            dear += await faults_of_reading(routing, path, overseer.headers, sizes)
    assert set(list_routes(routing)) == tried | {"/stages", "/project-types"}
    assert not dear, "\n".join(dear)
