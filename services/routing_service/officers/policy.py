"""Who sees a project's chief service officer, and who names one."""

from __future__ import annotations

from services.routing_service.officers.domain import Action, Project
from shared.kit.principals import Principal
from shared.vocabulary.callers import HALL
from shared.vocabulary.roles import BODY_ROLES, Role

READERS = (Role.OWNER, *HALL, *BODY_ROLES)
"""The roles that may ask; of which project, its row decides: its owner, and a body's people once it has a matter of
it."""
APPOINTERS = (Role.DATA_BUREAU,)


def may(principal: Principal, _: Project, __: Action) -> bool:
    """The data bureau names officers."""
    return principal.has(*APPOINTERS)
