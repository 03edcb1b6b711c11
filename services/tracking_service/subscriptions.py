"""All that tracking listens to: the copies first, so that whatever else hears of an event finds it there."""

from __future__ import annotations

from services.tracking_service.cases.handlers import on_items_accepted, on_projects_passed, on_undos_asked
from services.tracking_service.copies.agreements import AGREEMENTS
from services.tracking_service.copies.catalogue import BODIES, ITEMS
from services.tracking_service.copies.claims import CLAIMS
from services.tracking_service.copies.items import APPLICATION_ITEMS, ASSIGNMENTS
from services.tracking_service.copies.projects import OFFICERS, PROJECTS
from services.tracking_service.copies.requests import REQUESTS
from services.tracking_service.deadlines.handlers import on_deadlines_requested, on_deadlines_settled
from services.tracking_service.tasks import following
from services.tracking_service.timeline import telling
from shared.contracts.intake.applications import ItemAccepted, ItemUndoAsked
from shared.contracts.intake.deadlines import IntakeDeadlineRequested, IntakeDeadlineSettled
from shared.contracts.intake.projects import ProjectPassed
from shared.contracts.routing.deadlines import RoutingDeadlineRequested, RoutingDeadlineSettled
from shared.kit.events.subscriptions import on_many

COPIES = (BODIES, ITEMS, PROJECTS, OFFICERS, CLAIMS, REQUESTS, AGREEMENTS, APPLICATION_ITEMS, ASSIGNMENTS)
SUBSCRIPTIONS = (
    *(subscription for copy in COPIES for subscription in copy.subscriptions),
    *telling.SUBSCRIPTIONS,
    *following.SUBSCRIPTIONS,
    on_many(ItemAccepted, on_items_accepted),
    on_many(ItemUndoAsked, on_undos_asked),
    on_many(ProjectPassed, on_projects_passed),
    on_many(IntakeDeadlineRequested, on_deadlines_requested),
    on_many(IntakeDeadlineSettled, on_deadlines_settled),
    on_many(RoutingDeadlineRequested, on_deadlines_requested),
    on_many(RoutingDeadlineSettled, on_deadlines_settled),
)
