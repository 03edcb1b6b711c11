"""What can be done with materials."""

from __future__ import annotations

import asyncio
import hashlib
from uuid import UUID

from asyncpg import Record

from services.intake_service.mandate.agreements.use_cases import get_agreement
from services.intake_service.parties.owners.policy import is_own
from services.intake_service.parties.projects.policy import may_see
from services.intake_service.parties.projects.store import get as get_project_row
from services.intake_service.parties.projects.use_cases import get_project
from services.intake_service.window.applications.store import body_uses_material
from services.intake_service.window.materials import store
from services.intake_service.window.materials.domain import Material, MaterialKind, check_content
from shared.kit.errors import NotFound, NotPermitted
from shared.kit.ids import new_id
from shared.kit.pages import page
from shared.kit.unit_of_work import UnitOfWork
from shared.vocabulary.roles import BODY, BODY_ROLES, Role


async def hand_in_material(
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
    project = await get_project(work, project_id)
    if agreement_id:
        agreement = await get_agreement(work, agreement_id)
        if agreement.project_id != project.id:
            raise NotFound(what=("代办委托协议", "agreement"), pointer="/agreement_id")
        agreement.check_may_act(work.principal.subject)
    elif not (is_own(work.principal, project.owner_uscc) or work.principal.has(Role.WINDOW_CLERK)):
        raise NotPermitted(what=("在没有委托协议的情况下提交材料", "hand in materials without an agreement"))
    check_content(data, name=name, media_type=media_type)
    material = Material(
        id=new_id(),
        project_id=project.id,
        name=name,
        kind=kind,
        media_type=media_type,
        sha256=await asyncio.to_thread(lambda: hashlib.sha256(data).hexdigest()),
        size=len(data),
        uploaded_by=work.actor,
        agreement_id=agreement_id,
        created_at=work.now,
    )
    stored, is_new = await store.add(work, material, data)
    if is_new:
        after = {"name": name, "sha256": stored.sha256, "size": stored.size}
        work.audit("material.handed_in", "material", stored.id, after=after, on_behalf_of=project.owner_uscc)
    return stored, is_new


async def get_material(work: UnitOfWork, material_id: UUID) -> Material:
    """A material that the caller may see: of its project, or of an item of its body; raises NotFound."""
    material = await store.get(work, material_id)
    project = await get_project_row(work, material.project_id)
    principal = work.principal
    if project and may_see(principal, project.owner_uscc):
        return material
    body = principal.claim(BODY) if principal.has(*BODY_ROLES) else None
    if body and await body_uses_material(work, body=body, material_id=material.id):
        return material
    raise NotFound(what=("材料", "material"))


async def read_material(work: UnitOfWork, material_id: UUID) -> tuple[Material, bytes]:
    """A material and its content."""
    material = await get_material(work, material_id)
    return material, await store.read_content(work, material.sha256)


async def list_materials(
    work: UnitOfWork, project_id: UUID, *, size: int, cursor: str | None
) -> tuple[list[Record], str | None]:
    """A page of a project's materials, oldest first."""
    project = await get_project(work, project_id)
    query = store.select_materials().where(store.material.c.project_id == project.id)
    return await page(work, "materials", query, [store.material.c.id], size=size, cursor=cursor)
