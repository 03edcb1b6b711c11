"""Deadlines that other services ask for."""

from __future__ import annotations

from collections.abc import Sequence

from services.tracking_service.calendar.domain import Limit
from services.tracking_service.copies.items import item_names
from services.tracking_service.deadlines.domain import Deadline
from services.tracking_service.deadlines.store import DEADLINES
from services.tracking_service.deadlines.use_cases import set_deadlines
from services.tracking_service.tasks.store import changed
from shared.contracts.deadlines import DeadlineRequested, DeadlineSettled
from shared.kit.clock import local_date
from shared.kit.events.envelope import Envelope
from shared.kit.events.waiting import check_known
from shared.kit.unit_of_work import UnitOfWork
from shared.vocabulary.limits import LimitUnit


async def on_deadlines_requested(work: UnitOfWork, given: Sequence[tuple[DeadlineRequested, Envelope]]) -> None:
    """Reckon them and watch them."""
    titles = await item_names(work, {event.subject_id for event, _ in given})
    asked = [
        Deadline(
            id=event.deadline_id,
            asker=envelope.source,
            project_id=event.project_id,
            purpose=event.purpose,
            subject_kind=event.subject_kind,
            subject_id=event.subject_id,
            body=event.body,
            title=titles.get(event.subject_id),
            base=local_date(event.base),
            limit=Limit(event.limit.days, LimitUnit(event.limit.unit)),
        )
        for event, envelope in given
    ]
    await set_deadlines(work, asked)
    for one in asked:
        work.arrived("deadline", one.id)


async def on_deadlines_settled(work: UnitOfWork, given: Sequence[tuple[DeadlineSettled, Envelope]]) -> None:
    """Watch them no more. What was not asked for yet (its request waits, perhaps) is waited for."""
    found = await DEADLINES.rows.several(work, [event.deadline_id for event, _ in given], lock=True)
    check_known("deadline", {envelope.id: event.deadline_id for event, envelope in given}, found)
    async with DEADLINES.changing(work, *found.values()):
        for event, _ in given:
            found[event.deadline_id].settle(met=event.met, at=event.at)
    for one in found.values():
        changed(work, one.project_id, one.subject_id)
