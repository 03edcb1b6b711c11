"""Requests, agreements and packages: the agent acts within its mandate, on the owner's behalf, and not beyond."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from shared.contracts.deadlines import DeadlineMissed
from shared.contracts.event import Event
from shared.contracts.intake.agreements import (
    AgreementConcludedByWindow,
    AgreementEnded,
    AgreementSealAwaited,
    AgreementSigned,
    AgreementSigningBegun,
)
from shared.contracts.intake.applications import ItemAccepted, ItemReceived
from shared.contracts.intake.deadlines import IntakeDeadlineRequested, IntakeDeadlineSettled
from shared.contracts.tracking.cases import CaseDecided, CaseWithdrawn
from shared.kit.ids import new_id
from testing.tested_service import offered
from tests.integration.intake.conftest import PDF, Window, fresh_uscc


def package(
    project: dict[str, Any], agreement: dict[str, Any] | None, *codes: str, materials: tuple[str, ...] = ()
) -> dict[str, Any]:
    return {
        "project_id": project["id"],
        "agreement_id": agreement["id"] if agreement else None,
        "items": [{"item_code": code, "material_ids": list(materials)} for code in codes],
    }


async def test_a_project_out_of_scope_gets_no_service_and_the_reason(window: Window) -> None:
    project = await window.registered_project(authority="district")
    body = {"project_id": project["id"], "modes": ["act"]}
    told = await window.post("/requests", body, window.owner(project["owner_uscc"]), 409)
    assert told["code"] == "request.project_not_eligible"
    assert "涉及市级审批权限" in told["detail"]


async def test_the_owner_may_end_its_request_at_any_time(window: Window) -> None:
    request = await window.accepted_request(project := await window.registered_project())
    headers = window.service.as_("owner", enterprise=project["owner_uscc"], version=request["version"])
    ended = await window.post(f"/requests/{request['id']}/end", {"reason": "自行办理"}, headers, 200)
    assert (ended["status"], ended["status_label"], offered(ended)) == ("ended", "已结束", [])


WAY = ("begin-signing", "submit-for-seal", "sign", "conclude-by-window")


@pytest.mark.parametrize("steps", range(len(WAY) + 1))
async def test_ending_the_service_ends_its_agreement_whatever_state_that_is_in(window: Window, steps: int) -> None:
    project = await window.registered_project()
    agreement = await window.drafted_agreement(project)
    for step in WAY[:steps]:
        agreement = await window.step(agreement, step, "owner" if step == "sign" else "window_clerk", project)
    owner = window.service.as_("owner", enterprise=project["owner_uscc"], version=2)
    path = f"/requests/{agreement['request_id']}/end"
    stale = window.service.as_("owner", enterprise=project["owner_uscc"], version=1)
    await window.post(path, {"reason": "自行办理"}, stale, 412)
    stranger = window.service.as_("owner", enterprise=fresh_uscc(), version=2)
    await window.post(path, {"reason": "自行办理"}, stranger, 404)
    assert await window.service.published(AgreementEnded, agreement_id=agreement["id"]) == []
    await window.post(path, {"reason": "自行办理"}, owner, 200)
    (told,) = await window.service.published(AgreementEnded, agreement_id=agreement["id"])
    assert (told["status"], told["reason"]) == ("terminated", "自行办理")
    answer = await window.service.client.get(f"/agreements/{agreement['id']}", headers=owner)
    ended = answer.json()
    assert (ended["status"], ended["reason"], offered(ended)) == ("terminated", "自行办理", [])
    agent = window.service.as_("service_officer")
    refused = await window.post("/applications", package(project, agreement, "S1-DRC-06"), agent, 409)
    assert refused["code"] == "agreement.not_in_force"
    (entry,) = await window.service.rows(
        "SELECT * FROM audit_entry WHERE subject_id = :id AND action = 'agreement.terminated'", id=agreement["id"]
    )
    assert (entry["before"]["status"], entry["after"]["reason"]) == (agreement["status"], "自行办理")
    again = await window.drafted_agreement(project)  # another request, and another agreement
    assert again["status"] == "to_be_signed"


async def test_no_agreement_is_made_on_a_request_that_is_over(window: Window) -> None:
    project = await window.registered_project()
    request = await window.accepted_request(project)
    owner = window.service.as_("owner", enterprise=project["owner_uscc"], version=2)
    await window.post(f"/requests/{request['id']}/end", {"reason": "自行办理"}, owner, 200)
    draft = {"request_id": request["id"], "stages": ["S1"], "agent": "GSD-officer-1"}
    refused = await window.post("/agreements", draft, window.service.as_("window_clerk"), 409)
    assert (refused["code"], "已结束" in refused["detail"]) == ("agreement.request_not_in_force", True)


async def test_each_state_of_an_agreement_is_told(window: Window) -> None:
    """Those who decide by it elsewhere learn of every change, above all of the loss of the agent's power."""
    project = await window.registered_project()
    agreement = await window.signed_agreement(project)
    agreement = await window.step(agreement, "conclude-by-window", "window_clerk", project)
    await window.step(agreement, "conclude", "owner", project)
    states: tuple[type[Event], ...] = (
        AgreementSigningBegun,
        AgreementSealAwaited,
        AgreementSigned,
        AgreementConcludedByWindow,
        AgreementEnded,
    )
    told = [await window.service.published(state, agreement_id=agreement["id"]) for state in states]
    assert [[one["agreement_number"] for one in events] for events in told] == [[agreement["agreement_number"]]] * 5


