"""The one way to change an aggregate: seen, permitted, of the version read; stored, told and on record, or none of it.

On letters in a schema of their own (see letters.py), against the real database.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, nullcontext
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import orjson
import pytest

from shared.kit.change import Resource, event_of
from shared.kit.errors import IllegalTransition, NotFound, NotPermitted, Refusal, StaleVersion
from shared.kit.facts import Fact, NothingCorrected
from shared.kit.http.history import history_of
from shared.kit.ids import new_id
from shared.kit.lists import Asked
from shared.kit.principals import Principal
from shared.kit.runtime import Runtime
from shared.kit.unit_of_work import UnitOfWork
from tests.integration.kit.letters import (
    LETTER_LIST,
    LETTERS,
    Letter,
    LetterSent,
    LetterTold,
    Sealed,
    State,
    Step,
    Topic,
)

NOW = datetime(2026, 11, 27, 1, tzinfo=UTC)
AUDITOR = Principal("auditor-1", frozenset({"auditor"}))


def enterprise(name: str) -> Principal:
    return Principal(f"owner-{name}", frozenset({"owner"}), claims={"enterprise": name})


def a_letter(sender: str, **given: Any) -> Letter:
    return replace(Letter(new_id(), str(new_id()), sender, Topic.LAND, topics=frozenset(Topic)), **given)


@asynccontextmanager
async def caller(letters: Runtime, who: Principal) -> AsyncIterator[UnitOfWork]:
    async with letters.transaction(principal=who, request_id="req-1") as work:
        yield work


def offers(work: UnitOfWork, one: Letter) -> list[dict[str, Any]]:
    told: list[dict[str, Any]] = orjson.loads(orjson.dumps(LETTERS.next_actions(work, one)))
    return told


async def stored(letters: Runtime, key: UUID) -> Letter | None:
    async with letters.transaction() as work:
        return await LETTERS.rows.get(work, key)


async def told(letters: Runtime, key: UUID) -> list[tuple[str, Mapping[str, Any]]]:
    async with letters.reading() as connection:
        rows = await connection.fetch("SELECT type, data FROM outbox WHERE subject = $1 ORDER BY id", str(key))
    return [(row["type"].split(".")[3], row["data"]) for row in rows]


async def recorded(letters: Runtime, key: UUID) -> list[Mapping[str, Any]]:
    async with letters.reading() as connection:
        return [
            dict(row)
            for row in await connection.fetch("SELECT * FROM audit_entry WHERE subject_id = $1 ORDER BY id", str(key))
        ]


async def send(
    letters: Runtime, letter: Letter, sender: str, *, times: int = 1, afterwards: Exception | None = None
) -> Letter:
    async with caller(letters, enterprise(sender)) as work:
        async with LETTERS.change(work, letter.id, Step.SEND, version=1) as one:
            await asyncio.sleep(0.05)
            for _ in range(times):
                one.take(Step.SEND, at=NOW)
        if afterwards:
            raise afterwards
    return one


@pytest.fixture
def sender() -> str:
    return f"enterprise-{new_id()}"


@pytest.fixture
async def letter(letters: Runtime, sender: str) -> Letter:
    new = a_letter(sender)
    async with caller(letters, enterprise(sender)) as work:
        assert await LETTERS.add(work, new)
    return new


async def test_a_new_one_is_stored_told_and_on_record(letters: Runtime, sender: str) -> None:
    new = a_letter(sender)
    new.say("sent")
    async with caller(letters, enterprise(sender)) as work:
        assert await LETTERS.add(work, new)
    assert await stored(letters, new.id) == new
    ((kind, data),) = await told(letters, new.id)
    assert (kind, data["letter_id"], data["topics"]) == ("sent", str(new.id), ["land", "power", "water"])
    (entry,) = await recorded(letters, new.id)
    assert (entry["action"], entry["subject_kind"], entry["actor"]) == ("letter.sent", "letter", f"owner-{sender}")
    assert (entry["on_behalf_of"], entry["request_id"], entry["before"]) == (sender, "req-1", None)
    assert entry["after"] == {"number": new.number, "status": "draft", "lines": []}


async def test_where_a_unique_constraint_is_in_the_way_nothing_happens(letters: Runtime, letter: Letter) -> None:
    again = a_letter("anybody", number=letter.number)
    again.say("sent")
    async with caller(letters, AUDITOR) as work:
        assert not await LETTERS.add(work, again)
    assert await stored(letters, again.id) is None
    assert (await told(letters, again.id), await recorded(letters, again.id)) == ([], [])


async def test_a_change_is_stored_told_and_on_record_with_what_was_before(
    letters: Runtime, letter: Letter, sender: str
) -> None:
    one = await send(letters, letter, sender)
    changed = await stored(letters, letter.id)
    assert changed == one
    assert (one.status, one.sent_at, one.version) == (State.SENT, NOW, 2)
    assert [(kind, data["status"]) for kind, data in await told(letters, letter.id)] == [("sent", "sent")]
    (entry,) = await recorded(letters, letter.id)
    assert (entry["before"]["status"], entry["after"]["status"]) == ("draft", "sent")


async def test_what_says_nothing_is_not_stored(letters: Runtime, letter: Letter, sender: str) -> None:
    async with (
        caller(letters, enterprise(sender)) as work,
        LETTERS.change(work, letter.id, Step.SEND, version=1) as one,
    ):
        one.lines = ["更改"]
    assert await stored(letters, letter.id) == letter
    assert (await told(letters, letter.id), await recorded(letters, letter.id)) == ([], [])


async def test_what_ends_in_a_refusal_leaves_no_trace(letters: Runtime, letter: Letter, sender: str) -> None:
    with pytest.raises(IllegalTransition):
        await send(letters, letter, sender, times=2)
    assert await stored(letters, letter.id) == letter
    assert (await told(letters, letter.id), await recorded(letters, letter.id)) == ([], [])


async def test_what_is_rolled_back_later_was_neither_stored_nor_told(
    letters: Runtime, letter: Letter, sender: str
) -> None:
    with pytest.raises(RuntimeError, match="afterwards"):
        await send(letters, letter, sender, afterwards=RuntimeError("afterwards"))
    assert await stored(letters, letter.id) == letter
    assert (await told(letters, letter.id), await recorded(letters, letter.id)) == ([], [])


async def test_what_is_kept_twice_is_told_once(letters: Runtime, letter: Letter) -> None:
    async with letters.transaction(actor="timer:test") as work:
        one = await LETTERS.rows.get(work, letter.id, lock=True)
        assert one
        async with LETTERS.changing(work, one):
            one.take(Step.SEND)
        async with LETTERS.changing(work, one):
            pass
    assert [kind for kind, _ in await told(letters, letter.id)] == ["sent"]
    (entry,) = await recorded(letters, letter.id)
    assert entry["actor"] == "timer:test"
    assert one.version == 2


async def test_of_several_only_those_that_say_something_are_changed(letters: Runtime, sender: str) -> None:
    several = [a_letter(sender) for _ in range(3)]
    async with letters.transaction() as work:
        await LETTERS.add_all(work, several)
        async with LETTERS.changing(work, *several):
            for one in (several[0], several[2]):
                one.take(Step.SEND)
    assert [one.version for one in several] == [2, 1, 2]
    for one in several:
        assert await stored(letters, one.id) == one
        assert len(await told(letters, one.id)) == len(await recorded(letters, one.id)) == one.version - 1


async def test_what_was_before_stays_though_a_list_is_changed_in_place(
    letters: Runtime, letter: Letter, sender: str
) -> None:
    async with (
        caller(letters, enterprise(sender)) as work,
        LETTERS.change(work, letter.id, Step.SEND, version=1) as one,
    ):
        one.lines.append("补充")
        one.take(Step.SEND)
    (entry,) = await recorded(letters, letter.id)
    assert (entry["before"]["lines"], entry["after"]["lines"]) == ([], ["补充"])


async def test_facts_go_where_the_resource_says(letters: Runtime, letter: Letter) -> None:
    async with letters.transaction() as work:
        one = await LETTERS.rows.get(work, letter.id, lock=True)
        assert one
        async with LETTERS.changing(work, one):
            one.say("noted")  # no event tells it
            one.say("told", whom="PNR")  # the audit trail does not keep it
            one.say("told", whom="DRC", number="other")  # what is named wins over the field
    assert [(data["whom"], data["number"]) for _, data in await told(letters, letter.id)] == [
        ("PNR", letter.number),
        ("DRC", "other"),
    ]
    assert [entry["action"] for entry in await recorded(letters, letter.id)] == ["letter.noted"]


async def test_whoever_is_to_hear_of_events_hears_of_each_that_is_published(letters: Runtime, sender: str) -> None:
    heard: list[tuple[str, Letter]] = []
    resource = replace(LETTERS, told=[lambda _, event, one: heard.append((event.event_type, one))])
    new = a_letter(sender)
    new.say("noted")
    new.say("sent")
    async with letters.transaction() as work:
        await resource.add(work, new)
    assert heard == [(LetterSent.event_type, new)]


@pytest.mark.parametrize(
    ("who", "version", "step", "refusal"),
    [
        ("a stranger", 7, Step.PEEK, NotFound),
        ("its body", 7, Step.SEND, NotPermitted),
        ("its sender", 7, Step.SEND, StaleVersion),
        ("its sender", 1, Step.SEND, None),
        ("its body", 1, Step.PEEK, None),
    ],
)
async def test_one_must_see_it_then_be_permitted_then_know_its_version(
    letters: Runtime, sender: str, who: str, version: int, step: Step, refusal: type[Refusal] | None
) -> None:
    new = a_letter(sender, bodies=frozenset({"PNR"}))
    async with letters.transaction() as work:
        await LETTERS.add(work, new)
    principal = {
        "a stranger": enterprise("another"),
        "its body": Principal("PNR-handler-1", frozenset({"handler"}), claims={"body": "PNR"}),
        "its sender": enterprise(sender),
    }[who]
    async with caller(letters, principal) as work:
        asked = LETTERS.change(work, new.id, step, version=version)
        with pytest.raises(refusal) if refusal else nullcontext():
            await asked.__aenter__()


async def test_a_policy_may_refuse_in_its_own_words(letters: Runtime, sender: str) -> None:
    new = a_letter(sender, lines=["sealed"])
    async with caller(letters, enterprise(sender)) as work:
        await LETTERS.add(work, new)
        with pytest.raises(Sealed):
            LETTERS.check_may(work, new, Step.PEEK)
        assert LETTERS.steps(work, new) == ()


async def test_nobody_may_where_a_resource_names_no_policy(letters: Runtime, sender: str) -> None:
    unguarded: Resource[Letter] = Resource(
        kind="letter", what=LETTERS.what, rows=LETTERS.rows, scope=LETTERS.scope, events={}, on_record=()
    )
    async with caller(letters, enterprise(sender)) as work:
        with pytest.raises(NotPermitted):
            unguarded.check_may(work, a_letter(sender), Step.PEEK)


async def test_next_actions_are_the_operations_that_state_and_policy_both_allow(letters: Runtime, sender: str) -> None:
    async with caller(letters, enterprise(sender)) as work:
        mine = a_letter(sender)
        send, drop, put_off, peek = offers(work, mine)
        assert (send["path"], send["needs"]) == (f"/letters/{mine.id}/send", ["If-Match"])
        assert (drop["label"], drop["prefill"]) == ("放弃", {"until": "for_good"})
        assert (put_off["label"], put_off["prefill"]) == ("暂缓", {"until": "later"})
        assert {one["operation_id"] for one in (drop, put_off)} == {"drop_letter"}
        assert peek["path"] == f"/letters/{mine.id}/peek"
        for one in (a_letter(sender, status=State.SENT), a_letter("another")):
            assert [offer["path"] for offer in offers(work, one)] == [f"/letters/{one.id}/peek"]


async def test_a_step_that_the_state_refuses_is_told_with_what_is_offered_to_the_caller(
    letters: Runtime, sender: str
) -> None:
    gone = a_letter(sender, status=State.DROPPED, bodies=frozenset({"PNR"}))
    async with letters.transaction() as work:
        await LETTERS.add(work, gone)
    async with caller(letters, enterprise(sender)) as work:
        with pytest.raises(IllegalTransition) as refused:
            async with LETTERS.change(work, gone.id, Step.SEND, version=1) as it:
                it.take(Step.SEND)
        assert [one["label"] for one in offers(work, gone)] == ["先睹"]
    assert refused.value.words(english=False).way_out == "当前可以办理：先睹。"
    assert refused.value.words(english=True).way_out == "Allowed now: peek."


async def test_two_who_change_it_at_once_take_turns_and_the_second_knows_too_little(
    letters: Runtime, letter: Letter, sender: str
) -> None:
    outcomes = await asyncio.gather(*(send(letters, letter, sender) for _ in range(2)), return_exceptions=True)
    assert sorted(type(one).__name__ for one in outcomes) == ["Letter", "StaleVersion"]
    assert len(await told(letters, letter.id)) == len(await recorded(letters, letter.id)) == 1


async def test_what_must_be_known_besides_is_brought_however_it_is_read(letters: Runtime, sender: str) -> None:
    new = a_letter(sender, urgent=True)
    async with caller(letters, enterprise(sender)) as work:
        await LETTERS.add(work, new)
        assert (await LETTERS.get(work, new.id)).lines == ["completed"]
        (listed,) = await LETTERS.of_rows(work, (await LETTER_LIST.page(work, Asked())).rows)
        assert listed.lines == ["completed"]
        async with LETTERS.change(work, new.id, Step.PEEK, version=1) as one:
            assert one.lines == ["completed, locked"]


async def test_a_correction_is_kept_as_a_revision_of_the_version_that_it_made(
    letters: Runtime, letter: Letter, sender: str
) -> None:
    for version, state in enumerate((State.SENT, State.DROPPED), 1):
        async with caller(letters, enterprise(sender)) as work:
            async with LETTERS.change(work, letter.id, Step.PEEK, version=version) as one:
                one.correct({"status": state, "urgent": None}, reason=f"更正 {version}")
            with pytest.raises(NothingCorrected):
                one.correct({"status": state}, reason="无")
    async with caller(letters, enterprise(sender)) as work:
        newest = await history_of(work, LETTERS, letter, Asked(size=1))
        first = await history_of(work, LETTERS, letter, Asked(size=1, cursor=newest.next_cursor))
    (two,), (one_,) = newest.items, first.items
    assert [(each.version, each.reason, each.by) for each in (two, one_)] == [
        (3, "更正 2", f"owner-{sender}"),
        (2, "更正 1", f"owner-{sender}"),
    ]
    assert [(one.field_label, one.before_label, one.after_label) for one in two.changes] == [
        ("状态", "已发送", "已放弃")
    ]
    assert first.next_cursor is None


async def test_a_correction_that_fails_leaves_no_revision(letters: Runtime, letter: Letter, sender: str) -> None:
    async def correct_and_fail() -> None:
        async with caller(letters, enterprise(sender)) as work:
            async with LETTERS.change(work, letter.id, Step.PEEK, version=1) as one:
                one.correct({"status": State.SENT}, reason="更正")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await correct_and_fail()
    async with caller(letters, enterprise(sender)) as work:
        assert (await history_of(work, LETTERS, letter, Asked())).items == []


def test_a_code_of_a_corrected_field_reads_as_its_label() -> None:
    assert (LETTERS.field_label("status"), LETTERS.value_label("status", "sent")) == ("状态", "已发送")
    assert (LETTERS.value_label("status", None), LETTERS.value_label("lines", "一")) == (None, None)


def test_an_event_has_the_things_own_fields_and_what_its_fact_names() -> None:
    one = a_letter("anybody", status=State.DROPPED)
    event = event_of(LetterTold, one, Fact("told", {"whom": "PNR"}))
    assert event == LetterTold(
        letter_id=one.id, number=one.number, topics=["land", "power", "water"], status="dropped", whom="PNR"
    )


def test_an_event_that_nobody_fills_is_a_fault_and_not_an_empty_field() -> None:
    with pytest.raises(AttributeError, match="whom"):
        event_of(LetterTold, a_letter("anybody"), Fact("told", {}))
