"""How far a project is, in one call and as a timeline, for those who may know."""

from __future__ import annotations

import asyncio
import random
from datetime import timedelta
from typing import Any

import pytest

from shared.contracts.intake.agreements import AgreementDrafted, AgreementEnded
from shared.contracts.intake.applications import ItemNotAccepted, ItemSupplemented, ItemSupplementRequired
from shared.contracts.intake.projects import (
    EligibilityOverridden,
    ProjectCorrected,
    ProjectFactsCorrected,
    ProjectOwnerRenamed,
)
from shared.contracts.intake.requests import RequestAccepted, RequestClosed, RequestSubmitted
from shared.contracts.routing.assignments import AssignmentAcknowledged, AssignmentCreated, AssignmentEscalated
from shared.contracts.routing.officers import ChiefServiceOfficerAppointed
from shared.kit.ids import new_id
from testing.plans import recorded
from tests.integration.tracking.conftest import GAS, OWNER, PERMIT, UNCONFIRMED, Clock, Hall

NUMBER = {"document_number": "穗规〔示例〕1号"}


async def progress(hall: Hall, project_id: Any, role: str = "owner", **claims: Any) -> dict[str, Any]:
    headers = hall.service.as_(role, **claims)
    answer = await hall.client.get(f"/projects/{project_id}/progress", headers=headers)
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.json()
    return told


def assigned(item: Any, **more: Any) -> dict[str, Any]:
    fields = {"project_id", "application_item_id", "acceptance_number", "item_code", "item_name", "body"}
    return {
        "assignment_id": item.application_id,
        **item.model_dump(include=fields),
        "assignee": "PNR-handler-1",
        "assignee_title": "规划和自然资源局 经办人 1",
        **more,
    }


async def test_one_call_tells_everything(hall: Hall, days: Clock) -> None:
    project = await hall.project()
    request = new_id()
    permit, gas, waiting = (
        hall.received_item(project),
        hall.received_item(project, GAS, "GAS"),
        hall.received_item(project, UNCONFIRMED),
    )
    agreement = {
        "agreement_id": new_id(),
        "agreement_number": "XY20261123000001",
        "project_id": project,
    }
    scope = {"stages": ["S2"], "item_codes": [], "agent": "GSD-officer-1", "agent_title": "代办员 1"}
    await hall.service.deliver(
        RequestSubmitted(request_id=request, project_id=project, modes=["consult", "act"], channel="online"),
        RequestAccepted(request_id=request, project_id=project, modes=["consult", "act"]),
        AgreementDrafted(**agreement, **scope),
    )
    accepted = hall.accepted_item(project, received=permit)
    await hall.service.deliver(gas, permit, waiting, accepted)
    await hall.service.deliver(
        ChiefServiceOfficerAppointed(
            project_id=project,
            officer="GSD-officer-1",
            officer_title="政务服务数据管理局 首席服务官 1",
            predecessor=None,
            since=days.now,
        ),
        AssignmentCreated(**assigned(accepted)),
        AssignmentEscalated(
            **assigned(accepted, assignee="PNR-cso", assignee_title="规划和自然资源局 首席服务官"),
            from_assignee="PNR-handler-1",
            level="chief_service_officer",
        ),
        AssignmentAcknowledged(
            **assigned(accepted, assignee="PNR-cso", assignee_title="规划和自然资源局 首席服务官"),
            level="chief_service_officer",
        ),
        ItemSupplementRequired(
            **waiting.model_dump(include={"application_item_id", "project_id", "item_code", "item_name"}),
            missing=["总平面图", "日照分析"],
        ),
    )
    told = await progress(hall, project)
    assert (told["project"]["name"], told["project"]["owner_uscc"]) == ("知识城某某大厦", OWNER)
    assert told["chief_service_officer"]["title"] == "政务服务数据管理局 首席服务官 1"
    assert [(one["status_label"], one["stages"]) for one in told["agreements"]] == [("待签订", ["S2"])]
    assert [(stage["stage"], stage["stage_label"]) for stage in told["stages"]] == [
        ("S2", "工程建设许可"),
        ("UTL", "公共设施接入"),
    ]
    of_permit, of_waiting = told["stages"][0]["items"]
    assert (of_permit["status"], of_permit["clock"]["light"]) == ("accepted", "normal")
    assert of_permit["handling"]["level_label"] == "首席服务官"
    assert of_permit["handling"]["acknowledged_at"] is not None
    assert of_permit["body_label"] == "规划和自然资源局"
    assert (of_waiting["status_label"], of_waiting["case_id"], of_waiting["clock"]) == ("补正", None, None)
    assert [entry["kind"] for entry in reversed(told["latest"])] == [
        "project.registered",
        "request.submitted",
        "request.accepted",
        "agreement.drafted",
        "item.received",
        "item.received",
        "item.received",
        "case.opened",
        "chief_service_officer.appointed",
        "assignment.created",
        "assignment.escalated",
        "assignment.acknowledged",
        "item.supplement_required",
    ]
    assert told["latest"][0]["words_zh"] == "“建设工程规划许可证核发”需补正：总平面图、日照分析。"


