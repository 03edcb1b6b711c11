"""What can be done with materials."""

from __future__ import annotations

import asyncio
import hashlib
from uuid import UUID

from services.intake_service.mandate.agreements.use_cases import mandate_of
from services.intake_service.parties.projects.domain import Action
from services.intake_service.parties.projects.store import PROJECTS
from services.intake_service.window.materials.domain import Material, MaterialKind, check_content
from services.intake_service.window.materials.store import add
from shared.kit.ids import new_id
from shared.kit.unit_of_work import UnitOfWork


async def hand_in(
    work: UnitOfWork,
    *,
    project_id: UUID,
    agreement_id: UUID | None,
    name: str,
    kind: MaterialKind,
    media_type: str,
    data: bytes,
) -> tuple[Material, bool]:
    """Hand in a file for a project; the same content under the same name is the same material (then False).

    Raises MaterialEmpty, MaterialTooLarge, MaterialTypeUnknown, MaterialTypeMismatch; for an agent AgreementNotInForce
    and NotTheAgent.
    """
    project = await PROJECTS.get(work, project_id)
    if agreement_id:
        await mandate_of(work, agreement_id, project_id)
    else:
        PROJECTS.check_may(work, project, Action.HAND_IN_MATERIAL)
    check_content(data, name=name, media_type=media_type)
    material = Material(
        id=new_id(),
        project_id=project.id,
        owner_uscc=project.owner_uscc,
        name=name,
        kind=kind,
        media_type=media_type,
        sha256=await asyncio.to_thread(lambda: hashlib.sha256(data).hexdigest()),
        size=len(data),
        uploaded_by=work.actor,
        agreement_id=agreement_id,
        created_at=work.now,
    )
    material.say("handed_in")
    return await add(work, material, data)
