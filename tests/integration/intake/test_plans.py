"""Every list stays cheap however much is stored: no big table read whole, no sort of more than a page."""

from __future__ import annotations

from shared.kit.pages import encode_cursor
from testing.fill import row_id
from testing.plans import faults_of_reading, filled, list_routes
from testing.tested_service import TestedService

ROWS = 40_000
OWNER = "91440101F000000501"


async def test_every_list_is_cheap(intake: TestedService) -> None:
    project = row_id(1, 1001)
    callers = (intake.as_("owner", enterprise=OWNER), intake.as_("window_clerk"), intake.as_("data_bureau"))
    lists = {"/owners": 7, "/projects": 1, "/requests": 8, "/agreements": 5, "/applications": 9}
    of_items, item = "/application-items", row_id(2, 1_000)
    handler = intake.as_("handler", body="PNR")
    dear = []
    async with filled(intake, ROWS) as sizes:
        for headers in callers:
            for path, table in lists.items():
                dear += await faults_of_reading(intake, path, headers, sizes, limit=100)
                deep = encode_cursor(path.strip("/"), [row_id(table, 1_000)])
                dear += await faults_of_reading(intake, path, headers, sizes, limit=100, cursor=deep)
            for status in ("submitted", "accepted", "ended"):
                dear += await faults_of_reading(intake, "/requests", headers, sizes, limit=100, status=status)
            for path in ("/agreements", "/applications", "/requests", of_items):
                dear += await faults_of_reading(intake, path, headers, sizes, limit=100, project_id=project)
            for path, one in {
                "/owners": {"uscc": OWNER},
                "/projects": {"project_code": "2019-440112-47-03-000001"},
                "/agreements": {"agreement_number": "F1"},
                "/applications": {"application_number": "F1"},
                of_items: {"acceptance_number": "F1"},
            }.items():
                dear += await faults_of_reading(intake, path, headers, sizes, **one)
            dear += await faults_of_reading(intake, "/projects", headers, sizes, owner_uscc=OWNER)
            dear += await faults_of_reading(intake, f"/projects/{project}/materials", headers, sizes, limit=100)
            dear += await faults_of_reading(intake, f"/projects/{project}/applicable-items", headers, sizes)
        for headers in (*callers, handler):
            deep = encode_cursor("application_items", [item])
            for chosen in ({}, {"status": "accepted"}, {"status": "received"}, {"body": "PNR"}):
                dear += await faults_of_reading(intake, of_items, headers, sizes, limit=100, **chosen)
                dear += await faults_of_reading(intake, of_items, headers, sizes, limit=100, cursor=deep, **chosen)
        dear += await faults_of_reading(intake, f"{of_items}/{item}/dossier", intake.as_("window_clerk"), sizes)
    small = {"/districts", "/projects/{project_id}/applicable-items"}
    assert list_routes(intake) == {*lists, of_items, "/projects/{project_id}/materials", *small}
    assert not dear, "\n".join(dear)
