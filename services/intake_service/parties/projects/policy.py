"""Who may do what with a project."""

from __future__ import annotations

from services.intake_service.parties.projects.domain import Action, Project
from shared.kit.principals import Principal
from shared.vocabulary.callers import is_owner
from shared.vocabulary.roles import Role


def may(principal: Principal, project: Project, action: Action) -> bool:
    """Its owner and the window bring what belongs to it and correct it; what has effect in law the window alone.

    The data bureau decides eligibility otherwise.
    """
    if action is Action.CORRECT_FACTS:
        return principal.has(Role.WINDOW_CLERK)
    if action is Action.OVERRIDE_ELIGIBILITY:
        return principal.has(Role.DATA_BUREAU)
    return is_owner(principal, project.owner_uscc) or principal.has(Role.WINDOW_CLERK)