async def test_next_actions_are_the_callers_own(window: Window) -> None:
    project = await window.registered_project()
    agreement = await window.drafted_agreement(project)
    path = f"/agreements/{agreement['id']}"
    as_owner = (await window.service.client.get(path, headers=window.owner(project["owner_uscc"]))).json()
    as_clerk = (await window.service.client.get(path, headers=window.service.as_("window_clerk"))).json()
    as_auditor = (await window.service.client.get(path, headers=window.service.as_("auditor"))).json()
    assert offered(as_owner) == ["decline_agreement", "end_agreement"]
    assert offered(as_clerk) == ["begin_signing_agreement", "terminate_agreement"]
    assert offered(as_auditor) == []


async def test_an_agreement_goes_through_its_states_to_signed(window: Window) -> None:
    project = await window.registered_project()
    agreement = await window.signed_agreement(project)
    assert (agreement["status"], agreement["status_code"], agreement["status_label"]) == (
        "signed",
        4,
        "已签订（代办中）",
    )
    (event,) = await window.service.published(AgreementSigned, agreement_id=agreement["id"])
    assert event["stages"] == ["S1", "S2", "S3"]
    refused = await window.step(agreement, "sign", "owner", project, expect=409)
    assert refused["code"] == "transition.illegal"
    assert "终止代办" in refused["way_out"]


async def test_nobody_acts_before_the_signature_nor_after_the_end(window: Window) -> None:
    project = await window.registered_project()
    agreement = await window.drafted_agreement(project)
    agent = window.service.as_("service_officer")
    early = await window.post("/applications", package(project, agreement, "S1-DRC-06"), agent, 409)
    assert early["code"] == "agreement.not_in_force"
    for step, role in (("begin-signing", "window_clerk"), ("submit-for-seal", "window_clerk"), ("sign", "owner")):
        agreement = await window.step(agreement, step, role, project)
    ended = await window.step(agreement, "end", "owner", project, body={"reason": "不再需要"})
    assert ended["status"] == "terminated"
    (event,) = await window.service.published(AgreementEnded, agreement_id=agreement["id"])
    assert event["reason"] == "不再需要"
    late = await window.post(
        "/applications", package(project, agreement, "S1-DRC-06"), window.service.as_("service_officer"), 409
    )
    assert late["code"] == "agreement.not_in_force"
    late_upload = await window.upload(
        project, window.service.as_("service_officer"), agreement_id=agreement["id"], expect=409
    )
    assert late_upload["code"] == "agreement.not_in_force"


