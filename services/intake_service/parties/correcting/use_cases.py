"""An owner put right. Its name stands in other services beside each of its projects, so each of them tells it."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from services.intake_service.parties.owners.domain import Action, Owner
from services.intake_service.parties.owners.store import OWNERS
from services.intake_service.parties.projects.store import PROJECTS, of_owner
from shared.kit.errors import Version
from shared.kit.unit_of_work import UnitOfWork


async def correct(
    work: UnitOfWork, owner_id: UUID, version: Version, *, given: Mapping[str, str], reason: str
) -> Owner:
    """Put an owner's name or contact right; raises NothingCorrected."""
    async with OWNERS.change(work, owner_id, Action.CORRECT, version=version) as owner:
        name = owner.name
        owner.correct(given, reason=reason)
    if owner.name != name:
        projects = await of_owner(work, owner.uscc)
        async with PROJECTS.changing(work, *projects):
            for project in projects:
                project.tell_owners_name(owner.name, reason=reason)
    return owner
