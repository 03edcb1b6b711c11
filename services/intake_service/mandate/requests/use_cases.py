"""What can be done with requests for agency service."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from asyncpg import Record
from sqlalchemy import select

from services.intake_service.mandate.requests import store
from services.intake_service.mandate.requests.domain import (
    Channel,
    Mode,
    ProjectNotEligible,
    RequestOpen,
    RequestStatus,
    ServiceRequest,
    Step,
)
from services.intake_service.mandate.requests.policy import check_may_see, check_may_take
from services.intake_service.parties.owners.policy import is_own
from services.intake_service.parties.projects.policy import visible_rows
from services.intake_service.parties.projects.use_cases import get_project
from shared.contracts.intake.requests import RequestAccepted, RequestClosed, RequestSubmitted
from shared.kit.errors import NotPermitted, check_version
from shared.kit.ids import new_id
from shared.kit.pages import page
from shared.kit.unit_of_work import UnitOfWork
from shared.vocabulary.roles import Role


async def submit_request(
    work: UnitOfWork, *, project_id: UUID, modes: Collection[Mode], channel: Channel, note: str | None
) -> ServiceRequest:
    """The owner asks for the service; the window may write down what came by telephone or on site.

    Raises ProjectNotEligible with the conditions that fail, RequestOpen where one is on its way.
    """
    project = await get_project(work, project_id, lock=True)
    if not (is_own(work.principal, project.owner_uscc) or work.principal.has(Role.WINDOW_CLERK)):
        raise NotPermitted(what=("提出申请", "submit a request"))
    if not project.eligible:
        failing = [
            (
                f"{one.ground.label}：{'、'.join(f.label for f in one.failing)}",
                f"{one.ground}: {', '.join(one.failing)}",
            )
            for one in project.eligibility.findings
        ]
        raise ProjectNotEligible(
            failing=("；".join(zh for zh, _ in failing), "; ".join(en for _, en in failing)), pointer="/project_id"
        )
    request = ServiceRequest(
        id=new_id(),
        project_id=project.id,
        owner_uscc=project.owner_uscc,
        modes=frozenset(modes),
        channel=channel,
        note=note,
        status=RequestStatus.SUBMITTED,
        reason=None,
        created_at=work.now,
        version=1,
    )
    if not await store.add(work, request):
        raise RequestOpen(pointer="/project_id")
    work.publish(
        RequestSubmitted(
            request_id=request.id, project_id=project.id, modes=sorted(request.modes), channel=request.channel
        )
    )
    after = {"modes": sorted(request.modes), "channel": channel}
    work.audit("request.submitted", "request", request.id, after=after, on_behalf_of=project.owner_uscc)
    return request


async def get_request(work: UnitOfWork, request_id: UUID, *, lock: bool = False) -> ServiceRequest:
    """A request that the caller may see; raises NotFound."""
    return check_may_see(work.principal, await store.get(work, request_id, lock=lock))


async def list_requests(
    work: UnitOfWork, *, status: RequestStatus | None, size: int, cursor: str | None
) -> tuple[list[Record], str | None]:
    """A page of the requests that the caller may see, oldest first."""
    query = select(store.request).where(visible_rows(work.principal, store.request.c.owner_uscc))
    if status:
        query = query.where(store.request.c.status == status.value)
    return await page(work, "requests", query, [store.request.c.id], size=size, cursor=cursor)


async def take_step(
    work: UnitOfWork, request_id: UUID, step: Step, *, expected_version: int, reason: str | None = None
) -> ServiceRequest:
    """Accept or decline a request (the window), or end it at any time (the owner, notice 二(五)1)."""
    request = await get_request(work, request_id, lock=True)
    check_may_take(work.principal, request, step)
    check_version(given=expected_version, current=request.version)
    before = {"status": request.status}
    request.take(step, reason=reason)
    await store.save(work, request)
    if request.status is RequestStatus.ACCEPTED:
        work.publish(RequestAccepted(request_id=request.id, project_id=request.project_id, modes=sorted(request.modes)))
    else:
        work.publish(
            RequestClosed(
                request_id=request.id, project_id=request.project_id, status=request.status, reason=request.reason
            )
        )
    after = {"status": request.status, "reason": reason}
    work.audit(
        f"request.{request.status}", "request", request.id, before=before, after=after, on_behalf_of=request.owner_uscc
    )
    return request
