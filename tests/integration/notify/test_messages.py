"""Who is told of what, in which words, and who may read it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from shared.contracts.event import Event
from shared.contracts.intake.agreements import AgreementConcludedByWindow, AgreementSealAwaited, AgreementSigningBegun
from shared.contracts.intake.claims import ClaimClosed, ClaimFiled
from shared.contracts.intake.projects import ProjectCorrected, ProjectFactsCorrected, ProjectPassed
from shared.contracts.notify.deliveries import MessageDelivered
from shared.contracts.tracking.cases import CaseDecisionCorrected
from shared.kit.events.dead_letters import put_aside
from shared.kit.events.dispatcher import Dispatcher
from shared.kit.events.envelope import Envelope
from shared.kit.events.received import Received
from shared.kit.ids import new_id
from testing.plans import recorded
from testing.tested_service import TestedService, offered
from tests.conftest import MovableClock
from tests.integration.notify.conftest import AT, Reader, Story, ids


def _envelope(event: Any, **changes: Any) -> Envelope:
    return Envelope(
        **{
            "id": new_id(),
            "type": event.event_type,
            "source": event.producer(),
            "key": event.event_key(),
            "subject": event.event_subject(),
            "time": AT,
            **changes,
        }
    )


def _received(event: Event) -> Received:
    envelope = _envelope(event)
    return Received(envelope, event.model_dump_json().encode(), "test/0/0", envelope.headers())


async def test_an_owner_is_told_that_its_request_was_accepted(
    notify: TestedService, story: Story, reader: Reader
) -> None:
    event = story.request_accepted()
    await notify.deliver(story.registered(), event)
    (message,) = await reader.inbox(reader.owner(story))
    assert message["subject"] == f"代办服务申请已接受：示范产业园 {story.mark}"
    assert "服务方式：咨询、代办" in message["body"]
    assert message["project_id"] == str(story.project_id)
    assert message["subject_id"] == str(event.request_id)
    assert (message["event_type_label"], offered(message)) == ("代办服务申请已接受", ["read_message"])
    assert message["created_at"].endswith("+08:00")


async def test_corrected_facts_are_told_to_owner_agent_and_officer_under_the_projects_new_name(
    notify: TestedService, story: Story, reader: Reader
) -> None:
    why = {"project_id": story.project_id, "reason": "审批权限登记有误"}
    await notify.deliver(story.registered(), story.officer_appointed(), story.agreement_signed())
    await notify.deliver(
        ProjectCorrected(
            project_code="2019-440104-46-03-026168", name=f"示范科技园 {story.mark}", changed=["name"], **why
        ),
        ProjectFactsCorrected(
            district="440104",
            investment="private",
            project_type="industrial",
            changed=["authority"],
            was_eligible=True,
            eligible=False,
            grounds=[],
            overridden_on_other_facts=False,
            **why,
        ),
    )
    for receiver in (
        reader.owner(story),
        reader.post(story.agent, "service_officer"),
        reader.post(story.officer, "service_officer"),
    ):
        newest = (await reader.inbox(receiver))[0]
        assert newest["subject"] == f"项目情况已更正，适用范围重新判定：示范科技园 {story.mark}"
        assert "此前属于全程免费代办适用范围，现不属于全程免费代办适用范围。" in newest["body"]


async def test_an_agreement_is_told_to_owner_agent_and_officer_as_each_comes_in(
    notify: TestedService, story: Story, reader: Reader
) -> None:
    await notify.deliver(story.registered(), story.agreement_drafted())
    assert await reader.inbox(reader.post(story.agent, "service_officer")) == []
    await notify.deliver(story.officer_appointed(), story.agreement_signed(), story.agreement_ended())
    owner = await reader.inbox(reader.owner(story))
    assert [message["subject"].partition("：")[0] for message in owner] == [
        "代办委托协议已结束",
        "代办委托协议已签订",
        "首席服务官已确定",
        "代办委托协议待签订",
    ]
    assert "代办阶段：立项用地规划许可、施工许可" in owner[-1]["body"]
    assert "代办事项：所列阶段的全部事项" in owner[-1]["body"]
    assert "代办终止" in owner[0]["body"]
    assert len(await reader.inbox(reader.post(story.agent, "service_officer"))) == 2
    assert len(await reader.inbox(reader.post(story.officer, "service_officer"))) == 3


async def test_who_must_act_on_an_agreement_is_told(notify: TestedService, story: Story, reader: Reader) -> None:
    await notify.deliver(
        story.registered(), story.agreement_drafted(), *map(story.agreement_moved, [AgreementSigningBegun])
    )
    assert (await reader.subjects(reader.owner(story)))[0] == f"代办委托协议开始签订：DB{story.mark}"
    await notify.deliver(story.agreement_moved(AgreementSealAwaited))
    assert (await reader.subjects(reader.owner(story)))[0] == f"请签章：代办委托协议 DB{story.mark}"
    assert await reader.inbox(reader.post(story.agent, "service_officer")) == []
    await notify.deliver(story.agreement_signed(), story.agreement_moved(AgreementConcludedByWindow))
    assert (await reader.subjects(reader.owner(story)))[0] == f"请确认代办结束：DB{story.mark}"
    agent = reader.post(story.agent, "service_officer")
    assert len(await reader.inbox(agent)) == 2
    await notify.deliver(story.item_accepted())
    assert len(await reader.inbox(agent)) == 2, "it acts no more, and is told no more"


@pytest.mark.parametrize(
    ("scope", "is_told"),
    [
        ({}, True),
        ({"stages": ["S1"]}, False),
        ({"item_codes": ["S3-01"]}, True),
        ({"item_codes": ["S3-02"]}, False),
    ],
)
async def test_an_agent_is_told_only_of_what_its_scope_covers(
    notify: TestedService, story: Story, reader: Reader, scope: dict[str, Any], is_told: bool
) -> None:
    await notify.deliver(story.registered(), story.body_published(), story.agreement_signed(**scope))
    await notify.deliver(story.supplement_required(), story.item_accepted(), story.case_opened(), story.case_decided())
    told = await reader.inbox(reader.post(story.agent, "service_officer"))
    assert len(told) == 1 + (3 if is_told else 0)


async def test_an_agent_is_told_of_items_while_its_agreement_is_in_force_and_no_longer(
    notify: TestedService, story: Story, reader: Reader
) -> None:
    agent = reader.post(story.agent, "service_officer")
    await notify.deliver(story.registered(), story.agreement_drafted(), story.item_accepted())
    assert await reader.subjects(agent) == []
    await notify.deliver(story.agreement_signed(), story.supplement_required())
    assert (await reader.subjects(agent))[0] == "需补正材料：建筑工程施工许可证核发"
    await notify.deliver(story.agreement_ended(), story.item_not_accepted())
    assert "未受理" not in " ".join(await reader.subjects(agent))
    owner = await reader.inbox(reader.owner(story))
    assert owner[0]["subject"] == "事项未受理（不予受理）：建筑工程施工许可证核发"
    assert "原因：无" in owner[0]["body"]
    assert "用地批准手续、施工图审查合格书" in owner[2]["body"]


async def test_an_agent_whose_post_is_gone_is_told_nothing_more_and_the_owner_is_told_why(
    notify: TestedService, story: Story, reader: Reader
) -> None:
    agent = reader.post(story.agent, "service_officer")
    await notify.deliver(story.registered(), story.agreement_drafted(), story.agreement_signed())
    before = await reader.subjects(agent)
    await notify.deliver(story.officer_appointed(), story.agreement_agent_gone(), story.supplement_required())
    assert await reader.subjects(agent) == before
    for who in (reader.owner(story), reader.post(story.officer, "service_officer")):
        (told,) = [one for one in await reader.inbox(who) if one["subject"].startswith("代办员岗位已撤销")]
        assert "服务专员 1 已不在岗位名录中" in told["body"]


async def test_an_agreement_goes_on_also_where_a_clock_was_set_back_and_never_back(
    notify: TestedService, story: Story, reader: Reader, clock: MovableClock
) -> None:
    agent = reader.post(story.agent, "service_officer")
    clock.advance(hours=1)
    await notify.deliver(story.registered(), story.agreement_drafted())
    clock.advance(hours=-1)
    await notify.deliver(story.agreement_signed(), story.supplement_required())
    assert (await reader.subjects(agent))[0] == "需补正材料：建筑工程施工许可证核发"
    await notify.deliver(story.agreement_ended())
    await notify.deliver(story.agreement_signed(), sequence=1)  # late, or again
    await notify.deliver(story.item_not_accepted())
    assert "未受理" not in " ".join(await reader.subjects(agent))


async def test_an_item_deemed_accepted_says_why(notify: TestedService, story: Story, reader: Reader) -> None:
    await notify.deliver(story.body_published(), story.registered(), story.item_accepted(deemed=True))
    (message,) = await reader.inbox(reader.owner(story))
    assert "行政许可法第三十二条" in message["body"]
    assert "承办单位：住房城乡建设局" in message["body"]
    assert "受理时间 2026-11-23 10:00" in message["body"]


async def test_a_hand_over_is_told_to_both_officers_and_the_newest_counts(
    notify: TestedService, story: Story, reader: Reader
) -> None:
    successor = f"successor-{story.mark}"
    await notify.deliver(story.registered(), story.officer_appointed(successor, predecessor=story.officer))
    await notify.deliver(story.officer_appointed(), sequence=1)  # replayed late
    await notify.deliver(story.case_decided())
    assert "办件办结（通过）：建筑工程施工许可证核发" in await reader.subjects(
        reader.post(successor, "service_officer")
    )
    former = await reader.subjects(reader.post(story.officer, "service_officer"))
    assert len(former) == 2
    assert all(subject.startswith("首席服务官已确定") for subject in former)


async def test_assignments_are_told_to_those_they_stand_with_and_stood_with(
    notify: TestedService, story: Story, reader: Reader
) -> None:
    await notify.deliver(
        story.body_published(), story.registered(), story.assignment_created(), story.assignment_escalated()
    )
    assert await reader.subjects(reader.post(story.handler)) == [
        "工单已升级至首席服务官：建筑工程施工许可证核发",
        "新工单待签收：建筑工程施工许可证核发",
    ]
    # New assignee and chief service officer of the body at once: told once.
    assert len(await reader.subjects(reader.post(story.chief, "chief_service_officer"))) == 1
    assert await reader.subjects(reader.owner(story)) == []


async def test_a_case_s_deadlines_are_told_to_those_who_can_act(
    notify: TestedService, story: Story, reader: Reader
) -> None:
    chief = reader.post(story.chief, "chief_service_officer")
    await notify.deliver(
        story.body_published(),
        story.registered(),
        story.officer_appointed(),
        story.case_opened(),
        story.deadline_neared(),
    )
    # Routing's word on the assignment is late: until it comes, nobody is told.
    assert await reader.subjects(reader.owner(story)) == ["首席服务官已确定：示范产业园 " + story.mark]
    await notify.deliver(story.assignment_created(), story.deadline_missed())
    assert await reader.subjects(reader.post(story.handler)) == [
        "逾期：建筑工程施工许可证核发 应于 2026-12-01 办结",
        "预警：建筑工程施工许可证核发 将于 2026-12-01 到期",
        "新工单待签收：建筑工程施工许可证核发",
    ]
    assert await reader.subjects(chief) == ["逾期：建筑工程施工许可证核发 应于 2026-12-01 办结"]
    assert len(await reader.subjects(reader.post(story.officer, "service_officer"))) == 3
    owner = await reader.inbox(reader.owner(story))
    assert len(owner) == 3
    assert f"受理号 SL{story.mark}" in owner[0]["body"]


async def test_the_windows_people_share_an_inbox_of_what_waits_for_them(
    notify: TestedService, story: Story, reader: Reader
) -> None:
    asked = story.request_submitted()
    neared = story.deadline_neared("supplement_notice").model_copy(update={"title": "建筑工程施工许可证核发"})
    await notify.deliver(story.registered(), asked, story.item_received(), story.item_supplemented(), neared)
    first, second = (notify.as_("window_clerk", sub=f"GSD-window-{number}") for number in (1, 2))
    of_project = {"project_id": str(story.project_id)}
    told = await reader.inbox(first, **of_project)
    assert [one["subject"] for one in told] == [
        "预警：建筑工程施工许可证核发 将于 2026-12-01 到期",
        "补正待受理：建筑工程施工许可证核发",
        "收件待受理：建筑工程施工许可证核发",
        f"代办服务申请待答复：示范产业园 {story.mark}",
    ]
    assert "的“建筑工程施工许可证核发”补正告知期限为 2026-12-01" in told[0]["body"]
    assert "服务方式：咨询、代办" in told[3]["body"]
    await notify.client.post(f"/messages/{told[3]['id']}/read", headers=first)
    assert [one["id"] for one in await reader.inbox(second, unread="true", **of_project)] == [
        one["id"] for one in told[:3]
    ]
    for other in (reader.owner(story), reader.post("GSD-window-1", "handler"), notify.as_("data_bureau")):
        assert await reader.inbox(other, **of_project) == []
        answer = await notify.client.get(f"/messages/{told[0]['id']}", headers=other)
        assert answer.status_code == 404


async def test_the_window_chooses_one_mailbox_for_all_of_its_people(
    notify: TestedService, story: Story, reader: Reader
) -> None:
    clerk, other = (notify.as_("window_clerk", sub=f"GSD-window-{number}") for number in (1, 2))
    before = await notify.client.get("/preferences", headers=clerk)
    chosen = {"email": "window@daiban.example", "email_enabled": True}
    answer = await notify.client.put("/preferences", json=chosen, headers=clerk | {"If-Match": before.headers["etag"]})
    assert answer.status_code == 200, answer.text
    seen = await notify.client.get("/preferences", headers=other)
    assert seen.json()["email"] == "window@daiban.example"
    await notify.deliver(story.registered(), story.request_submitted())
    assert (await reader.delivery("window"))["address"].startswith("w***@")
    answer = await notify.client.put(
        "/preferences", json=chosen | {"email_enabled": False}, headers=other | {"If-Match": seen.headers["etag"]}
    )
    assert answer.status_code == 200, answer.text


async def test_other_services_deadlines_are_told_to_nobody(notify: TestedService, story: Story) -> None:
    await notify.deliver(
        story.registered(),
        story.deadline_missed("supplement_notice"),
        story.deadline_neared("acknowledgement"),
        story.deadline_missed("acknowledgement"),
    )
    assert await notify.rows("SELECT 1 FROM message WHERE project_id = :id", id=story.project_id) == []
    assert await notify.waiting(story.project_id) == []


async def test_a_withdrawal_is_told_to_the_body_s_handler(notify: TestedService, story: Story, reader: Reader) -> None:
    await notify.deliver(story.registered(), story.assignment_created(), story.case_withdrawn())
    assert (await reader.subjects(reader.post(story.handler)))[0] == "办件已撤回：建筑工程施工许可证核发"


async def test_an_undone_acceptance_is_told_to_the_owner_its_agent_and_whoever_had_the_assignment(
    notify: TestedService, story: Story, reader: Reader
) -> None:
    await notify.deliver(
        story.registered(), story.agreement_signed(), story.body_published(), story.assignment_created()
    )
    await notify.deliver(story.acceptance_undone(), story.case_annulled())
    for who in (reader.owner(story), reader.post(story.agent)):
        (told,) = [one for one in await reader.inbox(who) if one["subject"].startswith("受理已撤回：")]
        assert f"SL{story.mark}" in told["body"]
        assert "误点受理" in told["body"]
    (told,) = [one for one in await reader.inbox(reader.post(story.handler)) if "无须办理" in one["subject"]]
    assert "误点受理" in told["body"]


async def test_the_post_of_the_assignment_that_the_undone_acceptance_made_is_told_and_no_other(
    notify: TestedService, story: Story, reader: Reader
) -> None:
    again: dict[str, Any] = {
        "acceptance_number": f"SL{story.mark}-2",
        "assignment_id": new_id(),
        "assignee": f"{story.body}-handler-2",
    }
    await notify.deliver(story.registered(), story.body_published(handlers=2), story.case_annulled())
    assert await notify.waiting(story.project_id) == [f"assignment:SL{story.mark}"]
    await notify.deliver(story.assignment_created().model_copy(update=again))
    assert await notify.waiting(story.project_id) == [f"assignment:SL{story.mark}"]
    await notify.deliver(story.assignment_created())
    assert await notify.waiting(story.project_id) == []
    told = [await reader.subjects(reader.post(post)) for post in (story.handler, again["assignee"])]
    assert [sum("无须办理" in subject for subject in subjects) for subjects in told] == [1, 0]


async def test_a_refused_undo_is_told_to_the_window(notify: TestedService, story: Story, reader: Reader) -> None:
    await notify.deliver(story.registered(), story.body_published(), story.case_annulment_refused())
    clerk = reader.post("GSD-window-2", "window_clerk")
    (told,) = await reader.inbox(clerk, project_id=str(story.project_id))
    assert told["subject"] == "不能撤回受理：建筑工程施工许可证核发"
    assert "部门已开始办理" in told["body"]
    assert await reader.inbox(reader.owner(story)) == []


async def test_a_corrected_decision_is_told_to_the_owner_with_what_is_on_record_now(
    notify: TestedService, story: Story, reader: Reader
) -> None:
    decided = story.case_decided().model_dump(exclude={"outcome", "light", "document_number"})
    corrected = CaseDecisionCorrected(
        **decided,
        outcome="passed",
        document_number="穗建证〔2026〕2号",
        remark=None,
        changed=["document_number"],
        reason="文号录入有误",
    )
    await notify.deliver(story.body_published(), story.registered(), story.case_decided(), corrected)
    newest = (await reader.inbox(reader.owner(story)))[0]
    assert newest["subject"] == "办理结果的登记已更正：建筑工程施工许可证核发"
    assert "更正：文号。" in newest["body"]
    assert "文号：穗建证〔2026〕2号" in newest["body"]


async def test_a_due_date_that_is_unknown_or_provisional_is_told_as_such(
    notify: TestedService, story: Story, reader: Reader
) -> None:
    await notify.deliver(story.registered(), story.case_resumed(), story.case_resumed(due_on=None))
    unknown, provisional = await reader.inbox(reader.owner(story))
    assert "2027-01-08（暂定" in provisional["body"]
    assert "办理期限：未核定" in unknown["body"]


async def test_an_event_that_comes_before_its_project_is_told_when_the_project_is_known(
    notify: TestedService, story: Story, reader: Reader
) -> None:
    """After a pause tracking's topic may be read before intake's: no order holds between topics."""
    await notify.deliver(story.case_opened(), story.deadline_missed(), story.case_decided())
    await notify.deliver(story.assignment_escalated())
    assert await notify.waiting(story.project_id) == [
        f"project:{story.project_id}",
        None,
        f"project:{story.project_id}",
    ]
    assert await reader.inbox(reader.owner(story)) == []
    await notify.deliver(story.registered())
    # The assignment waits for its body, the deadline for the assignment, and what stands behind that waits with it.
    assert await notify.waiting(story.project_id) == [f"assignment:SL{story.mark}", None, f"body:{story.body}"]
    await notify.deliver(story.body_published())
    assert await notify.waiting(story.project_id) == []
    assert await reader.subjects(reader.owner(story)) == [
        "办件办结（通过）：建筑工程施工许可证核发",
        "逾期：建筑工程施工许可证核发 应于 2026-12-01 办结",
    ]
    chief = await reader.subjects(reader.post(story.chief, "chief_service_officer"))
    assert sorted(subject[:2] for subject in chief) == ["工单", "逾期"]


async def test_deadlines_of_a_case_that_was_put_aside_go_on_with_it(
    notify: TestedService, story: Story, reader: Reader
) -> None:
    await notify.deliver(story.registered(), story.assignment_created())
    await notify.deliver(story.deadline_neared())
    assert await notify.waiting(story.project_id) == [f"case:{story.case_id}"]
    letter = _received(story.case_opened())
    async with notify.runtime.transaction() as work:
        await put_aside(work.connection, letter, "made up")
    (put,) = [row["id"] for row in await notify.dead_letters() if row["event_id"] == str(letter.envelope.id)]
    assert await notify.dispatcher.replay([put]) == {put: "replayed"}
    assert await notify.waiting(story.project_id) == []
    assert await reader.subjects(reader.owner(story)) == ["预警：建筑工程施工许可证核发 将于 2026-12-01 到期"]


async def test_what_waits_and_what_it_waited_for_in_one_batch_tell_each_receiver_once(
    notify: TestedService, story: Story, reader: Reader
) -> None:
    await notify.deliver(
        story.case_opened(),
        story.deadline_missed(),
        story.registered(),
        story.assignment_created(),
        story.body_published(),
    )
    missed = "逾期：建筑工程施工许可证核发 应于 2026-12-01 办结"
    assert await reader.subjects(reader.owner(story)) == [missed]
    assert await reader.subjects(reader.post(story.handler)) == [missed, "新工单待签收：建筑工程施工许可证核发"]
    assert await reader.subjects(reader.post(story.chief, "chief_service_officer")) == [missed]
    assert await notify.published(MessageDelivered, receiver=f"enterprise:{story.enterprise}") == []
    assert await notify.waiting(story.project_id) == []


@pytest.mark.parametrize(
    ("waits", "brings"),
    [
        (Story.case_decided, Story.registered),
        (Story.deadline_neared, Story.assignment_created),
        (Story.case_withdrawn, Story.assignment_created),
        (Story.assignment_escalated, Story.body_published),
    ],
)
async def test_two_workers_that_pass_each_other_leave_nothing_waiting(
    notify: TestedService, waits: Callable[[Story], Event], brings: Callable[[Story], Event]
) -> None:
    stories = [Story() for _ in range(8)]
    needed = [
        event(one)
        for one in stories
        for event in (Story.registered, Story.case_opened, Story.assignment_created, Story.body_published)
        if event is not brings
    ]
    await notify.deliver(*needed)
    events = [event(one) for one in stories for event in (waits, brings)]
    workers = [Dispatcher(notify.runtime, notify.service.subscriptions) for _ in events]
    await asyncio.gather(*(one.handle([_received(event)]) for one, event in zip(workers, events, strict=True)))
    for one in stories:
        told = {"id": one.project_id, "type": waits(one).event_type}
        assert await notify.rows("SELECT 1 FROM message WHERE project_id = :id AND event_type = :type", **told)
        assert await notify.waiting(one.project_id) == []


async def test_a_batch_of_events_costs_the_statements_of_one(notify: TestedService, story: Story) -> None:
    await notify.deliver(story.body_published(), story.registered())
    async with recorded(notify) as of_one:
        await notify.deliver(story.item_accepted())
    async with recorded(notify) as of_many:
        await notify.deliver(*(story.item_accepted() for _ in range(50)))
    assert [one.sql for one in of_many] == [one.sql for one in of_one]
    told = await notify.rows("SELECT count(*) FROM message WHERE project_id = :id", id=story.project_id)
    assert told[0]["count"] == 51


async def test_each_event_of_a_batch_finds_what_those_before_it_have_taught_and_no_more(
    notify: TestedService, story: Story, reader: Reader
) -> None:
    await notify.deliver(
        story.registered(),
        story.agreement_drafted(),
        story.item_accepted(),
        story.agreement_signed(),
        story.supplement_required(),
        story.agreement_ended(),
        story.item_not_accepted(),
    )
    agent = await reader.subjects(reader.post(story.agent, "service_officer"))
    assert [subject.partition("：")[0] for subject in agent] == [
        "代办委托协议已结束",
        "需补正材料",
        "代办委托协议已签订",
    ]


async def test_what_can_be_told_in_a_batch_is_told_and_the_rest_waits(
    notify: TestedService, story: Story, reader: Reader
) -> None:
    later = Story()
    await notify.deliver(story.registered(), story.case_decided(), later.case_decided(), story.case_suspended())
    assert len(await reader.inbox(reader.owner(story))) == 2
    assert await notify.waiting(later.project_id) == [f"project:{later.project_id}"]
    await notify.deliver(later.registered())
    assert len(await reader.inbox(reader.owner(later))) == 1


async def test_the_same_event_twice_tells_once(notify: TestedService, story: Story, reader: Reader) -> None:
    await notify.deliver(story.registered())
    event = story.request_accepted()
    envelope = _envelope(event)
    await notify.deliver(event, envelope=envelope)
    await notify.deliver(event, envelope=envelope)
    # Beyond the inbox's memory, too.
    async with notify.runtime.transaction() as work:
        await work.connection.execute("DELETE FROM inbox WHERE event_id = $1", envelope.id)
    await notify.deliver(event, envelope=envelope)
    assert len(await reader.inbox(reader.owner(story))) == 1
    deliveries = await notify.rows(
        "SELECT 1 FROM delivery WHERE receiver = :receiver", receiver=f"enterprise:{story.enterprise}"
    )
    assert len(deliveries) == 1


async def test_an_in_app_message_is_delivered_by_being_written(
    notify: TestedService, story: Story, reader: Reader
) -> None:
    await notify.deliver(story.registered(), story.request_accepted())
    delivery = await reader.delivery(f"enterprise:{story.enterprise}", "in_app")
    assert (delivery["status"], delivery["channel_label"], delivery["address"]) == ("delivered", "站内消息", None)
    assert await notify.published(MessageDelivered, receiver=f"enterprise:{story.enterprise}") == []


async def test_names_with_braces_and_line_breaks_do_no_harm(
    notify: TestedService, story: Story, reader: Reader
) -> None:
    await notify.deliver(story.registered(name="{owner_uscc}\r\nBcc: a@b.example"), story.request_accepted())
    (message,) = await reader.inbox(reader.owner(story))
    assert message["subject"] == "代办服务申请已接受：{owner_uscc} Bcc: a@b.example"


async def test_an_inbox_is_read_page_by_page_newest_first_and_by_what_is_unread(
    notify: TestedService, story: Story, reader: Reader
) -> None:
    await notify.deliver(story.registered(), *(story.request_accepted() for _ in range(5)))
    headers = reader.owner(story)
    seen, cursor = [], None
    while True:
        query = {"limit": 2} | ({"cursor": cursor} if cursor else {})
        page = (await notify.client.get("/messages", params=query, headers=headers)).json()
        seen += [message["id"] for message in page["items"]]
        if not (cursor := page["next_cursor"]):
            break
    assert seen == sorted(seen, reverse=True)
    assert len(seen) == 5
    await notify.client.post(f"/messages/{seen[0]}/read", headers=headers)
    assert [message["id"] for message in await reader.inbox(headers, unread=False)] == seen[:1]
    assert [message["id"] for message in await reader.inbox(headers, unread=True)] == seen[1:]
    assert len(await reader.inbox(headers, project_id=story.project_id)) == 5
    assert await reader.inbox(headers, project_id=new_id()) == []
    count = await notify.client.get("/messages/unread-count", headers=headers)
    assert count.json() == {"count": 4, "capped": False}
    other_list = await notify.client.get(
        "/deliveries", params={"cursor": page["next_cursor"] or "AAAA"}, headers=notify.as_("auditor")
    )
    assert (other_list.status_code, other_list.json()["code"]) == (400, "page.cursor_invalid")


async def test_reading_is_put_on_record_once(notify: TestedService, story: Story, reader: Reader) -> None:
    await notify.deliver(story.registered(), story.request_accepted())
    headers = reader.owner(story)
    (message,) = await reader.inbox(headers)
    looked = await notify.client.get(f"/messages/{message['id']}", headers=headers)
    assert looked.json()["read_at"] is None
    first = await notify.client.post(f"/messages/{message['id']}/read", headers=headers)
    again = await notify.client.post(
        f"/messages/{message['id']}/read", headers=notify.as_("owner", enterprise=story.enterprise, sub="second")
    )
    assert first.json()["read_at"] == again.json()["read_at"] is not None
    assert offered(again.json()) == []
    entries = await notify.rows("SELECT actor FROM audit_entry WHERE subject_id = :id", id=message["id"])
    assert [entry["actor"] for entry in entries] == [f"owner-{story.enterprise}"]


@pytest.mark.parametrize(
    "role", ["stranger", "window_clerk", "handler", "data_bureau", "leading_group", "auditor", "system"]
)
async def test_nobody_else_reads_or_marks_an_owner_s_message(
    notify: TestedService, story: Story, reader: Reader, role: str
) -> None:
    await notify.deliver(story.registered(), story.request_accepted())
    (message,) = await reader.inbox(reader.owner(story))
    headers = notify.as_(role, scope="daiban.read daiban.write daiban.city")
    for answer in (
        await notify.client.get(f"/messages/{message['id']}", headers=headers),
        await notify.client.post(f"/messages/{message['id']}/read", headers=headers),
    ):
        assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
    assert message["id"] not in [one["id"] for one in await reader.inbox(headers)]
    (untouched,) = await reader.inbox(reader.owner(story))
    assert untouched["read_at"] is None


async def test_a_post_is_not_an_enterprise_of_the_same_name(
    notify: TestedService, story: Story, reader: Reader
) -> None:
    await notify.deliver(story.registered(), story.request_accepted())
    assert await reader.inbox(notify.as_("handler", sub=story.enterprise, enterprise=story.enterprise)) == []


async def test_an_owner_s_token_without_an_enterprise_reads_nothing(notify: TestedService) -> None:
    for path in ("/messages", "/messages/unread-count", "/preferences", f"/messages/{new_id()}"):
        headers = notify.as_("service_officer", roles=["owner"])
        answer = await notify.client.get(path, headers=headers)
        expected = 404 if path.count("/") == 2 and "unread" not in path else 403
        assert answer.status_code in {expected, 403}, path


@pytest.mark.parametrize("path", ["/messages", "/messages/unread-count", "/preferences", "/deliveries"])
async def test_without_a_token_nothing_is_read(notify: TestedService, path: str) -> None:
    answer = await notify.client.get(path)
    assert (answer.status_code, answer.json()["code"]) == (401, "unauthenticated")


async def test_a_claim_is_told_to_both_sides_and_what_follows_to_the_owner_of_then(
    notify: TestedService, story: Story, reader: Reader
) -> None:
    claimant = notify.as_("owner", enterprise=f"C{story.mark}")
    parties = {"owner_uscc": story.enterprise, "claimant_uscc": f"C{story.mark}"}
    about = {"claim_id": new_id(), "project_id": story.project_id, "project_code": "2019-440112-47-03-000001"}
    await notify.deliver(
        story.registered(), ClaimFiled(**about, **parties, claimant_name="认领单位", reason="备案证载明我单位")
    )
    (asked,) = await reader.inbox(reader.owner(story))
    assert asked["subject"] == "项目归属认领待审核：2019-440112-47-03-000001"
    assert "认领单位" in asked["body"]
    assert await reader.inbox(claimant) == []
    await notify.deliver(
        story.agreement_drafted(),
        story.agreement_ended(reason="项目转归认领单位"),
        ProjectPassed(
            project_id=story.project_id,
            owner_id=new_id(),
            owner_uscc=f"C{story.mark}",
            owner_name="认领单位",
            former_owner_uscc=story.enterprise,
        ),
        ClaimClosed(**about, **parties, status="granted", reason="属实"),
        story.request_accepted(),
    )
    assert [one.partition("：")[0] for one in await reader.subjects(reader.owner(story))] == [
        "项目归属认领已准予",
        "代办委托协议已结束",
        "代办委托协议待签订",
        "项目归属认领待审核",
    ]
    of_claimant = await reader.inbox(claimant)
    assert [one["subject"].partition("：")[0] for one in of_claimant] == ["代办服务申请已接受", "项目归属认领已准予"]
    assert story.mark not in of_claimant[1]["subject"] + of_claimant[1]["body"], "the project's name is the owner's"


async def _read_all(notify: TestedService, headers: dict[str, str], **asked: Any) -> int:
    answer = await notify.client.post("/messages/read-all", json=asked, headers=headers)
    assert answer.status_code == 200, answer.text
    count: int = answer.json()["count"]
    return count


async def test_an_inbox_is_marked_read_at_once_and_on_record_once(
    notify: TestedService, story: Story, reader: Reader
) -> None:
    other = Story()
    events = [one.request_accepted() for one in (story, story, story, other)]
    await notify.deliver(story.registered(), other.registered(), *events)
    headers = reader.owner(story)
    assert await _read_all(notify, notify.as_("owner", enterprise=story.enterprise, sub="first")) == 3
    assert await _read_all(notify, notify.as_("owner", enterprise=story.enterprise, sub="second")) == 0
    read = await reader.inbox(headers, unread=False)
    assert len(read) == 3
    assert len({message["read_at"] for message in read}) == 1
    assert len(await reader.inbox(reader.owner(other), unread=True)) == 1, "another's inbox stays as it is"
    entries = await notify.rows(
        "SELECT actor, action, after FROM audit_entry WHERE subject_id = :inbox", inbox=f"enterprise:{story.enterprise}"
    )
    assert [(entry["actor"], entry["action"], entry["after"]["count"]) for entry in entries] == [
        ("first", "message.all_read", 3)
    ]
    known = await notify.rows(
        "SELECT DISTINCT read_by FROM message WHERE receiver = :inbox", inbox=f"enterprise:{story.enterprise}"
    )
    assert [row["read_by"] for row in known] == ["first"]


async def test_what_came_after_what_was_seen_stays_unread(notify: TestedService, story: Story, reader: Reader) -> None:
    await notify.deliver(story.registered(), *(story.request_accepted() for _ in range(4)))
    headers = reader.owner(story)
    newest, seen, *_ = ids(await reader.inbox(headers))
    assert await _read_all(notify, headers, up_to=str(seen)) == 3
    assert ids(await reader.inbox(headers, unread=True)) == [newest]
    strangers = notify.as_("stranger")
    for up_to in (newest, new_id()):
        answer = await notify.client.post("/messages/read-all", json={"up_to": str(up_to)}, headers=strangers)
        assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
    assert ids(await reader.inbox(headers, unread=True)) == [newest]


async def test_the_messages_of_one_project_are_marked_read(notify: TestedService, story: Story, reader: Reader) -> None:
    other = Story()
    await notify.deliver(
        *(story.registered(), other.registered(owner_uscc=story.enterprise)),
        *(story.request_accepted(), other.request_accepted(), other.request_accepted()),
    )
    headers = reader.owner(story)
    mine = {"project_id": str(other.project_id)}
    assert await _read_all(notify, notify.as_("stranger"), **mine) == 0
    newest, seen, _ = ids(await reader.inbox(headers))
    assert await _read_all(notify, headers, up_to=str(seen), **mine) == 1
    assert ids(await reader.inbox(headers, unread=True, **mine)) == [newest]
    assert len(await reader.inbox(headers, unread=True, project_id=str(story.project_id))) == 1


async def test_a_full_inbox_is_marked_read_whole_in_bounded_statements(notify: TestedService, story: Story) -> None:
    await notify.deliver(story.registered(), story.request_accepted())
    async with notify.runtime.transaction() as work:
        await work.connection.execute(
            "INSERT INTO message SELECT gen_random_uuid(), gen_random_uuid(), event_type, receiver, project_id,"
            " subject_id, language, subject, body, occurred_at, created_at FROM message, generate_series(1, 2499)"
            " WHERE project_id = $1",
            story.project_id,
        )
    async with recorded(notify) as sent:
        assert await _read_all(notify, notify.as_("owner", enterprise=story.enterprise)) == 2500
    assert len([one for one in sent if "UPDATE message" in one.sql]) == 3
