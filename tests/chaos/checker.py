"""What must hold of a system at rest, whatever was done to it: the four schemas and the topics against the ledger."""

from __future__ import annotations

import asyncio
import time
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import asyncpg
from aiokafka import AIOKafkaConsumer, TopicPartition

from deploy.local import broker
from deploy.local.environment import settings_of
from deploy.local.stack_file import SERVICES
from services.notify_service.telling.audience import Audience
from services.notify_service.telling.rules import TOLD
from shared.kit.audit import verify
from shared.kit.database import Database
from shared.kit.settings import Settings
from tests.chaos.ledger import Operation, Outcome
from tests.chaos.system import PATIENCE_S, NotAtRest, System, as_json

_SHOWN = 5

_EVENT_OF = {
    "owner": "daiban.intake.owner.registered.v1",
    "project": "daiban.intake.project.registered.v1",
    "request": "daiban.intake.request.submitted.v1",
    "request.accept": "daiban.intake.request.accepted.v1",
    "agreement": "daiban.intake.agreement.drafted.v1",
    "agreement.sign": "daiban.intake.agreement.signed.v1",
    "item.accept": "daiban.intake.application_item.accepted.v1",
    "assignment.acknowledge": "daiban.routing.assignment.acknowledged.v1",
    "case.start": "daiban.tracking.case.started.v1",
    "case.decide": "daiban.tracking.case.decided.v1",
}
"""The one event of each operation. A package has one of each item."""
_RECEIVED = "daiban.intake.application_item.received.v1"

_FOUND_BY = {
    "owner": "SELECT uscc AS mark, id FROM intake.owner WHERE uscc = ANY($1)",
    "project": "SELECT project_code AS mark, id FROM intake.project WHERE project_code = ANY($1)",
    "request": "SELECT project_id AS mark, id FROM intake.request WHERE project_id::text = ANY($1)",
    "agreement": "SELECT request_id AS mark, id FROM intake.agreement WHERE request_id::text = ANY($1)",
    "application": "SELECT project_id AS mark, id FROM intake.application WHERE project_id::text = ANY($1)",
}
"""Where what was created is found without knowing its id."""

_TIMELINE = {
    "intake": (
        *("project.registered", "project.eligibility_overridden"),
        *("request.submitted", "request.accepted", "request.closed"),
        *("agreement.drafted", "agreement.signed", "agreement.ended"),
        *("item.received", "item.supplement_required", "item.supplemented", "item.not_accepted", "case.opened"),
    ),
    "routing": ("assignment.created", "assignment.acknowledged", "assignment.escalated"),
    "tracking": ("case.started", "case.suspended", "case.resumed", "case.decided", "case.withdrawn"),
}
"""The timeline's kinds that each service's events lead to."""

_STRICTLY = ("intake",)
"""Whose events are in order per project: each client of the load waits for an answer before it asks on. Elsewhere two
things of one project may be done at the same time (by a client and by a consumer), and only each has an order."""

_TOLD_TO_OWNERS = {contract.event_type for contract, to in TOLD.items() if Audience.OWNER in to}
_TOLD_TO_WINDOW = {contract.event_type for contract, to in TOLD.items() if Audience.WINDOW in to}

