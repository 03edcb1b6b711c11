"""Who may do what with a request."""

from __future__ import annotations

from services.intake_service.mandate.requests.domain import ServiceRequest, Step
from shared.kit.principals import Principal
from shared.vocabulary.callers import is_owner
from shared.vocabulary.roles import Role


def may(principal: Principal, request: ServiceRequest, step: Step) -> bool:
    """Ending is the owner's, accepting and declining the window's."""
    return is_owner(principal, request.owner_uscc) if step is Step.END else principal.has(Role.WINDOW_CLERK)
