"""Another government system sees what its scopes open, in every read alike, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from shared.kit.ids import new_id
from tests.integration.intake.conftest import Window
from tests.integration.intake.test_dossiers import handed_in

READ = "daiban.read"
ANOTHER = "019ab0c4-0000-7000-8000-000000000001"


def as_system(window: Window, scope: str, **more: Any) -> dict[str, str]:
    return window.service.as_("system", scope=scope, **more)


def opened(project: Mapping[str, Any], how: str) -> str:
    """The scope that opens a project so: the city, its district, itself, or what is its body's."""
    ways = {"city": "daiban.city", "district": f"district:{project['district']}", "project": f"project:{project['id']}"}
    return f"{READ} {ways.get(how, 'body:DRC')}"


def reads(window: Window, story: tuple[dict[str, Any], ...], owner_id: str) -> tuple[dict[str, str], dict[str, str]]:
    """Every read that shows something of a project, single ones and lists: those of the project, those of its item."""
    project, agreement, material, item = story
    of_item = {
        f"/application-items/{item['id']}": item["id"],
        f"/application-items/{item['id']}/dossier": item["id"],
        f"/application-items?project_id={project['id']}": item["id"],
        f"/materials/{material['id']}": material["id"],
        f"/materials/{material['id']}/content": "%PDF",
    }
    of_project = {
        f"/owners/{owner_id}": owner_id,
        f"/owners?uscc={project['owner_uscc']}": owner_id,
        f"/projects/{project['id']}": project["id"],
        f"/projects?project_code={project['project_code']}": project["id"],
        f"/projects/{project['id']}/applicable-items": "S1-DRC-06",
        f"/projects/{project['id']}/materials": material["id"],
        f"/requests/{agreement['request_id']}": agreement["request_id"],
        f"/requests?project_id={project['id']}": agreement["request_id"],
        f"/agreements/{agreement['id']}": agreement["id"],
        f"/agreements?project_id={project['id']}": agreement["id"],
        f"/applications/{item['application_id']}": item["id"],
        f"/applications?project_id={project['id']}": item["id"],
    }
    return of_project, of_item


async def shown(window: Window, path: str, told: str, scope: str) -> bool:
    """Whether a read shows it. What it does not show is not found, or not in the list."""
    answer = await window.service.client.get(path, headers=as_system(window, scope))
    if answer.status_code == 200:
        assert told in answer.text or answer.json()["items"] == [], (path, answer.text)
        return told in answer.text
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found"), (path, answer.text)
    return False


@pytest.mark.parametrize("how", ["city", "district", "project", "body"])
async def test_a_system_sees_in_every_read_what_its_scope_opens(window: Window, how: str) -> None:
    story = await handed_in(window)
    of_project, of_item = reads(window, story, story[0]["owner_id"])
    scope = opened(story[0], how)
    for path, told in of_item.items():
        assert await shown(window, path, told, scope), path
    for path, told in of_project.items():
        assert await shown(window, path, told, scope) == (how != "body"), path


@pytest.mark.parametrize(
    "scope",
    [
        READ,
        f"{READ} openid",
        f"{READ} district:440106",
        f"{READ} body:WAT body:TRA",
        f"{READ} project:{ANOTHER}",
    ],
    ids=["nothing", "another's scope", "another district", "other bodies", "another project"],
)
async def test_a_system_of_another_district_body_or_project_sees_nothing(window: Window, scope: str) -> None:
    story = await handed_in(window)
    for of_what in reads(window, story, story[0]["owner_id"]):
        for path, told in of_what.items():
            assert not await shown(window, path, told, scope), path


async def test_several_scopes_open_what_each_of_them_does(window: Window) -> None:
    mine, other = await window.registered_project(district="440106"), await window.registered_project()
    third = await window.registered_project()
    headers = as_system(window, f"{READ} district:440106 district:440103 project:{other['id']} project:{new_id()}")
    for project, status in ((mine, 200), (other, 200), (third, 404)):
        answer = await window.service.client.get(f"/projects/{project['id']}", headers=headers)
        assert answer.status_code == status
    listed, cursor = set[str](), ""
    while cursor is not None:
        page = await window.service.client.get("/projects", params={"limit": 100, **cursor_of(cursor)}, headers=headers)
        listed |= {one["id"] for one in page.json()["items"]}
        cursor = page.json()["next_cursor"]
    assert listed & {mine["id"], other["id"], third["id"]} == {mine["id"], other["id"]}


def cursor_of(cursor: str) -> dict[str, str]:
    return {"cursor": cursor} if cursor else {}


@pytest.mark.parametrize(
    ("scope", "missing"), [("", "daiban.read"), ("openid daiban.city", "daiban.read"), ("daiban.write", "daiban.read")]
)
async def test_without_the_scope_to_read_a_system_reads_nothing(window: Window, scope: str, missing: str) -> None:
    answer = await window.service.client.get("/projects", headers=as_system(window, scope))
    assert (answer.status_code, answer.json()["code"]) == (403, "token.insufficient_scope")
    assert missing in answer.json()["detail"]
    assert answer.headers["www-authenticate"] == f'Bearer error="insufficient_scope", scope="{missing}"'
    assert (await window.service.client.get("/districts", headers=as_system(window, scope))).status_code == 200


async def test_a_people_s_token_is_not_held_to_scopes(window: Window) -> None:
    answer = await window.service.client.get("/projects", headers=window.service.as_("window_clerk", scope="openid"))
    assert answer.status_code == 200
