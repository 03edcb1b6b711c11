"""What intake and tracking say that moves assignments."""

from __future__ import annotations

from services.routing_service.assignments import use_cases
from services.routing_service.assignments.domain import ACKNOWLEDGEMENT
from services.routing_service.assignments.publishing import SUBJECT_KIND
from services.routing_service.assignments.use_cases import Matter
from shared.contracts.deadlines import DeadlineMissed
from shared.contracts.intake.applications import ItemAccepted
from shared.contracts.tracking.cases import CaseDecided, CaseStarted, CaseWithdrawn
from shared.kit.events.envelope import Envelope
from shared.kit.unit_of_work import UnitOfWork


async def on_item_accepted(work: UnitOfWork, event: ItemAccepted, _: Envelope) -> None:
    """Put the item to its body."""
    await use_cases.put_to_body(work, _matter(event))


async def on_deadline_missed(work: UnitOfWork, event: DeadlineMissed, _: Envelope) -> None:
    """Nobody took an assignment up in time. Other deadlines are others' business."""
    if event.purpose == ACKNOWLEDGEMENT and event.subject_kind == SUBJECT_KIND:
        await use_cases.escalate(work, event.subject_id, missed=event.deadline_id)


async def on_case_started(work: UnitOfWork, event: CaseStarted, _: Envelope) -> None:
    """The body handles the item: nothing climbs any more, also where nobody acknowledged."""
    await use_cases.take_up(work, _matter(event))


async def on_case_decided(work: UnitOfWork, event: CaseDecided, _: Envelope) -> None:
    """The item's case is decided: nothing is left to be done."""
    await use_cases.close_assignment(work, _matter(event))


async def on_case_withdrawn(work: UnitOfWork, event: CaseWithdrawn, _: Envelope) -> None:
    """The applicant withdrew: nothing is left to be done."""
    await use_cases.close_assignment(work, _matter(event))


def _matter(event: ItemAccepted | CaseStarted | CaseDecided | CaseWithdrawn) -> Matter:
    return Matter(
        project_id=event.project_id,
        application_item_id=event.application_item_id,
        acceptance_number=event.acceptance_number,
        item_code=event.item_code,
        item_name=event.item_name,
        body=event.body,
    )
