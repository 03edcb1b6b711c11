"""Whose owners and projects, and what hangs on them, somebody may see. The one rule of the whole service."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Text, Uuid, column, table

from shared.kit.scope import Scope, Through
from shared.kit.unit_of_work import UnitOfWork
from shared.vocabulary.callers import HALL, enterprise_of, serves_all_projects
from shared.vocabulary.roles import Role
from shared.vocabulary.scopes import districts_of, projects_of

READERS = (Role.OWNER, *HALL)
"""The roles that may ask for projects and what hangs on them; whose, the rows decide. A body's people see none here."""

_ITS_COLUMNS = (column("id", Uuid), column("owner_uscc", Text), column("district", Text))
_project = table("project", *_ITS_COLUMNS, schema="intake")
"""Of the projects, whose own table stands above this, what it hangs on who sees what belongs to them."""
IN_DISTRICT = Through("project_id", _project.c.id, district=districts_of)
"""The rows of projects in the districts of a system."""
WITH_PROJECT_OF_SYSTEM = Through("uscc", _project.c.owner_uscc, id=projects_of, district=districts_of)
"""The owners of the projects that a system sees."""
OF_OWNER = Scope(serves_all_projects, IN_DISTRICT, owner_uscc=enterprise_of, project_id=projects_of)
"""The rows of the caller's own enterprise, or of a system's districts and projects; those who serve all projects see
all."""


def for_owner(_: UnitOfWork, thing: Any) -> str:
    """On whose behalf it is done: always the owner's, who stays the applicant (notice 二(一))."""
    uscc: str = thing.owner_uscc
    return uscc
