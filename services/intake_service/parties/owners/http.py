"""Routes of owners."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import Query

from services.intake_service.parties.owners import use_cases
from services.intake_service.parties.owners.policy import HALL
from services.intake_service.parties.owners.schemas import ContactView, OwnerView, RegisterOwner
from services.intake_service.parties.owners.store import to_owner
from shared.kit.http.edge import Work, allow, edge_router
from shared.kit.http.pages import Cursor, Page, PageSize
from shared.vocabulary.roles import Role

router = edge_router("owners")


@router.post("/owners", status_code=201, summary="登记项目单位", **allow(Role.OWNER, Role.WINDOW_CLERK))
async def register_owner(body: RegisterOwner, work: Work) -> OwnerView:
    """Register an enterprise. An owner registers itself only."""
    owner = await use_cases.register_owner(work, **body.model_dump())
    return OwnerView.masked(owner)


@router.get("/owners", summary="项目单位列表", **allow(Role.OWNER, *HALL))
async def list_owners(
    work: Work, limit: PageSize = 20, cursor: Cursor = None, uscc: Annotated[str | None, Query(max_length=30)] = None
) -> Page[OwnerView]:
    """The owners that you may see; an enterprise sees itself."""
    rows, next_cursor = await use_cases.list_owners(work, uscc=uscc, size=limit, cursor=cursor)
    return Page(items=[OwnerView.masked(to_owner(row)) for row in rows], next_cursor=next_cursor)


@router.get("/owners/{owner_id}", summary="项目单位", **allow(Role.OWNER, *HALL))
async def get_owner(owner_id: UUID, work: Work) -> OwnerView:
    """One owner, its contact masked."""
    owner = await use_cases.get_owner(work, owner_id)
    return OwnerView.masked(owner)


@router.post(
    "/owners/{owner_id}/contact/reveal",
    summary="查看联系人（记入审计）",
    **allow(Role.OWNER, Role.WINDOW_CLERK, Role.SERVICE_OFFICER, Role.DATA_BUREAU, key_required=False),
)
async def reveal_contact(owner_id: UUID, work: Work) -> ContactView:
    """The contact unmasked. A POST, because each look is written to the audit trail."""
    owner = await use_cases.reveal_contact(work, owner_id)
    return ContactView.of(owner)
