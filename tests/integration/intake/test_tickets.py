"""A link that needs no token for a few minutes: for one address, for whoever was given it, and for nothing else."""

from __future__ import annotations

import io
import json
from contextlib import redirect_stdout
from typing import Any

import pytest

from shared.kit.logging import configure_logging
from tests.integration.intake.conftest import PDF, Window
from tests.integration.intake.test_claims import REASON, claim, step

DRAWING = PDF + b"% drawing\n"


async def ticket_for(window: Window, path: str, headers: dict[str, str], expect: int = 200) -> dict[str, Any]:
    told = await window.post(f"{path}/ticket", None, headers, expect)
    if expect == 200:
        assert told["url"].endswith(f"{path}?ticket={told['ticket']}")
        assert told["expires_in"] == 300
    return told


async def content(window: Window) -> tuple[dict[str, Any], str]:
    """A project, and the address of a file of its."""
    project = await window.registered_project()
    material = await window.upload(project, data=DRAWING)
    return project, f"/materials/{material['id']}/content"


async def test_a_ticket_opens_the_file_without_a_token(window: Window) -> None:
    project, path = await content(window)
    told = await ticket_for(window, path, window.owner(project["owner_uscc"]))
    for _ in range(2):  # as a download that is broken off and gone on with
        answer = await window.service.client.get(told["url"].removeprefix("/api/intake/v1"))
        assert (answer.status_code, answer.content) == (200, DRAWING)
        assert answer.headers["cache-control"] == "no-store"
    part = await window.service.client.get(path, params={"ticket": told["ticket"]}, headers={"Range": "bytes=0-3"})
    assert (part.status_code, part.content, part.headers["cache-control"]) == (206, b"%PDF", "no-store")
    head = await window.service.client.head(path, params={"ticket": told["ticket"]})
    assert (head.status_code, head.headers["content-length"]) == (200, str(len(DRAWING)))
    trail = await window.service.rows(
        "SELECT actor, action, before, after FROM audit_entry WHERE subject_kind = 'ticket' AND subject_id = :at",
        at=f"/api/intake/v1{path}",
    )
    assert [(one["action"], one["before"], one["after"]) for one in trail] == [("ticket.issued", None, None)]


async def test_who_may_not_read_the_file_gets_no_ticket(window: Window) -> None:
    _, path = await content(window)
    stranger = await window.registered_owner()
    assert (await ticket_for(window, path, window.owner(stranger["uscc"]), 404))["code"] == "not_found"
    handler = window.service.as_("handler", body="PNR")
    assert (await ticket_for(window, path, handler, 404))["code"] == "not_found"


async def test_a_ticket_for_one_address_opens_no_other(window: Window) -> None:
    project, path = await content(window)
    other = await window.upload(project, name="另一份", data=DRAWING + b"2")
    owner = window.owner(project["owner_uscc"])
    ticket = (await ticket_for(window, path, owner))["ticket"]
    for elsewhere in (f"/materials/{other['id']}/content", path.upper()):
        answer = await window.service.client.get(elsewhere, params={"ticket": ticket})
        assert answer.status_code in {401, 404}
    refused = await window.service.client.get(f"/materials/{other['id']}/content", params={"ticket": ticket})
    assert (refused.status_code, refused.json()["code"]) == (401, "ticket.invalid")
    assert refused.json()["way_out"] == "请回到原页面重新获取链接。"
    for nothing in ("", "x", ticket[:-1], ticket + "x", "\u00e4"):
        answer = await window.service.client.get(path, params={"ticket": nothing})
        assert (answer.status_code, answer.json()["code"]) == (401, "ticket.invalid")
    # Where tickets are not taken, one is a parameter like any that is not known; and it never writes.
    as_metadata = await window.service.client.get(path.removesuffix("/content"), params={"ticket": ticket})
    assert (as_metadata.status_code, as_metadata.json()["code"]) == (401, "unauthenticated")
    unknown = await window.service.client.get("/projects", params={"ticket": ticket}, headers=owner)
    assert unknown.status_code == 422
    again = await window.service.client.post(f"{path}/ticket", params={"ticket": ticket})
    assert (again.status_code, again.json()["code"]) == (401, "unauthenticated")