async def test_after_the_end_what_the_agent_handed_in_is_the_owners_to_go_on_with(window: Window) -> None:
    project = await window.registered_project()
    agreement = await window.signed_agreement(project)
    agent = window.service.as_("service_officer")
    handed_in = await window.post("/applications", package(project, agreement, "S1-DRC-06"), agent)
    (item,) = handed_in["items"]
    assert offered(item) == ["retract_item"]
    await window.step(agreement, "end", "owner", project, body={"reason": "不再需要"})
    listed = await window.service.client.get(f"/applications?project_id={project['id']}", headers=agent)
    assert [offered(one) for one in listed.json()["items"][0]["items"]] == [[]]
    path, body = f"/application-items/{item['id']}/retract", {"reason": "撤件"}
    refused = await window.post(path, body, window.service.as_("service_officer", version=1), 409)
    assert refused["code"] == "agreement.not_in_force"
    owner = window.service.as_("owner", enterprise=project["owner_uscc"], version=1)
    assert (await window.post(path, body, owner, 200))["status"] == "retracted"


@pytest.mark.parametrize(
    ("scope", "may"), [({}, True), ({"stages": ["S2"]}, False), ({"item_codes": ["S1-DRC-06"]}, True)]
)
async def test_an_agent_goes_on_with_what_its_agreement_covers_whoever_handed_it_in(
    window: Window, scope: dict[str, Any], may: bool
) -> None:
    """As in tracking, where it may withdraw the owner's case within its scope."""
    project = await window.registered_project()
    handed_in = await window.post(
        "/applications", package(project, None, "S1-DRC-06"), window.owner(project["owner_uscc"])
    )
    path = f"/application-items/{handed_in['items'][0]['id']}"
    agent = window.service.as_("service_officer", version=1)
    agreement = await window.signed_agreement(project, **scope)
    shown = (await window.service.client.get(path, headers=agent)).json()
    assert offered(shown) == (["retract_item"] if may else [])
    other = window.service.as_("service_officer", sub="GSD-officer-2", version=1)
    await window.post(f"{path}/retract", {"reason": "撤件"}, other, 403)
    await window.post(f"{path}/retract", {"reason": "撤件"}, agent, 200 if may else 403)
    entries = await window.service.rows(
        "SELECT * FROM audit_entry WHERE subject_id = :id AND action = 'application_item.retracted'",
        id=handed_in["items"][0]["id"],
    )
    assert [(one["on_behalf_of"], one["after"]["mandate_id"]) for one in entries] == (
        [(project["owner_uscc"], agreement["id"])] if may else []
    )


@pytest.mark.parametrize(
    ("code", "expected"),
    [("UTL-PWR-03", "agreement.outside_scope"), ("S1-DRC-02", "item.not_applicable"), ("S9-XXX-99", "item.unknown")],
)
async def test_an_item_that_may_not_be_is_refused_with_its_pointer_and_nothing_is_kept(
    window: Window, code: str, expected: str
) -> None:
    project = await window.registered_project()
    agreement = await window.signed_agreement(project)
    body = package(project, agreement, "S1-DRC-06", code)
    told = await window.post("/applications", body, window.service.as_("service_officer"), 422)
    assert (told["code"], told["errors"][0]["pointer"]) == (expected, "/items/1/item_code")
    assert await window.service.published(ItemReceived, project_id=project["id"]) == []


