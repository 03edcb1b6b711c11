"""What the clock says."""

from __future__ import annotations

from services.intake_service.window.applications.use_cases import deem_accepted
from shared.contracts.deadlines import DeadlineMissed
from shared.kit.events.envelope import Envelope
from shared.kit.unit_of_work import UnitOfWork
from shared.vocabulary.limits import Purpose


async def on_deadline_missed(work: UnitOfWork, event: DeadlineMissed, _: Envelope) -> None:
    """The window did not answer in time. Other deadlines are others' business."""
    if event.purpose == Purpose.SUPPLEMENT_NOTICE:
        await deem_accepted(work, event.subject_id, missed=event.deadline_id)
