"""The window undoes an acceptance by mistake: its case is annulled, unless the body has begun to handle it."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from shared.contracts.deadlines import DeadlineMissed
from shared.contracts.intake.applications import ItemAcceptanceUndone
from shared.contracts.routing.assignments import AssignmentAcknowledged
from shared.contracts.tracking.cases import CaseAnnulled, CaseAnnulmentRefused, CaseDecided
from shared.kit.ids import new_id
from testing.tested_service import offered
from tests.integration.tracking.conftest import OWNER, Clock, Hall, body, published_item, working_days_after
from tests.integration.tracking.test_progress import progress
from tests.integration.tracking.test_tasks import assigned, waits

NUMBER = {"outcome": "passed", "document_number": "穗规〔示例〕1号"}


async def test_an_untouched_case_is_annulled_and_stays_readable(hall: Hall) -> None:
    case = await hall.case()
    await hall.service.deliver(hall.undo_asked(case))
    over = await hall.read(case["id"], "owner", enterprise=OWNER)
    assert (over["status"], over["status_label"], over["remark"]) == ("annulled", "受理已撤回", "误点受理")
    assert over["closed_at"] is not None
    assert offered(over) == []
    clock = over["clock"]
    assert (clock["due_on"], clock["light"], clock["ran_out"]) == (None, None, False)
    (told,) = await hall.service.published(CaseAnnulled, case_id=case["id"])
    assert (told["reason"], told["status"]) == ("误点受理", "annulled")
    (line,) = [one for one in await hall.timeline(case["project_id"]) if one["kind"] == "case.annulled"]
    assert "窗口已撤回" in line["words_zh"]
    assert case["acceptance_number"] in line["words_en"]
    refused = await hall.ask(over, "start")
    assert (refused.status_code, refused.json()["code"]) == (409, "transition.illegal")
    entries = await hall.service.rows(
        "SELECT action, actor FROM audit_entry WHERE subject_id = :id ORDER BY id", id=case["id"]
    )
    assert (entries[-1]["action"], entries[-1]["actor"]) == ("case.annulled", "event:intake")


async def test_it_counts_nowhere_as_decided_near_or_missed(hall: Hall, days: Clock) -> None:
    await hall.service.deliver(body("ANN", "档案局"))
    case = await hall.case(body="ANN")
    await hall.service.deliver(hall.undo_asked(case))
    days.move_to(working_days_after(days.today, 30))
    while await hall.service.tick("deadlines"):
        pass
    assert await hall.service.published(DeadlineMissed, subject_id=case["id"]) == []
    assert await hall.service.published(CaseDecided, case_id=case["id"]) == []
    asked = f"/statistics?first_day={case['opened_at'][:10]}&last_day={days.today}"
    answer = await hall.client.get(asked, headers=hall.service.as_("handler", body="ANN"))
    (counted,) = answer.json()["items"]
    assert (counted["opened"], counted["decided"], counted["open"], counted["items"]) == (0, 0, 0, [])
    for light in ("normal", "warning", "overdue"):
        path = f"/cases?light={light}&project_id={case['project_id']}"
        answer = await hall.client.get(path, headers=hall.service.as_("data_bureau"))
        assert answer.json()["items"] == []


async def test_an_assignment_that_was_only_taken_up_does_not_hinder_it(hall: Hall) -> None:
    project = await hall.project()
    received = hall.received_item(project)
    item = hall.accepted_item(project, received=received)
    created = assigned(item)
    await hall.service.deliver(received)
    case = await hall.case_of(item)
    taken = assigned(item, AssignmentAcknowledged, assignment=created.assignment_id, level="handler")
    await hall.service.deliver(created, taken)
    assert await waits(hall, project) == [("case_to_decide", "PNR")]
    await hall.service.deliver(hall.undo_asked(case))
    assert await waits(hall, project) == [], "nobody at the body is asked any more"
    undone = {name: case[name] for name in ItemAcceptanceUndone.model_fields if name in case}
    await hall.service.deliver(ItemAcceptanceUndone(**undone, reason="误点受理"))
    assert await waits(hall, project) == [("item_to_answer", "WINDOW")]


@pytest.mark.parametrize(
    ("ways", "refusal"),
    [
        ([("start", None)], "handling_begun"),
        ([("start", None), ("special-procedures", {"type": "expert_review"})], "handling_begun"),
        ([("start", None), ("decide", NUMBER)], "case_over"),
        ([("withdraw", {"reason": "方案调整"})], "case_over"),
    ],
)
async def test_once_the_body_has_begun_the_acceptance_stands(hall: Hall, ways: Any, refusal: str) -> None:
    case = await hall.case()
    for way, given in ways:
        claims = {"role": "owner", "enterprise": OWNER} if way == "withdraw" else {}
        case = await hall.do(case, way, given, **claims)
    await hall.service.deliver(hall.undo_asked(case))
    (told,) = await hall.service.published(CaseAnnulmentRefused, case_id=case["id"])
    assert (told["refusal"], told["asked_by"]) == (refusal, "GSD-window-1")
    after = await hall.read(case["id"])
    assert (after["status"], after["clock"]["due_on"]) == (case["status"], case["clock"]["due_on"])
    assert after["closed_at"] == case["closed_at"]
    (line,) = [one for one in await hall.timeline(case["project_id"]) if one["kind"] == "case.annulment_refused"]
    assert "不能撤回" in line["words_zh"]


async def test_it_stands_where_without_it_silence_would_have_accepted(hall: Hall, days: Clock) -> None:
    came, last = days.now, working_days_after(days.today, 5)
    in_time, late, told = await hall.case(), await hall.case(), await hall.case()
    days.move_to(last)
    await hall.service.deliver(hall.undo_asked(in_time, received_at=came))
    days.move_to(last + timedelta(days=1))
    await hall.service.deliver(
        hall.undo_asked(late, received_at=came), hall.undo_asked(told, received_at=came, silence_accepts=False)
    )
    statuses = [(await hall.read(one["id"]))["status"] for one in (in_time, late, told)]
    assert statuses == ["annulled", "accepted", "annulled"]
    (refused,) = await hall.service.published(CaseAnnulmentRefused, case_id=late["id"])
    assert refused["refusal"] == "answer_overdue"


async def test_asked_twice_it_is_annulled_once(hall: Hall) -> None:
    case = await hall.case()
    asked = hall.undo_asked(case)
    await hall.service.deliver(asked, asked)
    await hall.service.deliver(asked)
    assert len(await hall.service.published(CaseAnnulled, case_id=case["id"])) == 1
    assert await hall.service.published(CaseAnnulmentRefused, case_id=case["id"]) == []
    assert (await hall.read(case["id"]))["version"] == case["version"] + 1


async def test_a_question_about_a_case_that_is_not_open_yet_waits_for_it(hall: Hall) -> None:
    project, code = await hall.project(), f"S2-PNR-{new_id().hex[:6]}"
    item = hall.accepted_item(project, code)
    of_case = item.model_dump() | {"body": "PNR"}
    await hall.service.deliver(item, hall.undo_asked(of_case))
    assert await hall.service.waiting(project) == [f"item:{code}", None]
    await hall.service.deliver(published_item(code, None))
    assert await hall.service.waiting(project) == []
    (row,) = await hall.service.rows(
        "SELECT status FROM item_case WHERE acceptance_number = :number", number=item.acceptance_number
    )
    assert row["status"] == "annulled"


async def test_a_question_about_an_acceptance_that_nobody_told_of_waits(hall: Hall) -> None:
    case = await hall.case()
    other = case | {"acceptance_number": f"SL{new_id().hex}", "project_id": await hall.project()}
    await hall.service.deliver(hall.undo_asked(other))
    assert await hall.service.waiting(other["project_id"]) == [f"case:{other['acceptance_number']}"]
    assert (await hall.read(case["id"]))["status"] == "accepted"


async def test_an_item_that_is_accepted_again_has_another_case(hall: Hall) -> None:
    project = await hall.project()
    received = hall.received_item(project)
    first = hall.accepted_item(project, received=received)
    await hall.service.deliver(received)
    case = await hall.case_of(first)
    await hall.service.deliver(assigned(first))
    await hall.service.deliver(hall.undo_asked(case))
    undone = {name: case[name] for name in ItemAcceptanceUndone.model_fields if name in case}
    await hall.service.deliver(ItemAcceptanceUndone(**undone, reason="误点受理"))
    assert await shown(hall, project) == ("received", None, None)
    second = hall.accepted_item(project, received=received)
    other: dict[str, Any] = {"assignee": "PNR-handler-2", "assignee_title": "规划和自然资源局 经办人 2"}
    await hall.service.deliver(second, assigned(second, **other))
    answer = await hall.client.get(
        f"/cases?application_item_id={first.application_item_id}", headers=hall.service.as_("data_bureau")
    )
    cases = {one["acceptance_number"]: one for one in answer.json()["items"]}
    assert {number: one["status"] for number, one in cases.items()} == {
        first.acceptance_number: "annulled",
        second.acceptance_number: "accepted",
    }
    its = cases[second.acceptance_number]["id"]
    assert await shown(hall, project) == ("accepted", its, "规划和自然资源局 经办人 2")
    assert sorted(await waits(hall, project)) == [("assignment_to_acknowledge", "PNR"), ("case_to_decide", "PNR")]
    await hall.service.deliver(first)
    assert await shown(hall, project) == ("accepted", its, "规划和自然资源局 经办人 2"), "told late, it opens nothing"


async def shown(hall: Hall, project: Any) -> tuple[str, str | None, str | None]:
    """How the project's overview shows its one item: status, case, with whom it stands."""
    (stage,) = (await progress(hall, project))["stages"]
    (item,) = stage["items"]
    return item["status"], item["case_id"], item["handling"] and item["handling"]["title"]