@pytest.mark.parametrize(
    ("code", "expected"),
    [("UTL-PWR-03", "agreement.outside_scope"), ("S1-DRC-02", "item.not_applicable"), ("S9-XXX-99", "item.unknown")],
)
async def test_an_agreement_names_only_items_that_it_can_be_about(window: Window, code: str, expected: str) -> None:
    project = await window.registered_project()
    request = await window.accepted_request(project)
    body = {"request_id": request["id"], "stages": ["S1"], "agent": "GSD-officer-1", "item_codes": ["S1-DRC-06", code]}
    told = await window.post("/agreements", body, window.service.as_("window_clerk"), 422)
    assert (told["code"], told["errors"][0]["pointer"]) == (expected, "/item_codes/1")
    body["item_codes"] = ["S1-DRC-06"]
    assert (await window.post("/agreements", body, window.service.as_("window_clerk")))["status"] == "to_be_signed"


async def test_another_officer_is_not_the_agent(window: Window) -> None:
    project = await window.registered_project()
    agreement = await window.signed_agreement(project)
    other = window.service.as_("service_officer", sub="GSD-officer-2")
    assert (await window.post("/applications", package(project, agreement, "S1-DRC-06"), other, 403))[
        "code"
    ] == "agreement.not_the_agent"


async def test_what_the_agent_does_is_recorded_on_behalf_of_the_owner(window: Window) -> None:
    project = await window.registered_project()
    agreement = await window.signed_agreement(project)
    agent = window.service.as_("service_officer")
    material = await window.upload(project, agent, agreement_id=agreement["id"])
    application = await window.post(
        "/applications", package(project, agreement, "S1-DRC-06", "S1-PNR-02", materials=(material["id"],)), agent
    )
    assert (application["submitted_by"], application["on_behalf_of"]) == ("GSD-officer-1", project["owner_uscc"])
    (entry,) = await window.service.rows(
        "SELECT actor, on_behalf_of, after FROM audit_entry WHERE subject_id = :id", id=application["id"]
    )
    assert (entry["actor"], entry["on_behalf_of"]) == ("GSD-officer-1", project["owner_uscc"])
    assert entry["after"]["agreement_id"] == agreement["id"]


async def test_an_item_is_accepted_or_supplemented_once_each_on_its_own(window: Window) -> None:
    project = await window.registered_project()
    material = await window.upload(project)
    owner = window.owner(project["owner_uscc"])
    application = await window.post("/applications", package(project, None, "S1-DRC-06", "S1-PNR-02"), owner)
    first, second = application["items"]
    clerk = window.service.as_("window_clerk", version=1)
    accepted = await window.post(f"/application-items/{first['id']}/accept", None, clerk, 200)
    assert accepted["acceptance_number"].startswith("SL")
    asked = await window.post(
        f"/application-items/{second['id']}/require-supplement",
        {"missing": ["用地红线图"]},
        window.service.as_("window_clerk", version=1),
        200,
    )
    assert asked["status_label"] == "补正"
    supplement = {"material_ids": [material["id"]]}
    back = await window.post(
        f"/application-items/{second['id']}/supplement",
        supplement,
        window.service.as_("owner", enterprise=project["owner_uscc"], version=2),
        200,
    )
    assert (back["status"], back["material_ids"]) == ("received", [material["id"]])
    again = await window.post(
        f"/application-items/{second['id']}/require-supplement",
        {"missing": ["别的"]},
        window.service.as_("window_clerk", version=3),
        409,
    )
    assert again["code"] == "application_item.supplement_told"
    settled = await window.service.published(IntakeDeadlineSettled, project_id=project["id"])
    assert [one["met"] for one in settled] == [True, True]


