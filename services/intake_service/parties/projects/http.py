"""Routes of projects."""

from __future__ import annotations

from uuid import UUID

from services.intake_service.parties.projects import use_cases
from services.intake_service.parties.projects.domain import District
from services.intake_service.parties.projects.policy import READERS
from services.intake_service.parties.projects.schemas import (
    ApplicableItemView,
    DistrictView,
    OverrideEligibility,
    ProjectView,
    RegisterProject,
)
from services.intake_service.parties.projects.store import to_project
from shared.kit.http.edge import IfMatch, Work, allow, edge_router, public
from shared.kit.http.pages import Cursor, Page, PageSize
from shared.vocabulary.roles import Role

router = edge_router("projects")


@router.get("/districts", summary="行政区", **public())
async def list_districts() -> list[DistrictView]:
    """The city's eleven districts and their codes."""
    return [DistrictView.of(district, code=district) for district in District]


@router.post("/projects", status_code=201, summary="登记项目", **allow(Role.OWNER, Role.WINDOW_CLERK))
async def register_project(body: RegisterProject, work: Work) -> ProjectView:
    """Register a project; the answer says whether the service is open to it, and why."""
    project = await use_cases.register_project(
        work,
        owner_id=body.owner_id,
        project_code=body.project_code,
        name=body.name,
        district=body.district,
        project_type=body.project_type,
        facts=body.facts(),
        total_investment=body.total_investment,
    )
    return ProjectView.seen_by(work.principal, project)


@router.get("/projects", summary="项目列表", **allow(*READERS))
async def list_projects(work: Work, limit: PageSize = 20, cursor: Cursor = None) -> Page[ProjectView]:
    """The projects that you may see."""
    rows, next_cursor = await use_cases.list_projects(work, size=limit, cursor=cursor)
    views = [ProjectView.seen_by(work.principal, to_project(row)) for row in rows]
    return Page(items=views, next_cursor=next_cursor)


@router.get("/projects/{project_id}", summary="项目", **allow(*READERS))
async def get_project(project_id: UUID, work: Work) -> ProjectView:
    """One project."""
    project = await use_cases.get_project(work, project_id)
    return ProjectView.seen_by(work.principal, project)


@router.post("/projects/{project_id}/eligibility/override", summary="更改适用范围判定", **allow(Role.DATA_BUREAU))
async def override_eligibility(
    project_id: UUID, body: OverrideEligibility, version: IfMatch, work: Work
) -> ProjectView:
    """Decide otherwise than the grounds, with a written reason that stays visible."""
    project = await use_cases.override_eligibility(
        work, project_id, expected_version=version, eligible=body.eligible, reason=body.reason
    )
    return ProjectView.seen_by(work.principal, project)


@router.get("/projects/{project_id}/applicable-items", summary="本项目适用的事项", **allow(*READERS))
async def list_applicable_items(project_id: UUID, work: Work) -> list[ApplicableItemView]:
    """The items that a project of this kind may need, with their materials."""
    return [ApplicableItemView.of(item) for item in await use_cases.applicable_items(work, project_id)]
