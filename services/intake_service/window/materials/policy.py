"""Who may do what with a material."""

from __future__ import annotations

from services.intake_service.mandate.agreements.domain import AgreementNotInForce
from services.intake_service.window.materials.domain import Material, MaterialStatus, Step
from shared.kit.errors import Refusal
from shared.kit.principals import Principal
from shared.vocabulary.callers import is_owner
from shared.vocabulary.roles import Role


def may(principal: Principal, material: Material, _: Step) -> bool | Refusal:
    """The owner and the window withdraw; an agent what it handed in itself, while its agreement is in force."""
    if is_owner(principal, material.owner_uscc) or principal.has(Role.WINDOW_CLERK):
        return True
    if material.mandate is None or not principal.has(Role.SERVICE_OFFICER):
        return False
    return material.mandate.in_force or AgreementNotInForce.of(material.mandate)


def may_read_content(principal: Principal, material: Material) -> bool:
    """Whoever sees it reads it; once it is withdrawn, the auditor alone, who has to see what that was."""
    return material.status is MaterialStatus.HANDED_IN or principal.has(Role.AUDITOR)
