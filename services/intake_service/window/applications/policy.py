"""Who may do what with an item of a package."""

from __future__ import annotations

from services.intake_service.window.applications.domain import ANSWERS, APPLICANT_STEPS, ApplicationItem, Step
from shared.kit.errors import Refusal
from shared.kit.principals import Principal
from shared.vocabulary.callers import is_owner
from shared.vocabulary.roles import Role


def may(principal: Principal, item: ApplicationItem, step: Step) -> bool | Refusal:
    """The window's steps are the window's; the applicant's are the owner's, or its agent's under a mandate in force."""
    if step in ANSWERS:
        return False
    if step not in APPLICANT_STEPS:
        return principal.has(Role.WINDOW_CLERK)
    if is_owner(principal, item.owner_uscc):
        return True
    if item.mandate is None or not principal.has(Role.SERVICE_OFFICER):
        return False
    return item.mandate.in_force or item.mandate.why_not_in_force
