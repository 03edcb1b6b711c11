"""The only clock: a deadline is set when asked for, warned of once, missed once, met or cancelled."""

from __future__ import annotations

import asyncio
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from shared.contracts.deadlines import DeadlineMet, DeadlineMissed, DeadlineNeared, DeadlineSet
from shared.contracts.event import Limit
from shared.contracts.intake.deadlines import IntakeDeadlineRequested, IntakeDeadlineSettled
from shared.contracts.routing.assignments import AssignmentCreated
from shared.contracts.routing.deadlines import RoutingDeadlineRequested, RoutingDeadlineSettled
from shared.kit.ids import new_id
from tests.integration.tracking.conftest import GAS, Clock, Hall, working_days_after


def acknowledgement(project_id: UUID, days: Clock, *, limit: int = 1, base: datetime | None = None) -> Any:
    return RoutingDeadlineRequested(
        deadline_id=new_id(),
        project_id=project_id,
        purpose="acknowledgement",
        subject_kind="assignment",
        subject_id=new_id(),
        body="PNR",
        base=base or days.now,
        limit=Limit(days=limit, unit="working_day"),
    )


def settled(asked: Any, *, met: bool, at: datetime) -> RoutingDeadlineSettled:
    return RoutingDeadlineSettled(deadline_id=asked.deadline_id, project_id=asked.project_id, met=met, at=at)


async def pass_time(hall: Hall) -> None:
    """Let the timer run until it finds nothing more."""
    while await hall.service.tick("deadlines"):
        pass


async def told(hall: Hall, contract: Any, asked: Any) -> list[dict[str, Any]]:
    return await hall.service.published(contract, deadline_id=asked.deadline_id)


async def state(hall: Hall, asked: Any) -> str:
    (row,) = await hall.service.rows("SELECT state FROM deadline WHERE id = :id", id=asked.deadline_id)
    found: str = row["state"]
    return found


async def test_who_asks_is_told_the_due_date(hall: Hall, days: Clock) -> None:
    asked = acknowledgement(await hall.project(), days, limit=5)
    await hall.service.deliver(asked, asked)
    (one,) = await told(hall, DeadlineSet, asked)
    assert one["due_on"] == str(working_days_after(days.today, 5))
    assert (one["purpose"], one["subject_id"], one["body"]) == ("acknowledgement", str(asked.subject_id), "PNR")
    assert await state(hall, asked) == "running"


async def test_the_base_is_the_citys_day_and_not_counted(hall: Hall, days: Clock) -> None:
    late_on_friday = datetime.fromisoformat("2026-11-20T16:30:00+00:00")  # Saturday 00:30 in the city
    asked = acknowledgement(await hall.project(), days, base=late_on_friday)
    await hall.service.deliver(asked)
    (one,) = await told(hall, DeadlineSet, asked)
    assert one["due_on"] == "2026-11-23"


async def test_it_is_warned_of_once_and_missed_once_when_its_day_is_over(hall: Hall, days: Clock) -> None:
    project = await hall.project()
    asked, today = acknowledgement(project, days, limit=5), days.today
    await hall.service.deliver(asked)
    await pass_time(hall)
    assert await told(hall, DeadlineNeared, asked) == []
    days.move_to(working_days_after(today, 3))
    await pass_time(hall)
    await pass_time(hall)
    assert len(await told(hall, DeadlineNeared, asked)) == 1
    days.move_to(working_days_after(today, 5))
    await pass_time(hall)
    assert await told(hall, DeadlineMissed, asked) == []
    days.move_to(working_days_after(today, 5) + timedelta(days=1))
    await asyncio.gather(*(hall.service.tick("deadlines") for _ in range(4)))
    await pass_time(hall)
    assert len(await told(hall, DeadlineMissed, asked)) == 1
    assert [entry["kind"] for entry in await hall.timeline(project)][1:] == ["deadline.neared", "deadline.missed"]
    assert len(await told(hall, DeadlineNeared, asked)) == 1


async def test_a_limit_of_one_day_begins_without_a_warning(hall: Hall, days: Clock) -> None:
    asked, today = acknowledgement(await hall.project(), days), days.today
    await hall.service.deliver(asked)
    await pass_time(hall)
    assert await told(hall, DeadlineNeared, asked) == []
    days.move_to(working_days_after(today, 1))
    await pass_time(hall)
    assert len(await told(hall, DeadlineNeared, asked)) == 1


async def test_done_in_time_it_is_met_and_never_missed(hall: Hall, days: Clock) -> None:
    asked, today = acknowledgement(await hall.project(), days), days.today
    await hall.service.deliver(asked)
    days.move_to(working_days_after(today, 1))
    done = settled(asked, met=True, at=days.now)
    await hall.service.deliver(done, done)
    assert len(await told(hall, DeadlineMet, asked)) == 1
    days.move_to(days.today + timedelta(days=30))
    await pass_time(hall)
    assert await told(hall, DeadlineMissed, asked) == []
    assert await state(hall, asked) == "met"


