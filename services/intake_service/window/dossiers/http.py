"""Routes of dossiers."""

from __future__ import annotations

from uuid import UUID

from services.intake_service.parties.owners.schemas import ContactView
from services.intake_service.window.dossiers.policy import READERS
from services.intake_service.window.dossiers.schemas import DossierView, view
from services.intake_service.window.dossiers.use_cases import dossier_of, reveal
from shared.kit.http.edge import Work, allow, edge_router
from shared.vocabulary.roles import BODY_ROLES, Role

router = edge_router("applications", "申报件 · packages for the one window, their items and dossiers")


@router.get("/application-items/{item_id}/dossier", summary="事项卷宗", **allow(*READERS))
async def get_dossier(item_id: UUID, work: Work) -> DossierView:
    """The item with its project, owner, mandate, materials, supplements, and the earlier times of the same item.

    A case and an assignment name the item as ``application_item_id``.
    """
    return view(work, await dossier_of(work, item_id))


@router.post(
    "/application-items/{item_id}/dossier/contact/reveal",
    summary="查看申请人联系人（记入审计）",
    **allow(
        *(Role.OWNER, Role.WINDOW_CLERK, Role.SERVICE_OFFICER, Role.DATA_BUREAU),
        *BODY_ROLES,
        key_required=False,
    ),
)
async def reveal_item_contact(item_id: UUID, work: Work) -> ContactView:
    """The contact of the item's owner, unmasked. A POST, because each look is written to the audit trail."""
    return ContactView.of(await reveal(work, item_id))
