"""Who may take which step with a request."""

from __future__ import annotations

from services.intake_service.mandate.requests.domain import ServiceRequest, Step
from services.intake_service.parties.owners.policy import is_own
from services.intake_service.parties.projects.policy import may_see
from shared.kit.errors import NotFound, NotPermitted
from shared.kit.principals import Principal
from shared.vocabulary.roles import Role


def check_may_see(principal: Principal, found: ServiceRequest | None) -> ServiceRequest:
    """The request, where there is one and the caller may see it; raises NotFound else."""
    if found is None or not may_see(principal, found.owner_uscc):
        raise NotFound(what=("代办服务申请", "request"))
    return found


def may_take(principal: Principal, request: ServiceRequest, step: Step) -> bool:
    """Whether the step is the caller's: ending is the owner's, accepting and declining the window's."""
    return is_own(principal, request.owner_uscc) if step is Step.END else principal.has(Role.WINDOW_CLERK)


def check_may_take(principal: Principal, request: ServiceRequest, step: Step) -> None:
    """Raise NotPermitted unless the step is the caller's."""
    if not may_take(principal, request, step):
        raise NotPermitted(what=(step.label, step.value))


def next_actions(principal: Principal, request: ServiceRequest) -> list[str]:
    """What the caller may do to the request now."""
    return [step for step in request.steps if may_take(principal, request, step)]
