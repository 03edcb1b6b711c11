"""Who a caller is to the rows that it asks for: who serves all projects, whose enterprise or body a row has to be."""

from __future__ import annotations

from collections.abc import Collection

from shared.kit.principals import Principal
from shared.vocabulary.roles import BODY, BODY_ROLES, ENTERPRISE, OVERSEEING, Role
from shared.vocabulary.scopes import bodies_of_system, is_of_whole_city

_SERVING = (Role.WINDOW_CLERK, Role.SERVICE_OFFICER, *OVERSEEING)
HALL = (*_SERVING, Role.SYSTEM)
"""The roles of the hall and of oversight, which serve, or look after, every project; and systems, whose scopes say
which."""


def serves_all_projects(principal: Principal) -> bool:
    """Whether the caller sees every project and what hangs on it."""
    return principal.has(*_SERVING) or is_of_whole_city(principal)


def oversees(principal: Principal) -> bool:
    """Whether the caller sees every row of what the bodies have among themselves."""
    return principal.has(*OVERSEEING) or is_of_whole_city(principal)


def enterprise_of(principal: Principal) -> str | None:
    """The enterprise (统一社会信用代码) whose rows the caller sees as its owner, or None."""
    return principal.claim(ENTERPRISE) if principal.has(Role.OWNER) else None


def body_of(principal: Principal) -> str | None:
    """The body that the caller is one of the people of, or None."""
    return principal.claim(BODY) if principal.has(*BODY_ROLES) else None


def bodies_of(principal: Principal) -> Collection[str]:
    """The bodies whose rows the caller sees: as one of its people, or as a system with their scope."""
    body = body_of(principal)
    return bodies_of_system(principal) if body is None else bodies_of_system(principal) | {body}


def is_owner(principal: Principal, uscc: str) -> bool:
    """Whether the caller is the enterprise with this credit code."""
    return enterprise_of(principal) == uscc
