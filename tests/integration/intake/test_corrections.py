"""What was written down wrongly is put right by whom it may, with the reason; what it was before stays readable."""

from __future__ import annotations

import asyncio
from itertools import pairwise
from typing import Any

import pytest

from shared.contracts.intake.materials import MaterialWithdrawn
from shared.contracts.intake.owners import OwnerCorrected
from shared.contracts.intake.projects import (
    ProjectCorrected,
    ProjectFactsCorrected,
    ProjectOwnerRenamed,
    ProjectRegistered,
)
from shared.kit.ids import new_id
from testing.tested_service import offered
from tests.integration.intake.conftest import Window, fresh_uscc

WHY = {"reason": "登记时填写有误"}
NAME = {"name": "示例精密制造有限公司", **WHY}
DISTRICT_AUTHORITY = {"authority": "district", **WHY}


@pytest.fixture
async def project(window: Window) -> dict[str, Any]:
    return await window.registered_project()


def owner_of(window: Window, project: dict[str, Any], version: int = 1) -> dict[str, str]:
    return window.service.as_("owner", enterprise=project["owner_uscc"], version=version)


def clerk(window: Window, version: int = 1) -> dict[str, str]:
    return window.service.as_("window_clerk", version=version)


async def history(window: Window, path: str, headers: dict[str, str]) -> list[dict[str, Any]]:
    answer = await window.service.client.get(f"{path}/history", headers=headers)
    assert answer.status_code == 200, answer.text
    told: list[dict[str, Any]] = answer.json()["items"]
    return told


async def test_an_owner_reads_its_own_contact_in_the_clear_and_others_masked(
    window: Window, project: dict[str, Any]
) -> None:
    path = f"/owners/{project['owner_id']}"
    own = await window.service.client.get(path, headers=owner_of(window, project))
    others = await window.service.client.get(path, headers=clerk(window))
    assert (own.json()["contact_name"], own.json()["contact_phone"]) == ("联系岗", "020-12345678")
    assert (others.json()["contact_name"], others.json()["contact_phone"]) == ("联**", "020******78")


@pytest.mark.parametrize("role", ["owner", "window_clerk"])
async def test_an_owners_contact_is_corrected_and_what_it_was_stays_readable(
    window: Window, project: dict[str, Any], role: str
) -> None:
    path = f"/owners/{project['owner_id']}"
    body = {"contact_phone": "020-87654321", **WHY}
    by = owner_of(window, project) if role == "owner" else clerk(window)
    corrected = await window.post(f"{path}/correct", body, by, 200)
    assert corrected["version"] == 2
    (own,) = await history(window, path, owner_of(window, project))
    assert (own["version"], own["reason"]) == (2, WHY["reason"])
    assert own["changes"] == [
        {
            "field": "contact_phone",
            "field_label": "联系电话",
            "before": "020-12345678",
            "before_label": None,
            "after": "020-87654321",
            "after_label": None,
        }
    ]
    (masked,) = await history(window, path, clerk(window))
    assert [(one["before"], one["after"]) for one in masked["changes"]] == [("020******78", "020******21")]
    (event,) = await window.service.published(OwnerCorrected, owner_id=project["owner_id"])
    assert (event["changed"], "020" in str(event)) == (["contact_phone"], False)
    (entry,) = await window.service.rows(
        "SELECT actor, before, after FROM audit_entry WHERE action = 'owner.corrected' AND subject_id = :id",
        id=project["owner_id"],
    )
    assert (entry["before"]["contact"], entry["after"]["contact"]) == ("联** 020******78", "联** 020******21")
    assert not await window.service.published(ProjectOwnerRenamed, project_id=project["id"])


