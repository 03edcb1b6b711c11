"""Who sees a draft, and who may do what with it."""

from __future__ import annotations

from services.intake_service.window.drafts.domain import Draft, DraftedOperation, Step
from shared.kit.principals import Principal
from shared.vocabulary.roles import Role

KEEPERS = (Role.OWNER, Role.SERVICE_OFFICER)
"""The roles that keep drafts. No window, no oversight and no system: nothing has been said to them yet."""


def agent_of(principal: Principal) -> str | None:
    """The agent whose drafts the caller sees, or None."""
    return principal.subject if principal.has(Role.SERVICE_OFFICER) else None


def may(_: Principal, __: Draft, ___: DraftedOperation | Step) -> bool:
    """Whoever sees a draft does with it what its state allows: it is its own."""
    return True
