"""What can be done with requests for agency service."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from services.intake_service.mandate.requests.domain import (
    COURSE,
    ProjectNotEligible,
    RequestOpen,
    ServiceRequest,
    Step,
)
from services.intake_service.mandate.requests.store import REQUESTS
from services.intake_service.parties.projects.domain import Action
from services.intake_service.parties.projects.store import PROJECTS, note_request
from shared.kit.errors import Version
from shared.kit.ids import new_id
from shared.kit.unit_of_work import UnitOfWork
from shared.vocabulary.modes import Channel, Mode
from shared.vocabulary.statuses import RequestStatus


async def submit(
    work: UnitOfWork, *, project_id: UUID, modes: Collection[Mode], channel: Channel, note: str | None
) -> ServiceRequest:
    """The owner asks for the service; the window may write down what came by telephone or on site.

    Raises ProjectNotEligible with the conditions that fail, RequestOpen where one is on its way.
    """
    project = await PROJECTS.get(work, project_id, lock=True)
    PROJECTS.check_may(work, project, Action.SUBMIT_REQUEST)
    if not project.eligible:
        raise ProjectNotEligible(failing=project.eligibility.failing, pointer="/project_id")
    new = ServiceRequest(new_id(), project.id, project.owner_uscc, frozenset(modes), channel, note, work.now)
    new.say(RequestStatus.SUBMITTED)
    REQUESTS.create(work, new, taken=RequestOpen(pointer="/project_id"))
    note_request(work, project.id, is_open=True)
    return new


async def take_step(
    work: UnitOfWork, request_id: UUID, step: Step, version: Version, reason: str | None = None
) -> ServiceRequest:
    """Accept or decline a request (the window), or end it at any time (the owner, notice 二(五)1)."""
    await PROJECTS.rows.get(work, (await REQUESTS.get(work, request_id)).project_id, lock=True)  # first, as in submit
    async with REQUESTS.change(work, request_id, step, version=version) as request:
        request.take(step, reason=reason)
    note_request(work, request.project_id, is_open=not COURSE.is_over(request.status))
    return request
