"""Routes of the one window."""

from __future__ import annotations

from uuid import UUID

from services.intake_service.mandate.requests.schemas import Reason
from services.intake_service.parties.projects.policy import READERS
from services.intake_service.window.applications import use_cases
from services.intake_service.window.applications.domain import Application, ApplicationItem
from services.intake_service.window.applications.schemas import (
    ApplicationItemView,
    ApplicationView,
    RefuseItem,
    RequireSupplement,
    SubmitApplication,
    Supplement,
)
from services.intake_service.window.applications.store import items_of, to_application
from shared.kit.http.edge import IfMatch, Work, allow, edge_router
from shared.kit.http.pages import Cursor, Page, PageSize
from shared.vocabulary.roles import Role

router = edge_router("applications")


@router.post(
    "/applications",
    status_code=201,
    summary="一窗综合申报",
    **allow(Role.OWNER, Role.SERVICE_OFFICER, Role.WINDOW_CLERK),
)
async def submit_application(body: SubmitApplication, work: Work) -> ApplicationView:
    """Hand in one package of several items; all of it is received, or none."""
    application, items = await use_cases.submit_application(
        work,
        project_id=body.project_id,
        agreement_id=body.agreement_id,
        handed_in=[use_cases.HandedIn(item.item_code, item.material_ids) for item in body.items],
    )
    return ApplicationView.seen_by(work.principal, application, items, await use_cases.in_force(work, [application]))


@router.get("/applications", summary="申报件列表", **allow(*READERS))
async def list_applications(
    work: Work, limit: PageSize = 20, cursor: Cursor = None, project_id: UUID | None = None
) -> Page[ApplicationView]:
    """The packages that you may see."""
    rows, next_cursor = await use_cases.list_applications(work, project_id=project_id, size=limit, cursor=cursor)
    items = await items_of(work, [row["id"] for row in rows])
    applications = [to_application(row) for row in rows]
    in_force = await use_cases.in_force(work, applications)
    views = [ApplicationView.seen_by(work.principal, one, items[one.id], in_force) for one in applications]
    return Page(items=views, next_cursor=next_cursor)


@router.get("/applications/{application_id}", summary="申报件", **allow(*READERS))
async def get_application(application_id: UUID, work: Work) -> ApplicationView:
    """One package with its items."""
    application, items = await use_cases.get_application(work, application_id)
    return ApplicationView.seen_by(work.principal, application, items, await use_cases.in_force(work, [application]))


@router.get("/application-items/{item_id}", summary="申报事项", **allow(*READERS))
async def get_application_item(item_id: UUID, work: Work) -> ApplicationItemView:
    """One item of a package."""
    return await _view(await use_cases.get_item(work, item_id), work)


@router.post("/application-items/{item_id}/accept", summary="受理", **allow(Role.WINDOW_CLERK))
async def accept_item(item_id: UUID, version: IfMatch, work: Work) -> ApplicationItemView:
    """Accept it: it gets its acceptance number and goes to its body."""
    return await _view(await use_cases.accept_item(work, item_id, expected_version=version), work)


@router.post("/application-items/{item_id}/require-supplement", summary="一次告知补正", **allow(Role.WINDOW_CLERK))
async def require_supplement(
    item_id: UUID, body: RequireSupplement, version: IfMatch, work: Work
) -> ApplicationItemView:
    """Tell what is missing, once and all at once (行政许可法 32)."""
    changed = await use_cases.require_supplement(work, item_id, expected_version=version, missing=body.missing)
    return await _view(changed, work)


@router.post("/application-items/{item_id}/supplement", summary="补正", **allow(Role.OWNER, Role.SERVICE_OFFICER))
async def supplement_item(item_id: UUID, body: Supplement, version: IfMatch, work: Work) -> ApplicationItemView:
    """Hand in what was missing."""
    changed = await use_cases.supplement_item(work, item_id, expected_version=version, material_ids=body.material_ids)
    return await _view(changed, work)


@router.post("/application-items/{item_id}/refuse", summary="不受理或不予受理", **allow(Role.WINDOW_CLERK))
async def refuse_item(item_id: UUID, body: RefuseItem, version: IfMatch, work: Work) -> ApplicationItemView:
    """Turn it away, with the reason."""
    changed = await use_cases.refuse_item(
        work, item_id, expected_version=version, competent=body.outcome == "not_a_matter", reason=body.reason
    )
    return await _view(changed, work)


@router.post("/application-items/{item_id}/retract", summary="撤件", **allow(Role.OWNER, Role.SERVICE_OFFICER))
async def retract_item(item_id: UUID, body: Reason, version: IfMatch, work: Work) -> ApplicationItemView:
    """Take it back before acceptance."""
    changed = await use_cases.retract_item(work, item_id, expected_version=version, reason=body.reason)
    return await _view(changed, work)


async def _view(changed: tuple[Application, ApplicationItem], work: Work) -> ApplicationItemView:
    application, item = changed
    return ApplicationItemView.seen_by(work.principal, application, item, await use_cases.in_force(work, [application]))
