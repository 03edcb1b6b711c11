"""Whose projects, and what hangs on them, somebody may see. The one rule of the whole service."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, false, true

from services.intake_service.parties.owners.policy import HALL, is_own
from services.intake_service.parties.projects.domain import Project
from shared.kit.errors import NotFound
from shared.kit.principals import Principal
from shared.vocabulary.roles import ENTERPRISE, Role

READERS = (Role.OWNER, *HALL)
"""The roles that may ask for projects and what hangs on them; whose, the rows decide."""


def visible_rows(principal: Principal, owner_uscc: ColumnElement[Any]) -> ColumnElement[bool]:
    """The rows that the caller may see, of any table that names its owner's credit code."""
    if principal.has(*HALL):
        return true()
    enterprise = principal.claim(ENTERPRISE)
    return owner_uscc == enterprise if principal.has(Role.OWNER) and enterprise else false()


def may_see(principal: Principal, owner_uscc: str) -> bool:
    """Whether the caller may see what belongs to this owner."""
    return principal.has(*HALL) or is_own(principal, owner_uscc)


def check_may_see(principal: Principal, found: Project | None) -> Project:
    """The project, where there is one and the caller may see it; raises NotFound else."""
    if found is None or not may_see(principal, found.owner_uscc):
        raise NotFound(what=("项目", "project"))
    return found


def next_actions(principal: Principal, project: Project) -> list[str]:
    """What the caller may do to the project now."""
    actions = []
    if project.eligible and is_own(principal, project.owner_uscc):
        actions.append("submit_request")
    if is_own(principal, project.owner_uscc) or principal.has(Role.WINDOW_CLERK):
        actions.append("upload_material")
    if principal.has(Role.DATA_BUREAU):
        actions.append("override_eligibility")
    return actions
