"""E-mail, sent to a real SMTP server: taken, refused, postponed, lost on the way."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

import pytest

from services.notify_service.channels.sending import send_mail
from services.notify_service.deliveries.use_cases import claim
from shared.contracts.event import TeamPost
from shared.contracts.notify.deliveries import MessageDelivered, MessageFailed
from shared.contracts.routing.departments import BodyPublished
from shared.kit.ids import new_id
from testing.tested_service import TestedService, offered
from tests.conftest import MovableClock
from tests.integration.notify.conftest import MailChannel, MailServer, Reader, Story, body_of

BUREAU = "data_bureau"


@pytest.fixture
async def address(notify: TestedService, story: Story, reader: Reader) -> str:
    """The address of an owner who wants e-mail, and whose project is known."""
    address = story.email("office")
    answer = await notify.client.put("/preferences", json={"email": address}, headers=reader.owner(story))
    assert answer.status_code == 200
    await notify.deliver(story.registered())
    return address


def _receiver(story: Story) -> str:
    return f"enterprise:{story.enterprise}"


async def test_a_letter_says_what_the_message_says(
    notify: TestedService,
    story: Story,
    reader: Reader,
    address: str,
    channel: MailChannel,
    mail_server: MailServer,
) -> None:
    await notify.deliver(story.request_accepted())
    assert await channel.send_due() == 1
    (letter,) = mail_server.to(address)
    (message,) = await reader.inbox(reader.owner(story))
    delivery = await reader.delivery(_receiver(story))
    assert letter["Subject"] == message["subject"]
    assert message["body"] in body_of(letter).replace("\r\n", "\n")
    assert "自动发出" in body_of(letter)
    assert letter["Message-ID"] == f"<{delivery['id']}@daiban>"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter.get_content_type() == "text/plain"
    assert letter.get_content_charset() == "utf-8"
    assert parsedate_to_datetime(letter["Date"]).isoformat() == message["created_at"][:19] + "+08:00"
    assert (delivery["status"], delivery["status_label"], delivery["attempts"]) == ("delivered", "已送达", 1)
    assert delivery["address"] == "o***@daiban.example"
    (attempt,) = delivery["attempt_list"]
    assert (attempt["outcome"], attempt["code"]) == ("delivered", 250)
    told = await notify.published(MessageDelivered, receiver=_receiver(story))
    assert [(event["channel"], event["delivery_id"], event["attempts"]) for event in told] == [
        ("email", delivery["id"], 1)
    ]
    assert await channel.send_due() == 0


async def test_a_post_is_written_to_at_its_office_address_in_its_language(
    notify: TestedService, story: Story, reader: Reader, channel: MailChannel, mail_server: MailServer
) -> None:
    await notify.deliver(story.body_published(), story.registered())
    await notify.client.put("/preferences", json={"email": None, "language": "en"}, headers=reader.post(story.handler))
    await notify.deliver(story.assignment_created())
    await channel.send_due()
    (letter,) = mail_server.to(story.email("handler-1"))
    assert letter["Subject"] == "New assignment: 建筑工程施工许可证核发"
    assert "do not reply" in body_of(letter)
    assert letter["Content-Language"] == "en"


async def test_a_subject_arrives_with_its_spaces(
    notify: TestedService,
    story: Story,
    reader: Reader,
    address: str,
    channel: MailChannel,
    mail_server: MailServer,
) -> None:
    await notify.deliver(story.body_published(), story.assignment_created())
    await notify.deliver(story.case_opened(), story.deadline_missed())
    await channel.send_due()
    assert mail_server.to(address)[0]["Subject"] == "逾期：建筑工程施工许可证核发 应于 2026-12-01 办结"


async def test_the_data_bureaus_own_posts_are_written_to_at_their_offices(
    notify: TestedService, story: Story, reader: Reader
) -> None:
    team = [TeamPost(subject=story.agent, title="代办员", role="service_officer", email=story.email("officer"))]
    named = {"code": f"GSD{story.mark}", "name": "数据局", "full_name": "数据局", "kind": "data_bureau"}
    await notify.deliver(BodyPublished(**named, roster_version=1, posts=[], team=team))
    headers = reader.post(story.agent, "service_officer")
    preference = (await notify.client.get("/preferences", headers=headers)).json()
    assert preference["email_used"] == story.email("officer")


async def test_a_newer_roster_moves_the_office_address_and_an_older_one_does_not(
    notify: TestedService, story: Story, reader: Reader
) -> None:
    await notify.deliver(story.body_published(version=2, handlers=1), sequence=1_000_001)
    await notify.deliver(story.body_published(version=1, handlers=2, name="旧名"), sequence=1_000_000)  # late
    second = await notify.client.get("/preferences", headers=reader.post(f"{story.body}-handler-2"))
    assert second.json()["email_used"] is None
    await notify.deliver(story.body_published(version=3, handlers=2), sequence=1_000_002)
    second = await notify.client.get("/preferences", headers=reader.post(f"{story.body}-handler-2"))
    assert second.json()["email_used"] == story.email("handler-2")


async def test_whoever_turned_e_mail_off_gets_none(
    notify: TestedService, story: Story, reader: Reader, address: str, channel: MailChannel
) -> None:
    off = {"email": address, "email_enabled": False}
    await notify.client.put("/preferences", json=off, headers=reader.owner(story))
    await notify.deliver(story.request_accepted())
    assert await channel.send_due() == 0
    assert len(await reader.inbox(reader.owner(story))) == 1


async def test_a_passing_refusal_is_tried_again_later_and_later(
    notify: TestedService,
    story: Story,
    reader: Reader,
    address: str,
    channel: MailChannel,
    mail_server: MailServer,
    clock: MovableClock,
) -> None:
    mail_server.data_replies = ["451 4.3.0 later", "452 4.2.2 still full"]
    await notify.deliver(story.request_accepted())
    assert await channel.send_due() == 1
    delivery = await reader.delivery(_receiver(story))
    assert (delivery["status"], delivery["reason"]) == ("pending", "4.3.0 later")
    assert await channel.send_due() == 0
    clock.advance(seconds=4)
    assert await channel.send_due() == 0
    clock.advance(seconds=2)
    assert await channel.send_due() == 1
    clock.advance(seconds=8)
    assert await channel.send_due() == 0
    clock.advance(seconds=3)
    assert await channel.send_due() == 1
    delivery = await reader.delivery(_receiver(story))
    assert [(attempt["outcome"], attempt["code"]) for attempt in delivery["attempt_list"]] == [
        ("postponed", 451),
        ("postponed", 452),
        ("delivered", 250),
    ]
    assert (delivery["status"], delivery["reason"]) == ("delivered", None)
    assert len(mail_server.to(address)) == 1


async def test_after_its_last_attempt_a_delivery_has_failed_and_others_are_told(
    notify: TestedService,
    story: Story,
    reader: Reader,
    address: str,
    channel: MailChannel,
    mail_server: MailServer,
    clock: MovableClock,
) -> None:
    mail_server.data_replies = ["451 4.3.0 later"] * 3
    await notify.deliver(story.request_accepted())
    for _ in range(3):
        assert await channel.send_due() == 1
        clock.advance(minutes=1)
    assert await channel.send_due() == 0
    delivery = await reader.delivery(_receiver(story))
    assert (delivery["status"], delivery["status_label"], delivery["attempts"]) == ("failed", "发送失败", 3)
    (told,) = await notify.published(MessageFailed, receiver=_receiver(story))
    assert (told["reason"], told["attempts"]) == ("4.3.0 later", 3)
    failed = await notify.client.get("/deliveries?status=failed", headers=notify.as_(BUREAU))
    assert delivery["id"] in [one["id"] for one in failed.json()["items"]]
    # The message itself was never lost.
    assert len(await reader.inbox(reader.owner(story))) == 1


async def test_a_lasting_refusal_fails_at_once_and_gives_no_address_away(
    notify: TestedService,
    story: Story,
    reader: Reader,
    address: str,
    channel: MailChannel,
    mail_server: MailServer,
) -> None:
    mail_server.receiver_replies = ["550 5.1.1 <{address}> user unknown"]
    await notify.deliver(story.request_accepted())
    await channel.send_due()
    delivery = await reader.delivery(_receiver(story))
    assert (delivery["status"], delivery["attempts"]) == ("failed", 1)
    assert delivery["reason"] == "5.1.1 <o***@daiban.example> user unknown"
    assert delivery["attempt_list"][0]["outcome"] == "refused"
    for said in (await notify.published(MessageFailed, receiver=_receiver(story)), delivery):
        assert address not in str(said)


async def test_one_refused_letter_does_not_hold_up_the_next(
    notify: TestedService, story: Story, address: str, channel: MailChannel, mail_server: MailServer
) -> None:
    mail_server.data_replies = ["554 5.7.1 no"]
    await notify.deliver(story.request_accepted(), story.agreement_drafted())
    assert await channel.send_due() == 2
    assert len(mail_server.to(address)) == 1


async def test_a_server_that_is_down_is_waited_for(
    notify: TestedService,
    story: Story,
    reader: Reader,
    address: str,
    channel: MailChannel,
    mail_server: MailServer,
    clock: MovableClock,
) -> None:
    await mail_server.stop()
    await notify.deliver(story.request_accepted())
    await channel.send_due()
    delivery = await reader.delivery(_receiver(story))
    assert (delivery["status"], delivery["attempt_list"][0]["code"]) == ("pending", None)
    assert delivery["next_attempt_at"] is not None
    await mail_server.start()
    clock.advance(seconds=6)
    await channel.send_due()
    assert len(mail_server.to(address)) == 1


async def test_an_attempt_that_was_cut_off_shows_and_is_made_again_with_the_same_message_id(
    notify: TestedService,
    story: Story,
    reader: Reader,
    address: str,
    channel: MailChannel,
    mail_server: MailServer,
    clock: MovableClock,
) -> None:
    """The process ended between the server's OK and our commit: at least once, and recognisably the same."""
    await notify.deliver(story.request_accepted())
    async with notify.runtime.transaction() as work:
        assert len(await claim(work, channel.retrying, at_most=20)) == 1
    assert await channel.send_due() == 0
    clock.advance(minutes=3)
    assert await channel.send_due() == 1
    delivery = await reader.delivery(_receiver(story))
    assert [attempt["outcome"] for attempt in delivery["attempt_list"]] == [None, "delivered"]
    assert mail_server.to(address)[0]["Message-ID"] == f"<{delivery['id']}@daiban>"


