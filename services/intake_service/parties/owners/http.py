"""Routes of owners."""

from __future__ import annotations

from uuid import UUID

from services.intake_service.parties.owners.lists import OWNER_LIST
from services.intake_service.parties.owners.schemas import ContactView, OwnerView, RegisterOwner, masks, view
from services.intake_service.parties.owners.store import OWNERS
from services.intake_service.parties.owners.use_cases import register, reveal
from services.intake_service.parties.policy import READERS
from shared.kit.http.edge import Work, allow, edge_router
from shared.kit.http.history import RevisionView, history_of, revisions_of
from shared.kit.http.lists import listed
from shared.kit.http.pages import Page
from shared.kit.lists import Asked
from shared.kit.unit_of_work import UnitOfWork
from shared.vocabulary.roles import Role

router = edge_router("owners", "项目单位 · the enterprises whose projects are served")


@router.post("/owners", status_code=201, summary="登记项目单位", **allow(Role.OWNER, Role.WINDOW_CLERK))
async def register_owner(body: RegisterOwner, work: Work) -> OwnerView:
    """Register an enterprise. An owner registers itself only."""
    return view(work, await register(work, **vars(body)))


@listed(
    router,
    "/owners",
    OWNER_LIST,
    summary="项目单位列表",
    roles=READERS,
    view=Page[OwnerView],
    export={"uscc": "统一社会信用代码", "name": "项目单位", "created_at": "登记时间"},
)
async def list_owners(work: UnitOfWork, asked: Asked) -> Page[OwnerView]:
    """The owners that you may see; an enterprise sees itself."""
    found = await OWNER_LIST.page(work, asked)
    return Page(items=[view(work, one) for one in await OWNERS.of_rows(work, found.rows)], **found.around)


@router.get("/owners/{owner_id}", summary="项目单位", **allow(*READERS))
async def get_owner(owner_id: UUID, work: Work) -> OwnerView:
    """One owner. Its contact is masked for all but the enterprise itself."""
    return view(work, await OWNERS.get(work, owner_id))


@listed(
    router,
    "/owners/{owner_id}/history",
    revisions_of(OWNERS),
    summary="项目单位的更正记录",
    roles=READERS,
    view=Page[RevisionView],
)
async def list_owner_history(work: UnitOfWork, asked: Asked, owner_id: UUID) -> Page[RevisionView]:
    """What was corrected. The contact is masked as in the owner itself."""
    owner = await OWNERS.get(work, owner_id)
    return await history_of(work, OWNERS, owner, asked, masks=masks(work, owner))


@router.post(
    "/owners/{owner_id}/contact/reveal",
    summary="查看联系人（记入审计）",
    **allow(Role.OWNER, Role.WINDOW_CLERK, Role.SERVICE_OFFICER, Role.DATA_BUREAU, key_required=False),
)
async def reveal_contact(owner_id: UUID, work: Work) -> ContactView:
    """The contact unmasked. A POST, because each look is written to the audit trail."""
    return ContactView.of(await reveal(work, owner_id))