async def test_each_project_of_an_owner_tells_its_new_name(window: Window, project: dict[str, Any]) -> None:
    another = await window.registered_project({"id": project["owner_id"], "uscc": project["owner_uscc"]})
    await window.post(f"/owners/{project['owner_id']}/correct", NAME, owner_of(window, project), 200)
    for one in (project, another):
        (event,) = await window.service.published(ProjectOwnerRenamed, project_id=one["id"])
        assert (event["owner_name"], event["reason"]) == (NAME["name"], WHY["reason"])


async def test_a_project_that_is_registered_while_its_owner_is_renamed_tells_the_right_name(window: Window) -> None:
    for _ in range(5):
        owner = await window.registered_owner()
        headers = window.service.as_("owner", enterprise=owner["uscc"], version=1)
        registered, renamed = await asyncio.gather(
            window.registered_project(owner), window.post(f"/owners/{owner['id']}/correct", NAME, headers, 200)
        )
        assert renamed["name"] == NAME["name"]
        told = [
            *await window.service.published(ProjectRegistered, project_id=registered["id"]),
            *await window.service.published(ProjectOwnerRenamed, project_id=registered["id"]),
        ]
        assert told[-1]["owner_name"] == NAME["name"]


@pytest.mark.parametrize("role", ["owner", "window_clerk"])
async def test_a_projects_name_and_amount_are_corrected(window: Window, project: dict[str, Any], role: str) -> None:
    path = f"/projects/{project['id']}"
    by = owner_of(window, project) if role == "owner" else clerk(window)
    body = {"name": "示例厂房扩建项目", "total_investment": "98000000", **WHY}
    corrected = await window.post(f"{path}/correct", body, by, 200)
    assert (corrected["name"], corrected["total_investment"]) == (body["name"], "98000000.00")
    (event,) = await window.service.published(ProjectCorrected, project_id=project["id"])
    assert (event["name"], event["changed"]) == (body["name"], ["name", "total_investment"])
    (one,) = await history(window, path, by)
    assert {change["field"]: (change["before"], change["after"]) for change in one["changes"]} == {
        "name": (project["name"], body["name"]),
        "total_investment": ("120000000.00", "98000000.00"),
    }


async def test_eligibility_is_decided_anew_and_says_from_what_to_what(window: Window, project: dict[str, Any]) -> None:
    path = f"/projects/{project['id']}"
    corrected = await window.post(f"{path}/facts/correct", DISTRICT_AUTHORITY, clerk(window), 200)
    assert (corrected["was_eligible"], corrected["had_grounds"]) == (True, ["social_investment"])
    assert not corrected["eligibility"]["eligible"]
    (event,) = await window.service.published(ProjectFactsCorrected, project_id=project["id"])
    assert (event["was_eligible"], event["eligible"], event["grounds"]) == (True, False, [])
    refused = await window.post("/requests", {"project_id": project["id"], "modes": ["act"]}, clerk(window), 409)
    assert refused["code"] == "request.project_not_eligible"
    (one,) = await history(window, path, owner_of(window, project))
    assert [(change["before_label"], change["after_label"]) for change in one["changes"]] == [
        ("市级审批权限", "区级审批权限")
    ]


async def test_a_project_lies_in_a_district_of_the_city(window: Window, project: dict[str, Any]) -> None:
    path = f"/projects/{project['id']}/facts/correct"
    unknown = await window.post(path, {"district": "440199", **WHY}, clerk(window), 422)
    assert [one["pointer"] for one in unknown["errors"]] == ["/district"]
    moved = await window.post(path, {"district": "440118", **WHY}, clerk(window), 200)
    assert (moved["district_label"], moved["was_eligible"]) == ("增城区", True)
    assert "project_code.region" in [one["code"] for one in moved["warnings"]]


async def test_a_designation_is_taken_back_by_naming_none(window: Window) -> None:
    project = await window.registered_project(authority="district", key_project_document="穗府〔2019〕1号")
    body = {"key_project_document": None, **WHY}
    corrected = await window.post(f"/projects/{project['id']}/facts/correct", body, clerk(window), 200)
    assert (corrected["was_eligible"], corrected["key_project_document"]) == (True, None)
    assert not corrected["eligibility"]["eligible"]


