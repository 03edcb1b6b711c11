"""The route that tells callers who they are."""

from __future__ import annotations

from services.intake_service.parties.me.schemas import MyselfView, view
from services.intake_service.parties.me.use_cases import myself
from shared.kit.http.edge import Work, allow, edge_router
from shared.vocabulary.roles import EVERYONE

router = edge_router("me", "本人 · who is calling, and what may be started")


@router.get("/me", summary="本人", **allow(*EVERYONE))
async def get_me(work: Work) -> MyselfView:
    """Who you are: your roles, your post, body or enterprise, what a system's scopes open, and what you may start."""
    return view(work, await myself(work))
