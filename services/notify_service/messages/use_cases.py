"""What can be done with messages: telling (by an event), and reading (by a receiver)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import Row

from services.notify_service.deliveries.use_cases import deliver
from services.notify_service.directory import store as directory
from services.notify_service.messages import store, waiting
from services.notify_service.messages.audience import receivers
from services.notify_service.messages.domain import Message
from services.notify_service.messages.policy import check_may_see, visible
from services.notify_service.messages.rules import RULES, TEMPLATES
from services.notify_service.messages.waiting import Known, Missing
from services.notify_service.preferences import store as preferences
from services.notify_service.preferences.domain import Receiver
from services.notify_service.preferences.policy import receiver_of
from shared.contracts.deadlines import DeadlineMissed, DeadlineNeared
from shared.contracts.event import Event
from shared.kit.events.envelope import Envelope
from shared.kit.ids import new_id
from shared.kit.pages import page
from shared.kit.unit_of_work import UnitOfWork

UNREAD_COUNTED_TO = 100


async def tell(work: UnitOfWork, event: Event, envelope: Envelope) -> None:
    """Write a message to everybody whom the event's rule names, and hand it to their channels.

    What cannot be told yet, or not to all, because something is not known here, waits until it is; who was told already
    is not told again then.
    """
    told: list[Receiver] = []
    locked: set[Missing] = set()
    while True:
        facts = await _facts(work, event)
        missing: Missing | None
        if isinstance(facts, Missing):
            missing = facts
        else:
            told, missing = await receivers(work, RULES[event.event_type].to, facts)
        if missing is None:
            break
        if missing in locked:
            await waiting.park(work, missing, event, envelope)
            break
        await waiting.lock(work, missing)
        locked.add(missing)
    if not isinstance(facts, Missing):
        await _write(work, event, envelope, facts, told)


async def _write(
    work: UnitOfWork, event: Event, envelope: Envelope, facts: dict[str, Any], told: list[Receiver]
) -> None:
    chosen = await preferences.of_all(work, told)
    messages = []
    for receiver in told:
        language = chosen[receiver].language
        words = TEMPLATES[event.event_type].render(language, facts)
        messages.append(
            Message(
                id=new_id(),
                event_id=envelope.id,
                event_type=event.event_type,
                receiver=receiver,
                project_id=facts["project_id"],
                subject_id=event.event_subject(),
                language=language,
                subject=words.subject,
                body=words.body,
                occurred_at=envelope.time,
                created_at=work.now,
            )
        )
    if fresh := await store.add(work, messages):
        await deliver(work, {message.id: chosen[message.receiver] for message in fresh})


async def tell_waiting(work: UnitOfWork, now_known: Missing) -> None:
    """Tell what waited for something that is known now. Called after it was stored under the lock."""
    contracts = {type_: rule.contract for type_, rule in RULES.items()}
    for event, envelope in await waiting.release(work, now_known, contracts):
        await tell(work, event, envelope)


async def _facts(work: UnitOfWork, event: Event) -> dict[str, Any] | Missing:
    """What the event says, completed with what the directory knows."""
    facts = event.model_dump()
    project = await directory.project(work, facts["project_id"])
    if project is None:
        return Missing.of(Known.PROJECT, facts["project_id"])
    facts |= {
        "project_name": project.name,
        "project_code": project.code,
        "owner_name": project.owner_name,
        "owner_uscc": project.owner_uscc,
    }
    if isinstance(event, DeadlineNeared | DeadlineMissed):
        case = await directory.case(work, event.subject_id)
        if case is None:
            return Missing.of(Known.CASE, event.subject_id)
        facts |= {name: value for name, value in vars(case).items() if name != "id"}
    if body := facts.get("body"):
        facts["body_name"] = await directory.body_name(work, body) or body
    return facts


async def list_messages(
    work: UnitOfWork, *, unread: bool | None, project_id: UUID | None, size: int, cursor: str | None
) -> tuple[list[Row[Any]], str | None]:
    """A page of the caller's inbox, newest first."""
    query = store.inbox(visible(work.principal), unread=unread, project_id=project_id)
    return await page(work, "messages", query, [store.message.c.id], size=size, cursor=cursor, descending=True)


async def get_message(work: UnitOfWork, message_id: UUID) -> Message:
    """A message of the caller's inbox; raises NotFound."""
    return check_may_see(work.principal, await store.get(work, message_id))


async def read_message(work: UnitOfWork, message_id: UUID) -> Message:
    """Mark a message of the caller's inbox as read; a second time changes nothing. Raises NotFound."""
    message = check_may_see(work.principal, await store.get_for_update(work, message_id))
    if message.read(work.now, work.actor):
        await store.save_read(work, message)
        work.audit("message.read", "message", message.id, after={"receiver": message.receiver})
    return message


async def count_unread(work: UnitOfWork) -> int:
    """How many messages the caller has not read, counted up to ``UNREAD_COUNTED_TO``."""
    return await store.count_unread(work, receiver_of(work.principal), at_most=UNREAD_COUNTED_TO)
