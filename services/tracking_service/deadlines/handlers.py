"""Deadlines that other services ask for."""

from __future__ import annotations

from services.tracking_service.calendar.domain import Limit, LimitUnit
from services.tracking_service.deadlines import use_cases
from services.tracking_service.deadlines.domain import Deadline
from services.tracking_service.progress.store import item_name_of
from shared.contracts.deadlines import DeadlineRequested, DeadlineSettled
from shared.kit.clock import local_date
from shared.kit.events.envelope import Envelope
from shared.kit.events.waiting import Missing
from shared.kit.unit_of_work import UnitOfWork


async def on_deadline_requested(work: UnitOfWork, event: DeadlineRequested, envelope: Envelope) -> None:
    """Reckon it and watch it."""
    await use_cases.set_deadline(
        work,
        Deadline(
            id=event.deadline_id,
            asker=envelope.source,
            project_id=event.project_id,
            purpose=event.purpose,
            subject_kind=event.subject_kind,
            subject_id=event.subject_id,
            body=event.body,
            title=await item_name_of(work, event.subject_id),
            base=local_date(event.base),
            limit=Limit(event.limit.days, LimitUnit(event.limit.unit)),
        ),
    )
    work.arrived("deadline", event.deadline_id)


async def on_deadline_settled(work: UnitOfWork, event: DeadlineSettled, _: Envelope) -> None:
    """Watch it no more.

    Raises Missing where it was not asked for yet (its request was put aside, perhaps).
    """
    if await use_cases.settle(work, event.deadline_id, met=event.met, at=event.at) is None:
        raise Missing("deadline", event.deadline_id)
