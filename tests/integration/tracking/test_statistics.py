"""What a body's work came to in a time: told to its people and to overseers, and to nobody else."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from shared.contracts.event import Limit
from shared.kit.clock import local_date
from tests.integration.tracking.conftest import Clock, Hall, body, procedure, published_item, working_days_after

STA, TIMED, UNTIMED = "STA", "S2-STA-01", "S2-STA-02"
Json = dict[str, Any]


@pytest.fixture(scope="session")
async def bureau(hall: Hall) -> Hall:
    """A body of which no other test has a case."""
    review = procedure("expert_review", "专家评审", stops=True)
    await hall.service.deliver(
        body(STA, "统计局"),
        published_item(TIMED, Limit(days=5, unit="working_day"), review, body=STA),
        published_item(UNTIMED, None, body=STA),
    )
    return hall


async def told(hall: Hall, role: str = "leader", expect: int = 200, **asked: str) -> Json:
    claims = {"body": asked.pop("of", STA)} if role == "leader" else {"scope": asked.pop("scope", "")}
    answer = await hall.client.get("/statistics", params=asked, headers=hall.service.as_(role, **claims))
    assert answer.status_code == expect, answer.text
    found: Json = answer.json()
    return found


async def decided(hall: Hall, case: Json, outcome: str = "passed") -> None:
    case = await hall.do(case, "start")
    await hall.do(case, "decide", {"outcome": outcome, "document_number": "统审〔2026〕1号"})


async def test_a_body_reads_what_came_what_was_decided_how_and_how_fast(bureau: Hall, days: Clock) -> None:
    hall, first = bureau, days.today
    before = (await told(hall))["items"][0]
    in_time, late, without, _, stopped = [
        await hall.case(code=code, body=STA) for code in (TIMED, TIMED, UNTIMED, TIMED, TIMED)
    ]
    stopped = await hall.do(stopped, "start")
    await hall.do(stopped, "special-procedures", {"type": "expert_review"})
    days.move_to(first + timedelta(days=1))
    await decided(hall, in_time, "refused")
    await decided(hall, without)
    days.move_to(working_days_after(first, 6))
    await hall.service.tick("deadlines")
    await decided(hall, late)
    whole = await told(hall, first_day=str(first), last_day=str(days.today))
    (its,) = whole["items"]
    assert (its["body"], its["body_label"]) == (STA, "统计局")
    assert (its["opened"] - before["opened"], its["decided"], its["passed"], its["refused"]) == (5, 3, 2, 1)
    assert (its["in_time"], its["late"], its["without_clock"], its["ran_out"]) == (1, 1, 1, 0)
    assert (its["open"], its["open_overdue"], its["open_stopped"]) == (2, 1, 1)
    late_days = (days.today - first).days
    assert its["days_mean"] == round((1 + 1 + late_days) / 3, 1)
    timed, untimed = its["items"]
    assert (timed["item_code"], timed["item_name"], timed["decided"], timed["open"]) == (
        *(TIMED, "建设工程规划许可证核发"),
        *(2, 2),
    )
    assert (untimed["decided"], untimed["without_clock"], untimed["days_mean"]) == (1, 1, 1.0)
    for counted in (its, timed, untimed):
        assert counted["decided"] == sum(counted[one] for one in ("in_time", "late", "without_clock", "ran_out"))
        assert counted["open"] == sum(counted[one] for one in counted if one.startswith("open_"))
    one_day = await told(hall, first_day=str(first + timedelta(days=1)), last_day=str(first + timedelta(days=1)))
    assert (one_day["items"][0]["decided"], one_day["items"][0]["opened"]) == (2, 0)


async def test_who_sees_whose_work(bureau: Hall) -> None:
    assert [one["body"] for one in (await told(bureau))["items"]] == [STA]
    assert [one["body"] for one in (await told(bureau, "system", scope="daiban.read body:STA"))["items"]] == [STA]
    assert (await told(bureau, "system", scope="daiban.read district:440112"))["items"] == []
    for role in ("data_bureau", "leading_group", "auditor"):
        assert {"PNR", STA} <= {one["body"] for one in (await told(bureau, role))["items"]}
        assert [one["body"] for one in (await told(bureau, role, body="sta"))["items"]] == [STA]
    assert (await told(bureau, expect=404, body="PNR"))["code"] == "not_found"
    assert (await told(bureau, "data_bureau", 404, body="XYZ"))["code"] == "not_found"
    for role in ("owner", "window_clerk", "service_officer"):
        await told(bureau, role, 403)


async def test_what_is_no_time_is_refused_with_the_way_out(bureau: Hall) -> None:
    today = local_date(bureau.service.runtime.clock.now())
    for asked in (
        {"first_day": "2026-02-02", "last_day": "2026-02-01"},
        {"first_day": "2025-01-01", "last_day": "2026-01-02"},
    ):
        refused = await told(bureau, expect=422, **asked)
        assert (refused["code"], refused["errors"][0]["parameter"]) == ("statistics.days_apart", "first_day")
    for asked in ({"first_day": "9999-12-31"}, {"last_day": "0001-01-01"}, {"first": "2026-01-01"}):
        assert (await told(bureau, expect=422, **asked))["errors"][0]["parameter"] in {"first_day", "last_day", "first"}
    alone = await told(bureau, last_day="2026-02-10")
    assert (alone["first_day"], alone["last_day"]) == ("2026-02-01", "2026-02-10")
    assert (await told(bureau))["last_day"] == str(today)
    ahead = str(today + timedelta(days=400))
    assert (await told(bureau, first_day=ahead))["last_day"] == ahead
