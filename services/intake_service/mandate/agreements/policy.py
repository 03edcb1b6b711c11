"""Who may take which step with an agreement."""

from __future__ import annotations

from services.intake_service.mandate.agreements.domain import OWNER_STEPS, Agreement, Step
from services.intake_service.parties.owners.policy import is_own
from services.intake_service.parties.projects.policy import may_see
from shared.kit.errors import NotFound, NotPermitted
from shared.kit.principals import Principal
from shared.vocabulary.roles import Role


def check_may_see(principal: Principal, found: Agreement | None) -> Agreement:
    """The agreement, where there is one and the caller may see it; raises NotFound else."""
    if found is None or not may_see(principal, found.owner_uscc):
        raise NotFound(what=("代办委托协议", "agreement"))
    return found


def may_take(principal: Principal, agreement: Agreement, step: Step) -> bool:
    """Whether the step is the caller's: the owner's own steps, else the window's."""
    return is_own(principal, agreement.owner_uscc) if step in OWNER_STEPS else principal.has(Role.WINDOW_CLERK)


def check_may_take(principal: Principal, agreement: Agreement, step: Step) -> None:
    """Raise NotPermitted unless the step is the caller's."""
    if not may_take(principal, agreement, step):
        raise NotPermitted(what=(step.label, step.value))


def next_actions(principal: Principal, agreement: Agreement) -> list[str]:
    """What the caller may do to the agreement now."""
    return [step for step in agreement.steps if may_take(principal, agreement, step)]
