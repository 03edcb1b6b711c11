"""The faults. Each is put in under load, taken away again, and says what it did."""

from __future__ import annotations

import asyncio
import os
import random
import signal
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from typing import Any
from uuid import UUID

import httpx
from aiokafka import AIOKafkaProducer

from deploy.local import broker, clock
from deploy.local.stack_file import SERVICES, write_atomically
from deploy.processes import ports
from shared.contracts.event import Limit
from shared.contracts.intake.deadlines import IntakeDeadlineSettled
from shared.contracts.intake.requests import RequestAccepted
from shared.contracts.routing.deadlines import RoutingDeadlineRequested
from shared.kit.events.envelope import Envelope
from shared.kit.ids import new_id
from testing.journey import credit_code
from tests.chaos.ledger import Operation, Outcome
from tests.chaos.load import Load, Way, attempt
from tests.chaos.system import PATIENCE_S, System

SESSION_S = 6.0
"""After so long without a sign of life a consumer's partitions go to another (``kafka_session_timeout_ms``)."""
_HELD = 20261123
"""The advisory lock that stands before what an experiment holds back."""


@dataclass
class Fault:
    """What was done.

    healed: when it was over (monotonic); proof: asked at rest, gives sentences on what shows that the fault did not
    do what it was there to do; repeats: so many messages at least must be on the topics twice for it.
    """

    note: str = ""
    healed: float = 0.0
    wrong: list[str] = field(default_factory=list)
    repeats: int = 0
    proof: Callable[[], Awaitable[list[str]]] | None = None

    def heal(self) -> None:
        """It is over."""
        self.healed = time.monotonic()


@dataclass
class Field:
    """Where an experiment happens. short: it must not last."""

    system: System
    load: Load
    rng: random.Random
    short: bool = False

    async def until(self, what: str, holds: Callable[[], Awaitable[Any]]) -> None:
        """Wait until something holds. Raises TimeoutError."""
        deadline = time.monotonic() + PATIENCE_S
        while not await holds():
            if time.monotonic() > deadline:
                raise TimeoutError(f"it did not come to pass that {what}")
            await asyncio.sleep(0.02)


async def kill(part: str, at: Field) -> Fault:
    """One process is killed with SIGKILL, at any moment."""
    fault = Fault()
    if part.endswith("-api"):
        service = part.removesuffix("-api")
        at.system.roots[service] = at.system.stack.file.url(part)  # the gateway would ask again for its clients
        await asyncio.sleep(0.3)
    await asyncio.sleep(at.rng.uniform(0, 0.5))
    at.system.stack.kill(part)
    fault.heal()
    return fault


async def kill_often(at: Field) -> Fault:
    """Random workers are killed again and again, at random moments."""
    fault, killed = Fault(), []
    for _ in range(2 if at.short else 4):
        part = f"{at.rng.choice(SERVICES)}-worker"
        await at.system.part_ready(part)
        await asyncio.sleep(at.rng.uniform(0, 0.8))
        at.system.stack.kill(part)
        fault.heal()
        killed.append(part)
    fault.note = f"killed {', '.join(killed)}"
    return fault


_AT_MARK = "TRIGGER held_back BEFORE UPDATE ON {0}.outbox FOR EACH STATEMENT"
"""A relay has sent a batch, and wants to mark it."""
_AT_WRITE = "CONSTRAINT TRIGGER held_back AFTER INSERT ON {0}.inbox NOT DEFERRABLE FOR EACH ROW"
"""A consumer has a batch in hand, and begins to handle it."""
_AT_COMMIT = "CONSTRAINT TRIGGER held_back AFTER INSERT ON {0}.inbox DEFERRABLE INITIALLY DEFERRED FOR EACH ROW"
"""A consumer has handled a batch, and the commit is on its way."""


