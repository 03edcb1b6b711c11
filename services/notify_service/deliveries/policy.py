"""Who may look at deliveries: those who run the service, and the auditor. They see no message's words."""

from __future__ import annotations

from services.notify_service.deliveries.domain import Delivery, Step
from shared.kit.principals import Principal
from shared.kit.scope import Scope
from shared.vocabulary.roles import Role

READERS = (Role.DATA_BUREAU, Role.AUDITOR)
ALL = Scope(lambda principal: principal.has(*READERS))
"""They see every row, others none."""


def may(principal: Principal, _: Delivery, step: Step) -> bool:
    """The data bureau sends once more what has failed; the rest is the channels'."""
    return step is Step.RETRY and principal.has(Role.DATA_BUREAU)
