"""What only the API process loads."""

from __future__ import annotations

from services.routing_service.assignments.http import router as assignments
from services.routing_service.catalogue.http import router as catalogue
from services.routing_service.directory.departments.http import router as departments
from services.routing_service.officers.http import router as officers
from services.routing_service.wiring import service
from shared.kit.app import Api


def api() -> Api:
    """The routes of the API process."""
    return Api(service(), routers=(departments, catalogue, officers, assignments))
