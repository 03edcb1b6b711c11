"""Routes of projects' chief service officers."""

from __future__ import annotations

from uuid import UUID

from services.routing_service.officers.policy import APPOINTERS, READERS
from services.routing_service.officers.schemas import AppointOfficer, OfficerView, view
from services.routing_service.officers.store import PROJECTS, terms_of
from services.routing_service.officers.use_cases import appoint
from shared.kit.http.edge import Work, allow, edge_router

router = edge_router("officers", "首席服务官 · who answers for a project's whole course, and who did before")


@router.get("/projects/{project_id}/chief-service-officer", summary="项目首席服务官", **allow(*READERS))
async def get_officer(project_id: UUID, work: Work) -> OfficerView:
    """Who answers for the project, and who did before."""
    return view(work, await PROJECTS.get(work, project_id), await terms_of(work, project_id))


@router.post(
    "/projects/{project_id}/chief-service-officer",
    status_code=201,
    summary="确定或交接项目首席服务官",
    **allow(*APPOINTERS),
)
async def appoint_officer(project_id: UUID, body: AppointOfficer, work: Work) -> OfficerView:
    """Name the project's chief service officer, or hand over to the next; dated, and nothing is lost."""
    return view(work, *await appoint(work, project_id, **vars(body)))
