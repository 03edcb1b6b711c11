"""Routes of requests for agency service."""

from __future__ import annotations

from uuid import UUID

from services.intake_service.mandate.requests.domain import Step
from services.intake_service.mandate.requests.lists import REQUEST_LIST
from services.intake_service.mandate.requests.schemas import RequestRow, RequestView, SubmitRequest, row, view
from services.intake_service.mandate.requests.store import REQUESTS
from services.intake_service.mandate.requests.use_cases import submit, take_step
from services.intake_service.parties.policy import READERS
from shared.kit.http.edge import IfMatch, Work, allow, edge_router
from shared.kit.http.fields import Reason
from shared.kit.http.lists import listed
from shared.kit.http.pages import Page
from shared.kit.lists import Asked
from shared.kit.unit_of_work import UnitOfWork
from shared.vocabulary.roles import Role

router = edge_router("requests", "代办服务申请 · an owner asks for the service, and ends it")


@router.post("/requests", status_code=201, summary="提出代办服务申请", **allow(Role.OWNER, Role.WINDOW_CLERK))
async def submit_request(body: SubmitRequest, work: Work) -> RequestView:
    """Ask for the service. Voluntary and free (notice 二(五)1)."""
    return view(work, await submit(work, **vars(body)))


@listed(
    router,
    "/requests",
    REQUEST_LIST,
    summary="代办服务申请列表",
    roles=READERS,
    view=Page[RequestRow],
    export={
        "project_name": "项目名称",
        "owner_name": "项目单位",
        "mode_labels": "服务方式",
        "channel_label": "提出渠道",
        "status_label": "状态",
        "reason": "原因",
        "created_at": "提出时间",
    },
)
async def list_requests(work: UnitOfWork, asked: Asked) -> Page[RequestRow]:
    """The requests that you may see."""
    found = await REQUEST_LIST.page(work, asked)
    return Page(items=[row(work, one) for one in found.rows], **found.around)


@router.get("/requests/{request_id}", summary="代办服务申请", **allow(*READERS))
async def get_request(request_id: UUID, work: Work) -> RequestView:
    """One request."""
    return view(work, await REQUESTS.get(work, request_id))


@router.post("/requests/{request_id}/accept", summary="接受申请", **allow(Role.WINDOW_CLERK))
async def accept_request(request_id: UUID, version: IfMatch, work: Work) -> RequestView:
    """The window accepts."""
    return view(work, await take_step(work, request_id, Step.ACCEPT, version))


@router.post("/requests/{request_id}/decline", summary="不予接受", **allow(Role.WINDOW_CLERK))
async def decline_request(request_id: UUID, body: Reason, version: IfMatch, work: Work) -> RequestView:
    """The window declines, with the reason."""
    return view(work, await take_step(work, request_id, Step.DECLINE, version, body.reason))
