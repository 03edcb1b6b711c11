"""Whose preferences and inbox a caller has: its own, and nobody else's."""

from __future__ import annotations

from services.notify_service.preferences.domain import WINDOW, Receiver, enterprise, post
from shared.kit.errors import NotPermitted
from shared.kit.principals import Principal
from shared.vocabulary.roles import ENTERPRISE, Role


def receiver_of(principal: Principal) -> Receiver:
    """The receiver that a caller is. Raises NotPermitted for an owner whose token names no enterprise."""
    if principal.has(Role.WINDOW_CLERK):
        return WINDOW
    if not principal.has(Role.OWNER):
        return post(principal.subject)
    if uscc := principal.claim(ENTERPRISE):
        return enterprise(uscc)
    raise NotPermitted(
        what=("查看消息：令牌没有说明所属单位（enterprise）", "read messages: the token names no enterprise")
    )