@pytest.mark.parametrize("way", ["start", "withdraw"])
async def test_of_the_window_and_who_acts_at_the_same_moment_one_wins(hall: Hall, way: str) -> None:
    won = set()
    for _ in range(8):
        case = await hall.case()
        claims: dict[str, Any] = (
            {"role": "owner", "json": {"reason": "方案调整"}, "enterprise": OWNER} if way == "withdraw" else {}
        )
        answer, _ = await asyncio.gather(hall.ask(case, way, **claims), hall.service.deliver(hall.undo_asked(case)))
        after = await hall.read(case["id"])
        annulled = await hall.service.published(CaseAnnulled, case_id=case["id"])
        refused = await hall.service.published(CaseAnnulmentRefused, case_id=case["id"])
        if answer.status_code == 200:
            assert (after["status"], len(annulled), len(refused)) == (answer.json()["status"], 0, 1)
        else:
            assert answer.status_code in {409, 412}, answer.text
            assert (after["status"], len(annulled), len(refused)) == ("annulled", 1, 0)
        won.add(after["status"])
    assert won <= {"annulled", {"start": "in_handling", "withdraw": "withdrawn"}[way]}


async def test_a_decision_and_an_undo_at_the_same_moment_are_never_both(hall: Hall) -> None:
    for _ in range(6):
        case = await hall.do(await hall.case(), "start")
        answer, _ = await asyncio.gather(
            hall.ask(case, "decide", json=NUMBER), hall.service.deliver(hall.undo_asked(case))
        )
        assert await hall.service.published(CaseAnnulled, case_id=case["id"]) == []
        (refused,) = await hall.service.published(CaseAnnulmentRefused, case_id=case["id"])
        decided = answer.status_code == 200
        assert decided or answer.status_code == 412, answer.text
        assert (await hall.read(case["id"]))["status"] == ("decided" if decided else "in_handling")
        assert refused["refusal"] == ("case_over" if decided else "handling_begun")
