"""Every list stays cheap however much is stored: no big table read whole, no sort of more than a page."""

from __future__ import annotations

from shared.kit.pages import encode_cursor
from testing.fill import row_id
from testing.plans import faults_of_reading, filled, list_routes
from testing.tested_service import TestedService

ROWS = 40_000
OWNER = "91440101F000000501"


async def test_every_list_is_cheap(routing: TestedService) -> None:
    await routing.service.commands["seed"](routing.runtime)
    project = row_id(1, 1001)
    deep = encode_cursor("assignments", ["2024-01-02T06:30:00+00:00", row_id(4, ROWS // 2)])
    callers = {
        "handler": routing.as_("handler", body="PNR", sub="PNR-handler-1"),
        "leader": routing.as_("leader", body="PNR"),
        "overseer": routing.as_("data_bureau"),
    }
    dear = []
    async with filled(routing, ROWS) as sizes:
        for headers in callers.values():
            for asked in (
                {},
                {"cursor": deep},
                {"status": "acknowledged"},
                {"status": "acknowledged", "cursor": deep},
                {"status": "open"},
                {"project_id": project},
                {"project_id": project, "status": "closed"},
                {"mine": True},
                {"mine": True, "cursor": deep},
                {"mine": True, "status": "acknowledged", "cursor": deep},
                {"mine": True, "project_id": project},
                {"acceptance_number": "F1"},
                {"application_item_id": row_id(2, 1_000)},
            ):
                dear += await faults_of_reading(routing, "/assignments", headers, sizes, limit=100, **asked)
        for path in ("/items", "/stages", "/project-types", "/bodies"):
            dear += await faults_of_reading(routing, path, callers["overseer"], sizes)
        for filters in ({"stage": "S2"}, {"body": "PNR"}):
            dear += await faults_of_reading(routing, "/items", callers["overseer"], sizes, **filters)
        officer = f"/projects/{project}/chief-service-officer"
        dear += await faults_of_reading(routing, officer, callers["overseer"], sizes)
    assert list_routes(routing) == {"/assignments", "/items", "/stages", "/project-types", "/bodies"}
    assert not dear, "\n".join(dear)
