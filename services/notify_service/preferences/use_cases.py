"""What can be done with preferences."""

from __future__ import annotations

from typing import Any

from services.notify_service.directory import store as directory
from services.notify_service.preferences import store
from services.notify_service.preferences.domain import EmailWanted, Preference, Receiver, mask_email, subject_of
from services.notify_service.preferences.policy import receiver_of
from services.notify_service.templates.domain import Language
from shared.kit.unit_of_work import UnitOfWork


async def get_preference(work: UnitOfWork) -> tuple[Preference, str | None]:
    """The caller's preference, and the address that e-mail goes to at present."""
    chosen = await store.get(work, receiver_of(work.principal))
    return chosen, chosen.address(await _office_address(work, chosen))


async def address_now(work: UnitOfWork, receiver: Receiver) -> str | None:
    """Where a receiver's e-mail goes at present; None where it wants none, or no address is known."""
    chosen = await store.get(work, receiver)
    return chosen.address(await _office_address(work, chosen))


async def put_preference(
    work: UnitOfWork, *, email: str | None, email_enabled: bool, language: Language
) -> tuple[Preference, str | None]:
    """Choose anew; the last one who chooses counts, and the same choice twice changes nothing.

    Raises EmailWanted where e-mail is on and there is no address, neither given nor on a roster.
    """
    receiver = receiver_of(work.principal)
    before = await store.get(work, receiver)
    wanted = Preference(receiver, email, email_enabled, language, before.version, work.now)
    office = await _office_address(work, wanted)
    if email_enabled and email is None and office is None:
        raise EmailWanted(pointer="/email")
    if before.version and _record(before) == _record(wanted) and before.email == email:
        return before, before.address(office)
    after = await store.put(work, wanted)
    work.audit("preferences.changed", "preference", receiver, before=_record(before), after=_record(after))
    return after, after.address(office)


async def _office_address(work: UnitOfWork, chosen: Preference) -> str | None:
    subject = subject_of(chosen.receiver)
    return (await directory.emails_of_posts(work, [subject])).get(subject) if subject else None


def _record(chosen: Preference) -> dict[str, Any]:
    return {
        "email": mask_email(chosen.email) if chosen.email else None,
        "email_enabled": chosen.email_enabled,
        "language": chosen.language.value,
    }
