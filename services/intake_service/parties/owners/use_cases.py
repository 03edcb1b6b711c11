"""What can be done with owners."""

from __future__ import annotations

from uuid import UUID

from services.intake_service.parties.owners.domain import Action, Owner, OwnerTaken, check_uscc
from services.intake_service.parties.owners.store import OWNERS
from shared.kit.ids import new_id
from shared.kit.unit_of_work import UnitOfWork


async def register(work: UnitOfWork, *, uscc: str, name: str, contact_name: str, contact_phone: str) -> Owner:
    """Register an enterprise: itself, or the window for it.

    Raises UsccInvalid, OwnerTaken, and NotPermitted where an enterprise would register another.
    """
    check_uscc(uscc)
    new = Owner(new_id(), uscc, name, contact_name, contact_phone, created_at=work.now)
    OWNERS.check_may(work, new, Action.REGISTER_OWNER)
    new.say("registered")
    OWNERS.create(work, new, taken=OwnerTaken(uscc=uscc, pointer="/uscc"))
    return new


async def reveal(work: UnitOfWork, owner_id: UUID) -> Owner:
    """An owner whose contact is about to be shown unmasked: that goes on record."""
    found = await OWNERS.get(work, owner_id)
    OWNERS.check_may(work, found, Action.REVEAL_CONTACT)
    OWNERS.audit(work, found, "contact_revealed")
    return found
