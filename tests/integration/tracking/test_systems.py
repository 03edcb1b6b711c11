"""Another government system follows what its scopes open, in every read alike, and nothing else."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import httpx
import pytest

from tests.integration.tracking.conftest import Hall
from tests.integration.tracking.test_stream import QUIET, served

READ = "daiban.read"
ANOTHER = "019ab0c4-0000-7000-8000-000000000001"
PATHS = ("/cases/{case}", "/cases?project_id={project}", "/projects/{project}/progress", "/projects/{project}/timeline")


async def shows(client: httpx.AsyncClient, path: str, case: dict[str, Any], headers: dict[str, str]) -> bool:
    """Whether a read shows the case, or what happened to it."""
    answer = await client.get(path.format(case=case["id"], project=case["project_id"]), headers=headers)
    if answer.status_code == 200:
        assert case["id"] in answer.text or answer.json()["items"] == []
        return case["id"] in answer.text
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
    return False


@pytest.mark.parametrize(
    "limit", ["daiban.city", "district:440112", "project:{project}", "body:PNR", "body:HUC body:PNR"]
)
async def test_a_system_follows_what_its_scope_opens(hall: Hall, limit: str) -> None:
    case = await hall.case()
    headers = hall.service.as_("system", scope=f"{READ} {limit.format(project=case['project_id'])}")
    for path in PATHS:
        assert await shows(hall.client, path, case, headers), path


@pytest.mark.parametrize(
    "limit",
    [
        "",
        "openid",
        "district:440106",
        f"project:{ANOTHER}",
        "body:HUC",
        "body:HUC district:440106",
    ],
)
async def test_a_system_of_another_district_body_or_project_sees_nothing(hall: Hall, limit: str) -> None:
    case = await hall.case()
    headers = hall.service.as_("system", scope=f"{READ} {limit}")
    for path in (*PATHS, "/projects/{project}/progress/stream"):
        assert not await shows(hall.client, path, case, headers), path


async def test_a_district_s_list_goes_on_over_pages_and_holds_no_other_s(hall: Hall) -> None:
    mine = [await hall.case() for _ in range(3)]
    await hall.case(await hall.project(district="440106"))
    headers = hall.service.as_("system", scope=f"{READ} district:440112")
    listed: list[dict[str, Any]] = []
    cursor = None
    while not listed or cursor:
        params = {"limit": 2} | ({"cursor": cursor} if cursor else {})
        page = (await hall.client.get("/cases", params=params, headers=headers)).json()
        listed, cursor = listed + page["items"], page["next_cursor"]
    assert {one["id"] for one in mine} <= {one["id"] for one in listed}
    rows = await hall.service.rows(
        "SELECT DISTINCT district FROM project_copy WHERE project_id = ANY (CAST(:ids AS uuid[]))",
        ids=[UUID(one["project_id"]) for one in listed],
    )
    assert [row["district"] for row in rows] == ["440112"]


@pytest.mark.parametrize(("limit", "status"), [("district:440112", 200), ("district:440106", 404), ("", 404)])
async def test_a_stream_is_opened_by_the_same_scopes(hall: Hall, limit: str, status: int) -> None:
    project = await hall.project()
    headers = hall.service.as_("system", scope=f"{READ} {limit}")
    async with (
        served(hall, **QUIET) as (client, _),
        client.stream("GET", f"/projects/{project}/progress/stream", headers=headers) as answer,
    ):
        assert answer.status_code == status


async def test_without_the_scope_to_read_there_is_no_stream(hall: Hall) -> None:
    headers = hall.service.as_("system", scope="daiban.city daiban.write")
    answer = await hall.client.get(f"/projects/{await hall.project()}/progress/stream", headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (403, "token.insufficient_scope")
