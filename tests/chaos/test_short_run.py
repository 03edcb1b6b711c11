"""A short run of `make chaos` on one stack; and that its checker sees what it is there to see."""

from __future__ import annotations

import asyncio
import re
import signal
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from functools import partial
from uuid import uuid4

import pytest
from aiokafka import AIOKafkaProducer

from deploy.local import broker
from tests.chaos.checker import Checker
from tests.chaos.ledger import Outcome
from tests.chaos.runner import run
from tests.chaos.system import System

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journey2")]


@pytest.fixture(scope="module")
async def system() -> AsyncIterator[System]:
    async with System.up() as started:
        yield started


@pytest.mark.parametrize("experiment", ["kill-consumer", "kill-relay", "postgres-stop"])
async def test_nothing_is_lost_doubled_or_reordered(system: System, experiment: str) -> None:
    result = await run(system, experiment, seed=1, short=True)
    assert result.violations == []
    assert result.ok > 20


async def test_what_is_not_published_is_still_on_the_way(system: System) -> None:
    system.stack.kill("intake-worker", signal.SIGSTOP)
    try:
        await system.rows("UPDATE intake.outbox SET published_at = NULL WHERE id = (SELECT max(id) FROM intake.outbox)")
        assert await system.on_the_way() == {"intake: not published": 1}
    finally:
        system.stack.kill("intake-worker", signal.SIGCONT)
    await system.at_rest()


async def send_what_no_outbox_has(system: System) -> None:
    async with AIOKafkaProducer(bootstrap_servers=broker.bootstrap(system.stack.file)) as producer:
        headers = [("ce_id", str(uuid4()).encode())]
        await producer.send_and_wait("daiban.notify", b"{}", key=b"x", headers=headers)


async def test_what_is_said_while_it_compares_is_no_finding_and_what_nobody_said_still_is(system: System) -> None:
    """As a letter does whose attempt was cut off: it is sent again when its lease ends, whatever the checker does."""
    said = 0

    async def say_something_now_and_then() -> None:
        nonlocal said
        end = time.monotonic() + 4
        while time.monotonic() < end:
            await system.rows(
                f"WITH said AS (INSERT INTO notify.outbox {_EVENT} VALUES"
                " (gen_random_uuid(), 'daiban.notify.message.delivered.v1', 'x', gen_random_uuid(), '{}', now(), NULL))"
                " SELECT pg_notify('notify_outbox', '')"
            )
            said += 1
            await asyncio.sleep(0.2)

    await system.at_rest()
    saying = asyncio.create_task(say_something_now_and_then())
    alone = await Checker(system).compare()
    assert any("which no outbox has" in one for one in alone), "nothing was said while it compared"
    assert await Checker(system).check() == []
    await saying
    assert said > 5

    saying = asyncio.create_task(say_something_now_and_then())
    await send_what_no_outbox_has(system)
    (found,) = await Checker(system).check()
    assert re.fullmatch(r"daiban\.notify holds \S+, which no outbox has", found)
    await saying


_EVENT = "(event_id, type, key, subject, data, occurred_at, published_at)"

