"""One chief service officer answers for a project from start to end; hand-overs are dated and lose nothing."""

from __future__ import annotations

import asyncio
from datetime import datetime
from uuid import UUID

import httpx
import pytest

from shared.contracts.intake.projects import ProjectPassed
from shared.contracts.intake.requests import RequestAccepted, RequestClosed
from shared.contracts.routing.officers import ChiefServiceOfficerAppointed, ChiefServiceOfficerReleased
from shared.kit.ids import new_id
from testing.tested_service import offered
from tests.conftest import MovableClock
from tests.integration.routing.conftest import OWNER, STRANGER, Departments, accepted_item

FIRST, SECOND = {"officer": "GSD-cso-1"}, {"officer": "GSD-cso-2"}


def path(project_id: UUID) -> str:
    return f"/projects/{project_id}/chief-service-officer"


async def appoint(
    departments: Departments, project_id: UUID, officer: dict[str, str], *, key: str | None = None
) -> httpx.Response:
    headers = departments.service.as_("data_bureau", key=key)
    return await departments.client.post(path(project_id), json=officer, headers=headers)


async def test_the_data_bureau_names_the_first_one(departments: Departments) -> None:
    project_id = await departments.project()
    answer = await appoint(departments, project_id, FIRST)
    assert answer.status_code == 201, answer.text
    assert answer.headers["location"] == f"/api/routing/v1{path(project_id)}"
    told = answer.json()
    assert told["current"]["officer"] == "GSD-cso-1"
    assert told["current"]["appointed_by"] == "GSD-admin-1"
    assert offered(told) == ["appoint_officer"]
    (event,) = await departments.service.published(ChiefServiceOfficerAppointed, project_id=project_id)
    assert (event["officer"], event["predecessor"]) == ("GSD-cso-1", None)


async def test_a_hand_over_is_dated_and_keeps_the_one_before(departments: Departments) -> None:
    project_id = await departments.project()
    await appoint(departments, project_id, FIRST)
    told = (await appoint(departments, project_id, SECOND)).json()
    before, now = told["history"]
    assert (before["officer"], now["officer"]) == ("GSD-cso-1", "GSD-cso-2")
    assert before["until"] == now["since"]
    assert now == told["current"]
    events = await departments.service.published(ChiefServiceOfficerAppointed, project_id=project_id)
    assert [event["predecessor"] for event in events] == [None, "GSD-cso-1"]
    entries = await departments.service.rows(
        "SELECT actor, action, before, after FROM audit_entry WHERE after->>'project_id' = :id ORDER BY id",
        id=str(project_id),
    )
    assert {entry["actor"] for entry in entries} == {"GSD-admin-1"}
    assert [(entry["action"].rpartition(".")[2], entry["after"]["officer"]) for entry in entries] == [
        ("appointed", "GSD-cso-1"),
        ("handed_over", "GSD-cso-1"),
        ("appointed", "GSD-cso-2"),
    ]
    assert entries[1]["before"]["until"] is None
    assert datetime.fromisoformat(entries[1]["after"]["until"]) == datetime.fromisoformat(now["since"])


async def test_a_hand_over_follows_the_term_before_also_where_the_clock_was_set_back(
    departments: Departments, clock: MovableClock
) -> None:
    project_id = await departments.project()
    clock.advance(hours=1)
    await appoint(departments, project_id, FIRST)
    clock.advance(hours=-1)
    told = (await appoint(departments, project_id, SECOND)).json()
    before, now = told["history"]
    assert before["since"] < now["since"] == before["until"]
    assert now == told["current"]
    first, second = await departments.service.published(ChiefServiceOfficerAppointed, project_id=project_id)
    assert first["since"] < second["since"], "whoever keeps a copy takes the newer one in by it"


async def test_two_hand_overs_at_once_follow_one_another(departments: Departments) -> None:
    project_id = await departments.project()
    answers = await asyncio.gather(*(appoint(departments, project_id, officer) for officer in (FIRST, SECOND)))
    assert [answer.status_code for answer in answers] == [201, 201]
    terms = await departments.service.rows(
        "SELECT since, until FROM officer_term WHERE project_id = :id ORDER BY id", id=project_id
    )
    assert [term["until"] is None for term in terms] == [False, True]


async def test_the_same_key_names_the_officer_once(departments: Departments) -> None:
    project_id = await departments.project()
    key = str(new_id())
    first = await appoint(departments, project_id, FIRST, key=key)
    again = await appoint(departments, project_id, FIRST, key=key)
    assert again.json() == first.json()
    assert len(again.json()["history"]) == 1
    other = await appoint(departments, project_id, SECOND, key=key)
    assert (other.status_code, other.json()["code"]) == (422, "idempotency.key_reused")


