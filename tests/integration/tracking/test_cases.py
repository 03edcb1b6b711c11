"""An accepted item is a case; its body handles it, its owner may take it back, its clock says how it stands."""

from __future__ import annotations

import asyncio
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from shared.contracts.deadlines import DeadlineMet, DeadlineMissed, DeadlineNeared, DeadlineSet
from shared.contracts.event import Limit
from shared.contracts.intake.agreements import AgreementAgentGone, AgreementConcludedByWindow, AgreementEnded
from shared.contracts.intake.projects import ProjectPassed
from shared.contracts.tracking.cases import (
    CaseDecided,
    CaseOpened,
    CaseResumed,
    CaseStarted,
    CaseSuspended,
    CaseWithdrawn,
)
from shared.kit.clock import local_date
from shared.kit.events.envelope import Envelope
from shared.kit.ids import new_id
from testing.tested_service import offered
from tests.integration.tracking.conftest import (
    GAS,
    OWNER,
    PERMIT,
    STRANGER,
    UNCONFIRMED,
    Clock,
    Hall,
    published_item,
    working_days_after,
)


async def test_an_accepted_item_runs_on_its_limit_from_the_day_of_acceptance(hall: Hall) -> None:
    item = hall.accepted_item(await hall.project())
    case = await hall.case_of(item)
    expected = working_days_after(local_date(item.accepted_at), 20)
    assert (case["status"], case["status_label"], case["national_code"]) == ("accepted", "窗口受理", 3)
    assert (case["body_label"], case["stage_label"]) == ("规划和自然资源局", "工程建设许可")
    clock = case["clock"]
    assert (clock["limit_status"], clock["limit"]) == (
        "confirmed",
        {"days": 20, "unit": "working_day", "unit_label": "工作日"},
    )
    assert (clock["due_on"], clock["light_label"], clock["light_code"]) == (str(expected), "正常", 1)
    assert (clock["remaining_days"], clock["used_days"]) == (20, 0)
    (opened,) = await hall.service.published(CaseOpened, case_id=case["id"])
    assert (opened["due_on"], opened["acceptance_number"]) == (str(expected), item.acceptance_number)
    (told,) = await hall.service.published(DeadlineSet, subject_id=case["id"])
    assert (told["purpose"], told["subject_kind"], told["body"]) == ("case", "case", "PNR")


async def test_an_unconfirmed_limit_runs_no_clock(hall: Hall) -> None:
    case = await hall.case(code=UNCONFIRMED)
    assert case["clock"] == {
        "limit_status": "unconfirmed",
        "limit_status_label": "未核定",
        "limit": None,
        "due_on": None,
        "provisional": False,
        "light": None,
        "light_label": None,
        "light_code": None,
        "remaining_days": None,
        "ran_out": False,
        "used_days": None,
    }
    assert await hall.service.published(DeadlineSet, subject_id=case["id"]) == []
    case = await hall.do(case, "start")
    case = await hall.do(case, "special-procedures", {"type": "expert_review"})
    case = await hall.do(case, f"special-procedures/{case['special_procedures'][0]['procedure_id']}/end")
    await hall.do(case, "decide", {"outcome": "refused"})
    (decided,) = await hall.service.published(CaseDecided, case_id=case["id"])
    assert (decided["outcome"], decided["light"]) == ("refused", "unconfirmed")


async def test_an_item_that_has_no_limit_of_its_own_says_so_everywhere(hall: Hall) -> None:
    none = published_item("S2-PNR-97", None).model_copy(update={"no_limit_of_its_own": True})
    await hall.service.deliver(none)
    project = await hall.project()
    received = hall.received_item(project, "S2-PNR-97")
    await hall.service.deliver(received)
    case = await hall.case_of(hall.accepted_item(project, "S2-PNR-97", received=received))
    said = ("none_of_its_own", "无单独时限", None)
    headers = hall.service.as_("data_bureau")
    (listed,) = (await hall.client.get("/cases", params={"project_id": str(project)}, headers=headers)).json()["items"]
    progress = (await hall.client.get(f"/projects/{project}/progress", headers=headers)).json()
    for clock in (case["clock"], listed["clock"], progress["stages"][0]["items"][0]["clock"]):
        assert (clock["limit_status"], clock["limit_status_label"], clock["light"]) == said
    assert await hall.service.published(DeadlineSet, subject_id=case["id"]) == []
    await hall.do(await hall.do(case, "start"), "decide", {"outcome": "refused"})
    (decided,) = await hall.service.published(CaseDecided, case_id=case["id"])
    assert decided["light"] == "none_of_its_own"


