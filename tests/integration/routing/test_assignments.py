"""An accepted item is put to its body's handler, and climbs where nobody takes it up in time."""

from __future__ import annotations

import asyncio
import itertools
from typing import Any

import httpx
import pytest

from shared.contracts.deadlines import DeadlineMissed
from shared.contracts.intake.projects import ProjectCorrected, ProjectFactsCorrected, ProjectOwnerRenamed, ProjectPassed
from shared.contracts.routing.assignments import AssignmentAcknowledged, AssignmentCreated, AssignmentEscalated
from shared.contracts.routing.deadlines import RoutingDeadlineSettled
from shared.contracts.tracking.cases import CaseStarted, CaseWithdrawn
from shared.kit.ids import new_id
from testing.tested_service import offered
from tests.conftest import MovableClock
from tests.integration.routing.conftest import OWNER, STRANGER, Departments, accepted_item, annulled, decided


async def test_it_goes_to_a_handler_who_has_one_working_day(departments: Departments) -> None:
    item = accepted_item(await departments.project())
    assignment = await departments.put(item)
    assert assignment["assignee"] in {"PNR-handler-1", "PNR-handler-2"}
    assert (assignment["level_label"], assignment["status_label"]) == ("经办人", "待签收")
    assert assignment["project_name"] == "知识城某某大厦"
    assert assignment["acceptance_number"] == item.acceptance_number
    (told,) = await departments.service.published(AssignmentCreated, assignment_id=assignment["id"])
    assert told["assignee"] == assignment["assignee"]
    (deadline,) = await departments.deadlines(assignment)
    assert (deadline["purpose"], deadline["subject_kind"], deadline["body"]) == (
        "acknowledgement",
        "assignment",
        "PNR",
    )
    assert deadline["limit"] == {"days": 1, "unit": "working_day"}


async def test_it_shows_the_name_to_which_its_project_was_corrected(departments: Departments) -> None:
    project = await departments.project()
    before, after = accepted_item(project), accepted_item(project)
    put = await departments.put(before)
    corrected = ProjectCorrected(
        project_id=project,
        project_code="2019-440112-47-03-000001",
        name="知识城某某中心",
        changed=["name"],
        reason="登记有误",
    )
    await departments.service.deliver(corrected)
    shown = await departments.assignment_of(before)
    assert (shown["project_name"], shown["version"]) == ("知识城某某中心", put["version"])
    assert (await departments.put(after))["project_name"] == "知识城某某中心"


async def test_a_project_lies_in_the_district_to_which_it_was_corrected(departments: Departments) -> None:
    project = await departments.project()
    corrected = ProjectFactsCorrected(
        project_id=project,
        district="440118",
        investment="private",
        project_type="private_general",
        changed=["district"],
        reason="登记有误",
        was_eligible=True,
        eligible=True,
        grounds=["social_investment"],
        overridden_on_other_facts=False,
    )
    await departments.service.deliver(corrected)
    (copy,) = await departments.service.rows("SELECT district FROM project_copy WHERE project_id = :id", id=project)
    assert copy["district"] == "440118"


async def test_the_handler_who_holds_the_fewest_gets_the_next_one(departments: Departments) -> None:
    project_id = await departments.project()
    items = [accepted_item(project_id, "MET") for _ in range(5)]
    assert [(await departments.put(item))["assignee"][-1] for item in items[:4]] == ["1", "2", "1", "2"]
    await departments.service.deliver(decided(items[1]))
    assert (await departments.put(items[4]))["assignee"] == "MET-handler-2"


async def test_told_twice_it_is_put_once(departments: Departments) -> None:
    item = accepted_item(await departments.project())
    await asyncio.gather(*(departments.service.deliver(item) for _ in range(4)))
    assignment = await departments.assignment_of(item)
    created = await departments.service.published(AssignmentCreated, application_item_id=item.application_item_id)
    assert len(created) == 1
    assert len(await departments.deadlines(assignment)) == 1