async def test_items_move_on_before_they_are_cases(hall: Hall) -> None:
    project = await hall.project()
    first, second = hall.received_item(project), hall.received_item(project)
    of = {"application_item_id", "project_id", "item_code", "item_name"}
    asked = ItemSupplementRequired(**first.model_dump(include=of), missing=["总平面图"])
    await hall.service.deliver(first, second, asked)
    await hall.service.deliver(
        ItemSupplemented(**first.model_dump(include=of)),
        ItemNotAccepted(**second.model_dump(include=of), status="not_competent", reason="属区级权限"),
    )
    items = (await progress(hall, project))["stages"][0]["items"]
    assert [item["status_label"] for item in items] == ["收件", "不予受理"]
    accepted = hall.accepted_item(project, received=first)
    await hall.service.deliver(accepted)
    await hall.service.deliver(asked, sequence=1)  # the request for a supplement is told again, late
    items = (await progress(hall, project))["stages"][0]["items"]
    assert [item["status_label"] for item in items] == ["窗口受理", "不予受理"]


async def test_facts_of_the_service_are_told(hall: Hall) -> None:
    project = await hall.project()
    request = new_id()
    signed = await hall.signed_agreement(project, stages=["S2"])
    of = {"agreement_id", "agreement_number", "project_id"}
    await hall.service.deliver(
        EligibilityOverridden(project_id=project, eligible=False, reason="属区级权限"),
        AgreementEnded(**signed.model_dump(include=of), status="concluded", reason=None),
        RequestClosed(request_id=request, project_id=project, status="ended", reason="自行办理"),
    )
    told = await progress(hall, project)
    assert (told["project"]["eligible"], told["project"]["override_reason"]) == (False, "属区级权限")
    (agreement,) = told["agreements"]
    assert agreement["status_label"] == "代办结束"
    assert agreement["ended_at"] is not None
    assert told["latest"][0]["words_zh"] == "代办服务申请已结束。原因：自行办理"


async def test_corrections_of_a_project_are_shown_and_stand_on_its_timeline(hall: Hall) -> None:
    project = await hall.project()
    why = {"project_id": project, "reason": "登记有误"}
    await hall.service.deliver(
        ProjectCorrected(
            project_code="2019-440112-47-03-000001", name="知识城某某中心", changed=["name", "total_investment"], **why
        ),
        ProjectOwnerRenamed(owner_name="某某置业有限公司", **why),
        ProjectFactsCorrected(
            district="440112",
            investment="private",
            project_type="private_general",
            changed=["authority"],
            was_eligible=True,
            eligible=False,
            grounds=[],
            overridden_on_other_facts=False,
            **why,
        ),
    )
    told = await progress(hall, project)
    of_project = told["project"]
    assert (of_project["name"], of_project["owner_name"], of_project["eligible"]) == (
        "知识城某某中心",
        "某某置业有限公司",
        False,
    )
    assert [one["words_zh"].partition("。原因")[0] for one in told["latest"][:3]] == [
        "项目情况已更正（审批权限），适用范围已重新判定：此前属于全程免费代办适用范围，现不属于全程免费代办适用范围",
        "项目单位名称已更正为“某某置业有限公司”",
        "项目信息已更正（项目名称、总投资）",
    ]