async def test_after_a_crash_in_the_midst_of_a_batch_its_letters_go_out_once_more_and_no_others(
    notify: TestedService,
    story: Story,
    reader: Reader,
    address: str,
    channel: MailChannel,
    mail_server: MailServer,
    clock: MovableClock,
) -> None:
    await notify.deliver(*(story.request_accepted() for _ in range(4)))
    mail_server.hold = asyncio.Event()
    crashing = asyncio.create_task(channel.send_due(at_once=3))
    await asyncio.wait_for(mail_server.arrived.wait(), 5)
    crashing.cancel()
    await asyncio.wait([crashing])
    mail_server.hold.set()
    # The server took the first letter, and nobody heard of it. The one that was not claimed is sent, the others wait.
    assert await MailChannel(notify, mail_server).send_due() == 1
    assert len(mail_server.to(address)) == 2
    clock.advance(minutes=3)
    assert await MailChannel(notify, mail_server).send_due() == 3
    rows = await notify.rows(
        "SELECT id, status, attempts, jsonb_path_query_array(attempt_list, '$[*].outcome') AS outcomes FROM delivery"
        " WHERE receiver = :receiver AND channel = 'email'",
        receiver=_receiver(story),
    )
    assert sorted(row["outcomes"] for row in rows if row["attempts"] == 2) == [[None, "delivered"]] * 3
    assert [row["outcomes"] for row in rows if row["attempts"] == 1] == [["delivered"]]
    sent = Counter(letter["Message-ID"] for letter in mail_server.to(address))
    assert sorted(sent.values()) == [1, 1, 1, 2]
    assert sent.keys() == {f"<{row['id']}@daiban>" for row in rows}


