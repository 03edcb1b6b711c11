"""What the intake service listens to: first what keeps its copies, then what moves its own."""

from services.intake_service.copies.catalogue import ITEM_COPIES
from services.intake_service.window.applications.handlers import on_deadline_missed
from shared.contracts.deadlines import DeadlineMissed
from shared.kit.events.subscriptions import on

SUBSCRIPTIONS = (*ITEM_COPIES.subscriptions, on(DeadlineMissed, on_deadline_missed))
