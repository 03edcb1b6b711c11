"""A trace goes on from the request through the outbox and Kafka's headers to the handler, and to what it says."""

from __future__ import annotations

from uuid import UUID

from shared.contracts.deadlines import DeadlineMissed
from shared.kit.events.envelope import Envelope
from shared.kit.ids import new_id
from tests.integration.intake.conftest import Window

TRACE = "4bf92f3577b34da6a3ce929d0e0e4736"
TRACEPARENT = f"00-{TRACE}-00f067aa0ba902b7-01"


async def test_a_requests_trace_is_its_events_trace(window: Window) -> None:
    owner = await window.registered_owner()
    headers = window.owner(owner["uscc"]) | {"traceparent": TRACEPARENT}
    project = await window.post("/projects", window.project_body(owner), headers)
    (row,) = await window.service.rows("SELECT traceparent FROM outbox WHERE subject = :id", id=project["id"])
    assert row["traceparent"].split("-")[1] == TRACE


async def test_an_events_trace_is_the_trace_of_what_its_handler_says(window: Window) -> None:
    project = await window.registered_project()
    package = {"project_id": project["id"], "items": [{"item_code": "S1-DRC-06"}]}
    (item,) = (await window.post("/applications", package, window.owner(project["owner_uscc"])))["items"]
    (row,) = await window.service.rows("SELECT deadline_id FROM application_item WHERE id = :id", id=UUID(item["id"]))
    missed = DeadlineMissed(
        deadline_id=row["deadline_id"],
        project_id=project["id"],
        purpose="supplement_notice",
        subject_kind="application_item",
        subject_id=item["id"],
        body="DRC",
        due_on="2026-11-30",
        provisional=False,
    )
    envelope = Envelope(
        new_id(),
        missed.event_type,
        "tracking",
        project["id"],
        str(missed.deadline_id),
        window.service.runtime.clock.now(),
        TRACEPARENT,
    )
    assert Envelope.from_headers(envelope.headers(), envelope.key.encode()) == envelope
    await window.service.deliver(missed, envelope=envelope)
    (said,) = await window.service.rows(
        "SELECT traceparent FROM outbox WHERE subject = :id AND type LIKE '%accepted%'", id=item["id"]
    )
    assert said["traceparent"].split("-")[1] == TRACE
