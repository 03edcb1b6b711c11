"""Whose messages a caller may see and read: its own. Oversight sees deliveries, not what was written to others."""

from __future__ import annotations

from services.notify_service.messages.domain import Message, Step
from services.notify_service.preferences.policy import receiver_of
from shared.kit.principals import Principal
from shared.kit.scope import Scope

OWN = Scope(lambda _: False, receiver=receiver_of)
"""The caller's own inbox."""


def may(principal: Principal, message: Message, _: Step) -> bool:
    """Reading is the receiver's."""
    return message.receiver == receiver_of(principal)
