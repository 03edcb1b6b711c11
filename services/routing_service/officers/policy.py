"""Who sees a project's chief service officer, and who names one."""

from __future__ import annotations

from services.routing_service.assignments.store import body_has_matter
from services.routing_service.projects.store import Project
from shared.kit.errors import NotFound
from shared.kit.principals import Principal
from shared.kit.unit_of_work import UnitOfWork
from shared.vocabulary.roles import BODY, BODY_ROLES, ENTERPRISE, OVERSEEING, Role

HALL = (Role.WINDOW_CLERK, Role.SERVICE_OFFICER, Role.SYSTEM, *OVERSEEING)
READERS = (Role.OWNER, *HALL, *BODY_ROLES)
APPOINTERS = (Role.DATA_BUREAU,)


async def check_may_see(work: UnitOfWork, project: Project | None) -> Project:
    """The project, where there is one and the caller may see it; raises NotFound else.

    Its owner, the hall and those who oversee do; a body's people do once a matter of the project is theirs.
    """
    if project is None or not await _may_see(work, work.principal, project):
        raise NotFound(what=("项目", "project"))
    return project


async def _may_see(work: UnitOfWork, principal: Principal, project: Project) -> bool:
    if principal.has(*HALL):
        return True
    if principal.has(Role.OWNER) and principal.claim(ENTERPRISE) == project.owner_uscc:
        return True
    body = principal.claim(BODY)
    return principal.has(*BODY_ROLES) and body is not None and await body_has_matter(work, project.project_id, body)


def next_actions(principal: Principal, project: Project) -> list[str]:
    """What the caller may do now."""
    return ["appoint"] if principal.has(*APPOINTERS) and project.request_accepted_at else []
