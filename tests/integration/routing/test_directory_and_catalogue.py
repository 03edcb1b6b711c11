"""The seeded bodies and items, and how their changes are told."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest
import yaml

from services.routing_service.assignments.use_cases import move_from_gone_posts
from services.routing_service.catalogue.use_cases import publish_catalogue
from services.routing_service.directory.departments.domain import bodies_from
from services.routing_service.directory.departments.use_cases import publish_bodies
from shared.contracts.routing.assignments import AssignmentMoved
from shared.contracts.routing.catalogue import ItemPublished
from shared.contracts.routing.departments import BodyPublished
from tests.integration.routing.conftest import Departments, accepted_item

ROUTING = Path(__file__).parents[3] / "services" / "routing_service"


def read(name: str) -> dict[str, Any]:
    content: dict[str, Any] = yaml.load(
        (ROUTING / name).read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    )
    return content


async def test_anybody_reads_the_directory_page_by_page(departments: Departments) -> None:
    codes, cursor = [], None
    while True:
        query = {"limit": "10"} | ({"cursor": cursor} if cursor else {})
        page = (await departments.client.get("/bodies", params=query)).json()
        codes += [body["code"] for body in page["items"]]
        if (cursor := page.get("next_cursor")) is None:
            break
    assert codes == [body["code"] for body in read("directory/departments/bodies.yaml")["bodies"]]
    first = (await departments.client.get("/bodies")).json()["items"][0]
    assert (first["code"], first["kind"], first["kind_label"]) == ("DRC", "bureau", "部门")
    assert "posts" not in first


async def test_a_roster_is_for_those_who_are_logged_in(departments: Departments) -> None:
    assert (await departments.client.get("/bodies/PNR")).status_code == 401
    answer = await departments.client.get("/bodies/PNR", headers=departments.service.as_("owner"))
    roster = answer.json()
    assert [post["role_label"] for post in roster["posts"]] == ["分管领导", "首席服务官", "经办人", "经办人"]
    assert roster["posts"][2]["subject"] == "PNR-handler-1"


async def test_the_posts_above_the_bodies_are_the_data_bureaus_to_keep(departments: Departments) -> None:
    answer = await departments.client.get("/bodies/GSD", headers=departments.service.as_("handler"))
    above = answer.json()["posts"][:2]
    assert [(post["role"], post["subject"]) for post in above] == [
        ("data_bureau", "GSD-admin-1"),
        ("leading_group", "LG-1"),
    ]


async def test_an_unknown_body_or_item_is_not_found(departments: Departments) -> None:
    for path in ("/bodies/XXX", "/items/S9-XXX-99", "/items/S2-PNR-11?version=99"):
        answer = await departments.client.get(path, headers=departments.service.as_("system"))
        assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


async def test_the_catalogue_has_103_items_by_code(departments: Departments) -> None:
    headers = departments.service.as_("owner")
    first = (await departments.client.get("/items", params={"limit": 100}, headers=headers)).json()
    rest = await departments.client.get(
        "/items", params={"limit": 100, "cursor": first["next_cursor"]}, headers=headers
    )
    codes = [item["code"] for item in (*first["items"], *rest.json()["items"])]
    assert len(codes) == 103
    assert codes == sorted(codes)


async def test_items_are_chosen_by_stage_and_body(departments: Departments) -> None:
    headers = departments.service.as_("service_officer")
    answer = await departments.client.get(
        "/items", params={"stage": "S3", "body": "HUC", "limit": 100}, headers=headers
    )
    items = answer.json()["items"]
    assert items
    assert {(item["stage"], item["stage_label"], item["body_label"]) for item in items} == {
        ("S3", "施工许可", "住房城乡建设局")
    }


async def test_an_item_tells_its_limit_and_where_it_was_read(departments: Departments) -> None:
    item = (await departments.client.get("/items/S1-PNR-04", headers=departments.service.as_("owner"))).json()
    assert item["limit"] == {"days": 5, "unit": "working_day", "unit_label": "工作日"}
    assert (item["limit_status"], item["limit_status_label"]) == ("confirmed", "已核定")
    assert item["sources"][0]["title"]


async def test_an_unchecked_limit_is_shown_as_unconfirmed(departments: Departments) -> None:
    item = (await departments.client.get("/items/S1-PNR-02", headers=departments.service.as_("owner"))).json()
    assert (item["limit"], item["limit_status_label"]) == (None, "未核定")
    assert item["statutory_limit"]["confidence"] in {"own_knowledge", "unknown"}
    assert item["to_be_confirmed_by"] == "规划和自然资源局"


async def test_a_limit_tells_on_what_it_rests(departments: Departments) -> None:
    async def item(code: str) -> dict[str, Any]:
        told: dict[str, Any] = (
            await departments.client.get(f"/items/{code}", headers=departments.service.as_("owner"))
        ).json()
        return told

    by_default = (await item("S1-DRC-06"))["statutory_limit"]
    assert (by_default["basis_label"], by_default["extension_days"]) == ("法定默认（行政许可法第四十二条）", 10)
    own = (await item("S3-HUC-05"))["statutory_limit"]
    assert (own["basis"], own["unit"], own["unit_as_written"]) == ("own_norm", "working_day", "日")
    assert (own["as_of"], own["source"]) == ("2026-11-27", "建筑法（2019修正）第8条")
    without = await item("S1-DRC-07")
    assert (without["limit"], without["limit_status_label"], without["to_be_confirmed_by"]) == (
        None,
        "无单独时限",
        None,
    )
    stale = await item("S2-PNR-14")
    assert (stale["limit"], stale["committed_limit"]["stale"], stale["limit_status"]) == (None, True, "unconfirmed")
    duty = await item("S3-HUC-08")
    assert (duty["limit"], duty["statutory_limit"]["side_label"]) == (None, "申请人")


async def test_a_cursor_of_another_list_is_refused(departments: Departments) -> None:
    cursor = (await departments.client.get("/bodies", params={"limit": 1})).json()["next_cursor"]
    answer = await departments.client.get("/items", params={"cursor": cursor}, headers=departments.service.as_("owner"))
    assert (answer.status_code, answer.json()["code"]) == (400, "page.cursor_invalid")


async def test_stages_and_project_types_come_in_their_order(departments: Departments) -> None:
    headers = departments.service.as_("owner")
    stages = (await departments.client.get("/stages", headers=headers)).json()["items"]
    assert [stage["code"] for stage in stages] == ["S1", "S2", "S3", "S4", "PAR", "UTL"]
    types = (await departments.client.get("/project-types", headers=headers)).json()["items"]
    assert len(types) == 11
    assert types[0]["overall_limit"]["days"] == 90


async def test_every_body_and_item_was_told_once_and_a_second_seed_says_nothing(departments: Departments) -> None:
    service = departments.service
    await service.service.commands["seed"](service.runtime)  # other tests change what was seeded
    before = len(await service.rows("SELECT 1 FROM outbox"))
    await service.service.commands["seed"](service.runtime)
    assert len(await service.rows("SELECT 1 FROM outbox")) == before
    assert {body["code"] for body in await service.published(BodyPublished)} >= {"DRC", "GSD", "440118"}
    (told,) = await service.published(ItemPublished, code="S1-PNR-04")
    assert told["limit"] == {"days": 5, "unit": "working_day"}
    (unconfirmed,) = await service.published(ItemPublished, code="S1-PNR-02")
    assert unconfirmed["limit"] is None


async def test_a_changed_item_gets_a_version_and_the_one_before_stays_readable(departments: Departments) -> None:
    service, code = departments.service, "UTL-WTR-01"
    catalogue = copy.deepcopy(read("catalogue/items.yaml"))
    (entry,) = [item for item in catalogue["items"] if item["code"] == code]
    entry["committed_limit"] = {"days": 3, "unit": "working_day", "confidence": "verified"}
    async with service.runtime.transaction() as work:
        assert await publish_catalogue(work, catalogue) == 1
    async with service.runtime.transaction() as work:
        assert await publish_catalogue(work, catalogue) == 0

    headers = service.as_("owner")
    now = (await departments.client.get(f"/items/{code}", headers=headers)).json()
    assert (now["version"], now["limit"]["days"], now["valid_until"]) == (2, 3, None)
    first = (await departments.client.get(f"/items/{code}?version=1", headers=headers)).json()
    assert (first["limit"]["days"], first["valid_until"]) == (7, now["valid_from"])
    told = await service.published(ItemPublished, code=code)
    assert [(event["version"], event["limit"]["days"]) for event in told] == [(1, 7), (2, 3)]
    listed = (await departments.client.get("/items", params={"body": "WTR"}, headers=headers)).json()["items"]
    assert [item["version"] for item in listed if item["code"] == code] == [2]


async def test_a_changed_roster_replaces_the_old_and_is_told_with_its_version(departments: Departments) -> None:
    service = departments.service
    content = copy.deepcopy(read("directory/departments/bodies.yaml"))
    (gas,) = [body for body in content["bodies"] if body["code"] == "GAS"]
    gas["roster"]["handlers"] = [{"subject": "GAS-handler-3", "title": "市发展集团（燃气） 经办人 3", "email": None}]
    async with service.runtime.transaction() as work:
        assert await publish_bodies(work, bodies_from(content)) == 1

    answer = await departments.client.get("/bodies/GAS", headers=service.as_("auditor"))
    roster = answer.json()
    assert roster["roster_version"] == 2
    assert [post["subject"] for post in roster["posts"]] == ["GAS-leader", "GAS-cso", "GAS-handler-3"]
    told = await service.published(BodyPublished, code="GAS")
    assert [event["roster_version"] for event in told] == [1, 2]
    entries = await service.rows("SELECT before, after FROM audit_entry WHERE subject_id = 'GAS' ORDER BY id")
    assert entries[-1]["before"] == {"roster_version": 1}


async def test_what_stands_with_a_post_that_is_gone_goes_to_another_and_is_taken_up_anew(
    departments: Departments,
) -> None:
    service = departments.service
    content = copy.deepcopy(read("directory/departments/bodies.yaml"))
    (water,) = [body for body in content["bodies"] if body["code"] == "WTR"]
    project_id = await departments.project()
    items = [accepted_item(project_id, "WTR") for _ in range(2)]
    assignments = [await departments.put(item) for item in items]
    assert {one["assignee"] for one in assignments} == {"WTR-handler-1", "WTR-handler-2"}
    for one in assignments:
        await departments.acknowledge(one, "handler", body="WTR", sub=one["assignee"])

    async def handlers_are(*posts: dict[str, Any]) -> list[dict[str, Any]]:
        water["roster"]["handlers"] = list(posts)
        async with service.runtime.transaction() as work:
            await publish_bodies(work, bodies_from(content))
            await move_from_gone_posts(work)
        return [await departments.assignment_of(item) for item in items]

    first, second = water["roster"]["handlers"]
    moved, stayed = sorted(await handlers_are(second), key=lambda one: one["status"], reverse=True)
    assert (stayed["assignee"], stayed["status"]) == ("WTR-handler-2", "acknowledged")
    assert (moved["assignee"], moved["status"], moved["level"]) == ("WTR-handler-2", "open", "handler")
    assert moved["acknowledged_at"] is None
    (told,) = await service.published(AssignmentMoved, assignment_id=moved["id"])
    assert (told["from_assignee"], told["assignee"]) == ("WTR-handler-1", "WTR-handler-2")
    assert len(await departments.deadlines(moved)) == 2, "it has its own time"
    for one in await handlers_are():
        assert (one["assignee"], one["status"]) == ("WTR-cso", "open")
    (entry,) = await service.rows(
        "SELECT before, after FROM audit_entry WHERE subject_id = :id AND action = 'assignment.moved'", id=stayed["id"]
    )
    assert (entry["before"]["assignee"], entry["after"]["assignee"]) == ("WTR-handler-2", "WTR-cso")
    await handlers_are(first, second)


@pytest.mark.parametrize("path", ["/items", "/items/S2-PNR-11", "/stages", "/project-types", "/bodies/PNR"])
async def test_the_catalogue_asks_for_a_token(departments: Departments, path: str) -> None:
    answer = await departments.client.get(path)
    assert (answer.status_code, answer.json()["code"]) == (401, "unauthenticated")
