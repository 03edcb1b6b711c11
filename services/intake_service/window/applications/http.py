"""Routes of the one window."""

from __future__ import annotations

from uuid import UUID

from services.intake_service.parties.policy import READERS
from services.intake_service.window.applications import use_cases
from services.intake_service.window.applications.domain import Step
from services.intake_service.window.applications.lists import APPLICATION_LIST, ITEM_LIST
from services.intake_service.window.applications.schemas import (
    AcceptedItemsView,
    AcceptItems,
    ApplicationItemRow,
    ApplicationItemView,
    ApplicationRow,
    ApplicationView,
    RefuseItem,
    RequireSupplement,
    SubmitApplication,
    Supplement,
    UndoAcceptance,
    accepted_view,
    item_row,
    item_view,
    row,
    view,
)
from services.intake_service.window.applications.store import APPLICATIONS, ITEMS, items_of
from shared.kit.http.edge import CurrentRequest, IfMatch, Work, allow, edge_router
from shared.kit.http.fields import Reason
from shared.kit.http.history import RevisionView, history_of, revisions_of
from shared.kit.http.lists import listed
from shared.kit.http.pages import Page
from shared.kit.http.problems import problem_of
from shared.kit.lists import Asked
from shared.kit.unit_of_work import UnitOfWork
from shared.vocabulary.roles import BODY_ROLES, Role

router = edge_router("applications", "申报件 · packages for the one window, their items and dossiers")


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


@listed(
    router,
    "/applications",
    APPLICATION_LIST,
    summary="申报件列表",
    roles=READERS,
    view=Page[ApplicationRow],
    export={
        "application_number": "收件号",
        "project_name": "项目名称",
        "owner_name": "项目单位",
        "submitted_by": "提交人",
        "received_at": "收件时间",
    },
)
async def list_applications(work: UnitOfWork, asked: Asked) -> Page[ApplicationRow]:
    """The packages that you may see."""
    found = await APPLICATION_LIST.page(work, asked)
    items = await items_of(work, [one["id"] for one in found.rows])
    return Page(items=[row(work, one, items[one["id"]]) for one in found.rows], **found.around)


@router.get("/applications/{application_id}", summary="申报件", **allow(*READERS))
async def get_application(application_id: UUID, work: Work) -> ApplicationView:
    """One package with its items."""
    found = await APPLICATIONS.get(work, application_id)
    return view(work, found, (await items_of(work, [found.id]))[found.id])


@listed(
    router,
    "/application-items",
    ITEM_LIST,
    summary="申报事项列表",
    roles=(*READERS, *BODY_ROLES),
    view=Page[ApplicationItemRow],
    export={
        "acceptance_number": "受理号",
        "project_name": "项目名称",
        "owner_name": "项目单位",
        "item_code": "事项编码",
        "item_name": "事项名称",
        "body": "部门",
        "status_label": "状态",
        "received_at": "收件时间",
        "accepted_at": "受理时间",
        "case_ended_at": "办结时间",
        "updated_at": "更新时间",
    },
)
async def list_application_items(work: UnitOfWork, asked: Asked) -> Page[ApplicationItemRow]:
    """The items that you may see. ``status=received`` in the order ``received_at`` is the window's queue."""
    found = await ITEM_LIST.page(work, asked)
    items = await ITEMS.of_rows(work, found.rows)
    rows = [item_row(work, one, its_row) for one, its_row in zip(items, found.rows, strict=True)]
    return Page(items=rows, **found.around)


@router.get("/application-items/{item_id}", summary="申报事项", **allow(*READERS, *BODY_ROLES))
async def get_application_item(item_id: UUID, work: Work) -> ApplicationItemView:
    """One item of a package. A body's people see those of their body."""
    return item_view(work, await ITEMS.get(work, item_id))


@router.post("/application-items/{item_id}/accept", summary="受理", **allow(Role.WINDOW_CLERK))
async def accept_item(item_id: UUID, version: IfMatch, work: Work) -> ApplicationItemView:
    """Accept it: it gets its acceptance number and goes to its body."""
    return item_view(work, await use_cases.accept(work, item_id, version))


@router.post("/application-items/accept", summary="批量受理", **allow(Role.WINDOW_CLERK))
async def accept_items(body: AcceptItems, request: CurrentRequest, work: Work) -> AcceptedItemsView:
    """Accept up to 50 items at once, each with the version that you read and for itself: what is refused says why,
    stays as it is and keeps no other back.
    """
    came = await use_cases.accept_several(work, [(one.item_id, one.version) for one in body.items])
    return accepted_view(work, came, lambda refused: problem_of(request, refused))


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


@router.post("/application-items/{item_id}/undo-acceptance", summary="撤回受理", **allow(Role.WINDOW_CLERK))
async def undo_acceptance(item_id: UUID, body: UndoAcceptance, version: IfMatch, work: Work) -> ApplicationItemView:
    """Ask that an acceptance by mistake be undone, with the reason, before the body has begun to handle it.

    The case answers, a moment later: the item is `received` again, or `accepted` with an `undo_refusal`. Until then
    nothing else can be done with it.
    """
    return item_view(work, await use_cases.ask_to_undo(work, item_id, version, body.reason))


@listed(
    router,
    "/application-items/{item_id}/history",
    revisions_of(ITEMS),
    summary="申报事项的更正记录",
    roles=(*READERS, *BODY_ROLES),
    view=Page[RevisionView],
)
async def list_application_item_history(work: UnitOfWork, asked: Asked, item_id: UUID) -> Page[RevisionView]:
    """The acceptances that were undone: which, who asked for it, when and why."""
    return await history_of(work, ITEMS, await ITEMS.get(work, item_id), asked)
