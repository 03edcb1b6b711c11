"""What the intake service listens to."""

from services.intake_service.copies.handlers import on_item_published
from services.intake_service.window.applications.handlers import on_deadline_missed
from shared.contracts.deadlines import DeadlineMissed
from shared.contracts.routing.catalogue import ItemPublished
from shared.kit.events.subscriptions import on

SUBSCRIPTIONS = (
    on(ItemPublished, on_item_published),
    on(DeadlineMissed, on_deadline_missed),
)
