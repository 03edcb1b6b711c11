"""An acceptance by mistake is undone: the window asks, the case answers, and the item stands where it stood before."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from shared.contracts.deadlines import DeadlineMissed
from shared.contracts.intake.applications import ItemAcceptanceUndone, ItemUndoAsked
from shared.contracts.intake.deadlines import IntakeDeadlineRequested
from shared.contracts.tracking.cases import CaseWithdrawn
from testing.tested_service import offered
from tests.integration.intake.conftest import Window, annulled, annulment_refused

CODE = "S1-DRC-06"
WHY = {"reason": "误点受理，材料尚未核对"}
ANSWERS = ["accept_item", "require_supplement", "refuse_item", "refuse_item"]


@pytest.fixture
async def project(window: Window) -> dict[str, Any]:
    return await window.registered_project()


async def hand_in(window: Window, project: Mapping[str, Any], expect: int = 201) -> dict[str, Any]:
    body = {"project_id": project["id"], "items": [{"item_code": CODE}]}
    told = await window.post("/applications", body, window.owner(project["owner_uscc"]), expect)
    return told["items"][0] if expect == 201 else told


async def step(
    window: Window, item: Mapping[str, Any], way: str, body: Any = None, expect: int = 200
) -> dict[str, Any]:
    clerk = window.service.as_("window_clerk", sub="GSD-window-1", version=item["version"])
    return await window.post(f"/application-items/{item['id']}/{way}", body, clerk, expect)


async def accepted(window: Window, project: Mapping[str, Any]) -> dict[str, Any]:
    return await step(window, await hand_in(window, project), "accept")


async def asked(window: Window, project: Mapping[str, Any]) -> dict[str, Any]:
    return await step(window, await accepted(window, project), "undo-acceptance", WHY)


async def read(window: Window, item: Mapping[str, Any], role: str = "window_clerk", **claims: Any) -> dict[str, Any]:
    path = f"/application-items/{item['id']}"
    told: dict[str, Any] = (await window.service.client.get(path, headers=window.service.as_(role, **claims))).json()
    return told


async def history(window: Window, item: Mapping[str, Any], headers: dict[str, str]) -> Any:
    return await window.service.client.get(f"/application-items/{item['id']}/history", headers=headers)


async def test_the_window_asks_and_nothing_can_be_done_until_the_case_answers(
    window: Window, project: dict[str, Any]
) -> None:
    item = await accepted(window, project)
    assert offered(item) == ["undo_acceptance"]
    waiting = await step(window, item, "undo-acceptance", WHY)
    assert (waiting["status"], waiting["status_label"]) == ("undo_asked", "受理（撤回待核）")
    assert (waiting["undo_reason"], waiting["acceptance_number"]) == (WHY["reason"], item["acceptance_number"])
    for role in ("window_clerk", "owner", "handler"):
        seen = await read(window, item, role, enterprise=project["owner_uscc"], body="DRC")
        assert offered(seen) == [], role
    again = await step(window, waiting, "undo-acceptance", WHY, 409)
    assert again["code"] == "transition.illegal"
    (told,) = await window.service.published(ItemUndoAsked, application_item_id=item["id"])
    assert (told["asked_by"], told["reason"]) == ("GSD-window-1", WHY["reason"])
    assert told["acceptance_number"] == item["acceptance_number"]
    assert told["answer_limit"] == {"days": 5, "unit": "working_day"}
    assert datetime.fromisoformat(told["received_at"]) == datetime.fromisoformat(item["received_at"])


async def test_an_undone_acceptance_leaves_the_item_to_be_answered_anew(
    window: Window, project: dict[str, Any]
) -> None:
    waiting = await asked(window, project)
    await window.service.deliver(annulled(waiting))
    item = await read(window, waiting)
    assert (item["status"], item["acceptance_number"], item["accepted_at"]) == ("received", None, None)
    assert item["undone_at"] is not None
    assert offered(item) == ANSWERS
    (told,) = await window.service.published(ItemAcceptanceUndone, application_item_id=item["id"])
    assert (told["acceptance_number"], told["reason"]) == (waiting["acceptance_number"], WHY["reason"])
    first, second = await window.service.published(IntakeDeadlineRequested, subject_id=item["id"])
    assert (first["base"], first["limit"]) == (second["base"], second["limit"]), "from the day of receipt, as before"
    assert first["deadline_id"] != second["deadline_id"]
    anew = await step(window, item, "accept")
    assert anew["acceptance_number"] not in (None, waiting["acceptance_number"])
    assert (anew["undone_at"], anew["undo_asked_at"], offered(anew)) == (None, None, ["undo_acceptance"])


async def test_the_history_tells_the_owner_who_undid_it_and_why(window: Window, project: dict[str, Any]) -> None:
    waiting = await asked(window, project)
    assert (await history(window, waiting, window.owner(project["owner_uscc"]))).json()["items"] == []
    await window.service.deliver(annulled(waiting))
    (entry,) = (await history(window, waiting, window.owner(project["owner_uscc"]))).json()["items"]
    assert (entry["by"], entry["reason"], entry["version"]) == ("GSD-window-1", WHY["reason"], waiting["version"] + 1)
    status, number = entry["changes"]
    assert (status["field_label"], status["after_label"]) == ("状态", "收件")
    assert (number["field_label"], number["before"], number["after"]) == ("受理号", waiting["acceptance_number"], None)
    entries = await window.service.rows(
        "SELECT action, actor FROM audit_entry WHERE subject_id = :id ORDER BY id", id=waiting["id"]
    )
    assert [(one["action"].partition(".")[2], one["actor"]) for one in entries][-2:] == [
        ("acceptance_undo_asked", "GSD-window-1"),
        ("acceptance_undone", "event:tracking"),
    ]


async def test_a_refused_undo_leaves_it_accepted_and_says_why(window: Window, project: dict[str, Any]) -> None:
    waiting = await asked(window, project)
    await window.service.deliver(annulment_refused(waiting))
    item = await read(window, waiting)
    assert (item["status"], item["acceptance_number"]) == ("accepted", waiting["acceptance_number"])
    assert (item["undo_refusal"], item["undo_refusal_label"]) == ("handling_begun", "部门已开始办理")
    assert offered(item) == []
    again = await step(window, item, "undo-acceptance", WHY, 409)
    assert (again["code"], "部门已开始办理" in again["detail"]) == ("application_item.acceptance_stands", True)
    assert await window.service.published(ItemAcceptanceUndone, application_item_id=item["id"]) == []


async def test_answers_count_once_and_only_for_the_question_that_is_asked(
    window: Window, project: dict[str, Any]
) -> None:
    waiting = await asked(window, project)
    other = {"asked_at": datetime.now(UTC) - timedelta(days=1)}
    await window.service.deliver(
        annulled(waiting).model_copy(update=other), annulment_refused(waiting).model_copy(update=other)
    )
    assert (await read(window, waiting))["version"] == waiting["version"]
    yes = annulled(waiting)
    await window.service.deliver(yes, yes, annulment_refused(waiting))
    await window.service.deliver(yes)
    item = await read(window, waiting)
    assert (item["status"], item["version"]) == ("received", waiting["version"] + 1)


async def test_what_silence_has_accepted_stands(window: Window, project: dict[str, Any]) -> None:
    item = await hand_in(window, project)
    (limit,) = await window.service.published(IntakeDeadlineRequested, subject_id=item["id"])
    await window.service.deliver(missed(limit))
    item = await read(window, item)
    assert (item["deemed"], offered(item)) == (True, [])
    refused = await step(window, item, "undo-acceptance", WHY, 409)
    assert (refused["code"], "视为受理" in refused["detail"]) == ("application_item.acceptance_stands", True)


async def test_silence_accepts_again_from_the_day_of_receipt_where_the_window_does_not_answer(
    window: Window, project: dict[str, Any]
) -> None:
    waiting = await asked(window, project)
    await window.service.deliver(annulled(waiting))
    first, second = await window.service.published(IntakeDeadlineRequested, subject_id=waiting["id"])
    await window.service.deliver(missed(first))
    assert (await read(window, waiting))["status"] == "received", "that limit had been kept"
    await window.service.deliver(missed(second))
    item = await read(window, waiting)
    assert (item["status"], item["deemed"], item["accepted_at"]) == ("accepted", True, item["received_at"])
    assert item["acceptance_number"] != waiting["acceptance_number"]


def missed(limit: Mapping[str, Any]) -> DeadlineMissed:
    told = {name: limit[name] for name in DeadlineMissed.model_fields if name in limit}
    return DeadlineMissed(**told, due_on=datetime.now(UTC).date(), provisional=False)


async def test_the_same_item_is_handed_in_once_at_a_time_all_along(window: Window, project: dict[str, Any]) -> None:
    waiting = await asked(window, project)
    assert (await hand_in(window, project, 409))["code"] == "application.item_pending"
    await window.service.deliver(annulled(waiting))
    assert (await hand_in(window, project, 409))["code"] == "application.item_pending"
    item = await read(window, waiting)
    owner = window.service.as_("owner", enterprise=project["owner_uscc"], version=item["version"])
    await window.post(f"/application-items/{item['id']}/retract", WHY, owner, 200)
    await accepted(window, project)


async def test_a_case_that_is_taken_back_meanwhile_leaves_it_accepted_and_over(
    window: Window, project: dict[str, Any]
) -> None:
    waiting = await asked(window, project)
    same = annulled(waiting).model_dump(include=set(CaseWithdrawn.model_fields))
    await window.service.deliver(CaseWithdrawn(**same), annulment_refused(waiting, "case_over"))
    item = await read(window, waiting)
    assert (item["status"], item["undo_refusal_label"]) == ("accepted", "办件已办结或已撤回")
    await hand_in(window, project)
    refused = await step(window, item, "undo-acceptance", WHY, 409)
    assert refused["code"] == "application_item.acceptance_stands"


async def test_only_the_window_asks_and_strangers_see_nothing(window: Window, project: dict[str, Any]) -> None:
    item = await accepted(window, project)
    path = f"/application-items/{item['id']}/undo-acceptance"
    for role in ("owner", "service_officer", "handler", "data_bureau", "leader", "auditor", "system"):
        headers = window.service.as_(role, version=item["version"], enterprise=project["owner_uscc"], body="DRC")
        answer = await window.service.client.post(path, json=WHY, headers=headers)
        assert answer.status_code == 403, role
    stranger = await window.registered_owner()
    assert (await history(window, item, window.owner(stranger["uscc"]))).status_code == 404
    assert (await history(window, item, window.service.as_("handler", body="PNR"))).status_code == 404
    assert (await history(window, item, window.service.as_("handler", body="DRC"))).status_code == 200


async def test_it_wants_the_version_that_was_read_and_a_reason(window: Window, project: dict[str, Any]) -> None:
    item = await accepted(window, project)
    stale = await step(window, item | {"version": item["version"] - 1}, "undo-acceptance", WHY, 412)
    assert stale["code"] == "version.stale"
    await step(window, item, "undo-acceptance", {}, 422)
    clerk = window.service.as_("window_clerk", version=item["version"], key=f"undo-{item['id']}")
    path = f"/application-items/{item['id']}/undo-acceptance"
    first, second = await window.post(path, WHY, clerk, 200), await window.post(path, WHY, clerk, 200)
    assert first == second
    assert len(await window.service.published(ItemUndoAsked, application_item_id=item["id"])) == 1