_COPIES = {
    "a project that routing does not know": """
        SELECT p.id FROM intake.project p LEFT JOIN routing.project_copy c ON c.project_id = p.id
        WHERE c.project_id IS NULL""",
    "a project that tracking does not know": """
        SELECT p.id FROM intake.project p LEFT JOIN tracking.project_copy c ON c.project_id = p.id
        WHERE c.project_id IS NULL""",
    "a project that notify does not know": """
        SELECT p.id FROM intake.project p LEFT JOIN notify.project_copy c ON c.project_id = p.id
        WHERE c.project_id IS NULL""",
    "a copy of a project that intake does not have": """
        SELECT project_id AS id FROM (SELECT project_id FROM routing.project_copy UNION SELECT project_id
        FROM tracking.project_copy UNION SELECT project_id FROM notify.project_copy) AS c
        WHERE NOT EXISTS (SELECT FROM intake.project p WHERE p.id = c.project_id)""",
    "an accepted request of which routing does not know": """
        SELECT r.id FROM intake.request r JOIN routing.project_copy c USING (project_id)
        WHERE r.status = 'accepted' AND c.request_accepted_at IS NULL""",
    "an accepted item without exactly one case": """
        SELECT i.id FROM intake.application_item i LEFT JOIN tracking.item_case c ON c.application_item_id = i.id
        WHERE i.status = 'accepted' GROUP BY i.id HAVING count(c.id) <> 1""",
    "an accepted item without exactly one assignment": """
        SELECT i.id FROM intake.application_item i LEFT JOIN routing.assignment a ON a.application_item_id = i.id
        WHERE i.status = 'accepted' GROUP BY i.id HAVING count(a.id) <> 1""",
    "a case or an assignment of an item that was not accepted": """
        SELECT x.application_item_id AS id FROM (SELECT application_item_id FROM tracking.item_case UNION ALL
        SELECT application_item_id FROM routing.assignment) AS x LEFT JOIN intake.application_item i
        ON i.id = x.application_item_id WHERE i.status IS DISTINCT FROM 'accepted'""",
    "an item whose status tracking has otherwise": """
        SELECT i.id FROM intake.application_item i LEFT JOIN tracking.application_item_copy c
        ON c.application_item_id = i.id WHERE c.status IS DISTINCT FROM i.status""",
    "an assignment that tracking has otherwise": """
        SELECT a.id FROM routing.assignment a LEFT JOIN tracking.assignment_copy c ON c.assignment_id = a.id
        WHERE c.level IS DISTINCT FROM a.level OR c.assignee_title IS DISTINCT FROM a.assignee_title
        OR (a.status = 'acknowledged') AND c.acknowledged_at IS NULL""",
    "an assignment that notify has with somebody else": """
        SELECT a.id FROM routing.assignment a LEFT JOIN notify.assignment_copy c
        ON c.acceptance_number = a.acceptance_number WHERE c.assignee IS DISTINCT FROM a.assignee""",
    "a decided case whose assignment is not closed": """
        SELECT c.id FROM tracking.item_case c JOIN routing.assignment a USING (application_item_id)
        WHERE c.status = 'decided' AND a.status <> 'closed'""",
    "an agreement that tracking has otherwise": """
        SELECT a.id FROM intake.agreement a LEFT JOIN tracking.agreement_copy c ON c.agreement_id = a.id
        WHERE (c.status = 'signed') IS DISTINCT FROM (a.status = 'signed')""",
    "an agreement that notify has otherwise": """
        SELECT a.id FROM intake.agreement a LEFT JOIN notify.agreement_copy c ON c.agreement_id = a.id
        WHERE c.in_force IS DISTINCT FROM (a.status = 'signed')""",
    "a deadline that was asked for and is not there": """
        SELECT o.event_id AS id FROM (SELECT * FROM intake.outbox UNION ALL SELECT * FROM routing.outbox) AS o
        LEFT JOIN tracking.deadline d ON d.id = o.subject::uuid
        WHERE o.type LIKE '%.deadline.requested.v1' AND d.id IS NULL""",
    "a deadline that was settled and still runs": """
        SELECT o.event_id AS id FROM (SELECT * FROM intake.outbox UNION ALL SELECT * FROM routing.outbox) AS o
        JOIN tracking.deadline d ON d.id = o.subject::uuid
        WHERE o.type LIKE '%.deadline.settled.v1' AND d.state = 'running'""",
    "a message without exactly one delivery in the house": """
        SELECT m.id FROM notify.message m LEFT JOIN notify.delivery d ON d.message_id = m.id AND d.channel = 'in_app'
        GROUP BY m.id HAVING count(d.id) <> 1""",
    "a delivery told more than once": """
        SELECT subject AS id FROM notify.outbox WHERE type = 'daiban.notify.message.delivered.v1'
        GROUP BY subject HAVING count(*) > 1""",
    "a timeline with gaps": """
        SELECT h.project_id AS id FROM tracking.timeline_head h LEFT JOIN tracking.timeline_entry e USING (project_id)
        GROUP BY h.project_id, h.last_number
        HAVING count(e.number) <> h.last_number OR max(e.number) <> h.last_number""",
}


