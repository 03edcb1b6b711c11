"""How receivers want to be told."""

from __future__ import annotations

import pytest

from testing.tested_service import TestedService, offered
from tests.integration.notify.conftest import Reader, Story


async def test_an_enterprise_starts_without_e_mail_and_in_chinese(
    notify: TestedService, story: Story, reader: Reader
) -> None:
    answer = await notify.client.get("/preferences", headers=reader.owner(story))
    assert answer.headers["ETag"].startswith('"0-')
    told = answer.json()
    assert offered(told) == ["put_preference"]
    assert {name: value for name, value in told.items() if name != "next_actions"} == {
        "receiver": f"enterprise:{story.enterprise}",
        "in_app_enabled": True,
        "email": None,
        "email_enabled": True,
        "email_used": None,
        "language": "zh",
        "language_label": "中文",
        "version": 0,
        "updated_at": None,
    }


async def test_a_post_has_its_office_address_unless_it_chooses_another(
    notify: TestedService, story: Story, reader: Reader
) -> None:
    await notify.deliver(story.body_published())
    headers = reader.post(story.handler)
    before = (await notify.client.get("/preferences", headers=headers)).json()
    assert (before["email"], before["email_used"]) == (None, story.email("handler-1"))
    own = {"email": story.email("own"), "email_enabled": True, "language": "en"}
    after = await notify.client.put("/preferences", json=own, headers=headers)
    assert (after.json()["email_used"], after.json()["language_label"]) == (story.email("own"), "English")
    back = await notify.client.put("/preferences", json={"email": None}, headers=reader.post(story.handler))
    assert (back.json()["email_used"], back.json()["version"]) == (story.email("handler-1"), 2)


async def test_the_same_choice_twice_changes_nothing(notify: TestedService, story: Story, reader: Reader) -> None:
    chosen = {"email": story.email("office"), "language": "en"}
    for _ in range(2):
        answer = await notify.client.put("/preferences", json=chosen, headers=reader.owner(story))
        assert (answer.status_code, answer.headers["ETag"]) == (200, '"1"')
    entries = await notify.rows(
        "SELECT before, after FROM audit_entry WHERE subject_id = :id", id=f"enterprise:{story.enterprise}"
    )
    assert len(entries) == 1
    assert entries[0]["after"]["email"] == "o***@daiban.example"


async def test_an_address_changed_behind_the_same_mask_is_a_change(
    notify: TestedService, story: Story, reader: Reader
) -> None:
    for who in ("office", "other"):
        answer = await notify.client.put("/preferences", json={"email": story.email(who)}, headers=reader.owner(story))
    assert (answer.json()["version"], answer.json()["email"]) == (2, story.email("other"))


async def test_people_of_one_enterprise_share_the_choice_and_others_do_not_see_it(
    notify: TestedService, story: Story, reader: Reader
) -> None:
    await notify.client.put("/preferences", json={"email": story.email("a")}, headers=reader.owner(story))
    colleague = notify.as_("owner", enterprise=story.enterprise, sub="colleague")
    assert (await notify.client.get("/preferences", headers=colleague)).json()["email"] == story.email("a")
    for role in ("stranger", "data_bureau", "auditor"):
        answer = await notify.client.get("/preferences", headers=notify.as_(role))
        assert story.email("a") not in answer.text


async def test_an_enterprise_cannot_have_e_mail_without_an_address(
    notify: TestedService, story: Story, reader: Reader
) -> None:
    answer = await notify.client.put("/preferences", json={"email": None}, headers=reader.owner(story))
    assert (answer.status_code, answer.json()["code"]) == (422, "preferences.email_missing")
    assert answer.json()["errors"][0]["pointer"] == "/email"
    off = {"email": None, "email_enabled": False}
    assert (await notify.client.put("/preferences", json=off, headers=reader.owner(story))).status_code == 200


@pytest.mark.parametrize(
    "address",
    [
        "nobody",
        "a@b",
        "a b@c.example",
        "a@c.example\nBcc: x@y.example",
        "a@c.example, x@y.example",
        "<a@c.example>",
        *("a..b@c.example", ".a@c.example", "a.@c.example", "=?utf-8?q?a?=@c.example", f"{'a' * 65}@c.example"),
        *("a@-c.example", "a@c-.example", "a@c..example", "a@192.0.2.1", f"a@{'c' * 64}.example"),
        "",
    ],
)
async def test_what_is_no_address_is_refused(notify: TestedService, story: Story, reader: Reader, address: str) -> None:
    answer = await notify.client.put("/preferences", json={"email": address}, headers=reader.owner(story))
    assert (answer.status_code, answer.json()["code"]) == (422, "body.invalid")
    assert answer.json()["errors"][0]["pointer"] == "/email"


@pytest.mark.parametrize("enabled", [1, "yes", None])
async def test_whether_mail_is_wanted_is_true_or_false(
    notify: TestedService, story: Story, reader: Reader, enabled: object
) -> None:
    chosen = {"email": story.email("office"), "email_enabled": enabled}
    answer = await notify.client.put("/preferences", json=chosen, headers=reader.owner(story))
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "/email_enabled")


async def test_unknown_fields_and_languages_are_refused(notify: TestedService, story: Story, reader: Reader) -> None:
    for body in ({"email": None, "sms": True}, {"email": None, "language": "fr"}, {}):
        answer = await notify.client.put("/preferences", json=body, headers=reader.owner(story))
        assert answer.status_code == 422
    assert (await notify.client.put("/preferences", json={"email": None})).status_code == 401


async def test_messages_come_in_the_language_chosen(notify: TestedService, story: Story, reader: Reader) -> None:
    headers = reader.owner(story)
    await notify.client.put(
        "/preferences", json={"email": None, "email_enabled": False, "language": "en"}, headers=headers
    )
    await notify.deliver(
        story.registered(), story.agreement_drafted(), story.item_not_accepted("not_a_matter"), story.request_accepted()
    )
    accepted, refused, drafted = await reader.inbox(headers)
    assert accepted["subject"].startswith("Request accepted: ")
    assert "Modes: consulting, acting." in accepted["body"]
    assert "no approval is needed" in refused["body"]
    assert "Items: every item of the stages listed" in drafted["body"]
