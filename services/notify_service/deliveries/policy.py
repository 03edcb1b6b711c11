"""Who may look at deliveries: those who run the service, and the auditor. They see no message's words."""

from __future__ import annotations

from services.notify_service.deliveries.domain import TRANSITIONS, Delivery, Step
from shared.kit.errors import NotFound
from shared.kit.principals import Principal
from shared.vocabulary.roles import Role

READERS = (Role.DATA_BUREAU, Role.AUDITOR)
"""The route lets only these in, and they see every row."""


def check_found(found: Delivery | None) -> Delivery:
    """The delivery, where there is one; raises NotFound else."""
    if found is None:
        raise NotFound(what=("发送记录", "delivery"))
    return found


def next_actions(principal: Principal, found: Delivery) -> list[str]:
    """What the caller may do with a delivery now."""
    return ["retry"] if principal.has(Role.DATA_BUREAU) and Step.RETRY in TRANSITIONS[found.status] else []