async def test_what_needs_doing_no_more_is_neither_met_nor_missed(hall: Hall, days: Clock) -> None:
    asked = acknowledgement(await hall.project(), days)
    await hall.service.deliver(asked, settled(asked, met=False, at=days.now))
    days.move_to(days.today + timedelta(days=30))
    await pass_time(hall)
    assert await state(hall, asked) == "cancelled"
    assert await told(hall, DeadlineMet, asked) == await told(hall, DeadlineMissed, asked) == []


async def test_done_too_late_it_stays_missed(hall: Hall, days: Clock) -> None:
    asked, today = acknowledgement(await hall.project(), days), days.today
    await hall.service.deliver(asked)
    days.move_to(working_days_after(today, 1) + timedelta(days=1))
    await pass_time(hall)
    await hall.service.deliver(settled(asked, met=True, at=days.now))
    assert await state(hall, asked) == "missed"
    assert await told(hall, DeadlineMet, asked) == []


async def test_done_too_late_before_the_timer_saw_it_it_is_missed_once_all_the_same(hall: Hall, days: Clock) -> None:
    asked, today = acknowledgement(await hall.project(), days), days.today
    await hall.service.deliver(asked)
    days.move_to(working_days_after(today, 1) + timedelta(days=1))
    await hall.service.deliver(settled(asked, met=True, at=days.now))
    await pass_time(hall)
    assert len(await told(hall, DeadlineMissed, asked)) == 1
    assert await state(hall, asked) == "missed"


async def test_done_in_time_but_told_late_it_counts_as_met(hall: Hall, days: Clock) -> None:
    asked, today = acknowledgement(await hall.project(), days), days.today
    await hall.service.deliver(asked)
    days.move_to(working_days_after(today, 1))
    done_at = days.now
    days.move_to(days.today + timedelta(days=1))
    await pass_time(hall)
    await hall.service.deliver(settled(asked, met=True, at=done_at))
    assert await state(hall, asked) == "met"
    assert len(await told(hall, DeadlineMet, asked)) == 1


async def test_the_end_of_a_deadline_that_was_not_asked_for_yet_waits(hall: Hall, days: Clock) -> None:
    never = IntakeDeadlineSettled(deadline_id=new_id(), project_id=new_id(), met=True, at=days.now)
    await hall.service.deliver(never)
    assert await hall.service.waiting(never.project_id) == [f"deadline:{never.deadline_id}"]


async def test_the_timeline_names_the_item(hall: Hall, days: Clock) -> None:
    project, today = await hall.project(), days.today
    item = hall.received_item(project)
    notice = IntakeDeadlineRequested(
        deadline_id=new_id(),
        project_id=project,
        purpose="supplement_notice",
        subject_kind="application_item",
        subject_id=item.application_item_id,
        body=None,
        base=item.received_at,
        limit=Limit(days=5, unit="working_day"),
    )
    assigned = AssignmentCreated(
        assignment_id=new_id(),
        **item.model_dump(include={"project_id", "application_item_id", "item_code", "item_name", "body"}),
        assignee="PNR-handler-1",
        assignee_title="规划和自然资源局 经办人 1",
    )
    taking_up = acknowledgement(project, days).model_copy(update={"subject_id": assigned.assignment_id})
    await hall.service.deliver(item, notice, assigned, taking_up)
    days.move_to(working_days_after(today, 6))
    await pass_time(hall)
    words = [entry["words_zh"] for entry in await hall.timeline(project) if entry["kind"] == "deadline.missed"]
    due = working_days_after(today, 5), working_days_after(today, 1)
    assert sorted(words) == sorted(
        [
            f"“建设工程规划许可证核发”补正告知期限已过，应于 {due[0]} 前完成（逾期）。",
            f"“建设工程规划许可证核发”工单签收期限已过，应于 {due[1]} 前完成（逾期）。",
        ]
    )


async def test_a_case_turns_to_warning_and_to_overdue(hall: Hall, days: Clock) -> None:
    case, today = await hall.case(), days.today
    due_on = working_days_after(today, 20)
    days.move_to(working_days_after(today, 17))
    assert (await hall.read(case["id"]))["clock"]["light"] == "normal"
    days.move_to(working_days_after(today, 18))
    warned = (await hall.read(case["id"]))["clock"]
    assert (warned["light"], warned["light_label"], warned["remaining_days"]) == ("warning", "预警", 2)
    days.move_to(due_on)
    assert (await hall.read(case["id"]))["clock"]["remaining_days"] == 0
    days.move_to(working_days_after(today, 21))
    overdue = (await hall.read(case["id"]))["clock"]
    assert (overdue["light_code"], overdue["light_label"], overdue["remaining_days"]) == (3, "逾期", -1)


