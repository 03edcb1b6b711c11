"""What can be done with messages."""

from __future__ import annotations

from uuid import UUID

from services.notify_service.messages.domain import Message
from services.notify_service.messages.store import MESSAGES, mark_read
from services.notify_service.preferences.policy import receiver_of
from shared.kit.unit_of_work import UnitOfWork


async def read(work: UnitOfWork, message_id: UUID) -> Message:
    """Mark a message of the caller's inbox as read; a second time changes nothing. Raises NotFound."""
    message = await MESSAGES.get(work, message_id, lock=True)
    async with MESSAGES.changing(work, message):
        message.read(work.now, work.actor)
    return message


async def read_all(work: UnitOfWork, *, up_to: UUID | None, project_id: UUID | None) -> int:
    """Mark what the caller has not read as read: all, or up to a message that it has seen, or of a project.

    What comes meanwhile stays unread where ``up_to`` is named, as ids rise with time. Returns how many were marked; a
    second time none. The audit trail has one entry for all of them, with how many, and none where there was nothing to
    mark. Raises NotFound where ``up_to`` is no message of the caller's inbox.
    """
    if up_to is not None:
        await MESSAGES.get(work, up_to)
    receiver = receiver_of(work.principal)
    count = await mark_read(work, receiver, up_to=up_to, project_id=project_id)
    if count:
        of = {"up_to": str(up_to) if up_to else None, "project_id": str(project_id) if project_id else None}
        work.audit("message.all_read", "inbox", receiver, after={"count": count, "read_by": work.actor, **of})
    return count
