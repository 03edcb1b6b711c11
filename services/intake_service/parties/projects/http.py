"""Routes of projects."""

from __future__ import annotations

from uuid import UUID

from services.intake_service.parties.policy import READERS
from services.intake_service.parties.projects.lists import PROJECT_LIST
from services.intake_service.parties.projects.schemas import (
    ApplicableItemView,
    CorrectedProjectView,
    CorrectProject,
    CorrectProjectFacts,
    DistrictView,
    OverrideEligibility,
    ProjectRow,
    ProjectView,
    RegisterProject,
    corrected_view,
    row,
    view,
)
from services.intake_service.parties.projects.store import PROJECTS
from services.intake_service.parties.projects.use_cases import (
    applicable_items,
    correct,
    correct_facts,
    override,
    register,
)
from shared.kit.http.edge import IfMatch, Work, allow, edge_router, public
from shared.kit.http.history import RevisionView, history_of, revisions_of
from shared.kit.http.lists import listed
from shared.kit.http.pages import Page
from shared.kit.lists import Asked
from shared.kit.unit_of_work import UnitOfWork
from shared.vocabulary.districts import District
from shared.vocabulary.roles import Role

router = edge_router("projects", "工程建设项目 · the projects, and whether the service is open to them")


@router.get("/districts", summary="行政区", **public())
async def list_districts() -> Page[DistrictView]:
    """The city's eleven districts and their codes."""
    return Page(items=[DistrictView(code=district, label=district.label) for district in District])


@router.post("/projects", status_code=201, summary="登记项目", **allow(Role.OWNER, Role.WINDOW_CLERK))
async def register_project(body: RegisterProject, work: Work) -> ProjectView:
    """Register a project; the answer says whether the service is open to it, and why."""
    project = await register(
        work,
        owner_id=body.owner_id,
        project_code=body.project_code,
        name=body.name,
        district=body.district,
        project_type=body.project_type,
        facts=body.facts(),
        total_investment=body.total_investment,
    )
    return view(work, project)


@listed(
    router,
    "/projects",
    PROJECT_LIST,
    summary="项目列表",
    roles=READERS,
    view=Page[ProjectRow],
    export={
        "project_code": "项目代码",
        "name": "项目名称",
        "owner_name": "项目单位",
        "owner_uscc": "统一社会信用代码",
        "district_label": "行政区",
        "project_type_label": "项目类型",
        "total_investment": "总投资（元）",
        "eligibility.eligible": "属于服务范围",
        "created_at": "登记时间",
        "updated_at": "更新时间",
    },
)
async def list_projects(work: UnitOfWork, asked: Asked) -> Page[ProjectRow]:
    """The projects that you may see."""
    found = await PROJECT_LIST.page(work, asked)
    return Page(items=[row(work, one) for one in found.rows], **found.around)


@router.get("/projects/{project_id}", summary="项目", **allow(*READERS))
async def get_project(project_id: UUID, work: Work) -> ProjectView:
    """One project."""
    return view(work, await PROJECTS.get(work, project_id))


@router.post("/projects/{project_id}/eligibility/override", summary="更改适用范围判定", **allow(Role.DATA_BUREAU))
async def override_eligibility(
    project_id: UUID, body: OverrideEligibility, version: IfMatch, work: Work
) -> ProjectView:
    """Decide otherwise than the grounds, with a written reason that stays visible."""
    return view(work, await override(work, project_id, version, eligible=body.eligible, reason=body.reason))


@router.post("/projects/{project_id}/correct", summary="更正项目信息", **allow(Role.OWNER, Role.WINDOW_CLERK))
async def correct_project(project_id: UUID, body: CorrectProject, version: IfMatch, work: Work) -> ProjectView:
    """Put the name or the amount right, with the reason. What was before stays in its history."""
    return view(work, await correct(work, project_id, version, given=body.given(), reason=body.reason))


@router.post("/projects/{project_id}/facts/correct", summary="更正项目情况", **allow(Role.WINDOW_CLERK))
async def correct_project_facts(
    project_id: UUID, body: CorrectProjectFacts, version: IfMatch, work: Work
) -> CorrectedProjectView:
    """Put right what eligibility rests on, with the reason; it is decided anew, and the owner is told.

    Nothing that is under way ends by this: a request in force stays, and the data bureau may decide otherwise.
    """
    project, was = await correct_facts(work, project_id, version, given=body.given(), reason=body.reason)
    return corrected_view(work, project, was)


@listed(
    router,
    "/projects/{project_id}/history",
    revisions_of(PROJECTS),
    summary="项目的更正记录",
    roles=READERS,
    view=Page[RevisionView],
)
async def list_project_history(work: UnitOfWork, asked: Asked, project_id: UUID) -> Page[RevisionView]:
    """What was corrected."""
    return await history_of(work, PROJECTS, await PROJECTS.get(work, project_id), asked)


@router.get("/projects/{project_id}/applicable-items", summary="本项目适用的事项", **allow(*READERS))
async def list_applicable_items(project_id: UUID, work: Work) -> Page[ApplicableItemView]:
    """The items that a project of this kind may need, with their materials, all on one page."""
    return Page(items=[ApplicableItemView.of(item) for item in await applicable_items(work, project_id)])
