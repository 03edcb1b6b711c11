"""Owners and projects: who may register what, and what the notice's grounds say."""

from __future__ import annotations

import pytest

from shared.contracts.intake.projects import ProjectRegistered
from tests.integration.intake.conftest import Window, fresh_project_code, fresh_uscc


async def test_an_owner_registers_itself_and_finds_itself(window: Window) -> None:
    owner = await window.registered_owner()
    seen = await window.service.client.get(f"/owners/{owner['id']}", headers=window.owner(owner["uscc"]))
    assert seen.json() == owner
    assert seen.headers["etag"].startswith('"1-')


async def test_a_look_at_the_contact_is_put_on_record(window: Window) -> None:
    owner = await window.registered_owner()
    headers = window.service.as_("window_clerk")
    contact = await window.post(f"/owners/{owner['id']}/contact/reveal", None, headers, 200)
    assert contact["contact_phone"] == "020-12345678"
    entries = await window.service.rows(
        "SELECT actor FROM audit_entry WHERE action = 'owner.contact_revealed' AND subject_id = :id", id=owner["id"]
    )
    assert [entry["actor"] for entry in entries] == ["GSD-window-1"]


async def test_a_wrong_check_character_is_refused_with_its_field(window: Window) -> None:
    uscc = fresh_uscc()
    wrong = uscc[:-1] + ("0" if uscc[-1] != "0" else "1")
    body = {"uscc": wrong, "name": "甲", "contact_name": "乙", "contact_phone": "02012345678"}
    told = await window.post("/owners", body, window.owner(wrong), 422)
    assert told["code"] == "owner.uscc_invalid"
    assert told["errors"][0]["pointer"] == "/uscc"


async def test_an_owner_cannot_register_another_enterprise(window: Window) -> None:
    body = {"uscc": fresh_uscc(), "name": "甲", "contact_name": "乙", "contact_phone": "02012345678"}
    told = await window.post("/owners", body, window.owner(fresh_uscc()), 403)
    assert told["code"] == "not_permitted"


async def test_an_enterprise_is_registered_once(window: Window) -> None:
    owner = await window.registered_owner()
    body = {"uscc": owner["uscc"], "name": "甲", "contact_name": "乙", "contact_phone": "02012345678"}
    assert (await window.post("/owners", body, window.owner(owner["uscc"]), 409))["code"] == "owner.taken"


async def test_social_investment_under_municipal_authority_is_in_scope(window: Window) -> None:
    project = await window.registered_project()
    grounds = {one["ground"]: one for one in project["eligibility"]["grounds"]}
    assert project["eligibility"]["eligible"]
    assert grounds["social_investment"]["holds"]
    assert [one["code"] for one in grounds["key_project"]["failing"]] == ["designated_by_the_city"]
    (event,) = await window.service.published(ProjectRegistered, project_id=project["id"])
    assert event["grounds"] == ["social_investment"]


async def test_a_district_project_is_told_ground_by_ground_what_fails(window: Window) -> None:
    project = await window.registered_project(authority="district", nature="other")
    failing = {
        one["ground"]: [condition["code"] for condition in one["failing"]] for one in project["eligibility"]["grounds"]
    }
    assert not project["eligibility"]["eligible"]
    assert failing == {
        "municipal_fiscal": ["municipal_coordinated_fiscal_funds", "municipal_approval_authority"],
        "social_investment": ["new_rebuild_or_extension", "municipal_approval_authority"],
        "key_project": ["designated_by_the_city"],
    }


async def test_an_override_stays_visible_beside_the_reckoned_decision(window: Window) -> None:
    project = await window.registered_project(authority="district")
    headers = window.service.as_("data_bureau", version=1)
    body = {"eligible": True, "reason": "市政府专题会议纪要明确纳入代办范围"}
    changed = await window.post(f"/projects/{project['id']}/eligibility/override", body, headers, 200)
    assert changed["eligibility"]["eligible"]
    assert changed["eligibility"]["override"]["reason"] == body["reason"]
    assert not any(one["holds"] for one in changed["eligibility"]["grounds"])
    stale = await window.post(
        f"/projects/{project['id']}/eligibility/override", body, window.service.as_("data_bureau", version=1), 412
    )
    assert stale["code"] == "version.stale"


@pytest.mark.parametrize("eligible", [1, "true", None])
async def test_an_override_says_true_or_false(window: Window, eligible: object) -> None:
    project = await window.registered_project()
    headers = window.service.as_("data_bureau", version=1)
    told = await window.post(
        f"/projects/{project['id']}/eligibility/override", {"eligible": eligible, "reason": "会议纪要"}, headers, 422
    )
    assert [one["pointer"] for one in told["errors"]] == ["/eligible"]


async def test_a_new_code_with_an_odd_check_digit_only_warns(window: Window) -> None:
    project = await window.registered_project(project_code="2509-440112-89-01-544061")
    assert "project_code.check_digit" in [one["code"] for one in project["warnings"]]


