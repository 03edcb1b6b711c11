"""Who may do what with an owner."""

from __future__ import annotations

from services.intake_service.parties.owners.domain import Action, Owner
from shared.kit.principals import Principal
from shared.vocabulary.callers import is_owner
from shared.vocabulary.roles import Role


def may(principal: Principal, owner: Owner, action: Action) -> bool:
    """An enterprise registers and corrects itself and registers its projects, the window does so for anybody; only an
    enterprise itself claims a project; who works with owners looks at a contact, on record.
    """
    if action is Action.FILE_CLAIM:
        return is_owner(principal, owner.uscc)
    if action is not Action.REVEAL_CONTACT:
        return principal.has(Role.WINDOW_CLERK) or is_owner(principal, owner.uscc)
    looks = principal.has(Role.WINDOW_CLERK, Role.SERVICE_OFFICER, Role.DATA_BUREAU)
    return looks or is_owner(principal, owner.uscc)