async def test_silence_for_five_working_days_counts_as_acceptance_once(window: Window) -> None:
    project = await window.registered_project()
    application = await window.post(
        "/applications", package(project, None, "S1-DRC-06"), window.owner(project["owner_uscc"])
    )
    (item,) = application["items"]
    (asked,) = await window.service.published(IntakeDeadlineRequested, project_id=project["id"])
    assert asked["limit"] == {"days": 5, "unit": "working_day"}
    missed = DeadlineMissed(
        deadline_id=asked["deadline_id"],
        project_id=project["id"],
        purpose="supplement_notice",
        subject_kind="application_item",
        subject_id=UUID(item["id"]),
        body="DRC",
        due_on="2026-11-30",
        provisional=False,
    )
    await window.service.deliver(missed)
    await window.service.deliver(missed)
    (event,) = await window.service.published(ItemAccepted, project_id=project["id"])
    assert event["deemed"] is True
    assert event["accepted_at"] == event["accepted_at"]
    seen = (
        await window.service.client.get(f"/application-items/{item['id']}", headers=window.owner(project["owner_uscc"]))
    ).json()
    assert (seen["status"], seen["deemed"]) == ("accepted", True)


async def test_the_same_item_is_not_handed_in_twice(window: Window) -> None:
    project = await window.registered_project()
    owner = project["owner_uscc"]
    twice = await window.post(
        "/applications", package(project, None, "S1-DRC-06", "S1-DRC-06"), window.owner(owner), 422
    )
    assert twice["code"] == "application.item_twice"
    await window.post("/applications", package(project, None, "S1-DRC-06"), window.owner(owner))
    pending = await window.post("/applications", package(project, None, "S1-DRC-06"), window.owner(owner), 409)
    assert pending["code"] == "application.item_pending"


@pytest.mark.parametrize("ends", [CaseDecided, CaseWithdrawn])
async def test_an_accepted_item_is_not_handed_in_again_until_its_case_is_over(window: Window, ends: Any) -> None:
    project = await window.registered_project()
    owner = window.owner(project["owner_uscc"])

    async def hand_in(expect: int) -> dict[str, Any]:
        keyed = window.service.as_("owner", enterprise=project["owner_uscc"])
        return await window.post("/applications", package(project, None, "S1-DRC-06"), keyed, expect)

    (item,) = (await hand_in(201))["items"]
    clerk = window.service.as_("window_clerk", version=1)
    accepted = await window.post(f"/application-items/{item['id']}/accept", None, clerk, 200)
    refused = await hand_in(409)
    assert (refused["code"], refused["errors"][0]["pointer"]) == ("application.item_pending", "/items/0/item_code")
    assert accepted["acceptance_number"] in refused["detail"]
    more = (
        {"outcome": "refused", "document_number": None, "light": "normal"} if ends is CaseDecided else {"reason": "改"}
    )
    over = ends(
        case_id=new_id(),
        project_id=UUID(project["id"]),
        application_item_id=UUID(item["id"]),
        acceptance_number=accepted["acceptance_number"],
        item_code="S1-DRC-06",
        item_name=item["item_name"],
        body="DRC",
        at=window.service.runtime.clock.now(),
        **more,
    )
    await window.service.deliver(over)
    await window.service.deliver(over)  # told again
    shown = (await window.service.client.get(f"/application-items/{item['id']}", headers=owner)).json()
    assert (shown["status"], shown["case_ended_at"] is None, shown["version"]) == ("accepted", False, 3)
    await hand_in(201)
    (entry,) = await window.service.rows(
        "SELECT * FROM audit_entry WHERE subject_id = :id AND action = 'application_item.case_ended'", id=item["id"]
    )
    assert entry["after"]["case_ended_at"]


async def test_files_are_what_they_say_and_handed_in_once(window: Window) -> None:
    project = await window.registered_project()
    first = await window.upload(project)
    again = await window.upload(project, expect=200)
    assert first["id"] == again["id"]
    other = await window.registered_project()
    elsewhere = await window.upload(other)
    assert elsewhere["sha256"] == first["sha256"]
    assert (await window.upload(project, data=b"", expect=422))["code"] == "material.empty"
    png = b"\x89PNG\r\n\x1a\n" + b"\x00" * 64
    assert (await window.upload(project, data=png, expect=422))["code"] == "material.type_mismatch"
    html = await window.upload(project, data=b"<html>", media_type="application/pdf", expect=415)
    assert html["code"] == "material.type_unknown"
    big = PDF + b"0" * (21 * 1_048_576)
    assert (await window.upload(project, data=big, expect=413))["code"] == "body.too_large"
    content = await window.service.client.get(
        f"/materials/{first['id']}/content", headers=window.owner(project["owner_uscc"])
    )
    assert content.content == PDF
    declared = window.service.app.openapi()["paths"]["/api/intake/v1/materials/{material_id}/content"]["get"]
    assert content.headers["content-type"] in declared["responses"]["200"]["content"]


