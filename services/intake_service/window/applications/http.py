"""Routes of the one window."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import Query

from services.intake_service.parties.policy import READERS
from services.intake_service.window.applications import use_cases
from services.intake_service.window.applications.domain import Step
from services.intake_service.window.applications.schemas import (
    ApplicationItemView,
    ApplicationView,
    RefuseItem,
    RequireSupplement,
    SubmitApplication,
    Supplement,
    item_view,
    view,
)
from services.intake_service.window.applications.store import APPLICATIONS, ITEMS, items_of
from shared.kit.http.edge import IfMatch, Work, allow, edge_router
from shared.kit.http.fields import Reason, Upper
from shared.kit.http.pages import Cursor, Page, PageSize
from shared.vocabulary.roles import BODY_ROLES, Role
from shared.vocabulary.statuses import ItemStatus

router = edge_router("applications")


@router.post(
    "/applications",
    status_code=201,
    summary="一窗综合申报",
    **allow(Role.OWNER, Role.SERVICE_OFFICER, Role.WINDOW_CLERK),
)
async def submit_application(body: SubmitApplication, work: Work) -> ApplicationView:
    """Hand in one package of several items; all of it is received, or none."""
    handed_in = [use_cases.HandedIn(item.item_code, item.material_ids) for item in body.items]
    project, agreement = body.project_id, body.agreement_id
    return view(work, *await use_cases.submit(work, project_id=project, agreement_id=agreement, handed_in=handed_in))


@router.get("/applications", summary="申报件列表", **allow(*READERS))
async def list_applications(
    work: Work,
    limit: PageSize = 20,
    cursor: Cursor = None,
    project_id: UUID | None = None,
    application_number: Annotated[Upper | None, Query(description="收件号")] = None,
) -> Page[ApplicationView]:
    """The packages that you may see."""
    having = {"project_id": project_id, "application_number": application_number}
    found, following = await APPLICATIONS.page(work, having, size=limit, cursor=cursor)
    items = await items_of(work, [one.id for one in found])
    return Page(items=[view(work, one, items[one.id]) for one in found], next_cursor=following)


@router.get("/applications/{application_id}", summary="申报件", **allow(*READERS))
async def get_application(application_id: UUID, work: Work) -> ApplicationView:
    """One package with its items."""
    found = await APPLICATIONS.get(work, application_id)
    return view(work, found, (await items_of(work, [found.id]))[found.id])


@router.get("/application-items", summary="申报事项列表", **allow(*READERS, *BODY_ROLES))
async def list_application_items(
    work: Work,
    limit: PageSize = 20,
    cursor: Cursor = None,
    project_id: UUID | None = None,
    status: ItemStatus | None = None,
    body: Annotated[Upper | None, Query(description="code of a body")] = None,
    acceptance_number: Annotated[Upper | None, Query(description="受理号")] = None,
) -> Page[ApplicationItemView]:
    """The items that you may see, oldest first: ``status=received`` is the window's queue."""
    having = {"project_id": project_id, "status": status, "body": body, "acceptance_number": acceptance_number}
    found, following = await ITEMS.page(work, having, size=limit, cursor=cursor)
    return Page(items=[item_view(work, one) for one in found], next_cursor=following)


@router.get("/application-items/{item_id}", summary="申报事项", **allow(*READERS, *BODY_ROLES))
async def get_application_item(item_id: UUID, work: Work) -> ApplicationItemView:
    """One item of a package. A body's people see those of their body."""
    return item_view(work, await ITEMS.get(work, item_id))


@router.post("/application-items/{item_id}/accept", summary="受理", **allow(Role.WINDOW_CLERK))
async def accept_item(item_id: UUID, version: IfMatch, work: Work) -> ApplicationItemView:
    """Accept it: it gets its acceptance number and goes to its body."""
    return item_view(work, await use_cases.accept(work, item_id, version))


@router.post("/application-items/{item_id}/require-supplement", summary="一次告知补正", **allow(Role.WINDOW_CLERK))
async def require_supplement(
    item_id: UUID, body: RequireSupplement, version: IfMatch, work: Work
) -> ApplicationItemView:
    """Tell what is missing, once and all at once (行政许可法 32)."""
    return item_view(work, await use_cases.tell_missing(work, item_id, version, body.missing))


@router.post("/application-items/{item_id}/supplement", summary="补正", **allow(Role.OWNER, Role.SERVICE_OFFICER))
async def supplement_item(item_id: UUID, body: Supplement, version: IfMatch, work: Work) -> ApplicationItemView:
    """Hand in what was missing."""
    return item_view(work, await use_cases.supplement(work, item_id, version, body.material_ids))


@router.post("/application-items/{item_id}/refuse", summary="不受理或不予受理", **allow(Role.WINDOW_CLERK))
async def refuse_item(item_id: UUID, body: RefuseItem, version: IfMatch, work: Work) -> ApplicationItemView:
    """Turn it away, with the reason."""
    step = Step.REFUSE_NOT_A_MATTER if body.outcome == "not_a_matter" else Step.REFUSE_NOT_COMPETENT
    return item_view(work, await use_cases.refuse(work, item_id, version, step, body.reason))


@router.post("/application-items/{item_id}/retract", summary="撤件", **allow(Role.OWNER, Role.SERVICE_OFFICER))
async def retract_item(item_id: UUID, body: Reason, version: IfMatch, work: Work) -> ApplicationItemView:
    """Take it back before acceptance."""
    return item_view(work, await use_cases.retract(work, item_id, version, body.reason))
