"""What can be done with owners."""

from __future__ import annotations

from uuid import UUID

from asyncpg import Record
from sqlalchemy import select

from services.intake_service.parties.owners import store
from services.intake_service.parties.owners.domain import Owner, OwnerTaken, check_uscc
from services.intake_service.parties.owners.policy import check_may_see, is_own, visible
from shared.contracts.intake.owners import OwnerRegistered
from shared.kit.errors import NotPermitted
from shared.kit.ids import new_id
from shared.kit.pages import page
from shared.kit.unit_of_work import UnitOfWork
from shared.vocabulary.roles import Role


async def register_owner(work: UnitOfWork, *, uscc: str, name: str, contact_name: str, contact_phone: str) -> Owner:
    """Register an enterprise: itself, or the window for it.

    Raises UsccInvalid, OwnerTaken, and NotPermitted where an enterprise would register another.
    """
    check_uscc(uscc)
    if not (work.principal.has(Role.WINDOW_CLERK) or is_own(work.principal, uscc)):
        raise NotPermitted(what=("登记其他单位", "register another enterprise"))
    owner = Owner(
        id=new_id(),
        uscc=uscc,
        name=name,
        contact_name=contact_name,
        contact_phone=contact_phone,
        created_at=work.now,
        version=1,
    )
    if not await store.add(work, owner):
        raise OwnerTaken(uscc=uscc, pointer="/uscc")
    work.publish(OwnerRegistered(owner_id=owner.id, uscc=owner.uscc, name=owner.name))
    work.audit("owner.registered", "owner", owner.id, after={"uscc": uscc, "name": name}, on_behalf_of=uscc)
    return owner


async def get_owner(work: UnitOfWork, owner_id: UUID) -> Owner:
    """An owner that the caller may see; raises NotFound."""
    return check_may_see(work.principal, await store.get(work, owner_id))


async def list_owners(
    work: UnitOfWork, *, uscc: str | None, size: int, cursor: str | None
) -> tuple[list[Record], str | None]:
    """A page of the owners that the caller may see, oldest first."""
    query = select(store.owner).where(visible(work.principal))
    if uscc:
        query = query.where(store.owner.c.uscc == uscc)
    return await page(work, "owners", query, [store.owner.c.id], size=size, cursor=cursor)


async def reveal_contact(work: UnitOfWork, owner_id: UUID) -> Owner:
    """An owner whose contact is about to be shown unmasked: that goes on record."""
    owner = await get_owner(work, owner_id)
    work.audit("owner.contact_revealed", "owner", owner.id)
    return owner