TAMPERINGS = {
    "an effect lost": (
        "DELETE FROM tracking.item_case WHERE id IN (SELECT id FROM tracking.item_case LIMIT 1)",
        "an accepted item without exactly one case",
    ),
    "an effect twice": (
        (
            "INSERT INTO tracking.timeline_entry SELECT project_id, number + 1000000, at, kind, words_zh, words_en,"
            " subject_kind, subject_id, data FROM tracking.timeline_entry WHERE kind = 'request.accepted' LIMIT 1"
        ),
        "too many {('request.accepted'",
    ),
    "two effects in the wrong order": (
        "UPDATE tracking.timeline_entry SET number = -number WHERE kind = 'request.accepted'",
        "not in order",
    ),
    "an effect of no event": ("INSERT INTO routing.inbox VALUES (gen_random_uuid())", "handled what nobody said"),
    "an assignment of no item": (
        (
            "UPDATE routing.assignment SET application_item_id = gen_random_uuid()"
            " WHERE id IN (SELECT id FROM routing.assignment LIMIT 1)"
        ),
        "a case or an assignment of an item that was not accepted",
    ),
    "a copy that says otherwise": (
        "UPDATE tracking.application_item_copy SET status = 'x' WHERE status = 'accepted'",
        "an item whose status tracking has otherwise",
    ),
    "a project that did not arrive": ("DELETE FROM routing.project_copy", "a project that routing does not know"),
    "a deadline lost": ("DELETE FROM tracking.deadline", "a deadline that was asked for and is not there"),
    "an event lost": (
        "DELETE FROM intake.outbox WHERE id IN (SELECT max(id) FROM intake.outbox)",
        "which no outbox has",
    ),
    "an event of an operation lost": (
        "DELETE FROM intake.outbox WHERE type = 'daiban.intake.request.submitted.v1'",
        "request: 0 times daiban.intake.request.submitted.v1",
    ),
    "an event twice": (
        (
            f"INSERT INTO intake.outbox {_EVENT} SELECT gen_random_uuid(), type, key, subject, data, occurred_at, now()"
            " FROM intake.outbox WHERE type = 'daiban.intake.owner.registered.v1' LIMIT 1"
        ),
        "owner: 2 times daiban.intake.owner.registered.v1",
    ),
    "an event that never reached the topic": (
        f"INSERT INTO routing.outbox {_EVENT} VALUES (gen_random_uuid(), 'x', 'x', 'x', '{{}}', now(), now())",
        "daiban.routing lacks",
    ),
    "events in the wrong order on the topic": (
        (
            "WITH last AS (SELECT max(id) AS id FROM intake.outbox),"
            " first AS (SELECT key, min(id) AS id FROM intake.outbox WHERE type NOT LIKE '%.owner.%'"
            " GROUP BY key LIMIT 1)"
            " UPDATE intake.outbox o SET id = last.id + 1 FROM last, first WHERE o.id = first.id"
        ),
        "comes after later ones",
    ),
    "a write by half": (
        "DELETE FROM intake.idempotency_key WHERE convert_from(body, 'UTF8') LIKE '%total_investment%'",
        "1 rows, kept answer: False",
    ),
    "a write lost": (
        "DELETE FROM intake.idempotency_key WHERE status = 200",
        "was answered 200 and is not there",
    ),
    "a message lost": (
        (
            "WITH m AS (SELECT id FROM notify.message WHERE receiver LIKE 'enterprise:%' LIMIT 1),"
            " d AS (DELETE FROM notify.delivery WHERE message_id IN"
            " (TABLE m) RETURNING id) UPDATE notify.message SET receiver = 'x' WHERE id IN (TABLE m)"
        ),
        "was told 0 times",
    ),
    "a message twice": (
        (
            "ALTER TABLE notify.message DROP CONSTRAINT uq_message_event_id_receiver;"
            "INSERT INTO notify.message SELECT (m).* FROM (SELECT jsonb_populate_record(m, jsonb_build_object('id',"
            " gen_random_uuid())) AS m FROM notify.message m"
            " WHERE receiver LIKE 'enterprise:%' LIMIT 1) AS one"
        ),
        "was told 2 times",
    ),
    "a message of no event": ("UPDATE notify.message SET event_id = gen_random_uuid()", "messages about nothing"),
    "an audit entry altered": (
        "UPDATE routing.audit_entry SET actor = 'x' WHERE position = 1",
        "audit of routing: broken at 1",
    ),
    "an audit entry gone": ("DELETE FROM tracking.audit_entry WHERE position = 2", "audit of tracking: broken at"),
    "a change that was not audited": (
        "DELETE FROM intake.audit_entry WHERE subject_id IN (SELECT id::text FROM intake.request)",
        "is not in the audit trail",
    ),
    "a dead letter": (
        (
            "INSERT INTO notify.dead_letter (event_id, type, key, headers, data, origin, cause)"
            " VALUES ('x', 'x', 'x', '{}', '', 'x', 'made up')"
        ),
        "made up",
    ),
    "an answer that is not the one given": (
        "UPDATE intake.idempotency_key SET body = convert_to('{\"id\": \"x\"}', 'UTF8')",
        "what is kept is not what was answered",
    ),
}


async def test_the_checker_sees_what_is_wrong(system: System) -> None:
    """Last, for the data is not whole afterwards."""

    async def forget_a_dead_letter() -> None:
        system.parked["intake"] += 1

    async def say_that_it_was_refused() -> None:
        next(one for one in system.ledger.operations if one.kind == "owner").outcome = Outcome.FAIL

    async def execute(statements: str) -> None:
        async with system.database() as connection:
            await connection.execute(statements)

    steps: dict[str, tuple[Callable[[], Awaitable[None]], str]] = {
        "an event of nobody": (partial(send_what_no_outbox_has, system), "daiban.notify holds"),
        "a dead letter that was forgotten": (forget_a_dead_letter, "intake has no dead letters, not 1"),
        "a refused write": (say_that_it_was_refused, "was refused"),
        **{what: (partial(execute, statements), wanted) for what, (statements, wanted) in TAMPERINGS.items()},
    }
    unseen = {}
    before = set(await Checker(system).compare())
    for what, (tamper, wanted) in steps.items():
        await tamper()
        after = set(await Checker(system).compare())
        if not any(wanted in one for one in after - before):
            unseen[what] = sorted(after - before)
        before = after
    assert unseen == {}
