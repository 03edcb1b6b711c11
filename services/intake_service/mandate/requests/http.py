"""Routes of requests for agency service."""

from __future__ import annotations

from uuid import UUID

from services.intake_service.mandate.requests import use_cases
from services.intake_service.mandate.requests.domain import RequestStatus, Step
from services.intake_service.mandate.requests.schemas import Reason, RequestView, SubmitRequest
from services.intake_service.mandate.requests.store import to_request
from services.intake_service.parties.projects.policy import READERS
from shared.kit.http.edge import IfMatch, Work, allow, edge_router
from shared.kit.http.pages import Cursor, Page, PageSize
from shared.vocabulary.roles import Role

router = edge_router("requests")


@router.post("/requests", status_code=201, summary="提出代办服务申请", **allow(Role.OWNER, Role.WINDOW_CLERK))
async def submit_request(body: SubmitRequest, work: Work) -> RequestView:
    """Ask for the service. Voluntary and free (notice 二(五)1)."""
    request = await use_cases.submit_request(
        work, project_id=body.project_id, modes=body.modes, channel=body.channel, note=body.note
    )
    return RequestView.seen_by(work.principal, request)


@router.get("/requests", summary="代办服务申请列表", **allow(*READERS))
async def list_requests(
    work: Work, limit: PageSize = 20, cursor: Cursor = None, status: RequestStatus | None = None
) -> Page[RequestView]:
    """The requests that you may see."""
    rows, next_cursor = await use_cases.list_requests(work, status=status, size=limit, cursor=cursor)
    views = [RequestView.seen_by(work.principal, to_request(row)) for row in rows]
    return Page(items=views, next_cursor=next_cursor)


@router.get("/requests/{request_id}", summary="代办服务申请", **allow(*READERS))
async def get_request(request_id: UUID, work: Work) -> RequestView:
    """One request."""
    request = await use_cases.get_request(work, request_id)
    return RequestView.seen_by(work.principal, request)


@router.post("/requests/{request_id}/accept", summary="接受申请", **allow(Role.WINDOW_CLERK))
async def accept_request(request_id: UUID, version: IfMatch, work: Work) -> RequestView:
    """The window accepts."""
    request = await use_cases.take_step(work, request_id, Step.ACCEPT, expected_version=version)
    return RequestView.seen_by(work.principal, request)


@router.post("/requests/{request_id}/decline", summary="不予接受", **allow(Role.WINDOW_CLERK))
async def decline_request(request_id: UUID, body: Reason, version: IfMatch, work: Work) -> RequestView:
    """The window declines, with the reason."""
    request = await use_cases.take_step(work, request_id, Step.DECLINE, expected_version=version, reason=body.reason)
    return RequestView.seen_by(work.principal, request)


@router.post("/requests/{request_id}/end", summary="结束申请", **allow(Role.OWNER))
async def end_request(request_id: UUID, body: Reason, version: IfMatch, work: Work) -> RequestView:
    """The owner ends it, at any time."""
    request = await use_cases.take_step(work, request_id, Step.END, expected_version=version, reason=body.reason)
    return RequestView.seen_by(work.principal, request)