async def test_an_item_without_special_procedures_offers_none(hall: Hall) -> None:
    await hall.service.deliver(published_item("S2-PNR-98", Limit(days=3, unit="working_day")))
    case = await hall.do(await hall.case(code="S2-PNR-98"), "start")
    assert case["available_special_procedures"] == []
    handler = hall.service.as_("handler", body=case["body"])
    read = (await hall.service.client.get(f"/cases/{case['id']}", headers=handler)).json()
    asked = {"project_id": case["project_id"]}
    (listed,) = (await hall.service.client.get("/cases", params=asked, headers=handler)).json()["items"]
    assert offered(read) == offered(listed) == ["decide_case"]


@pytest.mark.parametrize("at", ["0001-01-01T00:00:00+00:00", "9999-12-31T23:59:59+00:00", "1988-07-01T00:00:00+00:00"])
async def test_an_acceptance_at_no_time_of_ours_is_put_aside(hall: Hall, at: str) -> None:
    project = await hall.project()
    accepted = hall.accepted_item(project, at=datetime.fromisoformat(at))
    await hall.service.deliver(accepted)
    auditor = hall.service.as_("auditor")
    answer = await hall.service.client.get("/cases", params={"project_id": str(project)}, headers=auditor)
    assert (answer.status_code, answer.json()["items"]) == (200, [])
    assert (await hall.service.client.get(f"/projects/{project}/progress", headers=auditor)).status_code == 200
    (letter,) = [one for one in await hall.service.dead_letters() if one["key"] == str(project)]
    assert "is not of our time" in str(letter)


async def test_told_twice_it_is_opened_once(hall: Hall) -> None:
    item = hall.accepted_item(await hall.project())
    await asyncio.gather(*(hall.service.deliver(item) for _ in range(4)))
    assert len(await hall.service.published(CaseOpened, application_item_id=item.application_item_id)) == 1
    kinds = [entry["kind"] for entry in await hall.timeline(item.project_id)]
    assert kinds == ["project.registered", "case.opened"]


async def test_the_acceptance_of_an_item_that_is_not_known_yet_waits_for_it(hall: Hall) -> None:
    item = hall.accepted_item(await hall.project(), "S3-HUC-99", "HUC")
    await hall.service.deliver(item)
    assert await hall.service.waiting(item.project_id) == ["item:S3-HUC-99"]
    await hall.service.deliver(published_item("S3-HUC-99", Limit(days=3, unit="working_day"), body="HUC"))
    assert await hall.service.waiting(item.project_id) == []
    assert (await hall.case_of(item))["clock"]["limit"]["days"] == 3


