"""Every list stays cheap however much is stored: no big table read whole, no sort of more than a page."""

from __future__ import annotations

from testing.fill import row_id
from testing.plans import Reader, faults_of_list, faults_of_reading, faults_of_systems, filled, list_routes
from testing.tested_service import TestedService

ROWS = 100_000
OWNER = "91440101F000000501"
PROJECT = row_id(1, 1001)
VALUES = {
    "uscc": OWNER,
    "owner_uscc": OWNER,
    "project_code": "2017-440115-47-03-000001",
    "project_id": PROJECT,
    "request_id": row_id(8, 1001),
    "application_id": row_id(9, 1001),
    "agreement_number": "F1",
    "application_number": "F1",
    "acceptance_number": "F1",
    "district": "440112",
    "project_type": "industrial",
    "status": "accepted",
    "agent": "GSD-officer-1",
    "body": "PNR",
    "item_code": "S2-PNR-11",
    "supplemented": True,
    "updated_since": "2024-01-02T02:00:00Z",
    "kind": "electronic",
    "agent_on_roster": False,
    "operation": "submit_application",
}


async def test_every_list_is_cheap(intake: TestedService) -> None:
    owner = Reader(intake.as_("owner", enterprise=OWNER), "owner_uscc", few=True)
    handler = Reader(intake.as_("handler", body="PNR"), "body")
    window = Reader(intake.as_("window_clerk"))
    agent = Reader(intake.as_("service_officer", sub="F-agent-125"), "agent", few=True)
    dear, tried = [], set()
    async with filled(intake, ROWS) as sizes:
        for path, listing in list_routes(intake).items():
            if listing is None or "{" in path:
                continue
            values = VALUES | {"status": {"/agreements": "signed", "/claims": "filed"}.get(path, "accepted")}
            readers = (owner, window, *((handler,) if path == "/application-items" else ()))
            if path == "/drafts":
                readers = (owner, agent)
            dear += await faults_of_list(intake, path, listing, readers, values, sizes)
            tried.add(path)
        for path in ("/projects", "/applications", "/application-items"):
            dear += await faults_of_systems(intake, path, sizes, bodies=path == "/application-items")
        for headers in (owner.headers, window.headers):
            for path in ("materials", "applicable-items", "history"):
                dear += await faults_of_reading(intake, f"/projects/{PROJECT}/{path}", headers, sizes)
        for path in ("dossier", "history"):
            dear += await faults_of_reading(
                intake, f"/application-items/{row_id(2, 1_000)}/{path}", window.headers, sizes
            )
    small = {"/districts", "/projects/{project_id}/applicable-items", "/projects/{project_id}/materials"}
    corrected = (
        "/owners/{owner_id}",
        "/projects/{project_id}",
        "/materials/{material_id}",
        "/application-items/{item_id}",
    )
    histories = {f"{of}/history" for of in corrected}
    assert set(list_routes(intake)) == tried | small | histories
    assert not dear, "\n".join(dear)
