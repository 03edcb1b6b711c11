"""Route of the service's end."""

from __future__ import annotations

from uuid import UUID

from services.intake_service.mandate.ending.use_cases import end_service
from services.intake_service.mandate.requests.schemas import RequestView, view
from shared.kit.http.edge import IfMatch, Work, allow, edge_router
from shared.kit.http.fields import Reason
from shared.vocabulary.roles import Role

router = edge_router("requests", "代办服务申请 · an owner asks for the service, and ends it")


@router.post("/requests/{request_id}/end", summary="结束申请", **allow(Role.OWNER))
async def end_request(request_id: UUID, body: Reason, version: IfMatch, work: Work) -> RequestView:
    """The owner ends the service, at any time: the request, and with it its agreement, whatever state that is in.

    The project's chief service officer is released. What was handed in takes its course; the owner goes on by itself.
    """
    return view(work, await end_service(work, request_id, version, body.reason))
