"""The end of the service (notice 二(五)1: voluntary). What each end does to everything else stands in docs/ends.md."""

from __future__ import annotations

from uuid import UUID

from services.intake_service.mandate.agreements.domain import Step as AgreementStep
from services.intake_service.mandate.agreements.store import AGREEMENTS, open_of_request
from services.intake_service.mandate.requests.domain import ServiceRequest, Step
from services.intake_service.mandate.requests.store import note_agreement
from services.intake_service.mandate.requests.use_cases import take_step
from shared.kit.errors import Version
from shared.kit.unit_of_work import UnitOfWork


async def end_service(work: UnitOfWork, request_id: UUID, version: Version, reason: str) -> ServiceRequest:
    """End a request and, at the same moment, its agreement: nobody acts for the owner any more.

    Raises IllegalTransition where the request is over.
    """
    request = await take_step(work, request_id, Step.END, version, reason)
    if agreement := await open_of_request(work, request_id):
        async with AGREEMENTS.changing(work, agreement):
            agreement.take(AgreementStep.END, now=work.now, reason=reason)
        note_agreement(work, request_id, is_open=False)
    return request
