"""The end of the service (notice 二(五)1: voluntary). What each end does to everything else stands in docs/ends.md."""

from __future__ import annotations

from uuid import UUID

from services.intake_service.mandate.agreements.domain import Step as AgreementStep
from services.intake_service.mandate.agreements.store import AGREEMENTS, open_of_request
from services.intake_service.mandate.requests.domain import ServiceRequest, Step
from services.intake_service.mandate.requests.store import REQUESTS, note_agreement, open_of_project
from services.intake_service.mandate.requests.use_cases import take_step
from services.intake_service.parties.projects.store import note_request
from shared.kit.errors import Version
from shared.kit.unit_of_work import UnitOfWork


async def end_service(work: UnitOfWork, request_id: UUID, version: Version, reason: str) -> ServiceRequest:
    """End a request and, at the same moment, its agreement: nobody acts for the owner any more.

    Raises IllegalTransition where the request is over.
    """
    request = await take_step(work, request_id, Step.END, version, reason)
    await _end_agreement(work, request_id, reason)
    return request


async def end_service_of(work: UnitOfWork, project_id: UUID, reason: str) -> None:
    """End what service a locked project has, because its owner has it no longer."""
    if request := await open_of_project(work, project_id):
        async with REQUESTS.changing(work, request):
            request.take(Step.END, reason=reason)
        note_request(work, project_id, is_open=False)
        await _end_agreement(work, request.id, reason)


async def _end_agreement(work: UnitOfWork, request_id: UUID, reason: str) -> None:
    if agreement := await open_of_request(work, request_id):
        async with AGREEMENTS.changing(work, agreement):
            agreement.take(AgreementStep.END, now=work.now, reason=reason)
        note_agreement(work, request_id, is_open=False)
