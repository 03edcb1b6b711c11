"""The auditor reads the trail over REST by subject, actor, enterprise and time, and has its chain checked."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any

import pytest

from shared.kit.audit import seal
from testing.plans import faults_of_reading, sizes_of
from testing.tested_service import TestedService
from tests.integration.intake.conftest import Window

ROWS = 40_000
EVERYBODY_ELSE = (
    *("owner", "window_clerk", "service_officer", "handler", "chief_service_officer", "leader"),
    *("data_bureau", "leading_group", "system", "stranger"),
)


async def ask(service: TestedService, path: str = "/audit", **query: Any) -> list[dict[str, Any]]:
    answer = await service.client.get(path, params=query, headers=service.as_("auditor"))
    assert answer.status_code == 200, answer.text
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


async def seal_all(service: TestedService) -> None:
    sealed = 1
    while sealed:
        async with service.runtime.transaction() as work:
            sealed = await seal(work)


async def test_entries_are_found_by_subject_actor_enterprise_and_time(intake: TestedService) -> None:
    window = Window(intake)
    project = await window.registered_project()
    request = await window.accepted_request(project)
    accepted, submitted = await ask(intake, subject_id=request["id"])
    assert [one["action"] for one in (submitted, accepted)] == ["request.submitted", "request.accepted"]
    assert (submitted["before"], accepted["before"]["status"], accepted["after"]["status"]) == (
        None,
        "submitted",
        "accepted",
    )
    assert (accepted["on_behalf_of"], accepted["subject_kind"]) == (project["owner_uscc"], "request")
    theirs = await ask(intake, on_behalf_of=project["owner_uscc"])
    assert accepted in theirs
    assert {one["on_behalf_of"] for one in theirs} == {project["owner_uscc"]}
    mine = await ask(intake, actor=accepted["actor"], limit=100)
    assert accepted in mine
    assert {one["actor"] for one in mine} == {accepted["actor"]}
    moment = datetime.fromisoformat(accepted["at"])
    assert accepted in await ask(intake, since=accepted["at"], limit=100)
    assert accepted not in await ask(intake, until=accepted["at"], limit=100)
    later = (moment + timedelta(microseconds=1)).isoformat()
    assert await ask(intake, subject_id=request["id"], since=accepted["at"], until=later) == [accepted]
    assert await ask(intake, subject_id="nobody") == []


async def test_it_is_read_page_by_page_newest_first_and_taken_away_whole(intake: TestedService) -> None:
    window = Window(intake)
    project = await window.registered_project()
    await window.signed_agreement(project)
    found: list[dict[str, Any]] = []
    cursor: str | None = None
    headers = intake.as_("auditor")
    while True:
        query = {"on_behalf_of": project["owner_uscc"], "limit": 2} | ({"cursor": cursor} if cursor else {})
        told = (await intake.client.get("/audit", params=query, headers=headers)).json()
        found += told["items"]
        cursor = told["next_cursor"]
        if cursor is None:
            break
    assert len(found) >= 7
    order = [(one["at"], one["id"]) for one in found]
    assert order == sorted(order, reverse=True)
    wanted = {"on_behalf_of": project["owner_uscc"], "format": "ndjson"}
    exported = await intake.client.get("/audit/export", params=wanted, headers=headers)
    assert exported.headers["content-disposition"] == 'attachment; filename="audit.ndjson"'
    assert [json.loads(line) for line in exported.text.splitlines()] == found


async def test_an_altered_entry_shows_when_the_chain_is_checked(intake: TestedService) -> None:
    window = Window(intake)
    request = await window.accepted_request(await window.registered_project())
    await seal_all(intake)
    headers = intake.as_("auditor")
    told = (await intake.client.get("/audit/verification", headers=headers)).json()
    assert (told["whole"], told["unsealed"], told["broken_at"]) == (True, 0, None)
    (accepted, _) = await ask(intake, subject_id=request["id"])
    assert accepted["position"] <= told["sealed"]
    change = "UPDATE audit_entry SET actor = $2 WHERE id = $1"
    async with intake.runtime.transaction() as work:
        await work.connection.execute(change, accepted["id"], "somebody else")
    broken = (await intake.client.get("/audit/verification", headers=headers)).json()
    async with intake.runtime.transaction() as work:
        await work.connection.execute(change, accepted["id"], accepted["actor"])
    assert (broken["whole"], broken["broken_at"]) == (False, accepted["position"])
    assert (await intake.client.get("/audit/verification", headers=headers)).json() == told


@pytest.mark.parametrize(
    "moment",
    [
        *("9999-12-31T23:59:59-14:00", "0001-01-01T00:00:00+14:00", "2026-11-28T09:00:00", "2026-11-28", "1764000000"),
        *("2026-11-28 09:00:00+08:00", "yesterday", ""),
    ],
)
@pytest.mark.parametrize("path", ["/audit", "/audit/export"])
async def test_a_moment_has_its_offset_and_is_of_our_time(intake: TestedService, path: str, moment: str) -> None:
    for name in ("since", "until"):
        answer = await intake.client.get(path, params={name: moment}, headers=intake.as_("auditor"))
        assert answer.status_code == 422, answer.text
        (error,) = answer.json()["errors"]
        assert (error["parameter"], error["code"] in {"datetime_parsing", "moment_out_of_range"}) == (name, True)


@pytest.mark.parametrize("path", ["/audit", "/audit/export", "/audit/verification"])
async def test_nobody_else_reads_it(
    intake: TestedService, routing: TestedService, tracking: TestedService, notify: TestedService, path: str
) -> None:
    for service in (intake, routing, tracking, notify):
        assert (await service.client.get(path, headers=service.as_("auditor"))).status_code == 200
        for role in EVERYBODY_ELSE:
            answer = await service.client.get(path, headers=service.as_(role))
            assert (answer.status_code, answer.json()["code"]) == (403, "not_permitted")


async def test_it_is_cheap_however_long_it_is(intake: TestedService) -> None:
    async with intake.runtime.transaction() as work:
        await work.connection.execute(
            "INSERT INTO audit_entry (at, actor, on_behalf_of, action, subject_kind, subject_id)"
            " SELECT '2024-01-01'::timestamptz + n * interval '1 minute', 'filled-' || n % 50, 'F' || n % 500,"
            f" 'filled', 'thing', 'filled-' || n / 3 FROM generate_series(1, {ROWS}) AS n"
        )
    async with intake.runtime.reading() as connection:
        await connection.execute("ANALYZE audit_entry")
    try:
        sizes = await sizes_of(intake)
        assert sizes["audit_entry"] >= ROWS
        dear, headers = list[str](), intake.as_("auditor")
        for query in (
            {},
            {"subject_id": "filled-77"},
            {"actor": "filled-7"},
            {"on_behalf_of": "F7"},
            {"since": "2024-01-10T00:00:00+08:00", "until": "2024-01-12T00:00:00+08:00"},
            {"actor": "filled-7", "until": "2024-01-12T00:00:00+08:00"},
            {"on_behalf_of": "F7", "since": "2024-01-20T00:00:00+08:00"},
        ):
            dear += await faults_of_reading(intake, "/audit", headers, sizes, limit=100, **query)
        assert not dear, "\n".join(dear)
    finally:
        async with intake.runtime.transaction() as work:
            await work.connection.execute("DELETE FROM audit_entry WHERE action = 'filled'")
