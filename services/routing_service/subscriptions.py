"""What the routing service listens to: first what keeps its copies, then what moves its own."""

from __future__ import annotations

from services.routing_service.assignments.use_cases import close, escalate, put_to_bodies, show_names, take_up
from services.routing_service.copies import projects
from services.routing_service.officers.use_cases import release
from shared.contracts.deadlines import DeadlineMissed
from shared.contracts.intake.applications import ItemAccepted
from shared.contracts.intake.projects import ProjectCorrected
from shared.contracts.intake.requests import RequestClosed
from shared.contracts.tracking.cases import CaseAnnulled, CaseDecided, CaseStarted, CaseWithdrawn
from shared.kit.events.subscriptions import on_many

SUBSCRIPTIONS = (
    *projects.SUBSCRIPTIONS,
    on_many(ProjectCorrected, show_names),
    on_many(RequestClosed, release),
    on_many(ItemAccepted, put_to_bodies),
    on_many(DeadlineMissed, escalate),
    on_many(CaseStarted, take_up),
    on_many(CaseDecided, close),
    on_many(CaseWithdrawn, close),
    on_many(CaseAnnulled, close),
)
