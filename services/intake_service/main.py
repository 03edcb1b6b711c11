"""What only the API process loads."""

from __future__ import annotations

from services.intake_service.agreements.http import router as agreements
from services.intake_service.applications.http import router as applications
from services.intake_service.materials.http import router as materials
from services.intake_service.owners.http import router as owners
from services.intake_service.projects.http import router as projects
from services.intake_service.requests.http import router as requests
from services.intake_service.wiring import service
from shared.kit.app import Api


def api() -> Api:
    """The routes of the API process."""
    return Api(service(), routers=(owners, projects, requests, agreements, materials, applications))
