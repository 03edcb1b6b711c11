"""What is filled in so far is kept for whoever fills it in, handed in from there, and seen by nobody else."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from services.intake_service.parties.projects.store import PROJECTS
from services.intake_service.window.drafts import domain
from shared.kit.ids import new_id
from testing.tested_service import offered
from tests.integration.intake.conftest import Window, a_project, fresh_uscc

AGENT = "GSD-officer-1"
Json = dict[str, Any]


def keyed(caller: dict[str, str]) -> dict[str, str]:
    """The headers of somebody who calls more than once."""
    return caller | {"Idempotency-Key": str(new_id())}


async def begin(window: Window, keeper: dict[str, str], expect: int = 201, **changes: Any) -> Json:
    body = {"operation": "submit_request", "title": "代办申请", "content": {"modes": ["consult"]}} | changes
    return await window.post("/drafts", body, keyed(keeper), expect)


async def replace(window: Window, draft: Json, keeper: dict[str, str], content: Json, expect: int = 200) -> Json:
    headers = keyed(keeper) | {"If-Match": f'"{draft["version"]}"'}
    body = {"title": draft["title"], "content": content}
    answer = await window.service.client.put(f"/drafts/{draft['id']}", json=body, headers=headers)
    assert answer.status_code == expect, answer.text
    told: Json = answer.json()
    return told


async def discard(window: Window, draft: Json, keeper: dict[str, str], expect: int = 200) -> Json:
    headers = keyed(keeper) | {"If-Match": f'"{draft["version"]}"'}
    return await window.post(f"/drafts/{draft['id']}/discard", None, headers, expect)


async def read(window: Window, draft: Json, caller: dict[str, str], expect: int = 200) -> Json:
    answer = await window.service.client.get(f"/drafts/{draft['id']}", headers=caller)
    assert answer.status_code == expect, answer.text
    told: Json = answer.json()
    return told


async def listed(window: Window, caller: dict[str, str], **query: Any) -> list[Json]:
    answer = await window.service.client.get("/drafts", params=query, headers=caller)
    assert answer.status_code == 200, answer.text
    items: list[Json] = answer.json()["items"]
    return items


async def entries(window: Window, subject_id: str) -> list[Json]:
    answer = await window.service.client.get(
        "/audit", params={"subject_id": subject_id}, headers=window.service.as_("auditor")
    )
    items: list[Json] = answer.json()["items"]
    return items[::-1]


async def test_what_is_filled_in_by_and_by_is_handed_in_from_the_draft(window: Window) -> None:
    project = await window.registered_project()
    owner = window.owner(project["owner_uscc"])
    begun = await begin(window, owner, project_id=project["id"])
    assert (begun["operation_label"], begun["project_name"]) == ("申请代办服务", project["name"])
    another_desk = window.service.as_("owner", enterprise=project["owner_uscc"], sub="another-desk")
    shown = await read(window, begun, another_desk)
    assert shown == begun
    filled_in = {"modes": ["consult", "act"], "note": "七月开工"}
    saved = await replace(window, shown, another_desk, filled_in)
    assert (saved["content"], saved["version"]) == (filled_in, 2)
    submit, *rest = saved["next_actions"]
    assert submit["prefill"] == filled_in | {"project_id": project["id"]}
    assert [one["operation_id"] for one in rest] == ["replace_draft", "discard_draft"]
    (row,) = await listed(window, owner)
    assert row == {name: value for name, value in saved.items() if name != "content"}
    path = submit["path"].removeprefix(window.service.service.prefix)
    request = await window.post(path, submit["prefill"], keyed(another_desk))
    assert (request["modes"], request["note"]) == (["act", "consult"], "七月开工")
    done = await read(window, saved, owner)
    assert offered(done) == ["replace_draft", "discard_draft"], "it is asked for once"
    last = await discard(window, done, owner)
    assert (last["content"], last["next_actions"]) == (filled_in, [])
    await read(window, done, owner, 404)
    assert await listed(window, owner) == []
    told = await entries(window, begun["id"])
    assert [one["action"] for one in told] == ["draft.begun", "draft.replaced", "draft.discarded"]
    assert {one["on_behalf_of"] for one in told} == {project["owner_uscc"]}
    assert "七月开工" not in str(told), "what is filled in is on record once it is handed in"
    events = await window.service.rows("SELECT type FROM outbox WHERE subject = :id", id=begun["id"])
    assert events == []


async def test_a_project_is_registered_from_a_draft(window: Window) -> None:
    enterprise = await window.registered_owner()
    owner = window.owner(enterprise["uscc"])
    facts = a_project()
    half = {name: facts[name] for name in ("name", "district")}
    draft = await begin(window, owner, operation="register_project", content=half)
    assert draft["project_id"] is draft["project_name"] is None
    draft = await replace(window, draft, owner, facts)
    register = draft["next_actions"][0]
    assert register["prefill"] == facts | {"owner_id": enterprise["id"]}
    project = await window.post("/projects", register["prefill"], keyed(owner))
    assert project["owner_uscc"] == enterprise["uscc"]


async def test_an_agents_draft_is_its_own_while_its_agreement_is_in_force(window: Window) -> None:
    project = await window.registered_project()
    agreement = await window.signed_agreement(project)
    agent, owner = window.service.as_("service_officer", sub=AGENT), window.owner(project["owner_uscc"])
    about = {"operation": "submit_application", "project_id": project["id"], "agreement_id": agreement["id"]}
    content = {"items": [{"item_code": "S1-PNR-02"}]}
    draft = await begin(window, agent, **about, content=content)
    named = {"project_id": project["id"], "agreement_id": agreement["id"]}
    assert draft["next_actions"][0]["prefill"] == content | named
    assert [one["id"] for one in await listed(window, agent, project_id=project["id"])] == [draft["id"]]
    another = window.service.as_("service_officer", sub="GSD-officer-2")
    for caller in (owner, another):
        await read(window, draft, caller, 404)
        assert await listed(window, caller) == []
    for caller in (another, owner):
        refused = await begin(window, caller, 403, **about, content=content)
        assert refused["code"] == "agreement.not_the_agent"
    assert (await begin(window, agent, 403, project_id=project["id"]))["code"] == "not_permitted"
    assert (await begin(window, agent, 403, operation="register_project", content={}))["code"] == "not_permitted"
    (told,) = await entries(window, draft["id"])
    assert (told["actor"], told["on_behalf_of"]) == (AGENT, project["owner_uscc"])
    await window.step(agreement, "end", "owner", project, body={"reason": "不再需要"})
    await read(window, draft, agent, 404)
    assert await listed(window, agent, project_id=project["id"]) == []
    await replace(window, draft, agent, content, 404)
    await discard(window, draft, agent, 404)
    assert (await begin(window, agent, 409, **about, content={}))["code"] == "agreement.not_in_force"


async def test_nobody_else_sees_or_changes_a_draft(window: Window) -> None:
    project, other = await window.registered_project(), await window.registered_project()
    owner, stranger = window.owner(project["owner_uscc"]), window.owner(other["owner_uscc"])
    draft = await begin(window, owner, project_id=project["id"])
    as_ = window.service.as_
    officer = as_("service_officer", sub=AGENT)
    for caller in (stranger, officer):
        await read(window, draft, caller, 404)
        await replace(window, draft, caller, {}, 404)
        await discard(window, draft, caller, 404)
        assert await listed(window, caller, project_id=project["id"]) == []
    await begin(window, stranger, 404, project_id=project["id"])
    await begin(window, officer, 403, project_id=project["id"])
    hall = ("window_clerk", "data_bureau", "leading_group", "auditor", "handler", "leader")
    for caller in (*map(as_, hall), as_("system", scope="daiban.read daiban.write daiban.city")):
        await read(window, draft, caller, 403)
        await replace(window, draft, caller, {}, 403)
        await discard(window, draft, caller, 403)
        await begin(window, caller, 403, project_id=project["id"])
        assert (await window.service.client.get("/drafts", headers=caller)).status_code == 403
    assert await read(window, draft, owner) == draft


async def test_it_is_found_by_what_it_is_about_and_the_one_saved_last_comes_first(window: Window) -> None:
    enterprise = await window.registered_owner()
    owner = window.owner(enterprise["uscc"])
    project, other = [await window.registered_project(enterprise) for _ in range(2)]
    first = await begin(window, owner, project_id=project["id"])
    second = await begin(window, owner, project_id=other["id"])
    third = await begin(window, owner, operation="submit_application", project_id=project["id"], content={})
    first = await replace(window, first, owner, {})

    async def ids(**query: Any) -> list[str]:
        return [one["id"] for one in await listed(window, owner, **query)]

    assert await ids() == [first["id"], third["id"], second["id"]]
    assert await ids(sort="created_at") == [first["id"], second["id"], third["id"]]
    assert await ids(operation="submit_request") == [first["id"], second["id"]]
    assert await ids(project_id=project["id"], operation="submit_application") == [third["id"]]


@pytest.mark.parametrize(
    ("changes", "code", "pointer"),
    [
        ({"content": {"modes": ["act"], "remark": "?"}}, "draft.field_unknown", "/content/remark"),
        ({"content": {"a/b": 1}}, "draft.field_unknown", "/content/a~1b"),
        ({"content": {"project_id": "1"}}, "draft.field_unknown", "/content/project_id"),
        ({"operation": "register_project"}, "draft.about", "/project_id"),
        ({"project_id": None}, "draft.about", "/project_id"),
        ({"agreement_id": "019ab0c4-5e7d-7c21-9b1f-3f2a6d8e4c10"}, "draft.about", "/agreement_id"),
        ({"operation": "end_request"}, "body.invalid", "/operation"),
        ({"content": []}, "body.invalid", "/content"),
    ],
)
async def test_only_fields_of_the_operation_are_kept(window: Window, changes: Json, code: str, pointer: str) -> None:
    project = await window.registered_project()
    refused = await begin(window, window.owner(project["owner_uscc"]), 422, **{"project_id": project["id"], **changes})
    assert (refused["code"], refused["errors"][0]["pointer"]) == (code, pointer)


async def test_a_draft_is_saved_as_it_was_read_and_no_larger_than_a_form(window: Window) -> None:
    project = await window.registered_project()
    owner = window.owner(project["owner_uscc"])
    draft = await begin(window, owner, project_id=project["id"])
    odd = {"note": {"half": [None, 1.5, 10**18, ""], "字": "七月"}}
    saved = await replace(window, draft, owner, odd)
    assert saved["content"] == odd, "what is not filled in as it must be is kept all the same"
    assert (await replace(window, draft, owner, {}, 412))["code"] == "version.stale"
    assert (await discard(window, draft, owner, 412))["code"] == "version.stale"
    assert (await replace(window, saved, owner, {"remark": 1}, 422))["code"] == "draft.field_unknown"
    limit = domain.LARGEST_CONTENT
    within = {"note": "x" * (limit - len('{"note":""}'))}
    saved = await replace(window, saved, owner, within)
    refused = await replace(window, saved, owner, {"note": within["note"] + "x"}, 413)
    assert (refused["code"], refused["errors"][0]["pointer"]) == ("draft.content_too_large", "/content")


async def test_no_more_drafts_are_kept_than_somebody_looks_through(
    window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("services.intake_service.window.drafts.use_cases.KEPT_AT_MOST", 2)
    project = await window.registered_project()
    agreement = await window.signed_agreement(project)
    owner, agent = window.owner(project["owner_uscc"]), window.service.as_("service_officer", sub=AGENT)
    of_agent = {"operation": "submit_application", "agreement_id": agreement["id"], "content": {}}
    for keeper, changes in ((owner, {}), (agent, of_agent)):
        body = {"operation": "submit_request", "title": "草稿", "content": {}, "project_id": project["id"], **changes}
        answers = await asyncio.gather(
            *(window.service.client.post("/drafts", json=body, headers=keyed(keeper)) for _ in range(4))
        )
        assert sorted(one.status_code for one in answers) == [201, 201, 409, 409]
        refused = next(one.json() for one in answers if one.status_code == 409)
        assert (refused["code"], refused["way_out"]) == ("draft.too_many", "请先舍弃不再需要的草稿。")
        kept = await listed(window, keeper, project_id=project["id"])
        await discard(window, kept[0], keeper)
        await window.post("/drafts", body, keyed(keeper))


async def test_an_enterprise_registers_itself_before_its_projects(window: Window) -> None:
    refused = await begin(window, window.owner(fresh_uscc()), 404, operation="register_project", content={})
    assert "项目单位" in refused["detail"]


async def test_the_draft_of_a_project_that_has_passed_stays_its_writers_but_is_not_handed_in(window: Window) -> None:
    project, claimant = await window.registered_project(), await window.registered_owner()
    owner = window.owner(project["owner_uscc"])
    draft = await begin(window, owner, operation="submit_application", project_id=project["id"], content={})
    async with window.service.runtime.transaction(actor="test") as work:
        its = await PROJECTS.rows.get(work, project["id"], lock=True)
        assert its
        async with PROJECTS.changing(work, its):
            its.pass_to(claimant["id"], claimant["uscc"], claimant["name"])
    shown = await read(window, draft, owner)
    assert (shown["project_name"], offered(shown)) == (None, ["replace_draft", "discard_draft"])
    await read(window, draft, window.owner(claimant["uscc"]), 404)