@asynccontextmanager
async def _held_back(at: Field, service: str, where: str) -> AsyncIterator[None]:
    """Here a service's worker has come to where it has to be hit: a trigger makes it wait there for a lock."""
    waiting = f"SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND objid = {_HELD} AND NOT granted"
    async with at.system.database() as holder:
        await holder.execute(f"SELECT pg_advisory_lock({_HELD})")
        try:
            await holder.execute(f"""
                CREATE OR REPLACE FUNCTION {service}.held_back() RETURNS trigger LANGUAGE plpgsql
                AS $$ BEGIN PERFORM pg_advisory_xact_lock_shared({_HELD}); RETURN NULL; END $$;
                CREATE {where.format(service)} EXECUTE FUNCTION {service}.held_back()
            """)
            await at.until("it waits where it is to be hit", partial(at.system.rows, waiting))
            yield
        finally:
            await holder.execute(f"SELECT pg_advisory_unlock({_HELD})")
            await holder.execute(f"DROP FUNCTION {service}.held_back() CASCADE")


async def _cut_off(at: Field, service: str) -> None:
    """End what the database still does for a service's workers, as it does where a client has gone."""
    await at.system.rows(
        "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE application_name = $1",
        f"daiban-{service}-worker",
    )


async def kill_relay(at: Field) -> Fault:
    """A relay is killed after it has sent a batch and before it has marked it: the batch is sent again."""
    service = at.rng.choice(("intake", "routing", "tracking"))
    fault = Fault(repeats=1)
    async with _held_back(at, service, _AT_MARK):
        at.system.stack.kill(f"{service}-worker")
        await _cut_off(at, service)
    fault.heal()
    fault.note = f"{service}-worker killed with rows sent and not marked"
    return fault


async def two_relays(at: Field) -> Fault:
    """A relay stands still with a batch sent and not marked; another leads and sends it again; then the first wakes."""
    service = at.rng.choice(("intake", "routing", "tracking"))
    worker, fault = f"{service}-worker", Fault(repeats=1)
    first = at.system.stack.file.url(worker)

    async def leads(root: str) -> bool:
        return await at.system.metric(root, "daiban_relay_leader") == 1

    async def stands_by() -> bool:
        return not await leads(first)

    async with at.system.another(service, "worker") as second:
        try:
            async with _held_back(at, service, _AT_MARK):
                at.system.stack.kill(worker, signal.SIGSTOP)
                await _cut_off(at, service)
            await at.until("the second relay leads", partial(leads, second.root))
            await asyncio.sleep(at.rng.uniform(0.5, 1.5))
        finally:
            at.system.stack.kill(worker, signal.SIGCONT)
        await at.until("the first relay stands by", stands_by)
        if not await leads(second.root):
            fault.wrong.append("the second relay was put off by the first")
    fault.heal()
    fault.note = f"rows of {service} sent by both; the first stood by when it woke"
    return fault


_CONSUMERS = ("routing", "tracking", "notify")


async def kill_consumer(at: Field) -> Fault:
    """A consumer is killed after its database has committed and before its offset is: the batch comes again.

    It is made to stand still while its commit is on the way, and is killed when that is done.
    """
    service = at.rng.choice(_CONSUMERS)
    worker, fault = f"{service}-worker", Fault()
    try:
        async with _held_back(at, service, _AT_COMMIT):
            at.system.stack.kill(worker, signal.SIGSTOP)
            handled, offsets = await _handled(at, service), await at.system.offsets(service)

        async def committed() -> bool:
            return await _handled(at, service) > handled

        await at.until("the batch is committed", committed)
        in_hand = await _handled(at, service) - handled
        if await at.system.offsets(service) != offsets:
            fault.wrong.append("the offsets were committed all the same")
    finally:
        at.system.stack.kill(worker)
    fault.heal()
    fault.note = f"{worker} killed with {in_hand} events handled whose offsets were not committed"
    fault.proof = partial(_came_again, at, worker, in_hand)
    return fault


async def _came_again(at: Field, worker: str, at_least: int) -> list[str]:
    """Whether the process that a worker is now has been given events which were handled already."""
    seen = await at.system.metric(at.system.stack.file.url(worker), "daiban_events_handled_total", result="repeated")
    return [] if seen >= at_least else [f"{worker} was given {seen:.0f} events again, not {at_least}"]


async def _handled(at: Field, service: str) -> int:
    count: int = (await at.system.rows(f"SELECT count(*) AS n FROM {service}.inbox"))[0]["n"]
    return count


