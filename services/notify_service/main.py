"""What only the API process loads."""

from __future__ import annotations

from services.notify_service.deliveries.http import router as deliveries
from services.notify_service.messages.http import router as messages
from services.notify_service.preferences.http import router as preferences
from services.notify_service.wiring import service
from shared.kit.app import Api


def api() -> Api:
    """The routes of the API process."""
    return Api(service(), routers=(messages, preferences, deliveries))