async def test_an_override_stays_and_says_that_it_was_made_on_other_facts(window: Window) -> None:
    project = await window.registered_project(authority="district")
    path = f"/projects/{project['id']}"
    word = {"eligible": True, "reason": "市政府专题会议纪要"}
    headers = window.service.as_("data_bureau", version=1)
    overridden = await window.post(f"{path}/eligibility/override", word, headers, 200)
    assert not overridden["eligibility"]["override"]["on_other_facts"]
    body = {"nature": "other", **WHY}
    corrected = await window.post(f"{path}/facts/correct", body, clerk(window, 2), 200)
    assert corrected["eligibility"]["eligible"]
    assert corrected["eligibility"]["override"]["on_other_facts"]
    (event,) = await window.service.published(ProjectFactsCorrected, project_id=project["id"])
    assert (event["eligible"], event["overridden_on_other_facts"]) == (True, True)
    back = await window.post(f"{path}/facts/correct", {"nature": "new", **WHY}, clerk(window, 3), 200)
    assert not back["eligibility"]["override"]["on_other_facts"]


async def test_a_request_in_force_stays_where_corrected_facts_put_its_project_out_of_scope(
    window: Window, project: dict[str, Any]
) -> None:
    request = await window.accepted_request(project)
    await window.post(f"/projects/{project['id']}/facts/correct", DISTRICT_AUTHORITY, clerk(window), 200)
    still = await window.service.client.get(f"/requests/{request['id']}", headers=clerk(window))
    assert still.json()["status"] == "accepted"


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/owners/{owner_id}/correct", NAME),
        ("/projects/{id}/correct", NAME),
        ("/projects/{id}/facts/correct", DISTRICT_AUTHORITY),
    ],
)
class TestWhateverIsCorrected:
    """The same for every kind."""

    async def test_strangers_find_nothing_and_other_roles_may_not(
        self, window: Window, project: dict[str, Any], path: str, body: dict[str, Any]
    ) -> None:
        at = path.format(**project)
        stranger = window.service.as_("owner", enterprise=fresh_uscc(), version=1)
        expected = 403 if "facts" in path else 404
        assert (await window.service.client.post(at, json=body, headers=stranger)).status_code == expected
        for role, claims in (("handler", {"body": "PNR"}), ("service_officer", {}), ("auditor", {}), ("system", {})):
            headers = window.service.as_(role, version=1, **claims)
            assert (await window.service.client.post(at, json=body, headers=headers)).status_code == 403
        if "facts" in path:
            own = owner_of(window, project)
            assert (await window.service.client.post(at, json=body, headers=own)).status_code == 403
        read = at.removesuffix("/correct").removesuffix("/facts")
        unseen = await window.service.client.get(f"{read}/history", headers=window.owner(fresh_uscc()))
        assert unseen.status_code == 404
        assert await history(window, read, clerk(window)) == []

    async def test_a_correction_needs_the_version_and_the_reason(
        self, window: Window, project: dict[str, Any], path: str, body: dict[str, Any]
    ) -> None:
        at = path.format(**project)
        without_reason = {name: value for name, value in body.items() if name != "reason"}
        told = await window.post(at, without_reason, clerk(window), 422)
        assert [one["pointer"] for one in told["errors"]] == ["/reason"]
        unread = await window.post(at, body, window.service.as_("window_clerk"), 428)
        assert unread["code"] == "version.if_match_missing"
        await window.post(at, body, clerk(window), 200)
        assert (await window.post(at, body, clerk(window), 412))["code"] == "version.stale"

    async def test_a_repeat_answers_the_same_and_is_made_once(
        self, window: Window, project: dict[str, Any], path: str, body: dict[str, Any]
    ) -> None:
        at = path.format(**project)
        headers = clerk(window) | {"Idempotency-Key": str(new_id())}
        first = await window.post(at, body, headers, 200)
        assert await window.post(at, body, headers, 200) == first
        read = at.removesuffix("/correct").removesuffix("/facts")
        assert len(await history(window, read, clerk(window))) == 1

    async def test_what_is_so_already_is_no_correction(
        self, window: Window, project: dict[str, Any], path: str, body: dict[str, Any]
    ) -> None:
        at = path.format(**project)
        assert (await window.post(at, WHY, clerk(window), 422))["code"] == "correction.nothing_changed"
        await window.post(at, body, clerk(window), 200)
        assert (await window.post(at, body, clerk(window, 2), 422))["code"] == "correction.nothing_changed"


