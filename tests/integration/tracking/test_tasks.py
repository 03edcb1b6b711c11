"""What waits for somebody (待办): opened and closed by what happens, seen by whom it concerns."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.tracking_service.tasks.domain import TaskKind
from shared.contracts.event import Event, Limit
from shared.contracts.intake.agreements import (
    AgreementAgentGone,
    AgreementConcludedByWindow,
    AgreementDrafted,
    AgreementEnded,
    AgreementSealAwaited,
    AgreementSigned,
    AgreementSigningBegun,
)
from shared.contracts.intake.applications import (
    ItemAccepted,
    ItemNotAccepted,
    ItemReceived,
    ItemSupplemented,
    ItemSupplementRequired,
)
from shared.contracts.intake.claims import ClaimClosed, ClaimFiled
from shared.contracts.intake.deadlines import IntakeDeadlineRequested, IntakeDeadlineSettled
from shared.contracts.intake.projects import ProjectCorrected, ProjectOwnerRenamed, ProjectPassed, ProjectRegistered
from shared.contracts.intake.requests import RequestAccepted, RequestClosed, RequestSubmitted
from shared.contracts.routing.assignments import AssignmentAcknowledged, AssignmentCreated, AssignmentEscalated
from shared.contracts.routing.officers import ChiefServiceOfficerAppointed, ChiefServiceOfficerReleased
from shared.kit.clock import local_date
from shared.kit.ids import new_id
from tests.integration.tracking.conftest import OWNER, STRANGER, UNCONFIRMED, Clock, Hall, working_days_after

OFFICER = "GSD-officer-1"
ANOTHER = "914401010000000031"
"""An owner, and not the one whose token the stranger has."""
WORDS = {"agent": OFFICER, "agent_title": "政务服务数据管理局 代办员 1"}


async def tasks(hall: Hall, role: str, project: UUID | str | None = None, **asked: Any) -> list[dict[str, Any]]:
    """What a caller finds waiting, in a project or at all."""
    named = {"sub": "sub", "enterprise": "enterprise", "scope": "scope", "body_claim": "body"}
    claims = {claim: asked.pop(name) for name, claim in named.items() if name in asked}
    of = {"project_id": str(project)} if project else {}
    answer = await hall.client.get(
        "/tasks", params={"limit": 100, **of, **asked}, headers=hall.service.as_(role, **claims)
    )
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["items"]
    return found


async def waits(hall: Hall, project: UUID | str) -> list[tuple[str, str]]:
    """What waits in a project, and for whom."""
    return [(one["kind"], one["party"]) for one in await tasks(hall, "data_bureau", project)]


def assigned(
    item: ItemAccepted, contract: Any = AssignmentCreated, *, assignment: UUID | None = None, **more: Any
) -> Any:
    of_item = item.model_dump(include={"project_id", "application_item_id", "item_code", "item_name", "body"})
    of_item["acceptance_number"] = item.acceptance_number
    to = {"assignee": "PNR-handler-1", "assignee_title": "规划和自然资源局 经办人 1"}
    return contract(**({"assignment_id": assignment or new_id()} | of_item | to | more))


def of_item(item: ItemReceived, contract: Any, **more: Any) -> Any:
    return contract(
        **item.model_dump(include={"application_item_id", "project_id", "item_code", "item_name", "stage"}), **more
    )


async def test_a_request_waits_for_the_window_until_it_is_answered(hall: Hall) -> None:
    for answered in ("accepted", "declined"):
        project, request = await hall.project(), new_id()
        await hall.service.deliver(
            RequestSubmitted(request_id=request, project_id=project, modes=["act"], channel="online")
        )
        (task,) = await tasks(hall, "window_clerk", project)
        assert (task["kind_label"], task["party_label"], task["waits_for_label"]) == ("代办申请待答复", "窗口", "窗口")
        assert task["subject"] == {"kind": "request", "id": str(request), "path": f"/api/intake/v1/requests/{request}"}
        assert (task["due_on"], task["light"], task["project_name"]) == (None, None, "知识城某某大厦")
        await hall.service.deliver(
            RequestAccepted(request_id=request, project_id=project, modes=["act"])
            if answered == "accepted"
            else RequestClosed(request_id=request, project_id=project, status="declined", reason="不符合条件")
        )
        assert {kind for kind, _ in await waits(hall, project)} == (
            {"officer_to_appoint", "agreement_to_draft"} if answered == "accepted" else set()
        )


async def test_a_claim_waits_for_the_window_until_it_is_decided(hall: Hall) -> None:
    project, claim = await hall.project(), new_id()
    said = {"claim_id": claim, "project_id": project, "project_code": "2019-440112-47-03-000001", "owner_uscc": OWNER}
    said |= {"claimant_uscc": ANOTHER, "reason": "用地由我单位取得"}
    await hall.service.deliver(ClaimFiled(**said, claimant_name="另一建设有限公司"))
    (task,) = await tasks(hall, "window_clerk", project)
    assert (task["kind"], task["subject"]["path"]) == ("claim_to_decide", f"/api/intake/v1/claims/{claim}")
    assert await tasks(hall, "owner", project) == []
    await hall.service.deliver(ClaimClosed(**said, status="refused"))
    assert await waits(hall, project) == []


async def test_an_accepted_request_waits_for_an_officer_and_for_an_agreement(hall: Hall) -> None:
    project, request = await hall.project(), new_id()
    await hall.service.deliver(RequestAccepted(request_id=request, project_id=project, modes=["act", "consult"]))
    (task,) = await tasks(hall, "data_bureau", project, kind="officer_to_appoint")
    place = f"/api/routing/v1/projects/{project}/chief-service-officer"
    assert (task["party"], task["waits_for"], task["subject"]["path"]) == ("GSD", "body", place)
    (task,) = await tasks(hall, "window_clerk", project)
    assert (task["kind"], task["subject"]["path"]) == ("agreement_to_draft", f"/api/intake/v1/requests/{request}")
    post = {"project_id": project, "officer": "GSD-cso-1", "officer_title": "项目首席服务官 1"}
    await hall.service.deliver(
        ChiefServiceOfficerAppointed(**post, predecessor=None, since=datetime.now(UTC)),
        AgreementDrafted(
            agreement_id=new_id(), agreement_number="XY5", project_id=project, stages=["S2"], item_codes=[], **WORDS
        ),
    )
    assert await waits(hall, project) == [("agreement_to_prepare", "WINDOW")]
    now = {"since": datetime.now(UTC), "until": datetime.now(UTC)}
    await hall.service.deliver(ChiefServiceOfficerReleased(**post, **now))
    assert {kind for kind, _ in await waits(hall, project)} == {"agreement_to_prepare", "officer_to_appoint"}
    await hall.service.deliver(RequestClosed(request_id=request, project_id=project, status="ended", reason=None))
    assert await waits(hall, project) == [("agreement_to_prepare", "WINDOW")]


async def test_who_is_only_advised_needs_no_agreement_and_one_that_is_over_is_not_drafted_again(hall: Hall) -> None:
    advised, acted_for = await hall.project(), await hall.project()
    await hall.service.deliver(RequestAccepted(request_id=new_id(), project_id=advised, modes=["consult"]))
    assert await waits(hall, advised) == [("officer_to_appoint", "GSD")]
    fact = {"agreement_id": new_id(), "agreement_number": "XY6", "project_id": acted_for}
    await hall.service.deliver(
        RequestAccepted(request_id=new_id(), project_id=acted_for, modes=["act"]),
        AgreementDrafted(**fact, stages=["S2"], item_codes=[], **WORDS),
        AgreementEnded(**fact, status="declined", reason=None),
    )
    assert await waits(hall, acted_for) == [("officer_to_appoint", "GSD")]


async def test_an_agreement_waits_for_the_window_then_the_owner_s_seal_then_nobody(hall: Hall) -> None:
    project = await hall.project()
    fact = {"agreement_id": new_id(), "agreement_number": "XY1", "project_id": project}
    terms = {**fact, "stages": ["S2"], "item_codes": [], **WORDS}
    await hall.service.deliver(AgreementDrafted(**terms))
    assert await waits(hall, project) == [("agreement_to_prepare", "WINDOW")]
    await hall.service.deliver(AgreementSigningBegun(**fact))
    assert await waits(hall, project) == [("agreement_to_prepare", "WINDOW")]
    await hall.service.deliver(AgreementSealAwaited(**fact))
    (task,) = await tasks(hall, "owner", project)
    assert (task["kind"], task["party"], task["party_label"]) == ("agreement_to_seal", OWNER, "某某建设有限公司")
    assert (task["title"], task["subject"]["path"]) == ("XY1", f"/api/intake/v1/agreements/{fact['agreement_id']}")
    assert await tasks(hall, "window_clerk", project) == []
    await hall.service.deliver(AgreementSigned(**terms))
    assert await waits(hall, project) == []
    await hall.service.deliver(AgreementConcludedByWindow(**fact))
    assert await waits(hall, project) == [("agreement_to_confirm", OWNER)]
    await hall.service.deliver(AgreementEnded(**fact, status="concluded", reason=None))
    assert await waits(hall, project) == []


@pytest.mark.parametrize("status", ["awaiting_applicant_seal", "signed"])
async def test_an_agreement_whose_agent_is_gone_waits_for_the_window(hall: Hall, status: str) -> None:
    project = await hall.project()
    fact = {"agreement_id": new_id(), "agreement_number": "XY2", "project_id": project}
    await hall.service.deliver(AgreementDrafted(**fact, stages=["S2"], item_codes=[], **WORDS))
    await hall.service.deliver(AgreementSealAwaited(**fact))
    if status == "signed":
        await hall.service.deliver(AgreementSigned(**fact, stages=["S2"], item_codes=[], **WORDS))
    await hall.service.deliver(AgreementAgentGone(**fact, **WORDS))
    assert await waits(hall, project) == [("agreement_to_prepare", "WINDOW")]


async def test_an_item_waits_for_the_window_then_the_owner_then_the_window_again(hall: Hall) -> None:
    project = await hall.project()
    received, deadline = hall.received_item(project), new_id()
    await hall.service.deliver(
        received,
        IntakeDeadlineRequested(
            deadline_id=deadline,
            project_id=project,
            purpose="supplement_notice",
            subject_kind="application_item",
            subject_id=received.application_item_id,
            body="PNR",
            base=received.received_at,
            limit=Limit(days=5, unit="working_day"),
        ),
    )
    (task,) = await tasks(hall, "window_clerk", project)
    last_day = str(working_days_after(local_date(received.received_at), 5))
    assert (task["kind"], task["due_on"], task["light_label"]) == ("item_to_answer", last_day, "正常")
    assert (task["title"], task["id"]) == (received.item_name, str(received.application_item_id))
    await hall.service.deliver(of_item(received, ItemSupplementRequired, missing=["总平面图"]))
    await hall.service.deliver(
        IntakeDeadlineSettled(deadline_id=deadline, project_id=project, met=True, at=datetime.now(UTC))
    )
    (task,) = await tasks(hall, "owner", project)
    assert (task["kind_label"], task["due_on"]) == ("材料待补正", None)
    await hall.service.deliver(of_item(received, ItemSupplemented))
    (task,) = await tasks(hall, "window_clerk", project)
    assert (task["kind_label"], task["due_on"]) == ("补正待受理", None)
    await hall.service.deliver(of_item(received, ItemNotAccepted, status="not_competent", reason="不属本机关职权"))
    assert await waits(hall, project) == []


async def test_a_case_and_its_assignment_wait_for_the_body(hall: Hall) -> None:
    project = await hall.project()
    received = hall.received_item(project)
    accepted = hall.accepted_item(project, received=received)
    await hall.service.deliver(received)
    case = await hall.case_of(accepted)
    assert await waits(hall, project) == [("case_to_decide", "PNR")]
    created = assigned(accepted)
    await hall.service.deliver(created)
    of_body = await tasks(hall, "handler", project, body_claim="PNR", sort="since")
    assert [one["kind_label"] for one in of_body] == ["办件待办理", "工单待签收"]
    assert [one["assignee_title"] for one in of_body] == [created.assignee_title] * 2
    assert [one["party_label"] for one in of_body] == ["规划和自然资源局"] * 2
    assert [one["subject"]["path"] for one in of_body] == [
        f"/api/tracking/v1/cases/{case['id']}",
        f"/api/routing/v1/assignments/{created.assignment_id}",
    ]
    mine = {"body_claim": "PNR", "mine": True}
    assert len(await tasks(hall, "handler", project, sub="PNR-handler-1", **mine)) == 2
    assert await tasks(hall, "handler", project, sub="PNR-handler-2", **mine) == []
    higher = {"assignee": "PNR-cso", "assignee_title": "规划和自然资源局 首席服务官"}
    climbed = assigned(
        accepted, AssignmentEscalated, assignment=created.assignment_id, from_assignee="", level="", **higher
    )
    await hall.service.deliver(climbed)
    assert len(await tasks(hall, "chief_service_officer", project, sub="PNR-cso", **mine)) == 2
    taken = assigned(accepted, AssignmentAcknowledged, assignment=created.assignment_id, level="", **higher)
    await hall.service.deliver(taken)
    (task,) = await tasks(hall, "handler", project, body_claim="PNR")
    assert (task["id"], task["due_on"]) == (case["id"], case["clock"]["due_on"])
    await hall.do(await hall.do(case, "start"), "decide", {"outcome": "passed", "document_number": "穗规 1 号"})
    assert await waits(hall, project) == []


async def test_a_case_that_is_taken_back_leaves_nothing_to_do(hall: Hall) -> None:
    project = await hall.project()
    accepted = hall.accepted_item(project)
    case = await hall.case_of(accepted)
    await hall.service.deliver(assigned(accepted))
    assert len(await waits(hall, project)) == 2
    await hall.do(case, "withdraw", {"reason": "方案调整"}, role="owner")
    assert await waits(hall, project) == []


async def test_the_last_day_follows_the_clock(hall: Hall, days: Clock) -> None:
    case = await hall.do(await hall.case(), "start")
    assert [one["due_on"] for one in await tasks(hall, "handler", case["project_id"], body_claim="PNR")] == [
        case["clock"]["due_on"]
    ]
    case = await hall.do(case, "special-procedures", {"type": "expert_review"})
    (task,) = await tasks(hall, "handler", case["project_id"], body_claim="PNR")
    assert (task["kind"], task["due_on"], task["light"]) == ("case_to_decide", None, None)
    days.move_to(working_days_after(days.today, 3))
    case = await hall.do(case, f"special-procedures/{case['special_procedures'][0]['procedure_id']}/end")
    (task,) = await tasks(hall, "handler", case["project_id"], body_claim="PNR")
    assert task["due_on"] == case["clock"]["due_on"]


async def test_lights_are_of_today_and_what_is_due_soonest_stands_first(hall: Hall, days: Clock) -> None:
    project = await hall.project()
    open_end, first = await hall.case(project, UNCONFIRMED), await hall.case(project)
    assert [one["id"] for one in await tasks(hall, "data_bureau", project)] == [first["id"], open_end["id"]]
    assert [one["id"] for one in await tasks(hall, "data_bureau", project, sort="-due_on")] == [
        open_end["id"],
        first["id"],
    ]
    due = datetime.fromisoformat(first["clock"]["due_on"]).date()
    for day, light in ((None, "normal"), (due, "warning"), (working_days_after(due, 1), "overdue")):
        if day:
            days.move_to(day)
        (task,) = await tasks(hall, "data_bureau", project, light=light)
        assert (task["id"], task["light"]) == (first["id"], light)
        others = {"normal", "warning", "overdue"} - {light}
        assert [await tasks(hall, "data_bureau", project, light=other) for other in others] == [[], []]
    assert len(await tasks(hall, "data_bureau", project, due_by=str(due))) == 1


async def test_each_sees_what_waits_for_it_and_strangers_nothing(hall: Hall) -> None:
    project = await hall.project()
    accepted = hall.accepted_item(project)
    await hall.case_of(accepted)
    await hall.service.deliver(
        hall.received_item(project),
        RequestSubmitted(request_id=new_id(), project_id=project, modes=[], channel="online"),
    )
    fact = {"agreement_id": new_id(), "agreement_number": "XY3", "project_id": project}
    await hall.service.deliver(AgreementDrafted(**fact, stages=["S2"], item_codes=[], **WORDS))
    await hall.service.deliver(AgreementSealAwaited(**fact))
    window, owner, body = {"item_to_answer", "request_to_answer"}, {"agreement_to_seal"}, {"case_to_decide"}

    async def seen(role: str, **claims: Any) -> set[str]:
        return {one["kind"] for one in await tasks(hall, role, project, **claims)}

    assert await seen("window_clerk") == window
    assert await seen("owner") == owner
    for role in ("handler", "chief_service_officer", "leader"):
        assert await seen(role, body_claim="PNR") == body
    for role in ("data_bureau", "leading_group", "auditor"):
        assert await seen(role) == window | owner | body
    assert await seen("system", scope=f"daiban.read project:{project}") == window | owner | body
    assert await seen("system", scope="daiban.read district:440112") == window | owner | body
    assert await seen("system", scope="daiban.read body:PNR") == body
    assert await seen("system", scope="daiban.read district:440106") == set()
    assert await seen("system", scope="daiban.read body:HUC") == set()
    assert await seen("handler", body_claim="HUC") == set()
    assert await seen("stranger") == set()
    assert await seen("service_officer", sub="GSD-officer-2") == set()


async def test_what_waits_for_the_owner_goes_with_the_project_to_another(hall: Hall) -> None:
    project = await hall.project()
    received = hall.received_item(project)
    await hall.service.deliver(received, of_item(received, ItemSupplementRequired, missing=["总平面图"]))
    assert len(await tasks(hall, "owner", project)) == 1
    owner = {"owner_id": new_id(), "owner_uscc": ANOTHER, "owner_name": "另一建设有限公司"}
    await hall.service.deliver(ProjectPassed(project_id=project, former_owner_uscc=OWNER, **owner))
    assert await tasks(hall, "owner", project) == []
    (task,) = await tasks(hall, "owner", project, enterprise=ANOTHER)
    assert (task["party"], task["party_label"]) == (ANOTHER, "另一建设有限公司")


async def test_who_serves_a_project_sees_everybody_s_next_steps_there_while_it_serves(hall: Hall) -> None:
    project = await hall.project()
    await hall.case(project)
    await hall.service.deliver(hall.received_item(project))
    both = {"case_to_decide", "item_to_answer"}
    post, agent = f"GSD-cso-{new_id()}", f"GSD-agent-{new_id()}"
    titled = {"project_id": project, "officer": post, "officer_title": "项目首席服务官 1", "since": datetime.now(UTC)}

    async def seen(sub: str) -> set[str]:
        return {one["kind"] for one in await tasks(hall, "service_officer", sub=sub)}

    assert (await seen(post), await seen(agent)) == (set(), set())
    await hall.service.deliver(ChiefServiceOfficerAppointed(**titled, predecessor=None))
    signed = await hall.signed_agreement(project, stages=["S2"], agent=agent)
    assert (await seen(post), await seen(agent)) == (both, both)
    (task, _) = await tasks(hall, "service_officer", sub=post)
    assert task["officer_title"] == "项目首席服务官 1"
    await hall.service.deliver(
        ChiefServiceOfficerReleased(**titled, until=datetime.now(UTC)),
        AgreementEnded(
            **signed.model_dump(include={"agreement_id", "agreement_number", "project_id"}),
            status="terminated",
            reason=None,
        ),
    )
    assert (await seen(post), await seen(agent)) == (set(), set())


async def test_the_summary_counts_what_the_list_holds(hall: Hall, days: Clock) -> None:
    project = await hall.project()
    await hall.case(project)
    await hall.case(project, UNCONFIRMED)
    await hall.service.deliver(hall.received_item(project))
    headers = hall.service.as_("system", scope=f"daiban.read project:{project}")

    async def counted() -> dict[str, Any]:
        answer = await hall.client.get("/tasks/summary", headers=headers)
        assert answer.status_code == 200, answer.text
        return {one["kind"]: one for one in answer.json()["kinds"]}

    kinds = await counted()
    assert len(kinds) == len(TaskKind)
    cases, items, none = kinds["case_to_decide"], kinds["item_to_answer"], kinds["agreement_to_seal"]
    assert (cases["count"], cases["count_exact"], cases["normal"], cases["overdue"]) == (2, True, 1, 0)
    assert (items["count"], items["normal"], none["count"]) == (1, 0, 0)
    days.move_to(working_days_after(days.today, 25))
    cases = (await counted())["case_to_decide"]
    assert (cases["count"], cases["normal"], cases["overdue"]) == (2, 0, 1)
    headers = hall.service.as_("stranger")
    assert {one["count"] for one in (await counted()).values()} == {0}


async def test_tasks_are_found_by_the_project_and_taken_as_a_table(hall: Hall) -> None:
    project = await hall.project()
    await hall.service.deliver(hall.received_item(project))
    assert len(await tasks(hall, "window_clerk", project, search="zscm 知识城")) == 1
    assert await tasks(hall, "window_clerk", project, search="东塔") == []
    headers = hall.service.as_("window_clerk")
    table = await hall.client.get("/tasks/export", params={"project_id": str(project)}, headers=headers)
    heading, row = table.text.removeprefix("\ufeff").splitlines()
    assert heading.startswith("待办,待谁办理,单位,事项（协议）,项目名称")
    assert row.startswith("收件待受理,窗口,窗口,")
    table = await hall.client.get(
        "/tasks/export", params={"project_id": str(project)}, headers=hall.service.as_("stranger")
    )
    assert len(table.text.splitlines()) == 1


def courses_of(hall: Hall, project: UUID) -> tuple[list[Event], list[Event]]:
    """What intake tells of a project, and what routing does, each in its order."""
    registered = ProjectRegistered(
        project_id=project,
        project_code=f"2019-440112-47-03-{project.int % 1_000_000:06d}",
        name="知识城某某大厦",
        owner_id=new_id(),
        owner_uscc=OWNER,
        owner_name="某某建设有限公司",
        district="440112",
        investment="private",
        project_type="private_general",
        eligible=True,
        grounds=["social_investment"],
    )
    asked, handled, left = (hall.received_item(project) for _ in range(3))
    accepted, other = hall.accepted_item(project, received=handled), hall.accepted_item(project)
    request, first, second = new_id(), new_id(), new_id()
    fact = {"agreement_id": new_id(), "agreement_number": "XY4", "project_id": project}
    intake = [
        registered,
        RequestSubmitted(request_id=request, project_id=project, modes=["act"], channel="online"),
        RequestAccepted(request_id=request, project_id=project, modes=["act"]),
        AgreementDrafted(**fact, stages=["S2"], item_codes=[], **WORDS),
        AgreementSealAwaited(**fact),
        asked,
        handled,
        left,
        of_item(asked, ItemSupplementRequired, missing=["总平面图"]),
        of_item(left, ItemNotAccepted, status="retracted", reason=None),
        accepted,
        other,
    ]
    routing = [
        assigned(accepted, assignment=first),
        assigned(other, assignment=second),
        assigned(accepted, AssignmentAcknowledged, assignment=first, level="handler"),
    ]
    return intake, routing


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    routing_first=st.lists(st.booleans(), min_size=15, max_size=15),
    again=st.lists(st.tuples(st.integers(1, 14), st.integers(0, 13)), max_size=5),
)
async def test_in_whatever_order_its_events_come_a_project_waits_for_the_same(
    hall: Hall, routing_first: list[bool], again: list[tuple[int, int]]
) -> None:
    project = new_id()
    intake, routing = ([*enumerate(course, 1_000_000_000)] for course in courses_of(hall, project))
    order: list[tuple[int, Event]] = []
    for now in routing_first:
        order.append((routing if routing and (now or not intake) else intake).pop(0))
    for at, earlier in again:  # told a second time, and late
        order.insert(at, order[min(earlier, at - 1)])
    for sequence, event in order:
        await hall.service.deliver(event, sequence=sequence)
    found = [
        (one["kind"], one["party"], one["assignee_title"] or "") for one in await tasks(hall, "data_bureau", project)
    ]
    assert sorted(found) == sorted(
        [
            ("agreement_to_seal", OWNER, ""),
            ("officer_to_appoint", "GSD", ""),
            ("supplement_to_hand_in", OWNER, ""),
            ("assignment_to_acknowledge", "PNR", "规划和自然资源局 经办人 1"),
            *[("case_to_decide", "PNR", "规划和自然资源局 经办人 1")] * 2,
        ]
    )


async def test_cases_and_tasks_are_found_by_what_the_owner_is_called_now(hall: Hall) -> None:
    project = await hall.project()
    await hall.case(project)
    await hall.service.deliver(hall.received_item(project))

    async def found(search: str) -> set[str]:
        asked = {"search": search, "project_id": str(project)}
        cases = await hall.client.get("/cases", params=asked, headers=hall.service.as_("data_bureau"))
        waiting = await tasks(hall, "window_clerk", project, search=search)
        assert len(waiting) == len(cases.json()["items"])
        return {one["project_id"] for one in cases.json()["items"]}

    assert await found("某某建设") == await found("知识城 建设") == {str(project)}
    await hall.service.deliver(ProjectOwnerRenamed(project_id=project, owner_name="天枢实业有限公司", reason="更名"))
    assert (await found("天枢"), await found("某某建设")) == ({str(project)}, set())
    passed = {"owner_id": new_id(), "owner_uscc": STRANGER, "former_owner_uscc": OWNER}
    await hall.service.deliver(ProjectPassed(project_id=project, owner_name="玉衡实业有限公司", **passed))
    assert (await found("玉衡"), await found("天枢")) == ({str(project)}, set())
    corrected = {"project_code": "2019-440112-47-03-000009", "name": "智造中心", "changed": ["name"], "reason": "更名"}
    await hall.service.deliver(ProjectCorrected(project_id=project, **corrected))
    assert await found("智造 玉衡") == {str(project)}
