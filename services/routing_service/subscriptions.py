"""What the routing service listens to."""

from __future__ import annotations

from services.routing_service.assignments.handlers import (
    on_case_decided,
    on_case_started,
    on_case_withdrawn,
    on_deadline_missed,
    on_item_accepted,
)
from services.routing_service.projects.handlers import on_project_registered, on_request_accepted
from shared.contracts.deadlines import DeadlineMissed
from shared.contracts.intake.applications import ItemAccepted
from shared.contracts.intake.projects import ProjectRegistered
from shared.contracts.intake.requests import RequestAccepted
from shared.contracts.tracking.cases import CaseDecided, CaseStarted, CaseWithdrawn
from shared.kit.events.subscriptions import on

SUBSCRIPTIONS = (
    on(ProjectRegistered, on_project_registered),
    on(RequestAccepted, on_request_accepted),
    on(ItemAccepted, on_item_accepted),
    on(DeadlineMissed, on_deadline_missed),
    on(CaseStarted, on_case_started),
    on(CaseDecided, on_case_decided),
    on(CaseWithdrawn, on_case_withdrawn),
)
