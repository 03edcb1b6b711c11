"""What packages and their items say to other services."""

from __future__ import annotations

from typing import Any

from services.intake_service.window.applications.domain import (
    SUPPLEMENT_NOTICE,
    SUPPLEMENT_NOTICE_WORKING_DAYS,
    Application,
    ApplicationItem,
)
from shared.contracts.event import Limit
from shared.contracts.intake.applications import (
    ItemAccepted,
    ItemNotAccepted,
    ItemReceived,
    ItemSupplemented,
    ItemSupplementRequired,
)
from shared.contracts.intake.deadlines import IntakeDeadlineRequested, IntakeDeadlineSettled
from shared.kit.ids import new_id
from shared.kit.unit_of_work import UnitOfWork


def publish_received(work: UnitOfWork, application: Application, item: ApplicationItem) -> None:
    """An item came in."""
    work.publish(
        ItemReceived(
            **_named(item),
            application_id=application.id,
            application_number=application.application_number,
            stage=item.stage,
            body=item.body,
            received_at=item.received_at,
            submitted_by=application.submitted_by,
            agreement_id=application.agreement_id,
        )
    )


def publish_outcome(work: UnitOfWork, item: ApplicationItem) -> None:
    """An item was accepted, or was turned away or taken back."""
    if item.acceptance_number is None or item.accepted_at is None:
        work.publish(
            ItemNotAccepted(
                **_named(item),
                status=item.status,
                reason=item.reason,
            )
        )
        return
    work.publish(
        ItemAccepted(
            **_named(item),
            application_id=item.application_id,
            acceptance_number=item.acceptance_number,
            stage=item.stage,
            body=item.body,
            accepted_at=item.accepted_at,
            deemed=item.deemed,
        )
    )


def publish_supplement_required(work: UnitOfWork, item: ApplicationItem) -> None:
    """The window told what is missing."""
    work.publish(ItemSupplementRequired(**_named(item), missing=item.missing))


def publish_supplemented(work: UnitOfWork, item: ApplicationItem) -> None:
    """What was missing came."""
    work.publish(ItemSupplemented(**_named(item)))


def request_notice_deadline(work: UnitOfWork, item: ApplicationItem) -> None:
    """Have the window's answer watched: 5 working days from now (行政许可法 32)."""
    item.deadline_id = new_id()
    work.publish(
        IntakeDeadlineRequested(
            deadline_id=item.deadline_id,
            project_id=item.project_id,
            purpose=SUPPLEMENT_NOTICE,
            subject_kind="application_item",
            subject_id=item.id,
            body=item.body,
            base=work.now,
            limit=Limit(days=SUPPLEMENT_NOTICE_WORKING_DAYS, unit="working_day"),
        )
    )


def settle_notice_deadline(work: UnitOfWork, item: ApplicationItem, *, met: bool) -> None:
    """The window has answered (met), or need not any more."""
    if item.deadline_id:
        work.publish(
            IntakeDeadlineSettled(deadline_id=item.deadline_id, project_id=item.project_id, met=met, at=work.now)
        )
        item.deadline_id = None


def _named(item: ApplicationItem) -> dict[str, Any]:
    return {
        "application_item_id": item.id,
        "project_id": item.project_id,
        "item_code": item.item_code,
        "item_name": item.item_name,
    }