async def test_a_ticket_is_over_after_its_minutes_and_then_forgotten(window: Window) -> None:
    project, path = await content(window)
    ticket = (await ticket_for(window, path, window.owner(project["owner_uscc"])))["ticket"]
    async with window.service.runtime.transaction(actor="time passes") as work:
        moved = await work.connection.execute(
            "UPDATE ticket SET expires_at = expires_at - interval '301 seconds' WHERE address LIKE $1", f"%{path}"
        )
    assert moved is not None
    late = await window.service.client.get(path, params={"ticket": ticket})
    assert (late.status_code, late.json()["code"]) == (401, "ticket.invalid")


async def test_rights_are_asked_anew_when_a_ticket_is_used(window: Window) -> None:
    holder, claimant = [await window.registered_owner() for _ in range(2)]
    project = await window.registered_project(holder)
    material = await window.upload(project, data=DRAWING)
    path = f"/materials/{material['id']}/content"
    ticket = (await ticket_for(window, path, window.owner(holder["uscc"])))["ticket"]
    filed = await claim(window, project, claimant)
    await step(window, filed, "grant", None, REASON)
    lost = await window.service.client.get(path, params={"ticket": ticket})
    assert (lost.status_code, lost.json()["code"]) == (404, "not_found")


async def test_a_token_counts_before_a_ticket(window: Window) -> None:
    project, path = await content(window)
    stranger = await window.registered_owner()
    ticket = (await ticket_for(window, path, window.owner(project["owner_uscc"])))["ticket"]
    as_stranger = window.owner(stranger["uscc"])
    answer = await window.service.client.get(path, params={"ticket": ticket}, headers=as_stranger)
    assert answer.status_code == 404
    broken = await window.service.client.get(path, params={"ticket": ticket}, headers={"Authorization": "Bearer x"})
    assert broken.status_code == 401


async def test_no_ticket_is_written_down_anywhere(window: Window, capsys: pytest.CaptureFixture[str]) -> None:
    project, path = await content(window)
    configure_logging("ticket-test", "DEBUG")
    heard = io.StringIO()
    try:
        with redirect_stdout(heard):
            given = window.owner(project["owner_uscc"]) | {"Idempotency-Key": "a-key-that-is-not-read"}
            ticket = (await ticket_for(window, path, given))["ticket"]
            assert (await ticket_for(window, path, given))["ticket"] != ticket
            for sent in (ticket, ticket + "x"):
                await window.service.client.get(path, params={"ticket": sent})
    finally:
        configure_logging("intake-test", "WARNING")
    written = heard.getvalue() + "".join(capsys.readouterr())
    lines = [json.loads(line) for line in written.splitlines() if line.startswith("{")]
    assert [line["status"] for line in lines if line.get("route", "").endswith("/content")] == [200, 401]
    assert ticket not in written
    for table in ("ticket", "idempotency_key", "audit_entry"):
        (found,) = await window.service.rows(
            f"SELECT count(*) AS times FROM {table} AS one WHERE one::text LIKE :it OR one::text LIKE :hex",
            it=f"%{ticket}%",
            hex=f"%{ticket.encode().hex()}%",
        )
        assert found["times"] == 0, table


async def test_a_ticket_can_be_asked_for_a_paper_of_a_claim(window: Window) -> None:
    holder, claimant = [await window.registered_owner() for _ in range(2)]
    filed = await claim(window, await window.registered_project(holder), claimant)
    path = f"/claims/{filed['id']}/papers/{filed['papers'][0]['id']}/content"
    told = await ticket_for(window, path, window.service.as_("window_clerk"))
    assert (await window.service.client.get(path, params={"ticket": told["ticket"]})).status_code == 200
    await ticket_for(window, path, window.owner(holder["uscc"]), 404)


def test_the_document_says_where_tickets_are_taken(window: Window) -> None:
    document = window.service.app.openapi()
    assert document["components"]["securitySchemes"]["ticket"]["in"] == "query"
    taken = {
        path
        for path, methods in document["paths"].items()
        if {"ticket": []} in methods.get("get", {}).get("security", [])
    }
    given = {path.removesuffix("/ticket") for path in document["paths"] if path.endswith("/ticket")}
    assert taken == given


async def test_a_system_reads_by_ticket_what_its_scopes_open_and_no_more(window: Window) -> None:
    project, path = await content(window)
    mine = window.service.as_("system", scope=f"daiban.read daiban.write project:{project['id']}")
    told = await ticket_for(window, path, mine)
    opened = await window.service.client.get(path, params={"ticket": told["ticket"]})
    assert (opened.status_code, opened.content) == (200, DRAWING)
    _, elsewhere = await content(window)
    assert (await ticket_for(window, elsewhere, mine, 404))["code"] == "not_found"
