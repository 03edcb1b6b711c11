"""What the clock says, and the bodies."""

from __future__ import annotations

from collections.abc import Sequence

from services.intake_service.window.applications.use_cases import deem_accepted, end_cases, take_answers
from shared.contracts.deadlines import DeadlineMissed
from shared.contracts.tracking.cases import CaseAnnulled, CaseAnnulmentRefused, CaseDecided, CaseWithdrawn
from shared.kit.events.envelope import Envelope
from shared.kit.unit_of_work import UnitOfWork
from shared.vocabulary.limits import Purpose


async def on_deadline_missed(work: UnitOfWork, event: DeadlineMissed, _: Envelope) -> None:
    """The window did not answer in time. Other deadlines are others' business."""
    if event.purpose == Purpose.SUPPLEMENT_NOTICE:
        await deem_accepted(work, event.subject_id, missed=event.deadline_id)


async def on_cases_ended(work: UnitOfWork, given: Sequence[tuple[CaseDecided | CaseWithdrawn, Envelope]]) -> None:
    """Cases were decided, or withdrawn by their applicants."""
    await end_cases(work, {event.application_item_id: event.at for event, _ in given})


async def on_undo_answered(
    work: UnitOfWork, given: Sequence[tuple[CaseAnnulled | CaseAnnulmentRefused, Envelope]]
) -> None:
    """Cases were annulled because the window asked for it, or can not be."""
    await take_answers(work, [event for event, _ in given])
