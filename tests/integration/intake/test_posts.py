"""Only a post that is on a roster, for acting, becomes an agent; one that leaves it acts no more."""

from __future__ import annotations

from typing import Any

import pytest

from shared.contracts.intake.agreements import AgreementAgentGone
from testing.tested_service import offered
from tests.integration.intake.conftest import Window, data_bureau


@pytest.mark.parametrize(
    ("agent", "code", "said"),
    [
        ("GSD-officer-9", "post.unknown", "岗位名录中没有“GSD-officer-9”。"),
        ("张三", "post.unknown", "岗位名录中没有“张三”。"),
        (
            "GSD-window-1",
            "post.of_another_role",
            "“政务服务数据管理局 综合窗口 1”的岗位职责是“窗口人员”，应为：代办员、项目首席服务官。",
        ),
        (
            "GSD-admin-1",
            "post.of_another_role",
            "“政务服务数据管理局 管理员 1”的岗位职责是“政务服务数据管理局”，应为：代办员、项目首席服务官。",
        ),
    ],
)
async def test_an_agent_is_a_post_that_is_there_for_acting(window: Window, agent: str, code: str, said: str) -> None:
    request = await window.accepted_request(await window.registered_project())
    draft = {"request_id": request["id"], "stages": ["S1"], "agent": agent}
    refused = await window.post("/agreements", draft, window.service.as_("window_clerk"), 422)
    assert (refused["code"], refused["detail"]) == (code, said)
    assert refused["errors"][0]["pointer"] == "/agent"
    assert refused["way_out"] == "请在岗位名录中选择：代办员、项目首席服务官。"


@pytest.mark.parametrize("agent", ["GSD-officer-2", " ＧＳＤ－officer－2 "])
async def test_the_agents_title_is_that_of_its_roster(window: Window, agent: str) -> None:
    agreement = await window.drafted_agreement(await window.registered_project(), agent=agent)
    assert (agreement["agent"], agreement["agent_title"]) == ("GSD-officer-2", "政务服务数据管理局 代办员 2")
    assert agreement["agent_on_roster"] is True
    body = {"request_id": agreement["request_id"], "stages": ["S1"], "agent": agent, "agent_title": "代办员"}
    refused = await window.post("/agreements", body, window.service.as_("window_clerk"), 422)
    assert [one["pointer"] for one in refused["errors"]] == ["/agent_title"]


async def test_a_projects_chief_service_officer_may_be_its_agent(window: Window) -> None:
    agreement = await window.drafted_agreement(await window.registered_project(), agent="GSD-cso-1")
    assert agreement["agent_title"] == "政务服务数据管理局 项目首席服务官 1"


async def test_an_agent_whose_post_is_gone_acts_no_more_and_its_agreement_is_signed_no_further(window: Window) -> None:
    service, gone = window.service, "GSD-officer-3"
    signed_for, drafted_for, other_for = [await window.registered_project() for _ in range(3)]
    signed = await window.signed_agreement(signed_for, agent=gone)
    drafted = await window.drafted_agreement(drafted_for, agent=gone)
    other = await window.signed_agreement(other_for)
    agent = service.as_("service_officer", sub=gone)

    async def hand_in(code: str, expect: int = 201) -> dict[str, Any]:
        package = {"project_id": signed_for["id"], "agreement_id": signed["id"], "items": [{"item_code": code}]}
        return await window.post("/applications", package, service.as_("service_officer", sub=gone), expect)

    (item,) = (await hand_in("S1-DRC-06"))["items"]
    assert offered(item) == ["retract_item"]

    await service.deliver(data_bureau(without=gone))
    await service.deliver(data_bureau(without=gone))  # told again
    path = f"/application-items/{item['id']}"
    refused = await hand_in("S1-PNR-02", 409)
    assert refused["code"] == "agreement.agent_gone"
    shown = (await service.client.get(path, headers=agent)).json()
    assert shown["next_actions"] == []
    retracting = service.as_("service_officer", sub=gone, version=item["version"])
    refused = await window.post(f"{path}/retract", {"reason": "撤件"}, retracting, 409)
    assert refused["code"] == "agreement.agent_gone"

    owner, clerk = window.owner(signed_for["owner_uscc"]), service.as_("window_clerk")
    seen = (await service.client.get(f"/agreements/{signed['id']}", headers=owner)).json()
    assert (seen["status"], seen["agent_on_roster"], offered(seen)) == ("signed", False, ["end_agreement"])
    drafted = (await service.client.get(f"/agreements/{drafted['id']}", headers=clerk)).json()
    assert offered(drafted) == ["terminate_agreement"]
    refused = await window.step(drafted, "begin-signing", "window_clerk", drafted_for, 409)
    assert refused["code"] == "agreement.agent_gone"
    queue = (await service.client.get("/agreements", params={"agent_on_roster": False}, headers=clerk)).json()
    assert {signed["id"], drafted["id"]} == {one["id"] for one in queue["items"]}
    assert (await service.client.get("/agreements", params={"agent_on_roster": False}, headers=owner)).json()["items"]

    for one in (signed, drafted):
        (told,) = await service.published(AgreementAgentGone, agreement_id=one["id"])
        assert (told["agent"], told["agent_title"]) == (gone, "政务服务数据管理局 代办员 3")
        (entry,) = await service.rows(
            "SELECT before, after FROM audit_entry WHERE subject_id = :id AND action = 'agreement.agent_gone'",
            id=one["id"],
        )
        assert (entry["before"]["agent_on_roster"], entry["after"]["agent_on_roster"]) == (True, False)
    assert await service.published(AgreementAgentGone, agreement_id=other["id"]) == []

    await service.deliver(data_bureau())
    again = await hand_in("S1-PNR-02", 409)
    assert again["code"] == "agreement.agent_gone", "a mandate does not come back by itself"
    ended = await window.step(seen, "end", "owner", signed_for, body={"reason": "另签协议"})
    assert ended["status"] == "terminated"


async def test_an_older_roster_that_comes_late_takes_nobody_off(window: Window) -> None:
    project = await window.registered_project()
    signed = await window.signed_agreement(project)
    await window.service.deliver(data_bureau(without="GSD-officer-1"), sequence=0)
    await window.service.deliver(data_bureau(), sequence=1_000_000)
    shown = await window.service.client.get(f"/agreements/{signed['id']}", headers=window.owner(project["owner_uscc"]))
    assert shown.json()["agent_on_roster"] is True