async def zombie(at: Field) -> Fault:
    """A worker with a batch in hand stands still beyond its session timeout; another handles that; then it wakes."""
    service = at.rng.choice(_CONSUMERS)
    worker, fault = f"{service}-worker", Fault()
    root = at.system.stack.file.url(worker)

    async def repeated() -> float:
        return await at.system.metric(root, "daiban_events_handled_total", result="repeated")

    repeated_before = await repeated()
    try:
        async with _held_back(at, service, _AT_WRITE):
            at.system.stack.kill(worker, signal.SIGSTOP)
            await _cut_off(at, service)
        async with at.system.another(service, "worker"):

            async def taken_over() -> bool:
                return not await at.system.on_the_way(for_s=SESSION_S - 2, only=service)

            await asyncio.sleep(SESSION_S + at.rng.uniform(0, 2))
            await at.until("the other has handled all", taken_over)
            inbox = f"SELECT event_id, xmin::text AS by FROM {service}.inbox"
            before = {row["event_id"]: row["by"] for row in await at.system.rows(inbox)}
            at.system.stack.kill(worker, signal.SIGCONT)

            async def woke() -> bool:
                return await repeated() > repeated_before

            await at.until("the zombie wants to write what it had in hand", woke)
    finally:
        at.system.stack.kill(worker, signal.SIGCONT)
    fault.heal()
    after = {row["event_id"]: row["by"] for row in await at.system.rows(inbox)}
    if any(after[one] != by for one, by in before.items()):
        fault.wrong.append("the zombie has written what the other had handled")
    in_hand = await repeated() - repeated_before
    fault.note = f"{worker} woke with {in_hand:.0f} events in hand that were handled meanwhile, and wrote nothing"
    return fault


async def two_workers(at: Field) -> Fault:
    """A second worker of a service comes and shares the partitions; one of the two is killed, the other goes on."""
    service = at.rng.choice(SERVICES)
    fault = Fault()
    async with at.system.another(service, "worker") as second:
        await asyncio.sleep(at.rng.uniform(1, 2.5))
        if at.rng.random() < 0.5:
            at.system.stack.kill(f"{service}-worker")
            fault.note = f"the first worker of {service} killed, the second goes on, then leaves"
            await at.system.part_ready(f"{service}-worker")
        else:
            await second.end(signal.SIGKILL)
            fault.note = f"the second worker of {service} killed"
    fault.heal()
    return fault


async def postgres_stop(at: Field) -> Fault:
    """PostgreSQL stops at once (SIGQUIT: no checkpoint, connections cut), and recovers from its log when started."""
    fault = Fault()
    await asyncio.sleep(at.rng.uniform(0, 0.5))
    old, began = at.system.stack.pid("postgres"), time.monotonic()
    at.system.stack.kill("postgres", signal.SIGQUIT)
    await at.until("PostgreSQL has stopped", partial(_gone, old))
    await at.system.rows("SELECT 1")
    fault.heal()
    fault.note = f"it was away for {fault.healed - began:.1f} s"
    return fault


async def disk_full(at: Field) -> Fault:
    """The disk under PostgreSQL is full: first no table can grow, then its log cannot either and it gives up."""
    fault, before = Fault(), at.system.ledger.unanswered.copy()
    assert at.system.disk
    ballast = at.system.disk.fill()
    try:
        unavailable = "503 service.unavailable"

        async def refused() -> bool:
            return at.system.ledger.unanswered[unavailable] > before[unavailable]

        await at.until("a write is refused", refused)
        await asyncio.sleep(1)
        full = (at.system.ledger.unanswered - before)[unavailable]
        with suppress(Exception):  # the server breaks off in it
            async with at.system.database() as admin:
                await admin.execute("SELECT pg_switch_wal()")
                await admin.execute("CREATE TEMPORARY TABLE big AS SELECT generate_series(1, 100000)")
        await asyncio.sleep(3)
    finally:
        ballast.unlink()
    await at.system.rows("SELECT 1")
    fault.heal()
    others = at.system.ledger.unanswered - before
    fault.note = f"{full} × {unavailable} while no table could grow"
    fault.wrong = [f"disk full: {count} × {what}" for what, count in others.items() if unavailable not in what]
    return fault