@pytest.mark.parametrize("body", ["PSB", "440112", "NEW"])
async def test_a_body_without_a_roster_has_its_matters_with_the_data_bureau(
    departments: Departments, body: str
) -> None:
    assignment = await departments.put(accepted_item(await departments.project(), body))
    assert assignment["assignee"] == "GSD-admin-1"
    assert "没有名单" in assignment["note"]
    assert offered(assignment) == ["acknowledge_assignment"]
    (deadline,) = await departments.deadlines(assignment)
    await departments.miss(deadline)
    climbed = await departments.assignment_of_id(assignment["id"])
    assert (climbed["level"], climbed["assignee"]) == ("leading_group", "LG-1")


async def test_while_no_response_time_counts_an_item_waits_and_then_goes_on_by_itself(
    departments: Departments, clock: MovableClock
) -> None:
    item = accepted_item(await departments.project())
    clock.advance(days=-10 * 365)
    await departments.service.deliver(item)
    assert await departments.service.waiting(item.project_id) == ["response_time:handler"]
    clock.advance(days=10 * 365)
    await departments.service.dispatcher.sweep()
    assert await departments.service.waiting(item.project_id) == []
    assert await departments.service.rows(
        "SELECT 1 FROM assignment WHERE application_item_id = :item", item=item.application_item_id
    )


async def test_whoever_it_stands_with_takes_it_up_and_the_clock_stops(departments: Departments) -> None:
    assignment = await departments.put(accepted_item(await departments.project(), "TRA"))
    answer = await departments.acknowledge(assignment, "handler", body="TRA", sub=assignment["assignee"])
    assert answer.status_code == 200, answer.text
    told = answer.json()
    assert (told["status"], told["version"], offered(told)) == ("acknowledged", 2, [])
    assert answer.headers["etag"] == '"2"'
    (event,) = await departments.service.published(AssignmentAcknowledged, assignment_id=assignment["id"])
    assert event["level"] == "handler"
    (deadline,) = await departments.deadlines(assignment)
    (settled,) = await departments.service.published(RoutingDeadlineSettled, deadline_id=deadline["deadline_id"])
    assert settled["met"] is True
    entries = await departments.service.rows(
        "SELECT actor, action FROM audit_entry WHERE subject_id = :id ORDER BY id", id=assignment["id"]
    )
    assert [(entry["action"], entry["actor"]) for entry in entries] == [
        ("assignment.created", "event:intake"),
        ("assignment.acknowledged", assignment["assignee"]),
    ]


async def test_it_climbs_the_ladder_level_by_level_and_stays_with_the_leading_group(departments: Departments) -> None:
    assignment = await departments.put(accepted_item(await departments.project(), "HUC"))
    seen = [assignment["assignee"]]
    for number in range(3):
        deadlines = await departments.deadlines(assignment)
        assert len(deadlines) == number + 1
        await departments.miss(deadlines[-1])
        seen.append((await departments.assignment_of_id(assignment["id"]))["assignee"])
    assert seen[1:] == ["HUC-cso", "HUC-leader", "LG-1"]
    assert len(await departments.deadlines(assignment)) == 3, "no clock runs for the leading group"
    told = await departments.service.published(AssignmentEscalated, assignment_id=assignment["id"])
    assert [(event["from_assignee"], event["assignee"]) for event in told] == list(itertools.pairwise(seen))
    top = await departments.assignment_of_id(assignment["id"])
    answer = await departments.acknowledge(top, "leading_group")
    assert (answer.status_code, answer.json()["status"]) == (200, "acknowledged")


async def test_a_deadline_told_twice_or_late_moves_nothing(departments: Departments) -> None:
    assignment = await departments.put(accepted_item(await departments.project(), "EEB"))
    (first,) = await departments.deadlines(assignment)
    await departments.miss(first)
    await departments.miss(first)
    climbed = await departments.assignment_of_id(assignment["id"])
    assert (climbed["level"], climbed["version"]) == ("chief_service_officer", 2)


async def test_what_was_taken_up_climbs_no_more(departments: Departments) -> None:
    assignment = await departments.put(accepted_item(await departments.project(), "FOR"))
    (deadline,) = await departments.deadlines(assignment)
    await departments.acknowledge(assignment, "handler", body="FOR", sub=assignment["assignee"])
    await departments.miss(deadline)
    after = await departments.assignment_of_id(assignment["id"])
    assert (after["level"], after["status"]) == ("handler", "acknowledged")


