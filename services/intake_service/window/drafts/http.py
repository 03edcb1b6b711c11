"""Routes of drafts."""

from __future__ import annotations

from uuid import UUID

from services.intake_service.window.drafts import use_cases
from services.intake_service.window.drafts.lists import DRAFT_LIST
from services.intake_service.window.drafts.policy import KEEPERS
from services.intake_service.window.drafts.schemas import BeginDraft, DraftRow, DraftView, ReplaceDraft, row, view
from services.intake_service.window.drafts.store import DRAFTS
from shared.kit.http.edge import IfMatch, Work, allow, edge_router
from shared.kit.http.lists import listed
from shared.kit.http.pages import Page
from shared.kit.lists import Asked
from shared.kit.unit_of_work import UnitOfWork

router = edge_router("drafts", "草稿 · what is filled in so far, by an owner or its agent, for nobody else to see")


@router.post("/drafts", status_code=201, summary="新建草稿", **allow(*KEEPERS))
async def begin_draft(body: BeginDraft, work: Work) -> DraftView:
    """Keep what you have filled in so far, to go on with it later or elsewhere; up to 100 drafts of an enterprise.

    An agent keeps its own under an agreement in force, up to 100 under each.
    """
    return view(work, await use_cases.begin(work, **vars(body)))


@listed(router, "/drafts", DRAFT_LIST, summary="草稿列表", roles=KEEPERS, view=Page[DraftRow])
async def list_drafts(work: UnitOfWork, asked: Asked) -> Page[DraftRow]:
    """Your drafts, the one that was saved last first."""
    found = await DRAFT_LIST.page(work, asked)
    return Page(items=[row(work, one) for one in await DRAFTS.of_rows(work, found.rows)], **found.around)


@router.get("/drafts/{draft_id}", summary="草稿", **allow(*KEEPERS))
async def get_draft(draft_id: UUID, work: Work) -> DraftView:
    """One draft. ``next_actions`` offer what it is filled in for, with what is filled in as ``prefill``."""
    return view(work, await DRAFTS.get(work, draft_id))


@router.put("/drafts/{draft_id}", summary="保存草稿", **allow(*KEEPERS))
async def replace_draft(draft_id: UUID, body: ReplaceDraft, version: IfMatch, work: Work) -> DraftView:
    """Save what is filled in by now, in place of what was."""
    return view(work, await use_cases.replace(work, draft_id, version, **vars(body)))


@router.post("/drafts/{draft_id}/discard", summary="舍弃草稿", **allow(*KEEPERS))
async def discard_draft(draft_id: UUID, version: IfMatch, work: Work) -> DraftView:
    """Keep it no longer: it was handed in, or is needed no more. Shows it for the last time."""
    return view(work, await use_cases.discard(work, draft_id, version))
