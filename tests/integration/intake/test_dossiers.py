"""From a case or an assignment a body's people reach all that a decision needs, in one read; others see nothing."""

from __future__ import annotations

from typing import Any

import pytest

from testing.tested_service import offered
from tests.integration.intake.conftest import Window, fresh_uscc
from tests.integration.intake.test_agency import package


async def handed_in(window: Window) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any], dict[str, Any]]:
    """A project, its agreement, a material, and an item of two that its agent handed in with it."""
    project = await window.registered_project()
    agreement = await window.signed_agreement(project)
    material = await window.upload(project, kind="paper_scan")
    body = package(project, agreement, "S1-DRC-06", "S1-PNR-02", materials=(material["id"],))
    items = (await window.post("/applications", body, window.service.as_("service_officer")))["items"]
    (item,) = [one for one in items if one["body"] == "DRC"]
    return project, agreement, material, item


def body_s(window: Window, role: str = "handler", body: str = "DRC") -> dict[str, str]:
    return window.service.as_(role, body=body, sub=f"{body}-{role}-1")


@pytest.mark.parametrize("role", ["handler", "chief_service_officer", "leader"])
async def test_a_body_finds_everything_about_its_item(window: Window, role: str) -> None:
    project, agreement, material, item = await handed_in(window)
    path = f"/application-items/{item['id']}"
    answer = await window.service.client.get(f"{path}/dossier", headers=body_s(window, role))
    assert answer.status_code == 200, answer.text
    told = answer.json()
    assert (told["item"]["id"], offered(told["item"])) == (item["id"], [])
    assert (told["package"]["submitted_by"], told["project"]["id"]) == ("GSD-officer-1", project["id"])
    facts = ("funding", "works", "nature", "authority", "investment")
    assert [told["project"][f"{name}_label"] for name in facts] == [
        "社会资金",
        "房屋建筑",
        "新建",
        "市级审批权限",
        "社会投资",
    ]
    assert (told["owner"]["uscc"], told["owner"]["contact_phone"]) == (project["owner_uscc"], "020******78")
    assert (told["agreement"]["agreement_number"], told["agreement"]["agent"]) == (
        agreement["agreement_number"],
        "GSD-officer-1",
    )
    assert [(one["id"], one["kind_label"]) for one in told["materials"]] == [(material["id"], "纸质（扫描）")]
    content = await window.service.client.get(f"/materials/{material['id']}/content", headers=body_s(window, role))
    assert content.status_code == 200
    assert (told["earlier"], offered(told)) == ([], ["reveal_item_contact"])
    alone = await window.service.client.get(path, headers=body_s(window, role))
    assert alone.json() == told["item"]
    listed = await window.service.client.get(
        f"/application-items?project_id={project['id']}", headers=body_s(window, role)
    )
    assert [one["id"] for one in listed.json()["items"]] == [item["id"]], "the other item is another body's"


async def test_supplements_and_the_earlier_times_of_the_same_item_are_in_it(window: Window) -> None:
    project, _, _, item = await handed_in(window)
    as_ = window.service.as_
    path = f"/application-items/{item['id']}"
    told = {"missing": ["用地红线图"]}
    item = await window.post(f"{path}/require-supplement", told, as_("window_clerk", version=1), 200)
    more = await window.upload(project, name="用地红线图")
    owner = as_("owner", enterprise=project["owner_uscc"], version=2)
    await window.post(f"{path}/supplement", {"material_ids": [more["id"]]}, owner, 200)
    clerk = as_("window_clerk", version=3)
    await window.post(f"{path}/refuse", {"outcome": "not_competent", "reason": "属区级"}, clerk, 200)
    again = await window.post("/applications", package(project, None, "S1-DRC-06"), window.owner(project["owner_uscc"]))
    first = (await window.service.client.get(f"{path}/dossier", headers=body_s(window))).json()
    assert [one["name"] for one in first["materials"]] == ["申请表", "用地红线图"]
    assert (first["item"]["missing"], first["item"]["supplement_told_at"] is None) == (["用地红线图"], False)
    second = await window.service.client.get(
        f"/application-items/{again['items'][0]['id']}/dossier", headers=body_s(window)
    )
    assert [(one["id"], one["status"]) for one in second.json()["earlier"]] == [(item["id"], "not_competent")]
    assert second.json()["agreement"] is None


async def test_each_look_at_the_contact_is_on_record_with_whose_case_it_was_for(window: Window) -> None:
    project, _, _, item = await handed_in(window)
    path = f"/application-items/{item['id']}/dossier/contact/reveal"
    answer = await window.service.client.post(path, headers=body_s(window))
    assert answer.json() == {"contact_name": "联系岗", "contact_phone": "020-12345678"}
    (entry,) = await window.service.rows(
        "SELECT * FROM audit_entry WHERE action = 'owner.contact_revealed' AND after->>'application_item_id' = :id",
        id=item["id"],
    )
    assert (entry["actor"], entry["on_behalf_of"]) == ("DRC-handler-1", project["owner_uscc"])


@pytest.mark.parametrize("what", ["", "/dossier", "/dossier/contact/reveal"])
async def test_strangers_other_bodies_and_auditors_get_no_more_than_is_theirs(window: Window, what: str) -> None:
    _, _, _, item = await handed_in(window)
    path = f"/application-items/{item['id']}{what}"
    method = "POST" if what.endswith("reveal") else "GET"
    for headers in (body_s(window, body="WAT"), window.owner(fresh_uscc())):
        answer = await window.service.client.request(method, path, headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
    auditor = await window.service.client.request(method, path, headers=window.service.as_("auditor"))
    assert auditor.status_code == (403 if method == "POST" else 200)
    if what == "/dossier":
        assert offered(auditor.json()) == []


async def test_numbers_and_projects_find_what_they_name(window: Window) -> None:
    project, agreement, _, item = await handed_in(window)
    accepted = await window.post(
        f"/application-items/{item['id']}/accept", None, window.service.as_("window_clerk", version=1), 200
    )
    clerk = window.service.as_("window_clerk")

    async def found(path: str, **query: str) -> list[str]:
        answer = await window.service.client.get(path, params=query, headers=clerk)
        assert answer.status_code == 200, answer.text
        return [one["id"] for one in answer.json()["items"]]

    assert await found("/projects", project_code=f" {project['project_code']} ") == [project["id"]]
    assert await found("/projects", owner_uscc=project["owner_uscc"].lower()) == [project["id"]]
    assert await found("/requests", project_id=project["id"]) == [agreement["request_id"]]
    assert await found("/agreements", agreement_number=agreement["agreement_number"].lower()) == [agreement["id"]]
    assert await found("/application-items", acceptance_number=accepted["acceptance_number"]) == [item["id"]]
    assert await found("/application-items", project_id=project["id"], status="accepted") == [item["id"]]
    assert await found("/projects", project_code="2019-440112-47-03-999999") == []
