"""Projects, and what hangs on them, are found by what their owner is called now."""

from __future__ import annotations

from typing import Any

from tests.integration.intake.conftest import Window, fresh_uscc
from tests.integration.intake.test_claims import REASON, claim, step

Json = dict[str, Any]
HANGING = ("/projects", "/requests", "/agreements", "/applications", "/application-items")


async def registered(window: Window, name: str) -> Json:
    uscc = fresh_uscc()
    body = {"uscc": uscc, "name": name, "contact_name": "联系岗", "contact_phone": "020-12345678"}
    return await window.post("/owners", body, window.owner(uscc))


async def found(window: Window, path: str, search: str, owner: Json) -> set[str]:
    answer = await window.service.client.get(path, params={"search": search}, headers=window.owner(owner["uscc"]))
    assert answer.status_code == 200, answer.text
    return {one.get("project_id", one["id"]) for one in answer.json()["items"]}


async def test_what_hangs_on_a_project_is_found_by_the_name_of_its_owner(window: Window) -> None:
    owner = await registered(window, "云汉精密器械有限公司")
    project = await window.registered_project(owner)
    await window.signed_agreement(project)
    package = {"project_id": project["id"], "items": [{"item_code": "S1-PNR-02"}]}
    await window.post("/applications", package, window.owner(owner["uscc"]))
    for path in HANGING:
        for search in ("云汉", "yh", "云汉精密", "厂房 云汉"):
            assert await found(window, path, search, owner) == {project["id"]}, (path, search)
        assert not await found(window, path, "云汉 无此名称", owner)
    headers = window.service.as_("owner", enterprise=owner["uscc"], version=owner["version"])
    await window.post(f"/owners/{owner['id']}/correct", {"name": "星河器械有限公司", "reason": "更名"}, headers, 200)
    for path in HANGING:
        assert await found(window, path, "星河", owner) == {project["id"]}, path
        assert not await found(window, path, "云汉", owner), path


async def test_a_project_that_passed_is_found_by_the_name_of_the_owner_that_has_it(window: Window) -> None:
    holder, claimant = await registered(window, "北辰置业有限公司"), await registered(window, "南斗置业有限公司")
    project = await window.registered_project(holder)
    filed = await claim(window, project, claimant)
    await step(window, filed, "grant", None, REASON)
    assert await found(window, "/projects", "南斗", claimant) == {project["id"]}
    assert not await found(window, "/projects", "北辰", claimant)
    row = (await window.service.client.get("/projects", headers=window.owner(claimant["uscc"]))).json()["items"][0]
    assert row["owner_name"] == "南斗置业有限公司"