async def test_a_handlers_time_is_over_once_it_has_climbed(departments: Departments) -> None:
    assignment = await departments.put(accepted_item(await departments.project(), "CAD"))
    (deadline,) = await departments.deadlines(assignment)
    await departments.miss(deadline)
    climbed = await departments.assignment_of_id(assignment["id"])
    late = await departments.acknowledge(climbed, "handler", body="CAD", sub=assignment["assignee"])
    assert (late.status_code, late.json()["code"]) == (403, "assignment.not_yours")
    assert "民防办 首席服务官" in late.json()["detail"]
    now = await departments.acknowledge(climbed, "chief_service_officer", body="CAD")
    assert now.json()["status"] == "acknowledged"


async def test_deadlines_of_others_are_none_of_our_business(departments: Departments) -> None:
    before = len(await departments.service.dead_letters())
    missed = {"deadline_id": new_id(), "project_id": new_id(), "subject_id": new_id(), "body": "PNR"}
    for purpose, kind in (("supplement_notice", "application_item"), ("case", "case")):
        await departments.service.deliver(
            DeadlineMissed(**missed, purpose=purpose, subject_kind=kind, due_on="2026-11-24", provisional=False)
        )
    assert len(await departments.service.dead_letters()) == before


async def test_it_closes_with_its_case_and_its_clock_becomes_moot(departments: Departments) -> None:
    item = accepted_item(await departments.project(), "DRC")
    assignment = await departments.put(item)
    before = len(await departments.service.dead_letters())
    await departments.service.deliver(decided(item))
    await departments.service.deliver(decided(item))
    assert len(await departments.service.dead_letters()) == before
    closed = await departments.assignment_of(item)
    assert (closed["status_label"], closed["version"]) == ("已了结", 2)
    (deadline,) = await departments.deadlines(assignment)
    (settled,) = await departments.service.published(RoutingDeadlineSettled, deadline_id=deadline["deadline_id"])
    assert settled["met"] is False
    answer = await departments.acknowledge(closed, "handler", body="DRC", sub=closed["assignee"])
    assert (answer.status_code, answer.json()["code"]) == (409, "transition.illegal")


@pytest.mark.parametrize("taken_up", [False, True])
async def test_it_closes_with_an_undone_acceptance_and_says_why(departments: Departments, taken_up: bool) -> None:
    item = accepted_item(await departments.project(), "DRC")
    assignment = await departments.put(item)
    if taken_up:
        await departments.acknowledge(assignment, "handler", body="DRC", sub=assignment["assignee"])
    await departments.service.deliver(annulled(item))
    await departments.service.deliver(annulled(item))
    closed = await departments.assignment_of(item)
    assert (closed["status"], closed["version"]) == ("closed", 2 + taken_up)
    assert closed["note"] == "受理已由窗口撤回，工单随之了结：误点受理"
    (deadline,) = await departments.deadlines(assignment)
    (settled,) = await departments.service.published(RoutingDeadlineSettled, deadline_id=deadline["deadline_id"])
    assert settled["met"] is taken_up


@pytest.mark.parametrize(
    "order", list(itertools.permutations(["accepted", "annulled", "accepted again"])), ids="-".join
)
async def test_an_item_that_is_accepted_again_has_another_assignment_whichever_is_heard_first(
    departments: Departments, order: tuple[str, ...]
) -> None:
    first = accepted_item(await departments.project(), "DRC")
    second = first.model_copy(update={"acceptance_number": f"{first.acceptance_number}-2"})
    events = {"accepted": first, "annulled": annulled(first), "accepted again": second}
    for one in order:
        await departments.service.deliver(events[one])
    assert [(await departments.assignment_of(one))["status"] for one in (first, second)] == ["closed", "open"]


async def test_a_body_that_has_begun_to_handle_the_case_has_taken_it_up(departments: Departments) -> None:
    item = accepted_item(await departments.project(), "DRC")
    assignment = await departments.put(item)
    told = decided(item).model_dump(exclude={"outcome", "document_number", "light"})
    await departments.service.deliver(CaseStarted(**told))
    await departments.service.deliver(CaseStarted(**told))
    taken = await departments.assignment_of(item)
    assert (taken["status"], taken["version"]) == ("acknowledged", 2)
    (event,) = await departments.service.published(AssignmentAcknowledged, assignment_id=assignment["id"])
    assert event["assignee"] == assignment["assignee"]
    settled = await departments.service.published(RoutingDeadlineSettled, project_id=item.project_id)
    assert [event["met"] for event in settled] == [True]