async def broker_lost(at: Field) -> Fault:
    """The embedded broker is killed, and forgets topics, events and offsets: the outboxes are published again."""
    return await _broker_killed(at)


async def broker_killed(at: Field) -> Fault:
    """Apache Kafka is killed with SIGKILL, and comes back with what it had acknowledged."""
    return await _broker_killed(at)


async def _broker_killed(at: Field) -> Fault:
    fault, stack = Fault(), at.system.stack
    await asyncio.sleep(at.rng.uniform(0, 0.5))
    old, began = stack.pid("broker"), time.monotonic()
    stack.kill("broker")
    await at.until("the broker has ended", partial(_gone, old))

    async def served() -> bool:
        return await ports.is_served(stack.file.ports["broker"])

    await at.until("the broker is back", served)
    fault.heal()
    fault.note = f"it was away for {fault.healed - began:.1f} s"
    return fault


async def broker_frozen(at: Field) -> Fault:
    """The broker stands still for 30 seconds."""
    seconds = 8.0 if at.short else 30.0
    fault = Fault(note=f"{seconds:.0f} s")
    at.system.stack.kill("broker", signal.SIGSTOP)
    try:
        await asyncio.sleep(seconds)
    finally:
        at.system.stack.kill("broker", signal.SIGCONT)
    fault.heal()
    return fault


async def long_transaction(at: Field) -> Fault:
    """A transaction that has written stays open in another database: the server's snapshot horizon stands still."""
    fault, oldest = Fault(), 0.0
    async with at.system.database("postgres") as admin:
        if not await admin.fetchval("SELECT 1 FROM pg_database WHERE datname = 'neighbour'"):
            await admin.execute("CREATE DATABASE neighbour")
    async with at.system.database("neighbour") as neighbour:
        await neighbour.execute("CREATE TABLE IF NOT EXISTS note (text text)")
        async with neighbour.transaction():
            await neighbour.execute("INSERT INTO note VALUES ('open')")
            until = time.monotonic() + (3 if at.short else 6)
            while time.monotonic() < until:
                for service in SERVICES:
                    lag = await at.system.rows(
                        "SELECT coalesce(extract(epoch FROM clock_timestamp() - min(recorded_at)), 0)::float AS s"
                        f" FROM {service}.outbox WHERE published_at IS NULL"
                    )
                    oldest = max(oldest, lag[0]["s"])
                await asyncio.sleep(0.1)
    fault.heal()
    fault.note = f"oldest unpublished row meanwhile: {oldest:.2f} s"
    return fault


async def clock_moved(at: Field) -> Fault:
    """The services' clock jumps ahead by an hour, and back again."""
    file, fault = at.system.stack.file.clock_file, Fault()
    before = clock.offset(file).total_seconds()
    write_atomically(file, str(before + 3600))
    try:
        await asyncio.sleep(at.rng.uniform(1.5, 3))
    finally:
        write_atomically(file, str(before))
    await asyncio.sleep(0.5)
    fault.heal()
    return fault


