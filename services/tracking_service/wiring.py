"""The tracking service: what the kit must know to run it."""

from __future__ import annotations

from pathlib import Path

from services.tracking_service.calendar.http import router as calendar
from services.tracking_service.cases.http import router as cases
from services.tracking_service.deadlines.use_cases import tell_what_came_due
from services.tracking_service.progress.http import router as progress
from services.tracking_service.settings import TrackingSettings
from services.tracking_service.subscriptions import SUBSCRIPTIONS
from services.tracking_service.tables import metadata
from services.tracking_service.timeline.http import router as timeline
from services.tracking_service.timeline.live import Hub
from shared.kit.service import Service, Timer


def service() -> Service:
    """The definition of the service."""
    hub = Hub()
    return Service(
        name="tracking",
        title="进度跟踪 tracking",
        description="The only clock, and how far every item is against its limit.",
        settings=TrackingSettings,
        metadata=metadata,
        migrations=Path(__file__).parent / "migrations",
        routers=[cases, progress, timeline(hub), calendar],
        subscriptions=SUBSCRIPTIONS,
        timers=[Timer("deadlines", tell_what_came_due)],
        on_api_start=hub.attach,
    )