async def test_a_procedure_that_begins_after_the_due_date_undoes_nothing(hall: Hall, days: Clock) -> None:
    case, today = await hall.do(await hall.case(), "start"), days.today
    due_on = working_days_after(today, 20)
    days.move_to(due_on + timedelta(days=1))
    await pass_time(hall)
    case = await hall.do(case, "special-procedures", {"type": "expert_review"})
    assert (case["suspended"], case["clock"]["light"], case["clock"]["due_on"]) == (True, "overdue", str(due_on))
    days.move_to(days.today + timedelta(days=10))
    case = await hall.do(case, f"special-procedures/{case['special_procedures'][0]['procedure_id']}/end")
    assert case["clock"]["due_on"] == str(due_on)
    await pass_time(hall)
    assert len(await hall.service.published(DeadlineMissed, subject_id=case["id"])) == 1


async def test_a_stopped_clock_is_neither_near_nor_missed(hall: Hall, days: Clock) -> None:
    case = await hall.do(await hall.case(), "start")
    await hall.do(case, "special-procedures", {"type": "expert_review"})
    days.move_to(days.today + timedelta(days=200))
    await pass_time(hall)
    assert await hall.service.published(DeadlineNeared, subject_id=case["id"]) == []
    assert await hall.service.published(DeadlineMissed, subject_id=case["id"]) == []


async def test_a_procedure_that_takes_longer_than_it_may_is_told(hall: Hall, days: Clock) -> None:
    case, today = await hall.do(await hall.case(code=GAS, body="GAS"), "start"), days.today
    case = await hall.do(case, "special-procedures", {"type": "rectification"})
    running = case["special_procedures"][0]
    (asked,) = await hall.service.published(DeadlineSet, subject_id=running["procedure_id"])
    assert (asked["purpose"], asked["due_on"]) == ("special_procedure", str(working_days_after(today, 10)))
    days.move_to(working_days_after(today, 11))
    await pass_time(hall)
    assert len(await hall.service.published(DeadlineMissed, subject_id=running["procedure_id"])) == 1
    assert (await hall.read(case["id"]))["suspended"] is True


async def test_a_provisional_due_date_is_reckoned_anew_when_the_year_is_announced(hall: Hall, days: Clock) -> None:
    asked = acknowledgement(await hall.project(), days)
    await hall.service.deliver(asked)
    wrong = date(2099, 1, 1)
    async with hall.service.runtime.transaction() as work:
        await work.connection.execute(
            "UPDATE deadline SET provisional = true, reckoned_through = 2025, due_on = $1 WHERE id = $2",
            *(wrong, asked.deadline_id),
        )
    await pass_time(hall)
    dates = [one["due_on"] for one in await told(hall, DeadlineSet, asked)]
    assert dates == [str(working_days_after(days.today, 1))] * 2


async def test_a_case_whose_due_date_moves_with_the_calendar_is_told_by_the_feed(hall: Hall, days: Clock) -> None:
    case, other = [await hall.case() for _ in range(2)]
    async with hall.service.runtime.transaction() as work:
        await work.connection.execute(
            "UPDATE deadline SET provisional = true, reckoned_through = 2025, due_on = $1 WHERE id = $2",
            *(date(2099, 1, 1), UUID(case["id"])),
        )
    days.move_to(days.today + timedelta(days=1))
    since = hall.service.runtime.clock.now() - timedelta(minutes=1)
    await pass_time(hall)
    moved = await hall.read(case["id"])
    assert moved["clock"]["due_on"] == case["clock"]["due_on"]
    assert moved["version"] == case["version"]
    days.move_to(days.today + timedelta(days=1))
    asked = {"updated_since": since.isoformat(), "sort": "updated_at", "limit": "100"}
    answer = await hall.client.get("/cases", params=asked, headers=hall.service.as_("data_bureau"))
    told_of = {one["id"] for one in answer.json()["items"]}
    assert case["id"] in told_of
    assert other["id"] not in told_of


@pytest.mark.parametrize("unit", ["working_day", "calendar_day"])
async def test_many_that_come_due_at_once_are_all_told_once(hall: Hall, days: Clock, unit: Any) -> None:
    project = await hall.project()
    asked = [acknowledgement(project, days).model_copy(update={"limit": Limit(days=1, unit=unit)}) for _ in range(700)]
    await hall.service.deliver(*asked)
    days.move_to(days.today + timedelta(days=10))
    await pass_time(hall)
    missed = {one["deadline_id"] for one in await hall.service.published(DeadlineMissed, project_id=project)}
    assert missed == {str(one.deadline_id) for one in asked}
    entries = await hall.service.rows("SELECT number FROM timeline_entry WHERE project_id = :p ORDER BY 1", p=project)
    assert [entry["number"] for entry in entries] == list(range(1, 702))
