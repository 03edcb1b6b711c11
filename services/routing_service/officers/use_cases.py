"""What can be done about a project's chief service officer."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from services.routing_service.officers.domain import Action, Project, Term
from services.routing_service.officers.store import PROJECTS, TERMS, in_office, terms_of
from shared.contracts.intake.requests import RequestClosed
from shared.kit.events.envelope import Envelope
from shared.kit.ids import new_id
from shared.kit.unit_of_work import UnitOfWork


async def appoint(
    work: UnitOfWork, project_id: UUID, *, officer: str, officer_title: str
) -> tuple[Project, list[Term]]:
    """Name a project's chief service officer: the first one, or, at a hand-over, the next from now on.

    Raises NotFound, NoAcceptedRequest, AlreadyOfficer.
    """
    project = await PROJECTS.get(work, project_id, lock=True)
    PROJECTS.check_may(work, project, Action.APPOINT_OFFICER)
    project.check_in_service()
    terms = await terms_of(work, project_id)
    term = Term(new_id(), project_id, officer, officer_title, since=work.now, appointed_by=work.actor)
    async with TERMS.changing(work, *terms[-1:]):
        term.begin(after=terms[-1] if terms else None)
    TERMS.create(work, term)
    return project, [*terms, term]


async def release(work: UnitOfWork, told: Sequence[tuple[RequestClosed, Envelope]]) -> None:
    """Projects leave the service: the terms of their officers end, and nobody answers for them any more."""
    terms = await in_office(work, {event.project_id for event, _ in told})
    async with TERMS.changing(work, *terms):
        for term in terms:
            term.release(at=work.now)
