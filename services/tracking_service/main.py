"""What only the API process loads."""

from __future__ import annotations

from services.tracking_service.calendar.http import router as calendar
from services.tracking_service.cases.http import router as cases
from services.tracking_service.progress.http import router as progress
from services.tracking_service.statistics.http import router as statistics
from services.tracking_service.tasks.http import router as tasks
from services.tracking_service.tasks.live import TaskHub
from services.tracking_service.timeline.http import router as timeline
from services.tracking_service.timeline.live import Hub
from services.tracking_service.wiring import service
from shared.kit.app import Api
from shared.kit.listening import Listener
from shared.kit.runtime import Runtime


def api() -> Api:
    """The routes of the API process, and what feeds its live streams."""
    entries, waiting = Hub(), TaskHub()

    def attach(runtime: Runtime, listener: Listener) -> None:
        entries.attach(runtime, listener)
        waiting.attach(listener)

    def close() -> None:
        entries.close()
        waiting.close()

    routers = (cases, tasks(waiting), progress, timeline(entries), statistics, calendar)
    return Api(service(), routers=routers, on_start=attach, on_stop=close)