async def test_a_later_appointment_is_not_undone_by_an_earlier_one(hall: Hall, days: Clock) -> None:
    project = await hall.project()
    first = ChiefServiceOfficerAppointed(
        project_id=project, officer="A", officer_title="首席服务官 1", predecessor=None, since=days.now
    )
    second = first.model_copy(
        update={"officer": "B", "officer_title": "首席服务官 2", "predecessor": "A", "since": days.now}
    )
    await hall.service.deliver(second, sequence=1_000_002)
    await hall.service.deliver(first, sequence=1_000_001)
    assert (await progress(hall, project))["chief_service_officer"]["title"] == "首席服务官 2"


@pytest.mark.parametrize(
    ("role", "claims", "sees"),
    [
        ("owner", {}, True),
        ("stranger", {}, False),
        ("handler", {"body": "PNR"}, True),
        ("chief_service_officer", {"body": "PNR"}, True),
        ("leader", {"body": "PNR"}, True),
        ("handler", {"body": "HUC"}, False),
        ("window_clerk", {}, True),
        ("service_officer", {}, True),
        ("data_bureau", {}, True),
        ("leading_group", {}, True),
        ("auditor", {}, True),
        ("system", {}, True),
        ("handler", {"roles": ["somebody"], "body": "PNR"}, None),
    ],
)
@pytest.mark.parametrize("path", ["progress", "timeline", "progress/stream"])
async def test_who_sees_a_project(hall: Hall, path: str, role: str, claims: dict[str, Any], sees: bool | None) -> None:
    project = await hall.project()
    await hall.service.deliver(hall.received_item(project))
    if path == "progress/stream" and sees:
        return  # a stream never ends of itself: test_stream.py
    answer = await hall.client.get(f"/projects/{project}/{path}", headers=hall.service.as_(role, **claims))
    assert answer.status_code == {True: 200, False: 404, None: 403}[sees]


async def test_a_body_sees_no_project_without_an_item_of_its_own(hall: Hall) -> None:
    project = await hall.project()
    answer = await hall.client.get(f"/projects/{project}/progress", headers=hall.service.as_("handler", body="PNR"))
    assert answer.status_code == 404
    unknown = await hall.client.get(f"/projects/{new_id()}/progress", headers=hall.service.as_("auditor"))
    assert (unknown.status_code, unknown.json()["code"]) == (404, "not_found")


async def test_the_number_of_reads_does_not_grow_with_the_project(hall: Hall) -> None:
    project = await hall.project()
    counts = []
    for more in (1, 20):
        await hall.service.deliver(*(hall.accepted_item(project) for _ in range(more)))
        async with recorded(hall.service) as statements:
            told = await progress(hall, project)
        counts.append(len(statements))
    assert len(told["stages"][0]["items"]) == 21
    assert counts == [1, 1]


