"""The window accepts several items at once: each for itself, and none that a single accept would refuse."""

from __future__ import annotations

import asyncio
from typing import Any

from shared.contracts.intake.applications import ItemAccepted
from shared.contracts.intake.deadlines import IntakeDeadlineSettled
from shared.kit.ids import new_id
from testing.tested_service import offered
from tests.integration.intake.conftest import Window

CODES = ("S1-DRC-06", "S1-PNR-02", "S2-PNR-11", "UTL-PWR-03")


async def received(window: Window, *codes: str) -> list[dict[str, Any]]:
    """Items of a new project that wait for the window."""
    project = await window.registered_project()
    body = {"project_id": project["id"], "items": [{"item_code": code} for code in codes]}
    package = await window.post("/applications", body, window.owner(project["owner_uscc"]))
    items: list[dict[str, Any]] = package["items"]
    return sorted(items, key=lambda one: codes.index(one["item_code"]))


def asked(*items: dict[str, Any]) -> dict[str, Any]:
    return {"items": [{"item_id": one["id"], "version": one["version"]} for one in items]}


async def accept(window: Window, *items: dict[str, Any], **headers: Any) -> dict[str, Any]:
    clerk = window.service.as_("window_clerk", **headers)
    return await window.post("/application-items/accept", asked(*items), clerk, 200)


async def test_several_items_are_accepted_as_each_by_itself_would_be(window: Window) -> None:
    items = await received(window, *CODES)
    told = await accept(window, *reversed(items))
    assert (told["accepted"], told["refused"]) == (4, 0)
    assert [one["item_id"] for one in told["items"]] == [one["id"] for one in reversed(items)], "in the order asked"
    numbers = [one["item"]["acceptance_number"] for one in told["items"]]
    assert numbers == sorted(set(numbers))
    assert all(number.startswith("SL") for number in numbers)
    for one in told["items"]:
        shown = await window.service.client.get(
            f"/application-items/{one['item_id']}", headers=window.service.as_("window_clerk")
        )
        assert shown.json() == one["item"]
        assert (one["item"]["status"], one["item"]["version"]) == ("accepted", 2)
        assert offered(one["item"]) == ["undo_acceptance"]
        (event,) = await window.service.published(ItemAccepted, application_item_id=one["item_id"])
        assert event["acceptance_number"] == one["item"]["acceptance_number"]
        (entry,) = await window.service.rows(
            "SELECT actor, on_behalf_of, before, after FROM audit_entry"
            " WHERE subject_id = :id AND action = 'application_item.accepted'",
            id=one["item_id"],
        )
        assert (entry["actor"], entry["before"]["status"], entry["after"]["status"]) == (
            *("GSD-window-1", "received"),
            "accepted",
        )
        assert entry["on_behalf_of"] is not None
    settled = await window.service.published(IntakeDeadlineSettled)
    assert len([one for one in settled if one["project_id"] == items[0]["project_id"]]) == 4


async def test_what_is_refused_says_why_stays_as_it_is_and_keeps_no_other_back(window: Window) -> None:
    good, stale, done, waiting = await received(window, *CODES)
    clerk = window.service.as_("window_clerk", version=done["version"])
    done = await window.post(f"/application-items/{done['id']}/accept", None, clerk, 200)
    path = f"/application-items/{waiting['id']}/require-supplement"
    clerk = window.service.as_("window_clerk", version=waiting["version"])
    waiting = await window.post(path, {"missing": ["用地红线图"]}, clerk, 200)
    nobody = {"id": str(new_id()), "version": 1}
    told = await accept(window, {**stale, "version": 7}, done, nobody, good, waiting)
    assert (told["accepted"], told["refused"]) == (1, 4)
    assert [(one["accepted"], (one["problem"] or {}).get("code")) for one in told["items"]] == [
        (False, "version.stale"),
        (False, "transition.illegal"),
        (False, "not_found"),
        (True, None),
        (False, "transition.illegal"),
    ]
    assert told["items"][0]["problem"]["status"] == 412
    assert told["items"][0]["problem"]["detail"] == "您依据的是第 7 版，当前为第 1 版。"
    for before, one in ((stale, told["items"][0]), (done, told["items"][1]), (waiting, told["items"][4])):
        assert one["item"] is None
        shown = await window.service.client.get(
            f"/application-items/{before['id']}", headers=window.service.as_("window_clerk")
        )
        assert shown.json() | {"next_actions": []} == before | {"next_actions": []}
    assert len(await window.service.published(ItemAccepted, application_item_id=done["id"])) == 1


async def test_the_problems_are_told_in_the_callers_language(window: Window) -> None:
    (item,) = await received(window, CODES[0])
    english = window.service.as_("window_clerk") | {"Accept-Language": "en"}
    told = await window.post("/application-items/accept", asked({**item, "version": 3}), english, 200)
    assert told["items"][0]["problem"]["title"] == "Version is stale"


async def test_the_same_request_again_has_the_same_answer_and_accepts_nothing_twice(window: Window) -> None:
    items = await received(window, *CODES[:2])
    key = str(new_id())
    first = await accept(window, *items, key=key)
    assert await accept(window, *items, key=key) == first
    another = await accept(window, *items)
    assert [one["problem"]["code"] for one in another["items"]] == ["version.stale"] * 2
    assert len(await window.service.published(ItemAccepted, application_item_id=items[0]["id"])) == 1


async def test_two_windows_with_the_same_items_never_wait_in_a_circle(window: Window) -> None:
    items = await received(window, *CODES)
    for _ in range(3):
        one, other = await asyncio.gather(accept(window, *items), accept(window, *reversed(items)))
        both = [told["items"] for told in (one, other)]
        accepted = [each["item_id"] for told in both for each in told if each["accepted"]]
        assert sorted(accepted) == sorted(item["id"] for item in items), "each once, whoever came first"
        items = await received(window, *CODES)


async def test_what_cannot_be_asked_is_refused_as_a_whole(window: Window) -> None:
    (item,) = await received(window, CODES[0])
    clerk = window.service.as_("window_clerk")
    twice = await window.post("/application-items/accept", asked(item, item), clerk, 422)
    assert (twice["code"], twice["errors"][0]["pointer"]) == ("application_item.named_twice", "/items/1/item_id")
    wrong: tuple[dict[str, Any], ...] = ({"items": []}, asked(*([item] * 51)), {"items": [{"item_id": item["id"]}]})
    for body in wrong:
        await window.post("/application-items/accept", body, window.service.as_("window_clerk"), 422)
    keyless = {name: value for name, value in clerk.items() if name != "Idempotency-Key"}
    assert (await window.service.client.post("/application-items/accept", json=asked(item), headers=keyless)).is_error
    shown = await window.service.client.get(f"/application-items/{item['id']}", headers=clerk)
    assert shown.json()["status"] == "received"


async def test_only_the_window_accepts(window: Window) -> None:
    (item,) = await received(window, CODES[0])
    for role in ("owner", "stranger", "service_officer", "handler", "leader", "data_bureau", "auditor", "system"):
        answer = await window.post("/application-items/accept", asked(item), window.service.as_(role), 403)
        assert answer["code"] == "not_permitted"
