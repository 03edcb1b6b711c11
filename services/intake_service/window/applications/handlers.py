"""What the clock says."""

from __future__ import annotations

from services.intake_service.window.applications import use_cases
from shared.contracts.deadlines import DeadlineMissed
from shared.kit.events.envelope import Envelope
from shared.kit.unit_of_work import UnitOfWork


async def on_deadline_missed(work: UnitOfWork, event: DeadlineMissed, _: Envelope) -> None:
    """The window did not answer in time."""
    await use_cases.deem_accepted(work, event)
