"""Who may do what with a request."""

from __future__ import annotations

from services.intake_service.mandate.requests.domain import Action, ServiceRequest, Step
from shared.kit.principals import Principal
from shared.vocabulary.callers import is_owner
from shared.vocabulary.roles import Role


def may(principal: Principal, request: ServiceRequest, step: Step | Action) -> bool:
    """Ending is the owner's; accepting, declining and what comes of it are the window's."""
    return is_owner(principal, request.owner_uscc) if step is Step.END else principal.has(Role.WINDOW_CLERK)