async def test_a_letter_that_would_outlast_its_lease_is_put_back_and_claimed_anew(
    notify: TestedService,
    story: Story,
    reader: Reader,
    address: str,
    channel: MailChannel,
    mail_server: MailServer,
    clock: MovableClock,
) -> None:
    await notify.deliver(story.request_accepted(), story.agreement_drafted())
    mail_server.hold = asyncio.Event()
    slow = asyncio.create_task(channel.send_due())
    await asyncio.wait_for(mail_server.arrived.wait(), 5)
    clock.advance(seconds=70)
    mail_server.hold.set()
    assert await slow == 3  # claims; of one of them no attempt was made
    rows = await notify.rows(
        "SELECT status, attempts, spent, attempt_list FROM delivery WHERE receiver = :receiver AND channel = 'email'",
        receiver=_receiver(story),
    )
    assert [(row["status"], row["attempts"], row["spent"]) for row in rows] == [("delivered", 1, 1)] * 2
    first, second = sorted(datetime.fromisoformat(row["attempt_list"][0]["begun_at"]) for row in rows)
    assert second - first >= timedelta(seconds=70)
    assert len({letter["Message-ID"] for letter in mail_server.to(address)}) == len(mail_server.to(address)) == 2


async def test_a_delivery_whose_last_attempt_was_cut_off_fails_instead_of_hanging(
    notify: TestedService, story: Story, reader: Reader, address: str, channel: MailChannel, clock: MovableClock
) -> None:
    await notify.deliver(story.request_accepted())
    for _ in range(channel.retrying.max_attempts):
        async with notify.runtime.transaction() as work:
            assert await claim(work, channel.retrying, at_most=20)
        clock.advance(minutes=3)
    assert await channel.send_due() == 0
    delivery = await reader.delivery(_receiver(story))
    assert (delivery["status"], delivery["attempts"]) == ("failed", 3)
    assert "not known" in delivery["reason"]