async def test_a_withdrawn_case_closes_what_was_taken_up(departments: Departments) -> None:
    item = accepted_item(await departments.project(), "DRC")
    assignment = await departments.put(item)
    await departments.acknowledge(assignment, "handler", body="DRC", sub=assignment["assignee"])
    told = decided(item).model_dump(exclude={"outcome", "document_number", "light"})
    await departments.service.deliver(CaseWithdrawn(**told, reason="项目调整"))
    closed = await departments.assignment_of(item)
    assert closed["closed_at"]
    assert closed["acknowledged_at"]
    settled = await departments.service.published(RoutingDeadlineSettled, project_id=item.project_id)
    assert [event["met"] for event in settled] == [True]


async def test_an_end_that_is_heard_before_its_beginning_leaves_nothing_open(departments: Departments) -> None:
    item = accepted_item(await departments.project(), "URB")
    await departments.service.deliver(decided(item))
    await departments.service.deliver(item)
    assert (await departments.assignment_of(item))["status"] == "closed"


async def test_an_assignment_is_found_by_its_acceptance_number_and_by_its_item(departments: Departments) -> None:
    item = accepted_item(await departments.project())
    assignment = await departments.put(item)
    headers = departments.service.as_("handler", body="PNR")
    for query in (
        {"acceptance_number": item.acceptance_number.lower()},
        {"application_item_id": str(item.application_item_id)},
    ):
        found = await departments.client.get("/assignments", params=query, headers=headers)
        assert [one["id"] for one in found.json()["items"]] == [assignment["id"]]
        foreign = departments.service.as_("handler", body="WAT")
        assert (await departments.client.get("/assignments", params=query, headers=foreign)).json()["items"] == []


async def test_a_stale_version_is_refused_and_none_at_all_too(departments: Departments) -> None:
    assignment = await departments.put(accepted_item(await departments.project(), "PWR"))
    stale = await departments.acknowledge(
        assignment | {"version": 7}, "handler", body="PWR", sub=assignment["assignee"]
    )
    assert (stale.status_code, stale.json()["code"]) == (412, "version.stale")
    headers = departments.service.as_("handler", body="PWR", sub=assignment["assignee"])
    absent = await departments.client.post(f"/assignments/{assignment['id']}/acknowledge", headers=headers)
    assert (absent.status_code, absent.json()["code"]) == (428, "version.if_match_missing")


async def test_of_two_who_take_it_up_at_once_one_does(departments: Departments) -> None:
    assignment = await departments.put(accepted_item(await departments.project(), "WAT"))
    answers = await asyncio.gather(
        *(departments.acknowledge(assignment, "handler", body="WAT", sub=assignment["assignee"]) for _ in range(3))
    )
    assert sorted(answer.status_code for answer in answers) == [200, 412, 412]


async def test_a_body_sees_its_own_queue_and_those_who_oversee_see_all(departments: Departments) -> None:
    project_id = await departments.project()
    own = await departments.put(accepted_item(project_id, "GAS"))
    foreign = await departments.put(accepted_item(project_id, "WTR"))
    for role in ("handler", "chief_service_officer", "leader"):
        ids = await listed(departments, role, body="GAS")
        assert own["id"] in ids
        assert foreign["id"] not in ids
    for role in ("data_bureau", "leading_group", "auditor"):
        assert {own["id"], foreign["id"]} <= set(await listed(departments, role))


async def test_a_queue_is_chosen_by_status_project_and_whose_it_is(departments: Departments) -> None:
    project_id = await departments.project()
    taken = await departments.put(accepted_item(project_id, "TRA"))
    subject = taken["assignee"]
    await departments.acknowledge(taken, "handler", body="TRA", sub=subject)
    waiting = await departments.put(accepted_item(project_id, "TRA"))
    open_ids = await listed(departments, "handler", query={"status": "open"}, body="TRA", sub=subject)
    assert waiting["id"] in open_ids
    assert taken["id"] not in open_ids
    mine = await listed(departments, "handler", query={"mine": "true"}, body="TRA", sub=subject)
    assert taken["id"] in mine
    assert waiting["id"] not in mine
    of_the_project = await listed(departments, "data_bureau", query={"project_id": str(project_id)})
    assert of_the_project == [waiting["id"], taken["id"]]


