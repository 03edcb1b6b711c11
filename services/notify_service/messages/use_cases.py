"""What can be done with messages: telling (by an event), and reading (by a receiver)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from services.notify_service.deliveries.use_cases import deliver
from services.notify_service.directory import store as directory
from services.notify_service.directory.domain import Surroundings
from services.notify_service.messages import store, waiting
from services.notify_service.messages.audience import receivers
from services.notify_service.messages.domain import Message
from services.notify_service.messages.policy import check_may_see
from services.notify_service.messages.rules import RULES, TEMPLATES
from services.notify_service.messages.waiting import Known, Missing
from services.notify_service.preferences import store as preferences
from services.notify_service.preferences.domain import Preference, Receiver
from services.notify_service.preferences.policy import receiver_of
from shared.contracts.deadlines import DeadlineMissed, DeadlineNeared
from shared.contracts.event import Event
from shared.kit.events.envelope import Envelope
from shared.kit.ids import new_id
from shared.kit.pages import decode_cursor_values, encode_cursor
from shared.kit.unit_of_work import UnitOfWork

UNREAD_COUNTED_TO = 100
_LISTING = "messages"


@dataclass(frozen=True)
class _Told:
    event: Event
    envelope: Envelope
    facts: Mapping[str, Any]
    receivers: Sequence[Receiver]


async def tell(work: UnitOfWork, event: Event, envelope: Envelope) -> None:
    """Write a message to everybody whom the event's rule names, and hand it to their channels.

    What cannot be told yet, or not to all, because something is not known here, waits until it is; who was told already
    is not told again then.
    """
    told: list[Receiver] = []
    turns: set[Missing] = set()
    said = event.model_dump()
    while True:
        around = await directory.around(work, **_keys(event, said))
        facts = _facts(event, said, around)
        missing: Missing | None
        if isinstance(facts, Missing):
            missing = facts
        else:
            told, missing = receivers(RULES[event.event_type].to, facts, around)
        if missing is None:
            break
        if missing in turns:
            await waiting.park(work, missing, event, envelope)
            break
        await directory.take_turn(work, missing.turn)
        turns.add(missing)
    if told and not isinstance(facts, Missing):
        work.later(_write, _Told(event, envelope, facts, told))


def _keys(event: Event, said: Mapping[str, Any]) -> dict[str, Any]:
    """What the event names that the directory may know."""
    return {
        "project_id": said["project_id"],
        "case_id": event.subject_id if isinstance(event, DeadlineNeared | DeadlineMissed) else None,
        "body": said.get("body"),
        "application_item_id": said.get("application_item_id"),
        "agreement_id": said.get("agreement_id"),
    }


def _facts(event: Event, said: Mapping[str, Any], around: Surroundings) -> dict[str, Any] | Missing:
    """What the event says, completed with what the directory knows."""
    project, case = around.project, around.case
    if project is None:
        return Missing.of(Known.PROJECT, said["project_id"])
    facts = {
        **said,
        "project_name": project.name,
        "project_code": project.code,
        "owner_name": project.owner_name,
        "owner_uscc": project.owner_uscc,
    }
    if isinstance(event, DeadlineNeared | DeadlineMissed):
        if case is None:
            return Missing.of(Known.CASE, event.subject_id)
        facts |= {name: value for name, value in vars(case).items() if name != "id"}
    if body := facts.get("body"):
        facts["body_name"] = around.body_name or body
    return facts


async def _write(work: UnitOfWork, all_told: list[_Told]) -> None:
    """Word what is told, and hand it to its receivers' channels."""
    chosen = await preferences.of_all(work, {receiver for told in all_told for receiver in told.receivers})
    await deliver(
        work,
        [
            (_message(told, chosen[receiver], work.now), chosen[receiver])
            for told in all_told
            for receiver in told.receivers
        ],
    )


def _message(told: _Told, chosen: Preference, now: datetime) -> Message:
    words = TEMPLATES[told.event.event_type].render(chosen.language, told.facts)
    return Message(
        id=new_id(),
        event_id=told.envelope.id,
        event_type=told.event.event_type,
        receiver=chosen.receiver,
        project_id=told.facts["project_id"],
        subject_id=told.event.event_subject(),
        language=chosen.language,
        subject=words.subject,
        body=words.body,
        occurred_at=told.envelope.time,
        created_at=now,
    )


_CONTRACTS = {type_: rule.contract for type_, rule in RULES.items()}


async def tell_waiting(work: UnitOfWork, now_known: Missing) -> None:
    """Tell what waited for something that is known now. Called after it was taken in, in its turn."""
    for event, envelope in await waiting.release(work, now_known, _CONTRACTS):
        await tell(work, event, envelope)


async def list_messages(
    work: UnitOfWork, *, unread: bool | None, project_id: UUID | None, size: int, cursor: str | None
) -> tuple[list[Message], str | None]:
    """A page of the caller's inbox, newest first, and the cursor of the next. Raises CursorInvalid."""
    before = decode_cursor_values(_LISTING, cursor, [store.message.c.id])[0].value if cursor else None
    found = await store.inbox(
        work, receiver_of(work.principal), unread=unread, project_id=project_id, before=before, at_most=size + 1
    )
    if len(found) <= size:
        return found, None
    return found[:size], encode_cursor(_LISTING, [found[size - 1].id])


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