async def poison(at: Field) -> Fault:
    """What no handler can take is put on a topic: broken data, an unknown version, junk; and one that comes too early.

    The three are put aside, the early one waits, later events flow; what it needs comes, and it goes on by itself.
    """
    fault, system = Fault(), at.system
    project, deadline, now = new_id(), new_id(), datetime.now(UTC)
    key = str(project).encode()
    settled = IntakeDeadlineSettled(deadline_id=deadline, project_id=project, met=True, at=now)
    requested = RoutingDeadlineRequested(
        deadline_id=deadline,
        project_id=project,
        purpose="acknowledgement",
        subject_kind="assignment",
        subject_id=new_id(),
        body="PNR",
        base=now,
        limit=Limit(days=5, unit="working_day"),
    )
    event_ids: list[UUID] = []

    def headers(type_: str, source: str = "intake") -> list[tuple[str, bytes]]:
        event_ids.append(new_id())
        return Envelope(event_ids[-1], type_, source, str(project), str(project), now).headers()

    producer = AIOKafkaProducer(bootstrap_servers=broker.bootstrap(system.stack.file), acks="all")
    await producer.start()
    try:
        accepted = RequestAccepted.event_type
        for type_, data in (
            (accepted, b'{"project_id": 7}'),
            (accepted.replace(".v1", ".v9"), b"{}"),
            (settled.event_type, settled.model_dump_json().encode()),
        ):
            await producer.send_and_wait("daiban.intake", data, key=key, headers=headers(type_))
        await producer.send_and_wait("daiban.intake", b"\x00\xff no event", key=key)
        system.injected.update(event_ids)
        for service in _CONSUMERS:
            system.parked[service] += 3  # broken data, unknown version, junk
        letters = "SELECT id, event_id FROM tracking.dead_letter WHERE event_id = ANY($1) ORDER BY id"
        wanted = [str(one) for one in event_ids[:2]]

        async def put_aside() -> bool:
            waits = await system.rows("SELECT 1 FROM tracking.waiting_event WHERE event_id = $1", event_ids[2])
            return bool(waits) and len(await system.rows(letters, wanted)) == 2

        await at.until("two are put aside and the early one waits", put_aside)
        settled_by = headers(requested.event_type, "routing")
        system.injected.update(event_ids)
        await producer.send_and_wait(
            "daiban.routing", requested.model_dump_json().encode(), key=key, headers=settled_by
        )
    finally:
        await producer.stop()

    async def goes_on() -> bool:
        return bool(await system.rows("SELECT 1 FROM tracking.deadline WHERE id = $1 AND state = 'met'", deadline))

    await at.until("what the early one needs has come, and it goes on", goes_on)
    ids = [str(row["id"]) for row in await system.rows(letters, wanted)]
    told = await system.command("tracking", "dead-letters", "--replay", *ids, fails=True)
    outcomes = [line.partition("\t")[2] for line in told.splitlines() if "\t" in line]
    if [one.partition(":")[0] for one in outcomes] != ["still fails", "still fails"]:
        fault.wrong.append(f"replay of dead letters: {outcomes}")
    fault.heal()
    fault.note = (
        "3 put aside in each of 3 services, replayed they still fail; the early one waited in tracking, and went on"
    )
    return fault


async def rolling_restart(at: Field) -> Fault:
    """Each API is restarted with SIGTERM, one after another, with live streams open; every answer is 2xx."""
    fault, system = Fault(), at.system
    before = system.ledger.unanswered.copy()
    slowest = 0.0
    async with AsyncExitStack() as streams:
        http = await streams.enter_async_context(httpx.AsyncClient(trust_env=False, timeout=30))
        project = await Way(at.load, http, at.rng).register()
        url = f"{system.stack.base_url}/api/tracking/v1/projects/{project['id']}/progress/stream"
        headers = system.headers("data_bureau", sub="GSD-admin-1") | {"Accept": "text/event-stream"}

        async def known() -> bool:
            copies = "SELECT 1 FROM tracking.project_copy WHERE project_id = $1::text::uuid"
            return bool(await system.rows(copies, project["id"]))

        await at.until("tracking knows the project", known)
        for _ in range(3):
            answer = await streams.enter_async_context(http.stream("GET", url, headers=headers))
            if answer.status_code != 200:
                fault.wrong.append(f"a live stream was answered {answer.status_code}")
        for service in ("tracking",) if at.short else SERVICES:
            part = f"{service}-api"
            old, began = system.stack.pid(part), time.monotonic()
            system.stack.kill(part, signal.SIGTERM)
            await at.until(f"{part} has ended", partial(_gone, old))
            slowest = max(slowest, time.monotonic() - began)
            await system.part_ready(part)
            await asyncio.sleep(0.3)
    fault.heal()
    others = system.ledger.unanswered - before
    fault.note = (
        f"the slowest ended within {slowest:.1f} s, with live streams open; answers other than 2xx: {len(others)}"
    )
    fault.wrong += [f"rolling restart: {count} × {what}" for what, count in others.items()]
    return fault


