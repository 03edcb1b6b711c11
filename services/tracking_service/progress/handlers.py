"""What becomes of an item beside its case: hand-in, supplement, and with whom it stands."""

from __future__ import annotations

from services.tracking_service.progress import store
from services.tracking_service.timeline.store import NewEntry, append
from services.tracking_service.vocabulary import ItemStatus, Level, label_of
from shared.contracts.intake.applications import ItemNotAccepted, ItemReceived, ItemSupplemented, ItemSupplementRequired
from shared.contracts.routing.assignments import AssignmentAcknowledged, AssignmentCreated, AssignmentEscalated
from shared.kit.events.envelope import Envelope
from shared.kit.unit_of_work import UnitOfWork

_ItemEvent = ItemReceived | ItemSupplementRequired | ItemSupplemented | ItemNotAccepted
_AssignmentEvent = AssignmentCreated | AssignmentAcknowledged | AssignmentEscalated


async def on_item_received(work: UnitOfWork, event: ItemReceived, _: Envelope) -> None:
    """Know the item."""
    await store.save_received(work, event)
    agent = "（代办员代为提交）" if event.agreement_id else ""
    append(
        work,
        NewEntry(
            event.project_id,
            event.received_at,
            "item.received",
            f"“{event.item_name}”已收件（{event.application_number}）{agent}。",
            f"{event.item_name} was handed in ({event.application_number})"
            f"{' by the agent on behalf of the owner' if event.agreement_id else ''}.",
            "application_item",
            event.application_item_id,
            _data(event) | {"stage": event.stage, "body": event.body},
        ),
    )


async def on_item_supplement_required(work: UnitOfWork, event: ItemSupplementRequired, envelope: Envelope) -> None:
    """It waits for the applicant."""
    await store.save_status(work, event.application_item_id, ItemStatus.SUPPLEMENT_REQUIRED)
    zh = f"“{event.item_name}”需补正：{'；'.join(event.missing)}。"
    en = f"{event.item_name} needs a supplement: {'; '.join(event.missing)}."
    append(work, _of_item(event, envelope, "item.supplement_required", zh, en))


async def on_item_supplemented(work: UnitOfWork, event: ItemSupplemented, envelope: Envelope) -> None:
    """It is back with the window."""
    await store.save_status(work, event.application_item_id, ItemStatus.RECEIVED)
    zh, en = f"“{event.item_name}”已补正。", f"The supplement for {event.item_name} came."
    append(work, _of_item(event, envelope, "item.supplemented", zh, en))


async def on_item_not_accepted(work: UnitOfWork, event: ItemNotAccepted, envelope: Envelope) -> None:
    """It goes no further."""
    await store.save_status(work, event.application_item_id, event.status)
    label = label_of(ItemStatus, event.status)
    zh = f"“{event.item_name}”{label}。" + (f"原因：{event.reason}" if event.reason else "")
    en = f"{event.item_name}: {event.status}." + (f" Reason: {event.reason}" if event.reason else "")
    append(work, _of_item(event, envelope, "item.not_accepted", zh, en))


async def on_assignment_created(work: UnitOfWork, event: AssignmentCreated, envelope: Envelope) -> None:
    """Know with whom the item stands."""
    await store.save_assignment(work, event, level=Level.HANDLER, acknowledged_at=None)
    zh = f"“{event.item_name}”已派单给{event.assignee_title}。"
    en = f"{event.item_name} was assigned to {event.assignee_title}."
    append(work, _of_assignment(event, envelope, "assignment.created", zh, en))


async def on_assignment_acknowledged(work: UnitOfWork, event: AssignmentAcknowledged, envelope: Envelope) -> None:
    """Know that it was taken up."""
    await store.save_assignment(work, event, level=event.level, acknowledged_at=envelope.time)
    zh = f"{event.assignee_title}已签收“{event.item_name}”。"
    en = f"{event.assignee_title} took up {event.item_name}."
    append(work, _of_assignment(event, envelope, "assignment.acknowledged", zh, en))


async def on_assignment_escalated(work: UnitOfWork, event: AssignmentEscalated, envelope: Envelope) -> None:
    """Know with whom it stands now."""
    await store.save_assignment(work, event, level=event.level, acknowledged_at=None)
    zh = f"“{event.item_name}”未按时签收，升级至{label_of(Level, event.level)}：{event.assignee_title}。"
    en = f"{event.item_name} was not taken up in time; it climbed to {event.assignee_title} ({event.level})."
    append(work, _of_assignment(event, envelope, "assignment.escalated", zh, en))


def _of_item(event: _ItemEvent, envelope: Envelope, kind: str, zh: str, en: str) -> NewEntry:
    subject = "application_item", event.application_item_id
    return NewEntry(event.project_id, envelope.time, kind, zh, en, *subject, _data(event))


def _of_assignment(event: _AssignmentEvent, envelope: Envelope, kind: str, zh: str, en: str) -> NewEntry:
    data = _data(event) | {"body": event.body, "assignee_title": event.assignee_title}
    return NewEntry(event.project_id, envelope.time, kind, zh, en, "assignment", event.assignment_id, data)


def _data(event: _ItemEvent | _AssignmentEvent) -> dict[str, str]:
    return {"item_code": event.item_code, "application_item_id": str(event.application_item_id)}