async def test_the_queue_comes_page_by_page_newest_first_or_oldest_first_as_asked(departments: Departments) -> None:
    project_id = await departments.project()
    put = [(await departments.put(accepted_item(project_id, "EEB")))["id"] for _ in range(5)]
    for query, expected in (({}, put[::-1]), ({"sort": "created_at"}, put)):
        ids = await listed(departments, "leader", query={"limit": "2", **query}, body="EEB")
        assert [one for one in ids if one in put] == expected
        assert len(ids) == len(set(ids))


@pytest.mark.parametrize("role", ["handler", "chief_service_officer", "leader"])
async def test_another_bodys_people_find_nothing(departments: Departments, role: str) -> None:
    assignment = await departments.put(accepted_item(await departments.project(), "PNR"))
    headers = departments.service.as_(role, body="MET", version=1)
    assert (await departments.client.get(f"/assignments/{assignment['id']}", headers=headers)).status_code == 404
    answer = await departments.acknowledge(assignment, role, body="MET")
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


async def test_a_bodys_other_people_see_it_but_cannot_take_it_up(departments: Departments) -> None:
    assignment = await departments.put(accepted_item(await departments.project(), "PNR"))
    headers = departments.service.as_("leader", body="PNR")
    seen = await departments.client.get(f"/assignments/{assignment['id']}", headers=headers)
    assert offered(seen.json()) == []
    answer = await departments.acknowledge(assignment, "leader", body="PNR")
    assert (answer.status_code, answer.json()["code"]) == (403, "assignment.not_yours")


@pytest.mark.parametrize("role", ["owner", "window_clerk", "service_officer"])
async def test_the_queue_is_no_business_of_others(departments: Departments, role: str) -> None:
    assignment = await departments.put(accepted_item(await departments.project()))
    headers = departments.service.as_(role, version=1)
    for answer in (
        await departments.client.get("/assignments", headers=headers),
        await departments.client.get(f"/assignments/{assignment['id']}", headers=headers),
        await departments.client.post(f"/assignments/{assignment['id']}/acknowledge", headers=headers),
    ):
        assert (answer.status_code, answer.json()["code"]) == (403, "not_permitted")


async def listed(
    departments: Departments, role: str, *, query: dict[str, str] | None = None, **claims: Any
) -> list[str]:
    """The ids of a caller's whole queue, through all its pages."""
    ids: list[str] = []
    cursor: str | None = None
    while True:
        params = {"limit": "100", **(query or {})} | ({"cursor": cursor} if cursor else {})
        answer: httpx.Response = await departments.client.get(
            "/assignments", params=params, headers=departments.service.as_(role, **claims)
        )
        assert answer.status_code == 200, answer.text
        ids += [one["id"] for one in answer.json()["items"]]
        if (cursor := answer.json()["next_cursor"]) is None:
            return ids


async def test_assignments_are_found_by_what_the_owner_is_called_now(departments: Departments) -> None:
    project = await departments.project()
    made = await departments.put(accepted_item(project))

    async def found(search: str) -> list[str]:
        asked = {"search": search, "project_id": str(project)}
        headers = departments.service.as_("data_bureau")
        answer = await departments.client.get("/assignments", params=asked, headers=headers)
        return [one["id"] for one in answer.json()["items"]]

    assert await found("某某建设") == await found("知识城 建设") == [made["id"]]
    await departments.service.deliver(
        ProjectOwnerRenamed(project_id=project, owner_name="天枢实业有限公司", reason="更名")
    )
    assert (await found("天枢"), await found("某某建设")) == ([made["id"]], [])
    passed = {"owner_id": new_id(), "owner_uscc": STRANGER, "former_owner_uscc": OWNER}
    await departments.service.deliver(ProjectPassed(project_id=project, owner_name="玉衡实业有限公司", **passed))
    assert (await found("玉衡"), await found("天枢")) == ([made["id"]], [])
