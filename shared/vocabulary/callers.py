"""Who a caller is to the rows that it asks for: who serves all projects, whose enterprise or body a row has to be."""

from __future__ import annotations

from shared.kit.principals import Principal
from shared.vocabulary.roles import BODY, BODY_ROLES, ENTERPRISE, OVERSEEING, Role

HALL = (Role.WINDOW_CLERK, Role.SERVICE_OFFICER, Role.SYSTEM, *OVERSEEING)
"""The roles of the hall and of oversight: they serve, or look after, every project."""


def serves_all_projects(principal: Principal) -> bool:
    """Whether the caller sees every project and what hangs on it."""
    return principal.has(*HALL)


def oversees(principal: Principal) -> bool:
    """Whether the caller sees every row of what the bodies have among themselves."""
    return principal.has(*OVERSEEING)


def enterprise_of(principal: Principal) -> str | None:
    """The enterprise (统一社会信用代码) whose rows the caller sees as its owner, or None."""
    return principal.claim(ENTERPRISE) if principal.has(Role.OWNER) else None


def body_of(principal: Principal) -> str | None:
    """The body whose rows the caller sees as one of its people, or None."""
    return principal.claim(BODY) if principal.has(*BODY_ROLES) else None


def is_owner(principal: Principal, uscc: str) -> bool:
    """Whether the caller is the enterprise with this credit code."""
    return enterprise_of(principal) == uscc
