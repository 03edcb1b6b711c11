"""The posts to choose from: those of the rosters and of the data bureau's own team, each with its office telephone."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from services.routing_service.directory.departments.domain import bodies_from
from services.routing_service.directory.departments.use_cases import publish_bodies
from services.routing_service.officers.use_cases import hand_over_from_gone_posts
from shared.contracts.routing.departments import BodyPublished
from shared.contracts.routing.officers import ChiefServiceOfficerAppointed, ChiefServiceOfficerReleased
from testing.tested_service import offered
from tests.integration.routing.conftest import Departments, accepted_item
from tests.integration.routing.test_directory_and_catalogue import read

ROSTER = "directory/departments/bodies.yaml"


async def posts(departments: Departments, **query: Any) -> list[dict[str, Any]]:
    """All posts of a list, page by page."""
    headers, found, cursor = departments.service.as_("window_clerk"), [], None
    while True:
        asked = query | ({"cursor": cursor} if cursor else {})
        answer = await departments.client.get("/posts", params=asked, headers=headers)
        assert answer.status_code == 200, answer.text
        found += answer.json()["items"]
        if (cursor := answer.json().get("next_cursor")) is None:
            return found


async def test_every_post_has_its_body_and_an_office_telephone(departments: Departments) -> None:
    await departments.service.service.commands["seed"](departments.service.runtime)  # other tests change rosters
    found = await posts(departments, limit=7)
    seeded = [post for body in bodies_from(read(ROSTER)) for post in body.posts]
    assert {one["subject"] for one in found} == {post.subject for post in seeded}
    assert len(found) == len(seeded) == len({one["phone"] for one in found})
    assert all(one["phone"].startswith("020-0000") and one["body_name"] for one in found)


@pytest.mark.parametrize(
    ("asked", "subjects"),
    [
        ({"role": "project_officer"}, ["GSD-cso-1", "GSD-cso-2", "GSD-cso-3"]),
        ({"body": "ｐｎｒ ", "role": "leader"}, ["PNR-leader"]),
        ({"body": "PNR", "title": "经办人"}, ["PNR-handler-1", "PNR-handler-2"]),
        ({"title": "综合窗口"}, ["GSD-window-1", "GSD-window-2"]),
        ({"title": "%"}, []),
        ({"body": "PSB"}, []),
    ],
)
async def test_posts_are_found_by_role_body_and_title(
    departments: Departments, asked: dict[str, str], subjects: list[str]
) -> None:
    assert [one["subject"] for one in await posts(departments, **asked)] == subjects


@pytest.mark.parametrize(
    ("role", "status"),
    [
        *((role, 200) for role in ("window_clerk", "handler", "chief_service_officer", "leader")),
        *((role, 200) for role in ("data_bureau", "leading_group", "auditor")),
        *((role, 403) for role in ("owner", "stranger", "service_officer", "system")),
    ],
)
async def test_the_list_is_for_those_who_choose(departments: Departments, role: str, status: int) -> None:
    answer = await departments.client.get("/posts", headers=departments.service.as_(role))
    assert answer.status_code == status
    assert (await departments.client.get("/posts")).status_code == 401


async def test_the_data_bureaus_own_team_is_told_apart_from_what_matters_stand_with(departments: Departments) -> None:
    told = (await departments.service.published(BodyPublished, code="GSD"))[0]
    assert [post["role"] for post in told["posts"]] == ["data_bureau", "leading_group"]
    assert {post["role"] for post in told["team"]} == {"window_clerk", "service_officer", "project_officer"}


@pytest.mark.parametrize(
    ("officer", "code"),
    [
        ("GSD-cso-9", "post.unknown"),
        ("GSD-officer-1", "post.of_another_role"),
        ("PNR-cso", "post.of_another_role"),
    ],
)
async def test_a_projects_officer_is_a_post_that_is_there_for_it(
    departments: Departments, officer: str, code: str
) -> None:
    path = f"/projects/{await departments.project()}/chief-service-officer"
    headers = departments.service.as_("data_bureau")
    answer = await departments.client.post(path, json={"officer": officer}, headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (422, code)
    assert answer.json()["errors"][0]["pointer"] == "/officer"
    assert answer.json()["way_out"] == "请在岗位名录中选择：项目首席服务官。"
    assert (await departments.client.get(path, headers=headers)).json()["history"] == []


async def test_projects_of_an_officer_whose_post_is_gone_go_to_whoever_has_the_fewest(departments: Departments) -> None:
    service, headers = departments.service, departments.service.as_("data_bureau")
    paths = [f"/projects/{await departments.project()}/chief-service-officer" for _ in range(2)]
    for path in paths:
        answer = await departments.client.post(path, json={"officer": "GSD-cso-3"}, headers=service.as_("data_bureau"))
        assert answer.json()["current"]["officer_title"] == "政务服务数据管理局 项目首席服务官 3"
    content = copy.deepcopy(read(ROSTER))
    (bureau,) = [body for body in content["bodies"] if body["code"] == "GSD"]
    all_posts = bureau["team"]["project_officer"]

    async def officers_are(*of: dict[str, Any]) -> list[dict[str, Any]]:
        bureau["team"]["project_officer"] = list(of)
        async with service.runtime.transaction(actor="command:seed") as work:
            await publish_bodies(work, bodies_from(content))
            await hand_over_from_gone_posts(work)
        return [(await departments.client.get(path, headers=headers)).json() for path in paths]

    first, second, _ = all_posts
    for told in await officers_are(first, second):
        before, now = told["history"]
        assert (before["officer"], before["until"]) == ("GSD-cso-3", now["since"])
        assert now["officer"] in {"GSD-cso-1", "GSD-cso-2"}
        assert now["appointed_by"] == "command:seed"
        *_, event = await service.published(ChiefServiceOfficerAppointed, project_id=told["project_id"])
        assert (event["officer"], event["predecessor"]) == (now["officer"], "GSD-cso-3")
    for told in await officers_are():
        assert told["current"] is None, "nobody is left"
        assert offered(told) == ["appoint_officer"]
        assert await service.published(ChiefServiceOfficerReleased, project_id=told["project_id"])
    for told in await officers_are(*all_posts):
        assert told["current"] is None, "the data bureau names the next"


async def test_the_data_bureaus_own_team_takes_no_part_in_the_ladder(departments: Departments) -> None:
    assignment = await departments.put(accepted_item(await departments.project(), "GSD", code="S1-GSD-01"))
    assert (assignment["assignee"], assignment["level"]) == ("GSD-admin-1", "handler")
    (deadline,) = await departments.deadlines(assignment)
    await departments.miss(deadline)
    assignment = await departments.assignment_of_id(assignment["id"])
    assert (assignment["assignee"], assignment["level"]) == ("LG-1", "leading_group")
