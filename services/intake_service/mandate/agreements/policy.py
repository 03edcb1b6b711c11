"""Who may take which step with an agreement."""

from __future__ import annotations

from services.intake_service.mandate.agreements.domain import OWNER_STEPS, Action, Agreement, Step
from shared.kit.principals import Principal
from shared.vocabulary.callers import is_owner
from shared.vocabulary.roles import Role


def may(principal: Principal, agreement: Agreement, step: Step | Action) -> bool:
    """The owner's own steps are the owner's, what is done under it is its agent's, the others are the window's."""
    if isinstance(step, Action):
        return principal.has(Role.SERVICE_OFFICER) and principal.subject == agreement.agent
    return is_owner(principal, agreement.owner_uscc) if step in OWNER_STEPS else principal.has(Role.WINDOW_CLERK)