@dataclass(frozen=True)
class Sent:
    """A row of an outbox."""

    id: int
    event_id: UUID
    type: str
    key: str
    subject: str
    data: Any


class Checker:
    """Compares everything. Each finding is a sentence; none means that all holds."""

    def __init__(self, system: System) -> None:
        self._system = system
        self.found: list[str] = []
        self.repeats = 0
        """How many messages the topics hold that are repeats of earlier ones."""

    async def check(self) -> list[str]:
        """All invariants, of one state of the system. Raises NotAtRest.

        Schemas and topics are read one after another. Where something was said meanwhile, one was read before it and
        another after it, and that they differ says nothing: everything is compared again.
        """
        deadline = time.monotonic() + PATIENCE_S
        said = await self._system.at_rest()
        while True:
            found = await self.compare()
            before, said = said, await self._system.at_rest()
            if said == before:
                return found
            if time.monotonic() > deadline:
                raise NotAtRest(f"something was said during each comparison for {PATIENCE_S:.0f} s")

    async def compare(self) -> list[str]:
        """All invariants once, of a system that stands still."""
        self.found, self.repeats = list(self._system.ledger.wrong), 0
        self._sent = {service: await self._outbox(service) for service in SERVICES}
        await self._operations()
        await self._copies()
        await self._inboxes()
        await self._timelines()
        await self._messages()
        await self._dead_letters()
        await self._audit()
        await self._topics()
        return self.found

    def _note(self, what: str, which: Any) -> None:
        which = sorted(map(str, which))
        if which:
            more = f" and {len(which) - _SHOWN} more" if len(which) > _SHOWN else ""
            self.found.append(f"{what}: {', '.join(which[:_SHOWN])}{more}")

    async def _outbox(self, service: str) -> list[Sent]:
        query = f"SELECT id, event_id, type, key, subject, data FROM {service}.outbox ORDER BY id"
        return [Sent(**{**row, "data": as_json(row["data"])}) for row in await self._system.rows(query)]

    async def _operations(self) -> None:
        """Each ok exists once with its event, each fail not at all, each unknown wholly or not at all."""
        kept: dict[tuple[str, str, str], asyncpg.Record] = {}
        audited: set[tuple[str, str]] = set()
        for service in SERVICES:
            for row in await self._system.rows(f"SELECT subject, key, status, body FROM {service}.idempotency_key"):
                kept[service, row["subject"], row["key"]] = row
            for row in await self._system.rows(f"SELECT DISTINCT subject_id FROM {service}.audit_entry"):
                audited.add((service, row["subject_id"]))
        events = Counter((one.type, one.subject) for sent in self._sent.values() for one in sent)
        taken_up_otherwise = "assignment.acknowledge"  # starting the case does it too
        made: dict[tuple[str, str], list[str]] = defaultdict(list)
        for kind, query in _FOUND_BY.items():
            marks = [one.mark for one in self._system.ledger.operations if one.kind == kind]
            for row in await self._system.rows(query, marks):
                made[kind, str(row["mark"])].append(str(row["id"]))
        for one in self._system.ledger.operations:
            stored = kept.get((one.service, one.caller, one.key))
            if one.outcome is Outcome.OK and stored is None:
                self.found.append(f"{one.kind} {one.mark} was answered {one.status} and is not there")
            if one.outcome is Outcome.FAIL and stored is not None:
                self.found.append(f"{one.kind} {one.mark} was refused ({one.attempts}) and is there")
            answer = as_json(bytes(stored["body"]).decode()) if stored else {}
            if stored and one.answer and answer != one.answer:
                self.found.append(f"{one.kind} {one.mark}: what is kept is not what was answered")
            if one.kind in _FOUND_BY and made[one.kind, one.mark] != ([answer["id"]] if stored else []):
                self.found.append(
                    f"{one.kind} {one.mark}: {len(made[one.kind, one.mark])} rows, kept answer: {bool(stored)}"
                )
            subject = answer["id"] if stored and one.kind in _FOUND_BY else one.mark
            if stored and (one.service, subject) not in audited:
                self.found.append(f"{one.kind} {subject} is not in the audit trail")
            if stored or one.kind not in _FOUND_BY:
                self._events_of(one, subject, answer, events, lenient=one.kind == taken_up_otherwise and not stored)

    def _events_of(
        self, one: Operation, subject: str, answer: Any, events: Counter[tuple[str, str]], *, lenient: bool
    ) -> None:
        wanted = {(_EVENT_OF[one.kind], subject)} if one.kind in _EVENT_OF else set()
        wanted |= {(_RECEIVED, item["id"]) for item in answer.get("items", []) if one.kind == "application"}
        expected = 1 if answer else 0
        for event in wanted:
            if events[event] != expected and not (lenient and events[event] == 1):
                self.found.append(f"{one.kind}: {events[event]} times {event[0]} of {event[1]}, not {expected}")

    async def _copies(self) -> None:
        for what, query in _COPIES.items():
            self._note(what, [row["id"] for row in await self._system.rows(query)])

    async def _inboxes(self) -> None:
        """Nobody has handled what nobody said."""
        said = {one.event_id for sent in self._sent.values() for one in sent} | self._system.injected
        for service in SERVICES:
            rows = await self._system.rows(
                f"SELECT event_id FROM {service}.inbox WHERE event_id::text NOT IN"
                f" (SELECT event_id FROM {service}.dead_letter)"
            )
            self._note(f"{service} has handled what nobody said", {row["event_id"] for row in rows} - said)

    async def _timelines(self) -> None:
        """Per project and source: the same things, once each, in the order in which the source said them."""
        entries = await self._system.rows(
            "SELECT project_id, number, kind, subject_id, data FROM tracking.timeline_entry ORDER BY project_id, number"
        )
        for source, kinds in _TIMELINE.items():
            told: dict[str, list[tuple[str, str]]] = defaultdict(list)
            said: dict[str, list[tuple[str, str]]] = defaultdict(list)
            for row in entries:
                if row["kind"] in kinds:
                    opened = row["kind"] == "case.opened"
                    subject = as_json(row["data"])["application_item_id"] if opened else row["subject_id"]
                    told[str(row["project_id"])].append((row["kind"], subject))
            for one in self._sent[source]:
                kind = _kind(one.type)
                if kind in kinds and not (source == "tracking" and kind == "case.opened"):
                    said[one.key].append((kind, one.subject))
            for project in told.keys() | said.keys():
                missing, extra = Counter(said[project]), Counter(told[project])
                if missing != extra:
                    self.found.append(
                        f"timeline of {project}, what {source} said: missing {dict(missing - extra)},"
                        f" too many {dict(extra - missing)}"
                    )
                elif _ordered(source, told[project]) != _ordered(source, said[project]):
                    self.found.append(f"timeline of {project}: not in order: {told[project]}, said {said[project]}")

    async def _messages(self) -> None:
        """Owner and window are told once of each event that is for them, and whoever an assignment stands with."""
        rows = await self._system.rows("SELECT event_id, receiver FROM notify.message")
        told = Counter((row["event_id"], row["receiver"]) for row in rows)
        owners = await self._system.rows("SELECT id, owner_uscc FROM intake.project")
        owner_of = {str(row["id"]): row["owner_uscc"] for row in owners}
        said: set[UUID] = set()
        for one in (one for sent in self._sent.values() for one in sent):
            said.add(one.event_id)
            wanted = set()
            if one.type in _TOLD_TO_OWNERS and one.data.get("purpose", "case") == "case":
                wanted.add(f"enterprise:{owner_of.get(one.key)}")
            if one.type in _TOLD_TO_WINDOW:
                wanted.add("window")
            if one.type == "daiban.routing.assignment.created.v1":
                wanted.add(f"post:{one.data['assignee']}")
            for receiver in wanted:
                if told[one.event_id, receiver] != 1:
                    self.found.append(
                        f"{receiver} was told {told[one.event_id, receiver]} times of {one.type} {one.subject}"
                    )
        self._note("messages about nothing", {row["event_id"] for row in rows} - said - self._system.injected)

    async def _dead_letters(self) -> None:
        for service in SERVICES:
            rows = await self._system.rows(f"SELECT type, cause FROM {service}.dead_letter WHERE replayed_at IS NULL")
            if len(rows) != self._system.parked[service]:
                causes = {f"{row['type']}: {row['cause'][:200]}" for row in rows}
                self._note(f"{service} has {len(rows)} dead letters, not {self._system.parked[service]}", causes)
                if not rows:
                    self.found.append(f"{service} has no dead letters, not {self._system.parked[service]}")

    async def _audit(self) -> None:
        for service in SERVICES:
            settings = settings_of(Settings, service, self._system.stack.file)
            database = await Database.open(settings, schema=service, application="checker")
            async with database.connection() as connection:
                verdict = await verify(connection)
            await database.close()
            if verdict.broken_at is not None or verdict.unsealed:
                self.found.append(f"audit of {service}: broken at {verdict.broken_at}: {verdict.reason}")

    async def _topics(self) -> None:
        """Each published row is on its topic, first times in the outbox's order, and nothing else is."""
        for service in SERVICES:
            position = {one.event_id: one for one in self._sent[service]}
            seen: set[UUID] = set()
            last: dict[str, int] = {}
            for key, event_id in await self._read(f"daiban.{service}"):
                if event_id is None or event_id in self._system.injected:
                    continue
                if event_id in seen:
                    self.repeats += 1
                    continue
                seen.add(event_id)
                if event_id not in position:
                    self.found.append(f"daiban.{service} holds {event_id}, which no outbox has")
                    continue
                row = position[event_id]
                if key != row.key:
                    self.found.append(f"daiban.{service}: {event_id} has the key {key}, not {row.key}")
                of = row.key if service in _STRICTLY else row.subject
                if row.id < last.get(of, 0):
                    self.found.append(f"daiban.{service}: {event_id} of {of} comes after later ones")
                last[of] = max(last.get(of, 0), row.id)
            self._note(f"daiban.{service} lacks", position.keys() - seen)

    async def _read(self, topic: str) -> list[tuple[str, UUID | None]]:
        """Keys and event ids of a topic, each partition from its beginning to its present end."""
        consumer = AIOKafkaConsumer(
            bootstrap_servers=broker.bootstrap(self._system.stack.file),
            enable_auto_commit=False,
            auto_offset_reset="earliest",
            fetch_max_wait_ms=10,
        )
        partitions = [TopicPartition(topic, number) for number in range(broker.PARTITIONS)]
        messages: list[tuple[str, UUID | None]] = []
        async with asyncio.timeout(60):
            await consumer.start()
            try:
                consumer.assign(partitions)
                ends = await consumer.end_offsets(partitions)
                await consumer.seek_to_beginning(*partitions)
                left = {one for one in partitions if ends[one] > await consumer.position(one)}
                while left:
                    for batch in (await consumer.getmany(timeout_ms=200)).values():
                        for message in batch:
                            headers = dict(message.headers)
                            given = (headers.get("ce_id") or b"").decode()
                            messages.append(((message.key or b"").decode(), UUID(given) if given else None))
                    left = {one for one in left if await consumer.position(one) < ends[one]}
            finally:
                await consumer.stop()
        return messages


def _ordered(source: str, things: list[tuple[str, str]]) -> Any:
    """What of an order has to be the same."""
    if source in _STRICTLY:
        return things
    by_subject: dict[str, list[str]] = defaultdict(list)
    for kind, subject in things:
        by_subject[subject].append(kind)
    return by_subject


def _kind(type_: str) -> str:
    """The timeline's kind that an event leads to."""
    kind = ".".join(type_.split(".")[2:-1]).replace("application_item.", "item.")
    return "case.opened" if kind == "item.accepted" else kind
