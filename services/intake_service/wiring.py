"""The one place where the intake service is put together."""

from __future__ import annotations

from pathlib import Path

from services.intake_service.agreements.http import router as agreements_router
from services.intake_service.applications.http import router as applications_router
from services.intake_service.materials.http import router as materials_router
from services.intake_service.owners.http import router as owners_router
from services.intake_service.projects.http import router as projects_router
from services.intake_service.requests.http import router as requests_router
from services.intake_service.subscriptions import SUBSCRIPTIONS
from services.intake_service.tables import metadata
from shared.kit.service import Service
from shared.kit.settings import Settings


def service() -> Service:
    """The front window: all that an enterprise brings or asks."""
    return Service(
        name="intake",
        title="Daiban intake · 前台受理",
        description="The front window: owners, projects, requests, agreements, applications and materials.",
        settings=Settings,
        metadata=metadata,
        migrations=Path(__file__).parent / "migrations",
        routers=(
            owners_router,
            projects_router,
            requests_router,
            agreements_router,
            materials_router,
            applications_router,
        ),
        subscriptions=SUBSCRIPTIONS,
    )
