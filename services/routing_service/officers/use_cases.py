"""What can be done about a project's chief service officer."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from services.routing_service.directory.departments.store import role_and_title_of
from services.routing_service.officers.domain import Action, Project, Term
from services.routing_service.officers.store import (
    PROJECTS,
    TERMS,
    in_office,
    of_gone_posts,
    posts_of_officers,
    terms_of,
)
from shared.contracts.intake.requests import RequestClosed
from shared.kit.events.envelope import Envelope
from shared.kit.ids import new_id
from shared.kit.unit_of_work import UnitOfWork
from shared.vocabulary.posts import OFFICERS, check_post


async def appoint(work: UnitOfWork, project_id: UUID, *, officer: str) -> tuple[Project, list[Term]]:
    """Name a project's chief service officer: the first one, or, at a hand-over, the next from now on.

    Raises NotFound, NoAcceptedRequest, PostUnknown, PostOfAnotherRole, AlreadyOfficer.
    """
    project = await PROJECTS.get(work, project_id, lock=True)
    PROJECTS.check_may(work, project, Action.APPOINT_OFFICER)
    project.check_in_service()
    title = check_post(officer, await role_and_title_of(work, officer), OFFICERS, pointer="/officer")
    terms = await terms_of(work, project_id)
    term = Term(new_id(), project_id, officer, title, since=work.now, appointed_by=work.actor)
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


async def hand_over_from_gone_posts(work: UnitOfWork) -> int:
    """Rosters have changed: projects whose officer's post is gone go to the post that answers for the fewest.

    Where no such post is left, the term ends, and the project waits until the data bureau names the next. Returns how
    many projects that are.
    """
    stranded = await of_gone_posts(work)
    posts = await posts_of_officers(work) if stranded else []
    following = []
    async with TERMS.changing(work, *stranded):
        for term in stranded:
            if not posts:
                term.release(at=work.now)
                continue
            post = min(posts, key=lambda one: one.held)
            post.held += 1
            after = Term(new_id(), term.project_id, post.subject, post.title, since=work.now, appointed_by=work.actor)
            after.begin(after=term)
            following.append(after)
    for after in following:
        TERMS.create(work, after)
    return len(stranded)
