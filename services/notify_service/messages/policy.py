"""Whose messages a caller may see: its own. Oversight sees deliveries, not what was written to others."""

from __future__ import annotations

from services.notify_service.messages.domain import Message
from services.notify_service.preferences.policy import receiver_of
from shared.kit.errors import NotFound
from shared.kit.principals import Principal


def check_may_see(principal: Principal, found: Message | None) -> Message:
    """The message, where there is one in the caller's inbox; raises NotFound else."""
    if found is None or found.receiver != receiver_of(principal):
        raise NotFound(what=("消息", "message"))
    return found


def next_actions(found: Message) -> list[str]:
    """What its receiver may do with a message now."""
    return ["read"] if found.read_at is None else []