async def test_several_workers_send_each_letter_once(
    notify: TestedService, story: Story, address: str, channel: MailChannel, mail_server: MailServer
) -> None:
    await notify.deliver(*(story.request_accepted() for _ in range(40)))
    others = [MailChannel(notify, mail_server) for _ in range(3)]
    sent = await asyncio.gather(*(one.send_due(at_once=3) for one in (channel, *others)))
    assert sum(sent) == 40
    assert all(sent)
    ids = [letter["Message-ID"] for letter in mail_server.to(address)]
    assert len(ids) == len(set(ids)) == 40


async def test_the_worker_finishes_the_letter_in_hand_before_it_stops(
    notify: TestedService,
    story: Story,
    reader: Reader,
    address: str,
    channel: MailChannel,
    mail_server: MailServer,
) -> None:
    mail_server.hold = asyncio.Event()
    await notify.deliver(story.request_accepted(), story.agreement_drafted())
    kept, notify.runtime.settings = notify.runtime.settings, channel.settings
    try:
        worker = asyncio.create_task(send_mail(notify.runtime))
        await asyncio.wait_for(mail_server.arrived.wait(), 5)
        worker.cancel()
        await asyncio.sleep(0)
        mail_server.hold.set()
        with pytest.raises(asyncio.CancelledError):
            await worker
    finally:
        notify.runtime.settings = kept
    assert len(mail_server.to(address)) == 1
    rows = await notify.rows(
        "SELECT status, attempts, spent, jsonb_array_length(attempt_list) AS listed FROM delivery"
        " WHERE receiver = :receiver AND channel = 'email' ORDER BY status",
        receiver=_receiver(story),
    )
    # The other one was claimed with it, and is put back as if it had not been.
    assert [tuple(row.values()) for row in rows] == [("delivered", 1, 1, 1), ("pending", 0, 0, 0)]
    assert await channel.send_due() == 1
    assert len({letter["Message-ID"] for letter in mail_server.to(address)}) == 2


@asynccontextmanager
async def _worker(notify: TestedService, channel: MailChannel, *, sweep_s: float) -> AsyncIterator[None]:
    kept = notify.runtime.settings
    notify.runtime.settings = channel.settings.model_copy(update={"mail_sweep_s": sweep_s})
    worker = asyncio.create_task(send_mail(notify.runtime))
    try:
        yield
    finally:
        worker.cancel()
        await asyncio.wait([worker])
        notify.runtime.settings = kept


async def _taken(mail_server: MailServer, address: str, number: int) -> None:
    async with asyncio.timeout(5):
        while len(mail_server.to(address)) < number:
            await asyncio.sleep(0.02)