async def _gone(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


async def same_key(at: Field) -> Fault:
    """The same request with the same Idempotency-Key fifty times at once, several times over."""
    fault, seen = Fault(), []
    limits = httpx.Limits(max_connections=50)
    async with httpx.AsyncClient(trust_env=False, timeout=30, limits=limits) as http:
        for _ in range(2 if at.short else 5):
            uscc = credit_code()
            caller = at.system.headers("owner", enterprise=uscc, sub=f"owner-{uscc}")
            body = {"uscc": uscc, "name": "示例", "contact_name": "联系岗", "contact_phone": "020-83000000"}
            operation = Operation("owner", "intake", f"owner-{uscc}", str(new_id()), uscc)
            at.system.ledger.operations.append(operation)
            keyed = caller | {"Idempotency-Key": operation.key}
            url = f"{at.system.stack.base_url}/api/intake/v1/owners"
            answers = await asyncio.gather(*(http.post(url, json=body, headers=keyed) for _ in range(50)))
            made = [one for one in answers if one.status_code == 201]
            running = [one for one in answers if one.status_code == 409]
            first = [one for one in made if "idempotency-replayed" not in one.headers]
            seen.append(f"{len(made)} × 201, {len(running)} × 409")
            if len(made) + len(running) != 50 or len(first) != 1 or len({one.content for one in made}) != 1:
                fault.wrong.append(f"same key: {[one.status_code for one in answers]}, {len(first)} first ones")
            if made:
                operation.outcome, operation.status, operation.answer = Outcome.OK, 201, made[0].json()
    fault.heal()
    fault.note = "; ".join(seen)
    return fault


async def if_match(at: Field) -> Fault:
    """Twenty writers with the same If-Match and keys of their own: one wins."""
    fault, seen = Fault(), []
    async with httpx.AsyncClient(trust_env=False, timeout=30, limits=httpx.Limits(max_connections=20)) as http:
        for _ in range(2 if at.short else 5):
            way = Way(at.load, http, at.rng)
            request = await way.ask(await way.register())
            clerk = at.system.headers("window_clerk", sub="GSD-window-1") | {"If-Match": f'"{request["version"]}"'}
            path = f"/api/intake/v1/requests/{request['id']}/accept"
            writers = [
                Operation("request.accept", "intake", "GSD-window-1", str(new_id()), request["id"]) for _ in range(20)
            ]
            answers = await asyncio.gather(
                *(attempt(at.load, http, one, path, clerk | {"Idempotency-Key": one.key}, None) for one in writers)
            )
            winners = [one for one in writers if one.outcome is Outcome.OK]
            at.system.ledger.operations += winners
            stale = [told for told in answers if told.startswith("412")]
            seen.append(f"{len(winners)} × 200, {len(stale)} × 412")
            if len(winners) != 1 or len(stale) != 19:
                fault.wrong.append(f"If-Match: {answers}")
            keys = [one.key for one in writers if one not in winners]
            kept = await at.system.rows("SELECT key FROM intake.idempotency_key WHERE key = ANY($1)", keys)
            if kept:
                fault.wrong.append(f"If-Match: {len(kept)} losers have an answer kept")
    fault.heal()
    fault.note = "; ".join(seen)
    return fault


Do = Callable[[Field], Awaitable[Fault]]

EXPERIMENTS: dict[str, Do] = {
    **{f"kill-{s}-{process}": partial(kill, f"{s}-{process}") for s in SERVICES for process in ("api", "worker")},
    "kill-often": kill_often,
    "kill-relay": kill_relay,
    "kill-consumer": kill_consumer,
    "zombie": zombie,
    "two-workers": two_workers,
    "two-relays": two_relays,
    "postgres-stop": postgres_stop,
    "disk-full": disk_full,
    "broker-lost": broker_lost,
    "broker-killed": broker_killed,
    "broker-frozen": broker_frozen,
    "long-transaction": long_transaction,
    "clock": clock_moved,
    "poison": poison,
    "rolling-restart": rolling_restart,
    "same-key": same_key,
    "if-match": if_match,
}
SMALL_DISK = frozenset({"disk-full"})
"""Those that need a stack on a small disk."""
ONLY_ON = {"broker-lost": "embedded", "broker-killed": "kafka"}
"""Those that make sense with one broker only."""


def meaning(name: str) -> str:
    """The first line of what an experiment says of itself."""
    do = EXPERIMENTS[name]
    told = do.func.__doc__ if isinstance(do, partial) else do.__doc__
    return (told or "").strip().partition("\n")[0]