async def take_a_way(hall: Hall, project: Any, chance: random.Random) -> None:
    """An item of the project goes some way, from its hand-in to a decision at most."""
    code, body, stopping = chance.choice(
        [(PERMIT, "PNR", "expert_review"), (UNCONFIRMED, "PNR", "expert_review"), (GAS, "GAS", "rectification")]
    )
    received = hall.received_item(project, code, body)
    way = chance.randint(0, 7)
    await hall.service.deliver(received)
    if way == 0:
        return
    at = received.received_at - timedelta(days=chance.choice([0, 0, 4, 60]))
    accepted = hall.accepted_item(project, code, body, received=received, at=at.replace(microsecond=0))
    case = await hall.case_of(accepted)
    if chance.random() < 0.5:
        await hall.service.deliver(AssignmentCreated(**assigned(accepted)))
    if way == 1:
        return
    if way == 2:
        await hall.do(case, "withdraw", {"reason": '方案"调整"\n\\'}, role="owner")
        return
    case = await hall.do(case, "start")
    if way in {4, 5, 6}:
        kind = "site_visit" if code == PERMIT and way == 4 else stopping
        case = await hall.do(case, "special-procedures", {"type": kind})
    if way == 6:
        case = await hall.do(case, f"special-procedures/{case['special_procedures'][0]['procedure_id']}/end")
    if way in {6, 7}:
        await hall.do(case, "decide", {"outcome": chance.choice(["passed", "passed_with_gaps", "refused"]), **NUMBER})


async def test_every_item_stands_as_its_case_does_on_every_day(hall: Hall, days: Clock) -> None:
    chance = random.Random(20261127)
    projects = [await hall.project() for _ in range(12)]
    lights = set()
    for later in (0, 1, 3, 15, 10, 40):
        days.move_to(days.today + timedelta(days=later))
        while await hall.service.tick("deadlines"):
            pass
        for project in projects:
            await take_a_way(hall, project, chance)
        for project in projects:
            told = await progress(hall, project)
            listed = await hall.client.get(f"/cases?project_id={project}&limit=100", headers=hall.service.as_("owner"))
            cases = {one["application_item_id"]: one for one in listed.json()["items"]}
            items = [item for stage in told["stages"] for item in stage["items"]]
            for item in items:
                case = cases.pop(item["application_item_id"], None)
                if case is None:
                    assert (item["status"], item["clock"], item["case_id"]) == ("received", None, None)
                    continue
                same = ("accepted_at", "closed_at", "suspended", "clock", "item_code", "item_name", "body_label")
                assert {name: item[name] for name in same} == {name: case[name] for name in same}
                assert item["case_id"] == case["id"]
                assert item["status"] == (case["outcome"] or case["status"])
                assert item["status_label"] == case["status_label"]
                lights.add((item["clock"]["limit_status"], item["clock"]["light"], item["suspended"]))
            assert cases == {}
            assert told["latest"] == list(reversed(await hall.timeline(project)))[:50]
    assert lights == {
        *(("confirmed", light, False) for light in ("normal", "warning", "overdue")),
        *(("confirmed", light, True) for light in (None, "overdue")),
        *(("unconfirmed", None, is_suspended) for is_suspended in (True, False)),
    }


async def test_the_timeline_is_numbered_without_gaps_whoever_writes_at_once(hall: Hall) -> None:
    project = await hall.project()
    cases = [await hall.case(project) for _ in range(8)]
    await asyncio.gather(
        *(hall.do(case, "start") for case in cases),
        *(hall.service.deliver(hall.received_item(project)) for _ in range(8)),
    )
    numbers = [entry["number"] for entry in await hall.timeline(project)]
    assert numbers == list(range(1, 26))


async def test_the_timeline_comes_in_pages_newest_first(hall: Hall) -> None:
    project = await hall.project()
    await hall.service.deliver(*(hall.received_item(project) for _ in range(6)))
    owner = hall.service.as_("owner")
    first = (await hall.client.get(f"/projects/{project}/timeline?limit=4", headers=owner)).json()
    rest = await hall.client.get(f"/projects/{project}/timeline?limit=4&cursor={first['next_cursor']}", headers=owner)
    assert [entry["number"] for entry in first["items"] + rest.json()["items"]] == [7, 6, 5, 4, 3, 2, 1]
    assert rest.json()["next_cursor"] is None
    other = await hall.project()
    foreign = await hall.client.get(f"/projects/{other}/timeline?cursor={first['next_cursor']}", headers=owner)
    assert foreign.status_code == 400
