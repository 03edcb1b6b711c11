"""What only the API process loads."""

from __future__ import annotations

from services.intake_service.mandate.agreements.http import router as agreements
from services.intake_service.mandate.ending.http import router as ending
from services.intake_service.mandate.requests.http import router as requests
from services.intake_service.parties.correcting.http import router as correcting
from services.intake_service.parties.me.http import router as me
from services.intake_service.parties.owners.http import router as owners
from services.intake_service.parties.projects.http import router as projects
from services.intake_service.window.applications.http import router as applications
from services.intake_service.window.bundles.http import router as bundles
from services.intake_service.window.claims.http import router as claims
from services.intake_service.window.dossiers.http import router as dossiers
from services.intake_service.window.drafts.http import router as drafts
from services.intake_service.window.materials.http import router as materials
from services.intake_service.wiring import service
from shared.kit.app import Api


def api() -> Api:
    """The routes of the API process."""
    routers = (
        me,
        owners,
        correcting,
        projects,
        requests,
        agreements,
        ending,
        materials,
        applications,
        claims,
        bundles,
        dossiers,
        drafts,
    )
    return Api(service(), routers=routers)