async def test_the_worker_is_woken_by_what_it_commits_until_it_is_stopped(
    notify: TestedService, story: Story, address: str, channel: MailChannel, mail_server: MailServer
) -> None:
    async with _worker(notify, channel, sweep_s=60):
        for number in (1, 2):
            await notify.deliver(story.request_accepted())
            await _taken(mail_server, address, number)


async def test_the_worker_finds_what_others_commit(
    notify: TestedService,
    story: Story,
    reader: Reader,
    address: str,
    channel: MailChannel,
    mail_server: MailServer,
) -> None:
    failed = await _failed(notify, story, reader, channel, mail_server)
    async with _worker(notify, channel, sweep_s=0.05):
        await asyncio.sleep(0.1)
        headers = notify.as_(BUREAU, version=failed["version"])
        assert (await notify.client.post(f"/deliveries/{failed['id']}/retry", headers=headers)).status_code == 200
        await _taken(mail_server, address, 1)


async def test_a_roster_s_broken_address_fails_by_itself_only(
    notify: TestedService, story: Story, reader: Reader, channel: MailChannel, mail_server: MailServer
) -> None:
    await notify.deliver(story.body_published(), story.registered(), story.officer_appointed())
    async with notify.runtime.transaction() as work:
        await work.connection.execute(
            "UPDATE post_copy SET email = E'broken\\nBcc: x@y.example' WHERE subject = $1", story.handler
        )
    await notify.deliver(story.assignment_created(), story.assignment_escalated())
    await channel.send_due()
    assert len(mail_server.to(story.email("cso"))) == 1
    assert (await reader.delivery(f"post:{story.handler}"))["status"] == "failed"


async def _failed(
    notify: TestedService, story: Story, reader: Reader, channel: MailChannel, mail_server: MailServer
) -> dict[str, Any]:
    mail_server.data_replies = ["554 5.7.1 no"]
    await notify.deliver(story.request_accepted())
    await channel.send_due()
    return await reader.delivery(_receiver(story))


async def test_the_data_bureau_sends_a_failed_delivery_once_more(
    notify: TestedService,
    story: Story,
    reader: Reader,
    address: str,
    channel: MailChannel,
    mail_server: MailServer,
) -> None:
    failed = await _failed(notify, story, reader, channel, mail_server)
    assert offered(failed) == ["retry_delivery"]
    path = f"/deliveries/{failed['id']}/retry"
    absent = await notify.client.post(path, headers=notify.as_(BUREAU))
    assert (absent.status_code, absent.json()["code"]) == (428, "version.if_match_missing")
    stale = await notify.client.post(path, headers=notify.as_(BUREAU, version=failed["version"] - 1))
    assert stale.status_code == 412
    headers = notify.as_(BUREAU, version=failed["version"])
    answer = await notify.client.post(path, headers=headers)
    assert (answer.status_code, answer.json()["status"]) == (200, "pending")
    assert answer.headers["ETag"] == f'"{failed["version"] + 1}"'
    assert (await notify.client.post(path, headers=headers)).json() == answer.json()
    await channel.send_due()
    delivered = await reader.delivery(_receiver(story))
    assert (delivered["status"], delivered["attempts"], offered(delivered)) == ("delivered", 2, [])
    again = await notify.client.post(path, headers=notify.as_(BUREAU, version=delivered["version"]))
    assert (again.status_code, again.json()["code"]) == (409, "transition.illegal")
    entries = await notify.rows("SELECT action, actor FROM audit_entry WHERE subject_id = :id", id=failed["id"])
    assert [dict(entry) for entry in entries] == [{"action": "delivery.retried", "actor": "GSD-admin-1"}]


async def test_a_retry_goes_to_the_address_as_corrected_meanwhile(
    notify: TestedService,
    story: Story,
    reader: Reader,
    address: str,
    channel: MailChannel,
    mail_server: MailServer,
) -> None:
    failed = await _failed(notify, story, reader, channel, mail_server)
    await notify.client.put("/preferences", json={"email": story.email("mended")}, headers=reader.owner(story))
    headers = notify.as_(BUREAU, version=failed["version"])
    assert (await notify.client.post(f"/deliveries/{failed['id']}/retry", headers=headers)).status_code == 200
    await channel.send_due()
    assert len(mail_server.to(story.email("mended"))) == 1


