"""What the timeline tells of an event: its line of :mod:`shared.words`, whoever says it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from services.tracking_service.timeline.store import NewEntry, append
from shared.contracts.catalogue import EVENTS
from shared.kit.events.envelope import Envelope
from shared.kit.events.subscriptions import on_many
from shared.kit.unit_of_work import UnitOfWork
from shared.kit.words import Language
from shared.words import words


def told(work: UnitOfWork, event: Any, _: object) -> None:
    """Tell what is said here: what a Resource calls with each of its events."""
    _tell(work, event, work.now)


async def on_told(work: UnitOfWork, given: Sequence[tuple[Any, Envelope]]) -> None:
    """Tell what others say."""
    for event, envelope in given:
        _tell(work, event, envelope.time)


SUBSCRIPTIONS = [
    on_many(event, on_told)
    for event in EVENTS
    if event.producer() != "tracking" and event.event_type in words() and words()[event.event_type].line
]
"""Every event of another service that has a line."""


def _tell(work: UnitOfWork, event: Any, at: datetime) -> None:
    """An event that names its subject is about that, any other about what it is an event of."""
    of = words().get(event.event_type)
    if of is None or of.line is None:
        return
    facts = vars(event)
    append(
        work,
        NewEntry(
            project_id=event.project_id,
            at=facts[of.at] if of.at else at,
            kind=of.kind,
            words_zh=of.line.render(Language.ZH, facts)["line"],
            words_en=of.line.render(Language.EN, facts)["line"],
            subject_kind=facts.get("subject_kind", of.about),
            subject_id=str(facts.get("subject_id", event.event_subject())),
            data={name: facts[name] for name in of.data},
        ),
    )