@pytest.mark.parametrize("declared", ["application/octet-stream", "application/x-pdf", "text/html", "Application/PDF"])
async def test_a_file_is_taken_by_its_content_whatever_a_browser_calls_it(window: Window, declared: str) -> None:
    material = await window.upload(await window.registered_project(), media_type=declared)
    assert material["media_type"] == "application/pdf"


async def test_the_same_file_of_another_kind_or_name_is_another_material(window: Window) -> None:
    project = await window.registered_project()
    first = await window.upload(project)
    others = [await window.upload(project, kind="paper_scan"), await window.upload(project, name="申请表（盖章）")]
    assert len({first["id"], *(one["id"] for one in others)}) == 3
    assert (others[0]["kind"], others[1]["name"]) == ("paper_scan", "申请表（盖章）")
    assert (await window.upload(project, kind="paper_scan", expect=200))["id"] == others[0]["id"]


@pytest.mark.parametrize("charset", ["", "; charset=gbk"])
@pytest.mark.parametrize(
    ("name", "file_name", "pointer"), [("申请表".encode("gbk"), b"a", "/name"), (b"a", "表".encode("gbk"), "/file")]
)
async def test_a_form_that_is_no_utf_8_is_refused_and_nothing_is_kept(
    window: Window, name: bytes, file_name: bytes, pointer: str, charset: str
) -> None:
    project = await window.registered_project()
    path, headers = f"/projects/{project['id']}/materials", window.owner(project["owner_uscc"])
    body = (
        b'--x\r\nContent-Disposition: form-data; name="name"\r\n\r\n' + name + b"\r\n"
        b'--x\r\nContent-Disposition: form-data; name="file"; filename="' + file_name + b'"\r\n'
        b"Content-Type: application/pdf\r\n\r\n" + PDF + b"\r\n--x--\r\n"
    )
    typed = headers | {"Content-Type": f"multipart/form-data; boundary=x{charset}"}
    answer = await window.service.client.post(path, content=body, headers=typed)
    assert (answer.status_code, answer.json()["code"]) == (422, "form.not_utf8")
    assert answer.json()["errors"][0]["pointer"] == pointer
    assert (await window.service.client.get(path, headers=headers)).json()["items"] == []