async def test_each_attempt_goes_to_where_the_receiver_wants_it_by_then(
    notify: TestedService,
    story: Story,
    reader: Reader,
    address: str,
    channel: MailChannel,
    mail_server: MailServer,
    clock: MovableClock,
) -> None:
    mail_server.data_replies = ["451 4.3.0 later"]
    await notify.deliver(story.request_accepted())
    await channel.send_due()
    moved = story.email("moved")
    await notify.client.put("/preferences", json={"email": moved}, headers=reader.owner(story))
    clock.advance(minutes=10)
    await channel.send_due()
    assert (len(mail_server.to(address)), len(mail_server.to(moved))) == (0, 1)


async def test_whoever_turns_e_mail_off_gets_no_further_attempt_and_no_retry(
    notify: TestedService,
    story: Story,
    reader: Reader,
    address: str,
    channel: MailChannel,
    mail_server: MailServer,
    clock: MovableClock,
) -> None:
    off = {"email": address, "email_enabled": False}
    failed = await _failed(notify, story, reader, channel, mail_server)
    mail_server.data_replies = ["451 4.3.0 later"]
    await notify.deliver(story.agreement_drafted())
    await channel.send_due()
    await notify.client.put("/preferences", json=off, headers=reader.owner(story))
    clock.advance(minutes=10)
    await channel.send_due()
    assert mail_server.to(address) == []
    cancelled = await reader.delivery(_receiver(story))
    assert (cancelled["status"], cancelled["attempts"], offered(cancelled)) == ("cancelled", 1, [])
    headers = notify.as_(BUREAU, version=failed["version"])
    answer = await notify.client.post(f"/deliveries/{failed['id']}/retry", headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (409, "delivery.not_wanted")
    assert await channel.send_due() == 0


@pytest.mark.parametrize("role", ["owner", "stranger", "window_clerk", "handler", "leader", "leading_group", "system"])
async def test_others_see_and_retry_no_delivery(
    notify: TestedService,
    story: Story,
    reader: Reader,
    address: str,
    channel: MailChannel,
    mail_server: MailServer,
    role: str,
) -> None:
    failed = await _failed(notify, story, reader, channel, mail_server)
    path = f"/deliveries/{failed['id']}"
    for answer in (
        await notify.client.get("/deliveries", headers=notify.as_(role)),
        await notify.client.get(path, headers=notify.as_(role)),
        await notify.client.post(f"{path}/retry", headers=notify.as_(role, version=failed["version"])),
    ):
        assert (answer.status_code, answer.json()["code"]) == (403, "not_permitted")


async def test_an_auditor_looks_and_does_nothing(
    notify: TestedService,
    story: Story,
    reader: Reader,
    address: str,
    channel: MailChannel,
    mail_server: MailServer,
) -> None:
    failed = await _failed(notify, story, reader, channel, mail_server)
    path = f"/deliveries/{failed['id']}"
    seen = await notify.client.get(path, headers=notify.as_("auditor"))
    assert (seen.status_code, offered(seen.json())) == (200, [])
    retried = await notify.client.post(f"{path}/retry", headers=notify.as_("auditor", version=failed["version"]))
    assert retried.status_code == 403
    unknown = await notify.client.get(f"/deliveries/{new_id()}", headers=notify.as_("auditor"))
    assert (unknown.status_code, unknown.json()["code"]) == (404, "not_found")


async def test_deliveries_are_listed_by_status_page_by_page(
    notify: TestedService, story: Story, address: str, channel: MailChannel
) -> None:
    await notify.deliver(*(story.request_accepted() for _ in range(3)))
    headers = notify.as_("auditor")
    first = (await notify.client.get("/deliveries?status=pending&limit=2", headers=headers)).json()
    rest = (
        await notify.client.get(
            "/deliveries", params={"status": "pending", "limit": 2, "cursor": first["next_cursor"]}, headers=headers
        )
    ).json()
    assert [one["status"] for one in first["items"] + rest["items"]] == ["pending"] * 3
    assert address not in str(first)
    unknown = await notify.client.get("/deliveries?status=lost", headers=headers)
    assert (unknown.status_code, unknown.json()["errors"][0]["parameter"]) == (422, "status")
