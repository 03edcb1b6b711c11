"""What can be done with a project's chief service officer."""

from __future__ import annotations

from uuid import UUID

from services.routing_service.officers import store
from services.routing_service.officers.domain import AlreadyOfficer, NoAcceptedRequest, Term, begins
from services.routing_service.officers.policy import check_may_see
from services.routing_service.projects import store as projects
from services.routing_service.projects.store import Project
from shared.contracts.routing.officers import ChiefServiceOfficerAppointed
from shared.kit.clock import local_date
from shared.kit.ids import new_id
from shared.kit.unit_of_work import UnitOfWork


async def get_officer(work: UnitOfWork, project_id: UUID) -> tuple[Project, list[Term]]:
    """A project and its terms of office, the first one first; raises NotFound."""
    project = await check_may_see(work, await projects.get(work, project_id))
    return project, await store.terms(work, project_id)


async def appoint_officer(
    work: UnitOfWork, project_id: UUID, *, officer: str, officer_title: str
) -> tuple[Project, list[Term]]:
    """Name a project's chief service officer: the first one, or, at a hand-over, the next from now on.

    Raises NotFound, NoAcceptedRequest, AlreadyOfficer.
    """
    project = await check_may_see(work, await projects.get(work, project_id, lock=True))
    if project.request_accepted_at is None:
        raise NoAcceptedRequest(project_name=project.name)
    before = next((term for term in await store.terms(work, project_id) if term.until is None), None)
    if before and before.officer == officer:
        in_office = local_date(before.since).isoformat()
        raise AlreadyOfficer(officer_title=before.officer_title, since=in_office, pointer="/officer")
    since = begins(work.now, after=before)
    if before:
        await store.end(work, before.id, since)
    term = Term(
        id=new_id(),
        project_id=project_id,
        officer=officer,
        officer_title=officer_title,
        since=since,
        until=None,
        appointed_by=work.actor,
    )
    await store.add(work, term)
    work.publish(
        ChiefServiceOfficerAppointed(
            project_id=project_id,
            officer=officer,
            officer_title=officer_title,
            predecessor=before.officer if before else None,
            since=term.since,
        )
    )
    work.audit(
        "chief_service_officer.appointed",
        "project",
        project_id,
        before={"officer": before.officer} if before else None,
        after={"officer": officer, "officer_title": officer_title},
    )
    return project, await store.terms(work, project_id)