async def test_without_a_key_nobody_is_named(departments: Departments) -> None:
    headers = departments.service.as_("data_bureau")
    del headers["Idempotency-Key"]
    answer = await departments.client.post(path(await departments.project()), json=FIRST, headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (400, "idempotency.key_missing")


async def test_the_end_of_the_service_releases_the_officer(departments: Departments) -> None:
    project_id = await departments.project()
    await appoint(departments, project_id, FIRST)
    over = RequestClosed(request_id=new_id(), project_id=project_id, status="ended", reason="自行办理")
    await departments.service.deliver(over)
    await departments.service.deliver(over)  # told again
    headers = departments.service.as_("data_bureau")
    told = (await departments.client.get(path(project_id), headers=headers)).json()
    assert (told["current"], offered(told)) == (None, [])
    assert [term["until"] is None for term in told["history"]] == [False]
    (event,) = await departments.service.published(ChiefServiceOfficerReleased, project_id=project_id)
    assert event["officer"] == "GSD-cso-1"
    assert datetime.fromisoformat(event["until"]) == datetime.fromisoformat(told["history"][0]["until"])
    answer = await appoint(departments, project_id, SECOND)
    assert (answer.status_code, answer.json()["code"]) == (409, "officer.no_accepted_request")
    await departments.service.deliver(RequestAccepted(request_id=new_id(), project_id=project_id, modes=["act"]))
    again = await appoint(departments, project_id, FIRST)  # the same one, for another time
    assert again.status_code == 201, again.text
    assert [term["until"] is None for term in again.json()["history"]] == [False, True]
    _, event = await departments.service.published(ChiefServiceOfficerAppointed, project_id=project_id)
    assert event["predecessor"] is None


async def test_a_project_outside_the_service_gets_none(departments: Departments) -> None:
    project_id = await departments.project(accepted=False)
    answer = await appoint(departments, project_id, FIRST)
    assert (answer.status_code, answer.json()["code"]) == (409, "officer.no_accepted_request")
    assert "自愿选择" in answer.json()["detail"]
    told = await departments.client.get(path(project_id), headers=departments.service.as_("data_bureau"))
    assert (told.json()["current"], offered(told.json())) == (None, [])


async def test_the_one_in_office_is_not_named_again(departments: Departments) -> None:
    project_id = await departments.project()
    await appoint(departments, project_id, FIRST)
    headers = departments.service.as_("data_bureau") | {"Accept-Language": "en"}
    answer = await departments.client.post(path(project_id), json=FIRST, headers=headers)
    problem = answer.json()
    assert (answer.status_code, problem["code"]) == (409, "officer.already_in_office")
    assert problem["errors"][0]["pointer"] == "/officer"
    assert problem["way_out"] == "Name another officer, or leave it."


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"officer": ""}, "/officer"),
        ({}, "/officer"),
        (FIRST | {"since": "2026-01-01T00:00:00Z"}, "/since"),
        (FIRST | {"officer_title": "首席服务官"}, "/officer_title"),
        ({"officer": "GSD-cso-1\u0007"}, "/officer"),
    ],
)
async def test_what_is_missing_or_odd_is_named(departments: Departments, body: dict[str, str], pointer: str) -> None:
    answer = await appoint(departments, await departments.project(), body)
    assert answer.status_code == 422
    assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]


async def test_an_unknown_project_is_not_found(departments: Departments) -> None:
    assert (await appoint(departments, new_id(), FIRST)).status_code == 404
    headers = departments.service.as_("auditor")
    assert (await departments.client.get(path(new_id()), headers=headers)).status_code == 404


SEES_ALL = ("window_clerk", "service_officer", "system", "leading_group", "auditor", "data_bureau")


@pytest.mark.parametrize("role", SEES_ALL)
async def test_the_hall_and_those_who_oversee_see_it(departments: Departments, role: str) -> None:
    project_id = await departments.project()
    await appoint(departments, project_id, FIRST)
    answer = await departments.client.get(path(project_id), headers=departments.service.as_(role))
    assert answer.json()["current"]["officer"] == "GSD-cso-1"


async def test_the_owner_sees_its_own_project_only(departments: Departments) -> None:
    project_id = await departments.project()
    as_ = departments.service.as_
    own = await departments.client.get(path(project_id), headers=as_("owner", enterprise=OWNER))
    assert own.status_code == 200
    assert offered(own.json()) == []
    foreign = await departments.client.get(path(project_id), headers=as_("owner", enterprise=STRANGER))
    assert (foreign.status_code, foreign.json()["code"]) == (404, "not_found")


async def test_a_body_sees_it_once_a_matter_of_the_project_is_its_own(departments: Departments) -> None:
    project_id = await departments.project()
    headers = departments.service.as_("handler", body="WAT")
    assert (await departments.client.get(path(project_id), headers=headers)).status_code == 404
    await departments.put(accepted_item(project_id, "WAT"))
    assert (await departments.client.get(path(project_id), headers=headers)).status_code == 200
    other = departments.service.as_("chief_service_officer", body="MET")
    assert (await departments.client.get(path(project_id), headers=other)).status_code == 404


@pytest.mark.parametrize("role", ["owner", "window_clerk", "service_officer", "handler", "leading_group", "auditor"])
async def test_nobody_but_the_data_bureau_names_one(departments: Departments, role: str) -> None:
    headers = departments.service.as_(role)
    answer = await departments.client.post(path(await departments.project()), json=FIRST, headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (403, "not_permitted")


async def test_an_acceptance_of_an_unknown_project_waits_for_it(departments: Departments) -> None:
    unknown = new_id()
    await departments.service.deliver(RequestAccepted(request_id=new_id(), project_id=unknown, modes=["act"]))
    assert await departments.service.waiting(unknown) == [f"project:{unknown}"]


async def test_the_officer_s_project_is_seen_by_its_owner_of_now(departments: Departments) -> None:
    project_id = await departments.project()
    passed = ProjectPassed(
        project_id=project_id,
        owner_id=new_id(),
        owner_uscc=STRANGER,
        owner_name="认领单位",
        former_owner_uscc=OWNER,
    )
    await departments.service.deliver(passed)
    for enterprise, status in ((OWNER, 404), (STRANGER, 200)):
        headers = departments.service.as_("owner", enterprise=enterprise)
        assert (await departments.client.get(path(project_id), headers=headers)).status_code == status
