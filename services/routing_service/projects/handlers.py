"""What intake says of projects."""

from __future__ import annotations

from services.routing_service.projects import store
from shared.contracts.intake.projects import ProjectRegistered
from shared.contracts.intake.requests import RequestAccepted
from shared.kit.events.envelope import Envelope
from shared.kit.events.waiting import Missing
from shared.kit.unit_of_work import UnitOfWork


async def on_project_registered(work: UnitOfWork, event: ProjectRegistered, _: Envelope) -> None:
    """Keep what routing needs of the project."""
    await store.save(work, event)
    work.arrived("project", event.project_id)


async def on_request_accepted(work: UnitOfWork, event: RequestAccepted, envelope: Envelope) -> None:
    """From now on the project may, and should, have a chief service officer."""
    if not await store.mark_accepted(work, event.project_id, envelope.time):
        raise Missing("project", event.project_id)
