"""What only the API process loads."""

from __future__ import annotations

from services.tracking_service.calendar.http import router as calendar
from services.tracking_service.cases.http import router as cases
from services.tracking_service.progress.http import router as progress
from services.tracking_service.timeline.http import router as timeline
from services.tracking_service.timeline.live import Hub
from services.tracking_service.wiring import service
from shared.kit.app import Api


def api() -> Api:
    """The routes of the API process, and what feeds its live streams."""
    hub = Hub()
    routers = (cases, progress, timeline(hub), calendar)
    return Api(service(), routers=routers, on_start=hub.attach, on_stop=hub.close)
