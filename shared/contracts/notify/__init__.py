"""Events of the notify service (topic ``daiban.notify``): what became of the words that left the house."""

from __future__ import annotations

from shared.contracts.event import Event
from shared.contracts.notify.deliveries import MessageDelivered, MessageFailed

EVENTS: tuple[type[Event], ...] = (
    MessageDelivered,
    MessageFailed,
)
