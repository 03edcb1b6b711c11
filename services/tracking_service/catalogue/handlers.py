"""What routing publishes of bodies and items."""

from __future__ import annotations

from services.tracking_service.catalogue import store
from shared.contracts.routing.catalogue import ItemPublished
from shared.contracts.routing.departments import BodyPublished
from shared.kit.events.envelope import Envelope
from shared.kit.unit_of_work import UnitOfWork


async def on_item_published(work: UnitOfWork, event: ItemPublished, _: Envelope) -> None:
    """Keep the version: a case runs on the rules of the day of its acceptance."""
    await store.save_item(work, event)
    work.arrived("item", event.code)


async def on_body_published(work: UnitOfWork, event: BodyPublished, _: Envelope) -> None:
    """Know the body's name."""
    await store.save_body(work, event)
