"""An accepted item becomes a case."""

from __future__ import annotations

from services.tracking_service.cases import use_cases
from services.tracking_service.progress.store import save_accepted
from shared.contracts.intake.applications import ItemAccepted
from shared.kit.events.envelope import Envelope
from shared.kit.unit_of_work import UnitOfWork


async def on_item_accepted(work: UnitOfWork, event: ItemAccepted, _: Envelope) -> None:
    """Open the case and start its clock."""
    await save_accepted(work, event)
    await use_cases.open_case(work, event)
