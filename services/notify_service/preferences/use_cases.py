"""What can be done with preferences."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from services.notify_service.preferences import store
from services.notify_service.preferences.domain import EmailWanted, Preference, mask_email
from services.notify_service.preferences.policy import receiver_of
from services.notify_service.templates.domain import Language
from shared.kit.unit_of_work import UnitOfWork


async def get_preference(work: UnitOfWork) -> Preference:
    """The caller's preference."""
    return await store.get(work, receiver_of(work.principal))


async def put_preference(work: UnitOfWork, *, email: str | None, email_enabled: bool, language: Language) -> Preference:
    """Choose anew; the last one who chooses counts, and the same choice twice changes nothing.

    Raises EmailWanted where e-mail is on and there is no address, neither given nor on a roster.
    """
    before = await store.get(work, receiver_of(work.principal))
    wanted = replace(before, email=email, email_enabled=email_enabled, language=language, updated_at=work.now)
    if email_enabled and wanted.address is None:
        raise EmailWanted(pointer="/email")
    if before.version and _record(before) == _record(wanted) and before.email == email:
        return before
    after = await store.put(work, wanted)
    work.audit("preferences.changed", "preference", after.receiver, before=_record(before), after=_record(after))
    return after


def _record(chosen: Preference) -> dict[str, Any]:
    return {
        "email": mask_email(chosen.email) if chosen.email else None,
        "email_enabled": chosen.email_enabled,
        "language": chosen.language.value,
    }
