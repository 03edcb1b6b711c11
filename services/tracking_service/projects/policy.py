"""Who sees a project: its owner, those who serve and oversee all projects, and the bodies that have an item in it."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import ColumnElement, and_, false, or_, select, true

from services.tracking_service.progress.store import item_progress
from services.tracking_service.projects.store import project_copy
from shared.contracts.roles import BODY, BODY_ROLES, ENTERPRISE, OVERSEEING, Role
from shared.kit.errors import NotFound
from shared.kit.principals import Principal
from shared.kit.unit_of_work import UnitOfWork

_ALL_PROJECTS = (Role.WINDOW_CLERK, Role.SERVICE_OFFICER, *OVERSEEING, Role.SYSTEM)


def sees_all(principal: Principal) -> bool:
    """Whether the caller serves or oversees every project."""
    return principal.has(*_ALL_PROJECTS)


def enterprise_of(principal: Principal) -> str | None:
    """The enterprise whose rows the caller sees as its owner, or None."""
    return principal.claim(ENTERPRISE) if principal.has(Role.OWNER) else None


def body_of(principal: Principal) -> str | None:
    """The body whose rows the caller sees as one of its people, or None."""
    return principal.claim(BODY) if principal.has(*BODY_ROLES) else None


def visible(principal: Principal) -> ColumnElement[bool]:
    """The rows of ``project_copy`` that the caller may see."""
    if sees_all(principal):
        return true()
    rules: list[ColumnElement[bool]] = []
    if enterprise := enterprise_of(principal):
        rules.append(project_copy.c.owner_uscc == enterprise)
    if body := body_of(principal):
        its_item = and_(item_progress.c.project_id == project_copy.c.project_id, item_progress.c.body == body)
        rules.append(select(item_progress.c.project_id).where(its_item).exists())
    return or_(false(), *rules)


async def check_may_see(work: UnitOfWork, project_id: UUID) -> None:
    """Raise NotFound unless the caller may see the project."""
    query = select(project_copy.c.project_id).where(project_copy.c.project_id == project_id, visible(work.principal))
    if (await work.connection.execute(query)).one_or_none() is None:
        raise unseen()


def unseen() -> NotFound:
    """The answer where there is no such project, or none for this caller."""
    return NotFound(what=("该项目", "project"))