async def test_an_unknown_district_is_refused_with_those_there_are(window: Window) -> None:
    owner = await window.registered_owner()
    body = window.project_body(owner, district="440199", project_code=fresh_project_code())
    told = await window.post("/projects", body, window.owner(owner["uscc"]), 422)
    assert told["code"] == "project.district_unknown"
    assert "440112 黄埔区" in told["way_out"]


async def test_a_malformed_code_is_refused(window: Window) -> None:
    owner = await window.registered_owner()
    for code in ("2019-440112-47-03", "1999-440112-47-03-000001", "9913-440112-47-03-000001"):
        told = await window.post(
            "/projects", window.project_body(owner, project_code=code), window.owner(owner["uscc"]), 422
        )
        assert told["code"] == "project.code_invalid"


async def test_strangers_see_and_change_nothing(window: Window) -> None:
    project = await window.registered_project()
    stranger = window.owner(fresh_uscc())
    client = window.service.client
    assert (await client.get(f"/owners/{project['owner_id']}", headers=stranger)).status_code == 404
    assert (await client.get(f"/projects/{project['id']}", headers=stranger)).status_code == 404
    assert (await client.get(f"/projects/{project['id']}/applicable-items", headers=stranger)).status_code == 404
    assert (await client.get("/projects", headers=stranger)).json()["items"] == []
    body = {"project_id": project["id"], "modes": ["consult"]}
    assert (await client.post("/requests", json=body, headers=stranger)).status_code == 404
    owner_body = window.project_body({"id": project["owner_id"]})
    assert (await client.post("/projects", json=owner_body, headers=stranger)).status_code == 404
    handler = window.service.as_("handler", body="PNR")
    assert (await client.get(f"/projects/{project['id']}", headers=handler)).status_code == 403


async def test_pages_follow_their_cursor_and_refuse_a_foreign_one(window: Window) -> None:
    owner = await window.registered_owner()
    made = [(await window.registered_project(owner))["id"] for _ in range(5)]
    seen: list[str] = []
    cursor = None
    while True:
        params = {"limit": "2"} | ({"cursor": cursor} if cursor else {})
        answer = (
            await window.service.client.get("/projects", params=params, headers=window.owner(owner["uscc"]))
        ).json()
        seen += [one["id"] for one in answer["items"]]
        cursor = answer["next_cursor"]
        if cursor is None:
            break
    assert seen == made[::-1], "the newest first"
    first = await window.service.client.get("/projects?limit=2", headers=window.owner(owner["uscc"]))
    tampered = first.json()["next_cursor"][:-2] + "AA"
    for bad in (tampered, "x", "é", "=" * 40):
        told = await window.service.client.get("/projects", params={"cursor": bad}, headers=window.owner(owner["uscc"]))
        assert (told.status_code, told.json()["code"]) == (400, "page.cursor_invalid")


async def test_owners_projects_and_what_hangs_on_them_are_searched_by_name_and_number(window: Window) -> None:
    owner = await window.registered_owner()
    project = await window.registered_project(owner)
    request = await window.accepted_request(project)
    stranger = window.service.as_("stranger")
    theirs = window.owner(owner["uscc"])
    for path, mine, searches in (
        ("/owners", owner["id"], (owner["uscc"], owner["uscc"].lower(), owner["name"])),
        ("/projects", project["id"], ("厂房", "示例厂房", "cf", project["project_code"], "新建 厂房")),
        ("/requests", request["id"], ("厂房", project["project_code"])),
    ):
        for search in searches:
            found = await window.service.client.get(path, params={"search": search}, headers=theirs)
            assert mine in [one["id"] for one in found.json()["items"]], (path, search, found.text)
            unseen = await window.service.client.get(path, params={"search": search}, headers=stranger)
            assert unseen.json()["items"] == []
        nothing = await window.service.client.get(path, params={"search": "无此名称"}, headers=theirs)
        assert nothing.json()["items"] == []
        short = await window.service.client.get(path, params={"search": "厂"}, headers=theirs)
        assert (short.status_code, short.json()["code"]) == (422, "search.too_short")


async def test_rows_have_the_names_and_are_counted_and_taken_away(window: Window) -> None:
    owner = await window.registered_owner()
    projects = [await window.registered_project(owner) for _ in range(3)]
    headers = window.owner(owner["uscc"])
    listed = await window.service.client.get("/projects", params={"count": "true", "limit": 2}, headers=headers)
    told = listed.json()
    assert (told["count"], told["count_exact"], len(told["items"])) == (3, True, 2)
    assert {one["owner_name"] for one in told["items"]} == {owner["name"]}
    table = await window.service.client.get("/projects/export", params={"sort": "created_at"}, headers=headers)
    headings, *rows = table.content.decode("utf-8-sig").splitlines()
    assert headings.startswith("项目代码,项目名称,项目单位")
    assert [row.partition(",")[0] for row in rows] == [one["project_code"] for one in projects]