async def test_the_history_is_without_gaps_and_is_read_page_by_page(window: Window, project: dict[str, Any]) -> None:
    path = f"/projects/{project['id']}"
    names = [project["name"], "一号厂房", "二号厂房", "三号厂房"]
    for version, name in enumerate(names[1:], 1):
        await window.post(f"{path}/correct", {"name": name, **WHY}, clerk(window, version), 200)
    pages, cursor = [], ""
    while cursor is not None:
        params = {"limit": "2"} | ({"cursor": cursor} if cursor else {})
        answer = await window.service.client.get(f"{path}/history", params=params, headers=clerk(window))
        pages.append(answer.json()["items"])
        cursor = answer.json()["next_cursor"]
    steps = [(one["changes"][0]["before"], one["changes"][0]["after"]) for page in pages for one in page]
    assert [len(page) for page in pages] == [2, 1]
    assert steps[::-1] == list(pairwise(names))


class TestAMaterialByMistake:
    """Withdrawn before an item has it; then nobody but the auditor reads it, and it stays on record."""

    async def withdraw(
        self, window: Window, material: dict[str, Any], headers: dict[str, str], expect: int = 200
    ) -> dict[str, Any]:
        return await window.post(f"/materials/{material['id']}/withdraw", {"reason": "误传"}, headers, expect)

    async def content(self, window: Window, material: dict[str, Any], role: str, **claims: Any) -> tuple[int, str]:
        headers = window.service.as_(role, **claims)
        answer = await window.service.client.get(f"/materials/{material['id']}/content", headers=headers)
        return answer.status_code, "" if answer.status_code == 200 else answer.json()["code"]

    async def listed(self, window: Window, project: dict[str, Any], query: str = "") -> list[str]:
        path = f"/projects/{project['id']}/materials{query}"
        answer = await window.service.client.get(path, headers=owner_of(window, project))
        return [one["id"] for one in answer.json()["items"]]

    async def test_it_is_shown_no_more_and_read_by_the_auditor_only(
        self, window: Window, project: dict[str, Any]
    ) -> None:
        wrong, right = await window.upload(project), await window.upload(project, name="总平面图")
        gone = await self.withdraw(window, wrong, owner_of(window, project))
        assert (gone["status_label"], gone["version"], gone["next_actions"]) == ("已撤回", 2, [])
        assert await self.listed(window, project) == [right["id"]]
        assert await self.listed(window, project, "?status=withdrawn") == [wrong["id"]]
        for role, claims in (
            ("owner", {"enterprise": project["owner_uscc"]}),
            ("window_clerk", {}),
            ("service_officer", {}),
            ("data_bureau", {}),
            ("system", {}),
        ):
            assert await self.content(window, wrong, role, **claims) == (404, "material.withdrawn")
        assert await self.content(window, wrong, "auditor") == (200, "")
        assert await self.content(window, right, "window_clerk") == (200, "")
        (event,) = await window.service.published(MaterialWithdrawn, material_id=wrong["id"])
        assert (event["name"], event["reason"]) == ("申请表", "误传")
        (one,) = await history(window, f"/materials/{wrong['id']}", owner_of(window, project))
        assert (one["reason"], one["changes"][0]["after_label"]) == ("误传", "已撤回")

    async def test_the_same_file_can_be_handed_in_again(self, window: Window, project: dict[str, Any]) -> None:
        wrong = await window.upload(project)
        await self.withdraw(window, wrong, owner_of(window, project))
        again = await window.upload(project)
        assert (again["id"] != wrong["id"], again["status"]) == (True, "handed_in")
        assert await window.upload(project, expect=200) == again

    async def test_one_that_an_item_has_stays(self, window: Window, project: dict[str, Any]) -> None:
        used = await window.upload(project)
        items = [{"item_code": "S1-DRC-06", "material_ids": [used["id"]]}]
        await window.post("/applications", {"project_id": project["id"], "items": items}, owner_of(window, project))
        refused = await self.withdraw(window, used, owner_of(window, project), 409)
        assert refused["code"] == "material.in_use"
        assert await self.content(window, used, "handler", body="DRC") == (200, "")

    async def test_no_item_takes_one_that_was_withdrawn(self, window: Window, project: dict[str, Any]) -> None:
        wrong = await window.upload(project)
        await self.withdraw(window, wrong, clerk(window))
        items = [{"item_code": "S1-DRC-06", "material_ids": [wrong["id"]]}]
        body = {"project_id": project["id"], "items": items}
        refused = await window.post("/applications", body, owner_of(window, project), 422)
        assert refused["code"] == "application.material_unknown"

    async def test_of_an_item_that_takes_it_and_a_withdrawal_at_once_one_comes_first(self, window: Window) -> None:
        for _ in range(5):
            project = await window.registered_project()
            material = await window.upload(project)
            items = [{"item_code": "S1-DRC-06", "material_ids": [material["id"]]}]
            applied, withdrawn = await asyncio.gather(
                window.service.client.post(
                    "/applications",
                    json={"project_id": project["id"], "items": items},
                    headers=owner_of(window, project),
                ),
                window.service.client.post(
                    f"/materials/{material['id']}/withdraw", json={"reason": "误传"}, headers=owner_of(window, project)
                ),
            )
            assert (applied.status_code, withdrawn.status_code) in {(201, 409), (422, 200)}

    async def test_an_agent_withdraws_what_it_handed_in_under_its_agreement_and_nothing_else(
        self, window: Window, project: dict[str, Any]
    ) -> None:
        agreement = await window.signed_agreement(project)
        agent = window.service.as_("service_officer", sub="GSD-officer-1", version=1)
        another = window.service.as_("service_officer", sub="GSD-officer-9", version=1)
        its_own = await window.upload(project, agent, agreement_id=agreement["id"])
        owners = await window.upload(project, name="总平面图")
        assert offered(its_own) == ["withdraw_material"]
        assert (await self.withdraw(window, owners, agent, 403))["code"] == "not_permitted"
        assert (await self.withdraw(window, its_own, another, 403))["code"] == "not_permitted"
        await self.withdraw(window, its_own, agent)

    async def test_strangers_find_nothing_and_an_old_version_is_refused(
        self, window: Window, project: dict[str, Any]
    ) -> None:
        material = await window.upload(project)
        stranger = window.service.as_("owner", enterprise=fresh_uscc(), version=1)
        await self.withdraw(window, material, stranger, 404)
        unseen = await window.service.client.get(f"/materials/{material['id']}/history", headers=stranger)
        assert unseen.status_code == 404
        await self.withdraw(window, material, window.service.as_("handler", body="DRC", version=1), 403)
        assert (await self.withdraw(window, material, clerk(window, 7), 412))["code"] == "version.stale"
        keyed = clerk(window) | {"Idempotency-Key": str(new_id())}
        first = await self.withdraw(window, material, keyed)
        assert await self.withdraw(window, material, keyed) == first
        assert (await self.withdraw(window, material, clerk(window, 2), 409))["code"] == "transition.illegal"
