"""Events that people are told of become messages to everybody whom their rule names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from services.notify_service.deliveries.use_cases import deliver
from services.notify_service.messages.domain import Message
from services.notify_service.preferences.domain import Preference, Receiver
from services.notify_service.preferences.store import preferences_of
from services.notify_service.telling.audience import receivers
from services.notify_service.telling.rules import LETTERS, audiences_of
from services.notify_service.telling.surroundings import facts_of
from shared.contracts.deadlines import DeadlineMissed, DeadlineNeared
from shared.contracts.event import Event
from shared.kit.events.envelope import Envelope
from shared.kit.events.waiting import Missing, SomeMissing
from shared.kit.ids import new_id
from shared.kit.unit_of_work import UnitOfWork
from shared.vocabulary.limits import Purpose


@dataclass(frozen=True)
class _Told:
    event: Event
    envelope: Envelope
    facts: Mapping[str, Any]
    receivers: Sequence[Receiver]


async def tell(work: UnitOfWork, given: Sequence[tuple[Event, Envelope]]) -> None:
    """Write a message to everybody whom the events' rules name, and hand it to their channels.

    Raises SomeMissing for those whose words or receivers need what is not known here yet.
    """
    told = [(event, envelope) for event, envelope in given if audiences_of(event)]
    if not told:
        return
    missing: dict[UUID, Missing] = {}
    for (event, envelope), facts in zip(told, await facts_of(work, [event for event, _ in told]), strict=True):
        try:
            _check_known(event, facts)
            work.later(_write, _Told(event, envelope, facts, receivers(audiences_of(event), facts)))
        except Missing as one:
            missing[envelope.id] = one
    if missing:
        raise SomeMissing(missing)


def _check_known(event: Event, facts: Mapping[str, Any]) -> None:
    if facts["owner_uscc"] is None:
        raise Missing("project", facts["project_id"])
    is_of_case = isinstance(event, DeadlineNeared | DeadlineMissed) and event.purpose == Purpose.CASE
    if is_of_case and facts["acceptance_number"] is None:
        raise Missing("case", facts["case_id"])


async def _write(work: UnitOfWork, all_told: list[_Told]) -> None:
    """Word what is told, each in its receiver's language, and hand it to its receivers' channels."""
    chosen = await preferences_of(work, {receiver for told in all_told for receiver in told.receivers})
    pairs = [(told, chosen[receiver]) for told in all_told for receiver in told.receivers]
    await deliver(work, [(_message(told, preference, work.now), preference) for told, preference in pairs])


def _message(told: _Told, chosen: Preference, now: datetime) -> Message:
    said = told.facts
    facts = {
        **said,
        "body_name": said["body_name"] or said["body"],
        "item_name": said["item_name"] or said.get("title"),
    }
    words = LETTERS[told.event.event_type].render(chosen.language, facts)
    return Message(
        id=new_id(),
        event_id=told.envelope.id,
        event_type=told.event.event_type,
        receiver=chosen.receiver,
        project_id=facts["project_id"],
        subject_id=told.event.event_subject(),
        language=chosen.language,
        # One line: it becomes a mail's header, and no name may bring a line break into it.
        subject=" ".join(words["subject"].split()),
        body=words["body"],
        occurred_at=told.envelope.time,
        created_at=now,
    )
