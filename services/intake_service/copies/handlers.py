"""What the catalogue's owner says."""

from __future__ import annotations

from services.intake_service.copies import catalogue
from shared.contracts.routing.catalogue import ItemPublished
from shared.kit.events.envelope import Envelope
from shared.kit.unit_of_work import UnitOfWork


async def on_item_published(work: UnitOfWork, event: ItemPublished, _: Envelope) -> None:
    """Keep the newest version of the item."""
    await catalogue.save_newer(work, event)
