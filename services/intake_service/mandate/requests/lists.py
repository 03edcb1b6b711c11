"""The list of requests."""

from __future__ import annotations

from uuid import UUID

from services.intake_service.mandate.requests.store import REQUESTS, request
from services.intake_service.parties.projects.store import found, names_beside
from shared.kit.lists import Filter, List, Sort
from shared.vocabulary.statuses import RequestStatus

REQUEST_LIST = List(
    "requests",
    request,
    scope=REQUESTS.scope,
    filters={"status": Filter(RequestStatus), "project_id": Filter(UUID, few=True)},
    sorts={"created_at": Sort((request.c.id,), along=[("status",)])},
    search=lambda words: found(request.c.project_id, words),
    beside=names_beside(request),
)
