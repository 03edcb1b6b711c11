"""Reading a dossier, and looking at the contact in it."""

from __future__ import annotations

from uuid import UUID

from services.intake_service.mandate.agreements.store import AGREEMENTS
from services.intake_service.parties.owners.domain import Owner
from services.intake_service.parties.owners.store import OWNERS
from services.intake_service.parties.projects.domain import Project
from services.intake_service.parties.projects.store import PROJECTS
from services.intake_service.window.applications.domain import ApplicationItem
from services.intake_service.window.applications.store import APPLICATIONS, ITEMS, others_of
from services.intake_service.window.dossiers.domain import Action, Dossier
from services.intake_service.window.dossiers.policy import may
from services.intake_service.window.materials.store import MATERIALS
from shared.kit.errors import NotPermitted
from shared.kit.unit_of_work import UnitOfWork


async def dossier_of(work: UnitOfWork, item_id: UUID) -> Dossier:
    """The dossier of an item: whoever may see the item sees what belongs to it. Raises NotFound."""
    item = await ITEMS.get(work, item_id)
    package = await APPLICATIONS.rows.get(work, item.application_id)
    assert package
    project, owner = await _project_and_owner(work, item)
    agreement = await AGREEMENTS.rows.get(work, item.agreement_id) if item.agreement_id else None
    materials = await MATERIALS.rows.several(work, item.material_ids)
    return Dossier(
        item=item,
        package=package,
        project=project,
        owner=owner,
        agreement=agreement,
        materials=[materials[id_] for id_ in item.material_ids],
        earlier=await others_of(work, item),
    )


async def reveal(work: UnitOfWork, item_id: UUID) -> Owner:
    """The item's owner, whose contact is about to be shown unmasked: that goes on record. Raises NotPermitted."""
    item = await ITEMS.get(work, item_id)
    if not may(work.principal, item, Action.REVEAL):
        raise NotPermitted(what=Action.REVEAL.words)
    _, owner = await _project_and_owner(work, item)
    OWNERS.audit(work, owner, "contact_revealed", after={"application_item_id": str(item_id)})
    return owner


async def _project_and_owner(work: UnitOfWork, item: ApplicationItem) -> tuple[Project, Owner]:
    project = await PROJECTS.rows.get(work, item.project_id)
    assert project
    owner = await OWNERS.rows.get(work, project.owner_id)
    assert owner
    return project, owner
