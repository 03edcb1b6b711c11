"""Whose owners somebody may see."""

from __future__ import annotations

from sqlalchemy import ColumnElement, false, true

from services.intake_service.parties.owners.domain import Owner
from services.intake_service.parties.owners.store import owner
from shared.kit.errors import NotFound
from shared.kit.principals import Principal
from shared.vocabulary.roles import ENTERPRISE, OVERSEEING, Role

HALL = (Role.WINDOW_CLERK, Role.SERVICE_OFFICER, Role.SYSTEM, *OVERSEEING)
"""The roles of the hall and of oversight: they see every owner and project. A body's people see neither here."""


def visible(principal: Principal) -> ColumnElement[bool]:
    """The owners that the caller may see."""
    if principal.has(*HALL):
        return true()
    enterprise = principal.claim(ENTERPRISE)
    return owner.c.uscc == enterprise if principal.has(Role.OWNER) and enterprise else false()


def is_own(principal: Principal, uscc: str) -> bool:
    """Whether the caller is the enterprise with this credit code."""
    return principal.has(Role.OWNER) and principal.claim(ENTERPRISE) == uscc


def check_may_see(principal: Principal, found: Owner | None) -> Owner:
    """The owner, where there is one and the caller may see it; raises NotFound else."""
    if found is None or not (principal.has(*HALL) or is_own(principal, found.uscc)):
        raise NotFound(what=("项目单位", "owner"))
    return found