async def test_a_file_is_read_whole_in_part_or_not_again(window: Window) -> None:
    project = await window.registered_project()
    data = PDF + bytes(range(256)) * 5_000
    material = await window.upload(project, name="总平面图/A1", data=data)
    path, headers = f"/materials/{material['id']}/content", window.owner(project["owner_uscc"])
    client = window.service.client
    whole = await client.get(path, headers=headers)
    assert (whole.content, whole.headers["accept-ranges"]) == (data, "bytes")
    assert whole.headers["content-disposition"] == (
        "attachment; filename=\"_____A1.pdf\"; filename*=UTF-8''%E6%80%BB%E5%B9%B3%E9%9D%A2%E5%9B%BE_A1.pdf"
    )
    etag = whole.headers["etag"]
    assert (await client.get(path, headers=headers | {"If-None-Match": etag})).status_code == 304
    for asked, start, end in (
        ("bytes=0-9", 0, 10),
        ("bytes=1048570-1048580", 1_048_570, 1_048_581),
        ("bytes=-5", len(data) - 5, len(data)),
        ("bytes=1200000-", 1_200_000, len(data)),
        (f"bytes=0-{10**15}", 0, len(data)),
    ):
        part = await client.get(path, headers=headers | {"Range": asked, "If-Range": etag})
        assert (part.status_code, part.content) == (206, data[start:end]), asked
        assert part.headers["content-range"] == f"bytes {start}-{end - 1}/{len(data)}"
    for ignored in ({"Range": "bytes=0-1,5-6"}, {"Range": "lines=1-2"}, {"Range": "bytes=0-9", "If-Range": '"other"'}):
        assert (await client.get(path, headers=headers | ignored)).status_code == 200
    after = await client.get(path, headers=headers | {"Range": f"bytes={len(data)}-"})
    assert (after.status_code, after.json()["code"]) == (416, "range.not_satisfiable")
    assert after.headers["content-range"] == f"bytes */{len(data)}"
    for beyond in ("bytes=0-3", f"bytes={10**30}-"):
        known = await client.get(path, headers=headers | {"Range": beyond, "If-None-Match": etag})
        assert (known.status_code, known.content) == (304, b"")
    head = await client.head(path, headers=headers)
    assert (head.status_code, head.headers["content-length"], head.content) == (200, str(len(data)), b"")
    stranger = await client.get(path, headers=window.owner(fresh_uscc()) | {"Range": "bytes=0-9"})
    assert stranger.status_code == 404


@pytest.mark.parametrize("modes", [["act", "act"], []])
async def test_a_request_names_each_mode_once(window: Window, modes: list[str]) -> None:
    project = await window.registered_project()
    body = {"project_id": project["id"], "modes": modes}
    told = await window.post("/requests", body, window.owner(project["owner_uscc"]), 422)
    assert [one["pointer"] for one in told["errors"]] == ["/modes"]


async def test_materials_are_for_the_project_and_the_bodies_that_handle_it(window: Window) -> None:
    project = await window.registered_project()
    material = await window.upload(project)
    path = f"/materials/{material['id']}"
    client = window.service.client
    assert (await client.get(path, headers=window.owner(fresh_uscc()))).status_code == 404
    assert (await client.get(path, headers=window.service.as_("handler", body="DRC"))).status_code == 404
    body = package(project, None, "S1-DRC-06", materials=(material["id"],))
    await window.post("/applications", body, window.owner(project["owner_uscc"]))
    assert (await client.get(path, headers=window.service.as_("handler", body="DRC"))).status_code == 200
    assert (await client.get(path, headers=window.service.as_("handler", body="PNR"))).status_code == 404
    foreign = await window.registered_project()
    refused = await window.post(
        "/applications",
        package(foreign, None, "S1-DRC-06", materials=(material["id"],)),
        window.owner(foreign["owner_uscc"]),
        422,
    )
    assert refused["code"] == "application.material_unknown"


async def test_strangers_cannot_touch_agreements_or_packages(window: Window) -> None:
    project = await window.registered_project()
    agreement = await window.signed_agreement(project)
    application = await window.post(
        "/applications", package(project, None, "S1-DRC-06"), window.owner(project["owner_uscc"])
    )
    item = application["items"][0]
    stranger = window.service.as_("owner", enterprise=fresh_uscc(), version=agreement["version"])
    client = window.service.client
    reads = (
        f"/agreements/{agreement['id']}",
        f"/applications/{application['id']}",
        f"/application-items/{item['id']}",
        f"/projects/{project['id']}/materials",
    )
    for path in reads:
        assert (await client.get(path, headers=stranger)).status_code == 404, path
    for path in (f"/agreements/{agreement['id']}/end", f"/application-items/{item['id']}/retract"):
        assert (await client.post(path, json={"reason": "x"}, headers=stranger)).status_code == 404, path
    for path in ("/agreements", "/applications", "/requests"):
        assert (await client.get(path, headers=stranger)).json()["items"] == [], path
