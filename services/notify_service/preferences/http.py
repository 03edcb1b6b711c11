"""Routes of preferences."""

from __future__ import annotations

from services.notify_service.preferences.policy import receiver_of
from services.notify_service.preferences.schemas import PreferenceView, PutPreference, view
from services.notify_service.preferences.store import preference_of
from services.notify_service.preferences.use_cases import choose
from shared.kit.http.edge import Work, allow, edge_router
from shared.vocabulary.roles import EVERYONE

router = edge_router("preferences", "通知设置 · how somebody wants to be told")


@router.get("/preferences", summary="我的通知设置", **allow(*EVERYONE))
async def get_preference(work: Work) -> PreferenceView:
    """How you want to be told; an enterprise's people share one setting."""
    return view(work, await preference_of(work, receiver_of(work.principal)))


@router.put("/preferences", summary="修改我的通知设置", **allow(*EVERYONE))
async def put_preference(body: PutPreference, work: Work) -> PreferenceView:
    """Choose anew, as a whole: sending the same twice changes nothing, so neither key nor If-Match is needed."""
    return view(work, await choose(work, **vars(body)))
