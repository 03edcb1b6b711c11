"""What people type is stored in one form, and found by a filter in any."""

from __future__ import annotations

import pytest

from tests.integration.intake.conftest import Window, fresh_project_code, fresh_uscc

WIDE = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("（０２０）８３００００００转801", "020-83000000转801"),
        ("020-83000000转8001", "020-83000000转8001"),
        ("+86 138 0000 0000", "13800000000"),
    ],
)
async def test_an_owner_is_stored_in_one_form_and_found_by_any(window: Window, typed: str, stored: str) -> None:
    uscc = fresh_uscc()
    form = f" {uscc[:8]} {uscc[8:]}".lower().translate(WIDE)
    body = {"uscc": form, "name": "广州（示例）有限公司", "contact_name": "联系岗", "contact_phone": typed}
    owner = await window.post("/owners", body, window.owner(uscc))
    assert (owner["uscc"], owner["name"]) == (uscc, "广州（示例）有限公司")
    contact = await window.post(f"/owners/{owner['id']}/contact/reveal", None, window.owner(uscc), 200)
    assert contact["contact_phone"] == stored
    for asked in (uscc, form, uscc.lower(), f"{uscc}\u3000"):
        found = await window.service.client.get("/owners", params={"uscc": asked}, headers=window.owner(uscc))
        assert [one["id"] for one in found.json()["items"]] == [owner["id"]], asked
    again = await window.post("/owners", body, window.owner(uscc), 409)
    assert again["code"] == "owner.taken"


async def test_a_project_is_stored_in_one_form_and_found_by_any(window: Window) -> None:
    owner, code = await window.registered_owner(), fresh_project_code()
    forms = (code, code.translate(WIDE), code.replace("-", "—"), code.replace("-", " - "), code.replace("-", ""))
    changes = {"project_code": forms[1], "district": "４４０１１２", "total_investment": "１，２００，０００．５"}
    changes |= {"key_project_document": "穗府 [２０２６] 12号"}
    project = await window.registered_project(owner, **changes)
    assert (project["project_code"], project["district"]) == (code, "440112")
    assert (project["total_investment"], project["key_project_document"]) == ("1200000.50", "穗府〔2026〕12号")
    caller = window.owner(owner["uscc"])
    for form in forms:
        found = await window.service.client.get("/projects", params={"project_code": form}, headers=caller)
        assert [one["id"] for one in found.json()["items"]] == [project["id"]], form
    by_owner = {"owner_uscc": owner["uscc"].lower().translate(WIDE)}
    found = await window.service.client.get("/projects", params=by_owner, headers=caller)
    assert [one["id"] for one in found.json()["items"]] == [project["id"]]
    for form in forms:
        body = window.project_body(owner, project_code=form)
        assert (await window.post("/projects", body, window.owner(owner["uscc"]), 409))["code"] == "project.taken"


async def test_an_amount_in_words_is_answered_with_how_to_write_it(window: Window) -> None:
    owner = await window.registered_owner()
    body = window.project_body(owner, total_investment="120万元")
    refused = await window.post("/projects", body, window.owner(owner["uscc"]), 422)
    (error,) = refused["errors"]
    assert (error["pointer"], error["code"]) == ("/total_investment", "amount_form")
    assert error["detail"] == "应为以元为单位的数字，如 1200000.00 或 1,200,000.00；不写“万”“亿”“元”等字样"


async def test_an_item_and_a_number_are_found_however_they_are_typed(window: Window) -> None:
    project = await window.registered_project()
    owner = window.owner(project["owner_uscc"])
    package = {"project_id": project["id"], "items": [{"item_code": "ｓ1－drc－06"}]}
    (item,) = (await window.post("/applications", package, owner))["items"]
    assert item["item_code"] == "S1-DRC-06"
    accepted = await window.post(
        f"/application-items/{item['id']}/accept", None, window.service.as_("window_clerk", version=1), 200
    )
    typed = accepted["acceptance_number"].lower().translate(WIDE)
    found = await window.service.client.get("/application-items", params={"acceptance_number": typed}, headers=owner)
    assert [one["id"] for one in found.json()["items"]] == [item["id"]]
