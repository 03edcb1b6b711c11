"""Who sees a project: its owner, those who serve and oversee all projects, and the bodies that have an item in it."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import Boolean, and_, bindparam, or_, select

from services.tracking_service.copies.items import application_item_copy
from services.tracking_service.copies.projects import project_copy
from shared.kit.database import Prepared
from shared.kit.errors import NotFound
from shared.kit.principals import Principal
from shared.kit.unit_of_work import UnitOfWork
from shared.vocabulary.callers import body_of, enterprise_of, serves_all_projects

_ITS_ITEM = and_(
    application_item_copy.c.project_id == project_copy.c.project_id,
    application_item_copy.c.body == bindparam("its_body"),
)
SEEN = or_(
    bindparam("sees_all", type_=Boolean),
    project_copy.c.owner_uscc == bindparam("its_enterprise"),
    select(application_item_copy.c.project_id).where(_ITS_ITEM).exists(),
)
"""The rows of ``project_copy`` that the caller may see whom :func:`caller_of` gives as parameters."""


def caller_of(principal: Principal) -> dict[str, bool | str | None]:
    """The parameters of ``SEEN``."""
    return {
        "sees_all": serves_all_projects(principal),
        "its_enterprise": enterprise_of(principal),
        "its_body": body_of(principal),
    }


_MAY_SEE = Prepared(select(project_copy.c.project_id).where(project_copy.c.project_id == bindparam("project_id"), SEEN))


async def check_may_see(work: UnitOfWork, project_id: UUID) -> None:
    """Raise NotFound unless the caller may see the project."""
    if await _MAY_SEE.first(work.connection, project_id=project_id, **caller_of(work.principal)) is None:
        raise unseen()


def unseen() -> NotFound:
    """The answer where there is no such project, or none for this caller."""
    return NotFound(what=("该项目", "project"))