async def test_the_catalogue_comes_after_a_thousand_acceptances(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    transactions, database = 0, hall.service.runtime.database

    def counted(begin: Any = database.transaction) -> Any:
        nonlocal transactions
        transactions += 1
        return begin()

    monkeypatch.setattr(database, "transaction", counted)
    projects = [await hall.project() for _ in range(50)]
    codes = [f"S3-HUC-8{number:02}" for number in range(20)]
    items = [hall.accepted_item(project, code, "HUC") for code in codes for project in projects]
    letters, transactions = len(await hall.service.dead_letters()), 0
    await hall.service.deliver(*items[:500])
    await hall.service.deliver(*items[500:])
    assert transactions <= 10
    assert sum([len(await hall.service.waiting(project)) for project in projects]) == 1000
    for code in reversed(codes):  # and in the least convenient order
        await hall.service.deliver(published_item(code, Limit(days=3, unit="working_day"), body="HUC"))
    assert transactions <= 100
    assert len(await hall.service.dead_letters()) == letters
    for project in projects:
        opened = await hall.service.published(CaseOpened, project_id=project)
        assert [case["item_code"] for case in opened] == codes
        assert await hall.service.waiting(project) == []


async def test_a_case_keeps_the_limit_of_the_day_of_its_acceptance(hall: Hall) -> None:
    code = "S2-PNR-77"
    await hall.service.deliver(
        published_item(code, Limit(days=10, unit="working_day"), version=1, valid_from=date(2020, 1, 1)),
        published_item(code, Limit(days=5, unit="working_day"), version=2, valid_from=date(2025, 1, 1)),
    )
    late = published_item(code, Limit(days=9, unit="working_day"), version=1, valid_from=date(2020, 1, 1))
    await hall.service.deliver(late, sequence=1)
    project = await hall.project()
    for accepted_on, days in ((datetime(2024, 12, 31, 9, tzinfo=UTC), 10), (datetime(2025, 1, 2, tzinfo=UTC), 5)):
        case = await hall.case_of(hall.accepted_item(project, code, at=accepted_on))
        assert case["clock"]["limit"]["days"] == days
    before_any = await hall.case_of(hall.accepted_item(project, code, at=datetime(2018, 1, 2, tzinfo=UTC)))
    assert before_any["clock"]["limit"]["days"] == 10


async def test_acceptance_by_law_says_so(hall: Hall) -> None:
    item = hall.accepted_item(await hall.project(), deemed=True)
    assert (await hall.case_of(item))["deemed"] is True
    assert "行政许可法第32条" in (await hall.timeline(item.project_id))[-1]["words_zh"]


async def test_a_limit_that_had_ended_before_silence_accepted_the_item_is_nobody_s_fault(hall: Hall) -> None:
    received = hall.service.runtime.clock.now() - timedelta(days=21)
    item = hall.accepted_item(await hall.project(), GAS, "GAS", at=received, deemed=True)
    case = await hall.case_of(item)
    assert (case["deemed"], case["clock"]["ran_out"], case["clock"]["light"]) == (True, True, None)
    assert case["clock"]["due_on"] < case["opened_at"][:10]
    await hall.service.tick("deadlines")
    started = await hall.do(case, "start", body="GAS")
    stopped = await hall.do(started, "special-procedures", {"type": "rectification"}, body="GAS")
    assert stopped["clock"]["due_on"] == case["clock"]["due_on"], "no stop brings it back"
    procedure = stopped["special_procedures"][0]["procedure_id"]
    going_on = await hall.do(stopped, f"special-procedures/{procedure}/end", body="GAS")
    decided = await hall.do(going_on, "decide", {"outcome": "passed", "document_number": "穗燃〔示例〕1号"}, body="GAS")
    assert decided["clock"]["light"] is None
    (told,) = await hall.service.published(CaseDecided, case_id=case["id"])
    assert told["light"] == "ran_out"
    assert await hall.service.published(DeadlineMissed, subject_id=case["id"]) == []
    assert await hall.service.published(DeadlineNeared, subject_id=case["id"]) == []
    entries = await hall.timeline(case["project_id"])
    assert (
        "（视为受理时办理期限已届满，请尽快办理）"
        in next(one for one in entries if one["kind"] == "case.opened")["words_zh"]
    )
    listed = await hall.client.get(f"/cases?project_id={case['project_id']}", headers=hall.service.as_("data_bureau"))
    assert listed.json()["items"][0]["clock"] == decided["clock"]


async def test_a_late_acceptance_that_is_no_deemed_one_is_late(hall: Hall) -> None:
    received = hall.service.runtime.clock.now() - timedelta(days=21)
    case = await hall.case_of(hall.accepted_item(await hall.project(), GAS, "GAS", at=received))
    assert (case["clock"]["ran_out"], case["clock"]["light"]) == (False, "overdue")


async def test_a_special_procedure_moves_the_due_date_by_its_days(hall: Hall, days: Clock) -> None:
    case = await hall.do(await hall.case(), "start")
    accepted_on = days.today
    assert (case["status_label"], case["national_code"]) == ("部门受理", 8)
    days.move_to(working_days_after(accepted_on, 3))
    case = await hall.do(case, "special-procedures", {"type": "expert_review"})
    assert (case["status_label"], case["suspended"], case["national_code"]) == ("特别程序", True, 9)
    clock = case["clock"]
    assert (clock["due_on"], clock["light"]) == (None, None)
    assert (clock["used_days"], clock["remaining_days"]) == (2, 18)  # the day it begins is left out
    days.move_to(working_days_after(accepted_on, 7))
    assert (await hall.read(case["id"]))["clock"]["used_days"] == 2
    running = case["special_procedures"][0]["procedure_id"]
    case = await hall.do(case, f"special-procedures/{running}/end")
    assert (case["status"], case["suspended"], case["national_code"]) == ("in_handling", False, 10)
    expected = working_days_after(accepted_on, 24)  # four of its days were left out: the 3rd to the 6th
    assert case["clock"]["due_on"] == str(expected)
    assert (case["clock"]["used_days"], case["clock"]["remaining_days"]) == (3, 17)
    (suspended,) = await hall.service.published(CaseSuspended, case_id=case["id"])
    (resumed,) = await hall.service.published(CaseResumed, case_id=case["id"])
    assert (suspended["procedure_name"], suspended["stops_clock"]) == ("专家评审", True)
    assert resumed["due_on"] == str(expected)
    told = await hall.service.published(DeadlineSet, subject_id=case["id"])
    assert [one["due_on"] for one in told] == [str(working_days_after(accepted_on, 20)), str(expected)]


async def test_a_procedure_that_does_not_stop_the_clock_is_recorded_all_the_same(hall: Hall) -> None:
    case = await hall.do(await hall.case(), "start")
    before = case["clock"]
    case = await hall.do(case, "special-procedures", {"type": "site_visit"})
    assert (case["status"], case["suspended"]) == ("special_procedure", False)
    assert case["clock"] == before
    (suspended,) = await hall.service.published(CaseSuspended, case_id=case["id"])
    assert suspended["stops_clock"] is False


async def test_a_procedure_that_the_item_does_not_know_is_refused(hall: Hall) -> None:
    case = await hall.do(await hall.case(), "start")
    refused = await hall.ask(case, "special-procedures", json={"type": "hearing"})
    assert (refused.status_code, refused.json()["code"]) == (422, "case.special_procedure_unknown")
    assert refused.json()["errors"][0]["pointer"] == "/type"
    assert "专家评审、现场踏勘" in refused.json()["way_out"]


async def test_only_the_procedure_that_runs_can_be_ended(hall: Hall) -> None:
    case = await hall.do(await hall.case(), "start")
    case = await hall.do(case, "special-procedures", {"type": "site_visit"})
    refused = await hall.ask(case, f"special-procedures/{case['id']}/end")
    assert (refused.status_code, refused.json()["code"]) == (409, "case.special_procedure_not_open")
    second = await hall.ask(case, "special-procedures", json={"type": "expert_review"})
    assert (second.status_code, second.json()["code"]) == (409, "transition.illegal")


async def test_the_body_decides_and_the_clock_stands_as_it_stood(hall: Hall, days: Clock) -> None:
    case = await hall.do(await hall.case(), "start")
    days.move_to(working_days_after(days.today, 5))
    decision = {"outcome": "passed_with_gaps", "document_number": "穗规划资源建证〔示例〕1号", "remark": "容缺材料后补"}
    case = await hall.do(case, "decide", decision, role="chief_service_officer", body="PNR", sub="PNR-cso")
    assert (case["status"], case["outcome_label"], case["national_code"]) == ("decided", "办结（容缺通过）", 12)
    assert offered(case) == ["correct_decision"]
    stood = case["clock"]
    assert (stood["light"], stood["used_days"], stood["remaining_days"]) == ("normal", 5, 15)
    days.move_to(working_days_after(days.today, 60))
    assert (await hall.read(case["id"]))["clock"] == stood
    (decided,) = await hall.service.published(CaseDecided, case_id=case["id"])
    assert (decided["outcome"], decided["light"]) == ("passed_with_gaps", "normal")
    assert len(await hall.service.published(DeadlineMet, subject_id=case["id"])) == 1
    (entry,) = await hall.service.rows(
        "SELECT * FROM audit_entry WHERE subject_id = :id AND action = 'case.decided'", id=case["id"]
    )
    assert (entry["actor"], entry["on_behalf_of"]) == ("PNR-cso", None)
    assert (entry["before"]["status"], entry["after"]["status"]) == ("in_handling", "decided")


async def test_what_the_state_does_not_allow_is_refused_with_what_is_offered_to_the_caller(hall: Hall) -> None:
    case = await hall.case()
    refused = await hall.ask(case, "decide", json={"outcome": "passed"})
    assert (refused.status_code, refused.json()["code"]) == (409, "transition.illegal")
    assert refused.json()["detail"] == "办件处于“窗口受理”，不能办结。"
    (may_now,) = (await hall.read(case["id"], "handler", body="PNR"))["next_actions"]
    assert refused.json()["way_out"] == f"当前可以办理：{may_now['label']}。" == "当前可以办理：开始办理。"
    assert len(await hall.service.published(CaseStarted, case_id=case["id"])) == 0


async def test_a_change_names_the_version_that_was_read(hall: Hall) -> None:
    case = await hall.case()
    first, second = await asyncio.gather(hall.ask(case, "start"), hall.ask(case, "start"))
    assert sorted([first.status_code, second.status_code]) == [200, 412]
    headers = hall.service.as_("handler", body="PNR")
    missing = await hall.client.post(f"/cases/{case['id']}/start", headers=headers)
    assert (missing.status_code, missing.json()["code"]) == (428, "version.if_match_missing")


@pytest.mark.parametrize(
    ("role", "claims", "status"),
    [
        ("handler", {"body": "HUC"}, 404),
        ("chief_service_officer", {"body": "HUC"}, 404),
        ("leader", {"body": "PNR"}, 403),
        ("owner", {}, 403),
        ("stranger", {}, 403),
        ("service_officer", {}, 403),
        ("window_clerk", {}, 403),
        ("data_bureau", {}, 403),
        ("auditor", {}, 403),
        ("system", {}, 403),
    ],
)
async def test_only_the_cases_own_body_handles_it(hall: Hall, role: str, claims: dict[str, str], status: int) -> None:
    case = await hall.case()
    steps: dict[str, Any] = {
        "start": None,
        "special-procedures": {"type": "expert_review"},
        f"special-procedures/{case['id']}/end": None,
        "decide": {"outcome": "passed"},
    }
    for step, json in steps.items():
        refused = await hall.ask(case, step, role, json=json, **claims)
        assert refused.status_code == status, (step, refused.text)
    assert (await hall.read(case["id"]))["version"] == case["version"]


@pytest.mark.parametrize(
    ("role", "claims", "sees"),
    [
        ("owner", {}, True),
        ("stranger", {}, False),
        ("handler", {"body": "PNR"}, True),
        ("leader", {"body": "PNR"}, True),
        ("handler", {"body": "HUC"}, False),
        ("leader", {"body": "HUC"}, False),
        ("service_officer", {}, True),
        ("window_clerk", {}, True),
        ("leading_group", {}, True),
        ("auditor", {}, True),
        ("system", {}, True),
        ("owner", {"roles": ["owner"], "enterprise": None, "body": "PNR"}, True),
        ("handler", {"roles": ["owner"], "body": "PNR", "enterprise": STRANGER}, False),
    ],
)
async def test_who_sees_a_case_sees_it_in_lists_too_and_nobody_else(
    hall: Hall, role: str, claims: dict[str, Any], sees: bool
) -> None:
    case = await hall.case()
    headers = hall.service.as_(role, **claims)
    assert (await hall.client.get(f"/cases/{case['id']}", headers=headers)).status_code == (200 if sees else 404)
    listed = await hall.client.get(f"/cases?project_id={case['project_id']}", headers=headers)
    assert listed.status_code == 200
    assert [one["id"] for one in listed.json()["items"]] == ([case["id"]] if sees else [])


async def test_each_caller_is_told_what_it_may_do(hall: Hall) -> None:
    case = await hall.case()
    assert offered(await hall.read(case["id"], "handler", body="PNR")) == ["start_case"]
    assert offered(await hall.read(case["id"], "owner")) == ["withdraw_case"]
    assert offered(await hall.read(case["id"], "leader", body="PNR")) == []
    assert offered(await hall.read(case["id"], "auditor")) == []


async def test_the_owner_takes_its_case_back_even_from_a_special_procedure(hall: Hall) -> None:
    case = await hall.do(await hall.case(code=GAS, body="GAS"), "start")
    case = await hall.do(case, "special-procedures", {"type": "rectification"})
    case = await hall.do(case, "withdraw", {"reason": "方案调整"}, role="owner")
    assert (case["status"], case["national_code"], case["remark"]) == ("withdrawn", 14, "方案调整")
    assert case["special_procedures"][0]["ended_at"] is not None
    (told,) = await hall.service.published(CaseWithdrawn, case_id=case["id"])
    assert told["reason"] == "方案调整"
    states = await hall.service.rows(
        "SELECT purpose, state FROM deadline WHERE project_id = :p ORDER BY purpose", p=case["project_id"]
    )
    assert [(one["purpose"], one["state"]) for one in states] == [
        ("case", "cancelled"),
        ("special_procedure", "cancelled"),
    ]
    assert await hall.service.published(DeadlineMet, subject_id=case["id"]) == []


async def test_another_enterprise_cannot_take_it_back(hall: Hall) -> None:
    refused = await hall.ask(await hall.case(), "withdraw", "stranger", json={"reason": "试探"})
    assert (refused.status_code, refused.json()["code"]) == (404, "not_found")


@pytest.mark.parametrize(
    ("stages", "items", "may"),
    [(["S2"], [], True), (["S1", "S2"], [PERMIT], True), (["S1"], [], False), (["S2"], ["S2-PNR-09"], False)],
)
async def test_the_agent_takes_back_what_its_agreement_covers(
    hall: Hall, stages: list[str], items: list[str], may: bool
) -> None:
    case = await hall.case()
    signed = await hall.signed_agreement(case["project_id"], stages=stages, items=items)
    seen = await hall.read(case["id"], "service_officer")
    assert offered(seen) == (["withdraw_case"] if may else [])
    answer = await hall.ask(case, "withdraw", "service_officer", json={"reason": "受项目单位委托撤回"})
    if not may:
        assert (answer.status_code, answer.json()["code"]) == (403, "case.no_mandate")
        return
    assert answer.status_code == 200
    (entry,) = await hall.service.rows(
        "SELECT * FROM audit_entry WHERE subject_id = :id AND action = 'case.withdrawn'", id=case["id"]
    )
    assert (entry["actor"], entry["on_behalf_of"]) == ("GSD-officer-1", OWNER)
    assert entry["after"]["agreement_id"] == str(signed.agreement_id)


async def test_an_agent_whose_agreement_is_over_may_act_no_more_and_the_case_goes_on(hall: Hall) -> None:
    case = await hall.case()
    signed = await hall.signed_agreement(case["project_id"], stages=["S2"])
    await hall.service.deliver(
        AgreementEnded(
            **signed.model_dump(include={"agreement_id", "agreement_number", "project_id"}),
            status="terminated",
            reason="后续自行办理",
        )
    )
    await hall.service.deliver(signed, sequence=1)  # told again, late
    answer = await hall.ask(case, "withdraw", "service_officer", json={"reason": "撤回"})
    assert (answer.status_code, answer.json()["code"]) == (403, "case.no_mandate")
    other = await hall.ask(case, "withdraw", "service_officer", json={"reason": "撤回"}, sub="GSD-officer-2")
    assert other.status_code == 403
    assert (await hall.read(case["id"]))["version"] == case["version"]


async def test_an_agent_whose_post_is_gone_may_act_no_more_and_progress_says_since_when(hall: Hall) -> None:
    case = await hall.case()
    signed = await hall.signed_agreement(case["project_id"], stages=["S2"])
    assert offered(await hall.read(case["id"], "service_officer")) == ["withdraw_case"]
    fields = signed.model_dump(include=set(AgreementAgentGone.model_fields))
    await hall.service.deliver(AgreementAgentGone(**fields))
    assert (await hall.read(case["id"], "service_officer"))["next_actions"] == []
    answer = await hall.ask(case, "withdraw", "service_officer", json={"reason": "撤回"})
    assert (answer.status_code, answer.json()["code"]) == (403, "case.no_mandate")
    headers = hall.service.as_("data_bureau")
    progress = (await hall.client.get(f"/projects/{case['project_id']}/progress", headers=headers)).json()
    (agreement,) = progress["agreements"]
    assert (agreement["status"], agreement["agent_gone_at"] is None) == ("signed", False)


async def test_an_agent_whose_agreement_the_window_has_concluded_may_act_no_more(hall: Hall) -> None:
    case = await hall.case()
    signed = await hall.signed_agreement(case["project_id"], stages=["S2"])
    assert offered(await hall.read(case["id"], "service_officer")) == ["withdraw_case"]
    fields = signed.model_dump(include={"agreement_id", "agreement_number", "project_id"})
    await hall.service.deliver(AgreementConcludedByWindow(**fields))
    assert offered(await hall.read(case["id"], "service_officer")) == []
    answer = await hall.ask(case, "withdraw", "service_officer", json={"reason": "撤回"})
    assert (answer.status_code, answer.json()["code"]) == (403, "case.no_mandate")
    progress = await hall.client.get(
        f"/projects/{case['project_id']}/progress", headers=hall.service.as_("data_bureau")
    )
    assert [one["status"] for one in progress.json()["agreements"]] == ["concluded_by_window"]


async def test_a_queue_is_read_page_by_page_without_gap_or_repeat(hall: Hall) -> None:
    project = await hall.project()
    opened = [(await hall.case(project))["id"] for _ in range(7)]
    done = await hall.do(await hall.read(opened[2]), "start")
    handler = hall.service.as_("handler", body="PNR")
    seen: list[str] = []
    cursor = None
    while True:
        query = {"project_id": str(project), "limit": "3"} | ({"cursor": cursor} if cursor else {})
        told = (await hall.client.get("/cases", params=query, headers=handler)).json()
        seen += [one["id"] for one in told["items"]]
        if not (cursor := told["next_cursor"]):
            break
    assert seen == opened[::-1], "the newest first"
    filtered = {"project_id": str(project), "status": "in_handling", "body": "PNR"}
    (one,) = (await hall.client.get("/cases", params=filtered, headers=handler)).json()["items"]
    assert (one["id"], offered(one)) == (done["id"], ["begin_special_procedure", "decide_case"])
    elsewhere = await hall.client.get("/cases", params=filtered | {"body": "HUC"}, headers=handler)
    assert elsewhere.json()["items"] == []
    wrong = await hall.client.get("/cases?cursor=abc", headers=handler)
    assert (wrong.status_code, wrong.json()["code"]) == (400, "page.cursor_invalid")


async def test_a_case_is_found_by_its_own_number_typed_in_any_way(hall: Hall) -> None:
    case = await hall.case()
    number = case["acceptance_number"]
    for typed in (number, number.lower(), f"{number[:2]} {number[2:10]}-{number[10:]}"):
        for order in ("-opened_at", "due_on"):
            asked: dict[str, str] = {"search": typed, "sort": order}
            answer = await hall.client.get("/cases", params=asked, headers=hall.service.as_("handler", body="PNR"))
            assert [one["id"] for one in answer.json()["items"]] == [case["id"]], (typed, order)
    stranger = await hall.client.get("/cases", params={"search": number}, headers=hall.service.as_("stranger"))
    assert stranger.json()["items"] == []


async def test_a_bureaus_cases_of_a_district_are_found(hall: Hall) -> None:
    here, there = [await hall.case(await hall.project(district=code)) for code in ("440117", "440118")]
    for order in ("opened_at", "-opened_at"):
        asked: dict[str, str] = {"district": "440117", "sort": order, "limit": "100"}
        answer = await hall.client.get("/cases", params=asked, headers=hall.service.as_("handler", body="PNR"))
        found = {one["id"] for one in answer.json()["items"]}
        assert here["id"] in found
        assert there["id"] not in found
    unknown = await hall.client.get(
        "/cases", params={"district": "440199"}, headers=hall.service.as_("handler", body="PNR")
    )
    assert unknown.status_code == 422


async def test_a_case_is_found_by_its_acceptance_number_and_by_its_item(hall: Hall) -> None:
    case, headers = await hall.case(), hall.service.as_("handler", body="PNR")
    asked = (
        {"acceptance_number": f" {case['acceptance_number'].lower()}"},
        {"application_item_id": case["application_item_id"]},
    )
    for query in asked:
        found = await hall.client.get("/cases", params=query, headers=headers)
        assert [one["id"] for one in found.json()["items"]] == [case["id"]]
        foreign = await hall.client.get("/cases", params=query, headers=hall.service.as_("handler", body="GAS"))
        assert foreign.json()["items"] == []


async def test_bodies_of_requests_are_checked(hall: Hall) -> None:
    case = await hall.do(await hall.case(), "start")
    wrong = await hall.ask(case, "decide", json={"outcome": "maybe", "fee": 3})
    assert wrong.status_code == 422
    assert {error["pointer"] for error in wrong.json()["errors"]} == {"/outcome", "/fee"}
    empty = await hall.ask(case, "withdraw", "owner", json={"reason": "  "})
    assert (empty.status_code, empty.json()["errors"][0]["pointer"]) == (422, "/reason")


async def test_calendar_days_are_counted_as_they_come(hall: Hall) -> None:
    item = hall.accepted_item(await hall.project(), GAS, "GAS")
    case = await hall.case_of(item)
    assert case["clock"]["due_on"] == str(local_date(item.accepted_at) + timedelta(days=5))
    assert (case["clock"]["limit"]["unit_label"], case["body_label"]) == ("自然日", "GAS")


def passed(project_id: UUID, owner: str) -> ProjectPassed:
    return ProjectPassed(
        project_id=project_id,
        owner_id=new_id(),
        owner_uscc=owner,
        owner_name="认领单位",
        former_owner_uscc=OWNER,
    )


async def test_a_project_that_passes_takes_its_cases_along_and_no_late_word_sets_them_back(hall: Hall) -> None:
    project_id, another = await hall.project(), "91440101000000005A"
    case = await hall.case(project_id)
    first, second = passed(project_id, another), passed(project_id, STRANGER)
    late = Envelope(
        id=new_id(),
        type=first.event_type,
        source="intake",
        key=str(project_id),
        subject=str(project_id),
        time=hall.service.runtime.clock.now(),
        sequence=1,
    )
    await hall.service.deliver(second)
    await hall.service.deliver(first, envelope=late)
    opened_later = await hall.case_of(hall.accepted_item(project_id, UNCONFIRMED))
    for one in (case, opened_later):
        for enterprise, status in ((OWNER, 404), (another, 404), (STRANGER, 200)):
            headers = hall.service.as_("owner", enterprise=enterprise)
            assert (await hall.client.get(f"/cases/{one['id']}", headers=headers)).status_code == status
    progress = f"/projects/{project_id}/progress"
    assert (await hall.client.get(progress, headers=hall.service.as_("owner", enterprise=OWNER))).status_code == 404
    now = await hall.client.get(progress, headers=hall.service.as_("owner", enterprise=STRANGER))
    project = now.json()["project"]
    assert (project["owner_uscc"], project["owner_name"]) == (STRANGER, "认领单位")
    withdrawn = await hall.do(case, "withdraw", {"reason": "重新申报"}, role="owner", enterprise=STRANGER)
    assert withdrawn["status"] == "withdrawn"
    trail = await hall.service.rows(
        "SELECT action, after FROM audit_entry WHERE subject_id = :id AND action = 'case.passed'", id=str(case["id"])
    )
    assert [one["after"] for one in trail] == [{"owner_uscc": STRANGER}]
