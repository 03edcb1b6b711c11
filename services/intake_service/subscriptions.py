"""What the intake service listens to: first what keeps its copies, then what moves its own."""

from services.intake_service.copies import posts
from services.intake_service.copies.catalogue import ITEM_COPIES
from services.intake_service.mandate.agreements.use_cases import lose_agents
from services.intake_service.window.applications.handlers import (
    on_cases_ended,
    on_deadline_missed,
    on_undo_answered,
)
from shared.contracts.deadlines import DeadlineMissed
from shared.contracts.routing.departments import BodyPublished
from shared.contracts.tracking.cases import CaseAnnulled, CaseAnnulmentRefused, CaseDecided, CaseWithdrawn
from shared.kit.events.subscriptions import on, on_many

SUBSCRIPTIONS = (
    *ITEM_COPIES.subscriptions,
    *posts.SUBSCRIPTIONS,
    on_many(BodyPublished, lose_agents),
    on(DeadlineMissed, on_deadline_missed),
    on_many(CaseDecided, on_cases_ended),
    on_many(CaseWithdrawn, on_cases_ended),
    on_many(CaseAnnulled, on_undo_answered),
    on_many(CaseAnnulmentRefused, on_undo_answered),
)
