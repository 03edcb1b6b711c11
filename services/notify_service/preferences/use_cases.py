"""What can be done with preferences."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from services.notify_service.preferences.domain import EmailWanted, Preference, mask_email
from services.notify_service.preferences.policy import receiver_of
from services.notify_service.preferences.store import preference_of, put
from shared.kit.unit_of_work import UnitOfWork
from shared.kit.words import Language


async def choose(work: UnitOfWork, *, email: str | None, email_enabled: bool, language: Language) -> Preference:
    """Choose anew; the last one who chooses counts, and the same choice twice changes nothing.

    Raises EmailWanted where e-mail is on and there is no address, neither given nor on a roster.
    """
    before = await preference_of(work, receiver_of(work.principal))
    wanted = replace(before, email=email, email_enabled=email_enabled, language=language, updated_at=work.now)
    if email_enabled and wanted.address is None:
        raise EmailWanted(pointer="/email")
    if before.version and replace(wanted, updated_at=before.updated_at) == before:
        return before
    after = await put(work, wanted)
    work.audit("preferences.changed", "preference", after.receiver, before=_record(before), after=_record(after))
    return after


def _record(chosen: Preference) -> dict[str, Any]:
    return {
        "email": mask_email(chosen.email) if chosen.email else None,
        "email_enabled": chosen.email_enabled,
        "language": chosen.language,
    }
