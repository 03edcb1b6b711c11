"""Route of an owner's correction."""

from __future__ import annotations

from uuid import UUID

from services.intake_service.parties.correcting.use_cases import correct
from services.intake_service.parties.owners.schemas import CorrectOwner, OwnerView, view
from shared.kit.http.edge import IfMatch, Work, allow, edge_router
from shared.vocabulary.roles import Role

router = edge_router("owners", "项目单位 · the enterprises whose projects are served")


@router.post("/owners/{owner_id}/correct", summary="更正项目单位信息", **allow(Role.OWNER, Role.WINDOW_CLERK))
async def correct_owner(owner_id: UUID, body: CorrectOwner, version: IfMatch, work: Work) -> OwnerView:
    """Put the name or the contact right, with the reason. What was before stays in its history."""
    return view(work, await correct(work, owner_id, version, given=body.given(), reason=body.reason))
