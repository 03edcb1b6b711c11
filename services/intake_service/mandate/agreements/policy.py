"""Who may take which step with an agreement."""

from __future__ import annotations

from services.intake_service.mandate.agreements.domain import OWNER_STEPS, Agreement, Step
from shared.kit.principals import Principal
from shared.vocabulary.callers import is_owner
from shared.vocabulary.roles import Role


def may(principal: Principal, agreement: Agreement, step: Step) -> bool:
    """The owner's own steps are the owner's, the others the window's."""
    return is_owner(principal, agreement.owner_uscc) if step in OWNER_STEPS else principal.has(Role.WINDOW_CLERK)
