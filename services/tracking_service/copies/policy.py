"""Who sees a project: its owner, those who serve and oversee all projects, the bodies that have an item in it, and the
systems whose scopes open it.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import Boolean, Text, Uuid, and_, bindparam, func, or_, select
from sqlalchemy.dialects.postgresql import ARRAY

from services.tracking_service.copies.items import application_item_copy
from services.tracking_service.copies.projects import project_copy
from shared.kit.database import Prepared
from shared.kit.errors import NotFound
from shared.kit.principals import Principal
from shared.kit.scope import Through
from shared.kit.unit_of_work import UnitOfWork
from shared.vocabulary.callers import bodies_of, enterprise_of, serves_all_projects
from shared.vocabulary.scopes import districts_of, projects_of

_ITS_ITEM = and_(
    application_item_copy.c.project_id == project_copy.c.project_id,
    application_item_copy.c.body == func.any(bindparam("its_bodies", type_=ARRAY(Text))),
)
SEEN = or_(
    bindparam("sees_all", type_=Boolean),
    project_copy.c.owner_uscc == bindparam("its_enterprise"),
    project_copy.c.project_id == func.any(bindparam("its_projects", type_=ARRAY(Uuid))),
    project_copy.c.district == func.any(bindparam("its_districts", type_=ARRAY(Text))),
    select(application_item_copy.c.project_id).where(_ITS_ITEM).exists(),
)
"""The rows of ``project_copy`` that the caller may see whom :func:`caller_of` gives as parameters."""


IN_DISTRICT = Through("project_id", project_copy.c.project_id, district=districts_of)
"""The rows of projects in the districts of a system."""


def caller_of(principal: Principal) -> dict[str, Any]:
    """The parameters of ``SEEN``."""
    return {
        "sees_all": serves_all_projects(principal),
        "its_enterprise": enterprise_of(principal),
        "its_bodies": list(bodies_of(principal)),
        "its_projects": list(projects_of(principal)),
        "its_districts": list(districts_of(principal)),
    }


_MAY_SEE = Prepared(select(project_copy.c.project_id).where(project_copy.c.project_id == bindparam("project_id"), SEEN))


async def check_may_see(work: UnitOfWork, project_id: UUID) -> None:
    """Raise NotFound unless the caller may see the project."""
    if await _MAY_SEE.first(work.connection, project_id=project_id, **caller_of(work.principal)) is None:
        raise unseen()


def unseen() -> NotFound:
    """The answer where there is no such project, or none for this caller."""
    return NotFound(what=("该项目", "project"))
