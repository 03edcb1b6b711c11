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
    dear = []
    async with filled(intake, ROWS) as sizes:
        for headers in callers:
            for path, table in lists.items():
                dear += await faults_of_reading(intake, path, headers, sizes, limit=100)
                deep = encode_cursor(path.strip("/"), [row_id(table, 1_000)])
                dear += await faults_of_reading(intake, path, headers, sizes, limit=100, cursor=deep)
            for status in ("submitted", "accepted", "ended"):
                dear += await faults_of_reading(intake, "/requests", headers, sizes, limit=100, status=status)
            for path in ("/agreements", "/applications"):
                dear += await faults_of_reading(intake, path, headers, sizes, limit=100, project_id=project)
            dear += await faults_of_reading(intake, "/owners", headers, sizes, uscc=OWNER)
            dear += await faults_of_reading(intake, f"/projects/{project}/materials", headers, sizes, limit=100)
            dear += await faults_of_reading(intake, f"/projects/{project}/applicable-items", headers, sizes)
    assert list_routes(intake) == {*lists, "/projects/{project_id}/materials"}
    assert not dear, "\n".join(dear)
