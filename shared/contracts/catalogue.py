"""Every event there is. With the services' subscriptions it is the whole picture (docs/events.md)."""

from __future__ import annotations

from shared.contracts import intake, notify, routing, tracking
from shared.contracts.event import Event

EVENTS: tuple[type[Event], ...] = (*intake.EVENTS, *routing.EVENTS, *tracking.EVENTS, *notify.EVENTS)
"""In the order of the services, then of the matter's course."""
