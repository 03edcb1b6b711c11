"""Whose owners and projects, and what hangs on them, somebody may see. The one rule of the whole service."""

from __future__ import annotations

from typing import Any

from shared.kit.scope import Scope
from shared.kit.unit_of_work import UnitOfWork
from shared.vocabulary.callers import HALL, enterprise_of, serves_all_projects
from shared.vocabulary.roles import Role

READERS = (Role.OWNER, *HALL)
"""The roles that may ask for projects and what hangs on them; whose, the rows decide. A body's people see none here."""

OF_OWNER = Scope(serves_all_projects, owner_uscc=enterprise_of)
"""The rows of the caller's own enterprise; those who serve all projects see all."""


def for_owner(_: UnitOfWork, thing: Any) -> str:
    """On whose behalf it is done: always the owner's, who stays the applicant (notice 二(一))."""
    uscc: str = thing.owner_uscc
    return uscc
