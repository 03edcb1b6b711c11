"""Who may look into the dossier of an item, and at its owner's contact."""

from __future__ import annotations

from services.intake_service.parties.policy import READERS as HALL_AND_OWNERS
from services.intake_service.window.applications.domain import ApplicationItem
from services.intake_service.window.dossiers.domain import Action
from shared.kit.principals import Principal
from shared.vocabulary.callers import body_of, is_owner
from shared.vocabulary.roles import BODY_ROLES, Role

READERS = (*HALL_AND_OWNERS, *BODY_ROLES)
"""Whoever sees the item; which, its row decides: a body's people see those of their body."""


def may(principal: Principal, item: ApplicationItem, _: Action) -> bool:
    """Who works on the item calls its owner: the body's people, the window, the agents, the data bureau."""
    if principal.has(Role.WINDOW_CLERK, Role.SERVICE_OFFICER, Role.DATA_BUREAU):
        return True
    return body_of(principal) == item.body or is_owner(principal, item.owner_uscc)
