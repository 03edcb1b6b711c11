"""Another government system sees the assignments and officers that its scopes open, and nothing else."""

from __future__ import annotations

from typing import Any

import pytest

from tests.integration.routing.conftest import Departments, accepted_item

READ = "daiban.read"
ANOTHER = "019ab0c4-0000-7000-8000-000000000001"


async def put(departments: Departments) -> dict[str, Any]:
    return await departments.put(accepted_item(await departments.project(), "PNR"))


async def shown(departments: Departments, assignment: dict[str, Any], scope: str) -> list[bool]:
    """Whether each read shows it: the assignment alone, in the list, and its project's officer."""
    headers = departments.service.as_("system", scope=scope)
    single = await departments.client.get(f"/assignments/{assignment['id']}", headers=headers)
    params = {"acceptance_number": assignment["acceptance_number"]}
    listed = await departments.client.get("/assignments", params=params, headers=headers)
    officer = await departments.client.get(
        f"/projects/{assignment['project_id']}/chief-service-officer", headers=headers
    )
    assert {single.status_code, officer.status_code} <= {200, 404}
    in_list = [one["id"] for one in listed.json()["items"]] == [assignment["id"]]
    return [single.status_code == 200, in_list, officer.status_code == 200]


@pytest.mark.parametrize("limit", ["daiban.city", "district:440112", "project:{project}", "body:PNR"])
async def test_a_system_sees_what_its_scope_opens(departments: Departments, limit: str) -> None:
    assignment = await put(departments)
    scope = f"{READ} {limit.format(project=assignment['project_id'])}"
    assert await shown(departments, assignment, scope) == [True, True, True]


@pytest.mark.parametrize("limit", ["", "openid", "district:440106", f"project:{ANOTHER}", "body:HUC body:WAT"])
async def test_a_system_of_another_district_body_or_project_sees_nothing(departments: Departments, limit: str) -> None:
    assert await shown(departments, await put(departments), f"{READ} {limit}") == [False, False, False]


async def test_a_system_takes_nothing_up_whatever_its_scopes(departments: Departments) -> None:
    assignment = await put(departments)
    for scope in (f"{READ} daiban.write daiban.city", f"{READ} body:PNR"):
        answer = await departments.acknowledge(assignment, "system", scope=scope)
        assert (answer.status_code, answer.json()["code"]) == (403, "not_permitted")
