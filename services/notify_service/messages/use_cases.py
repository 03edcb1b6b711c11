"""What can be done with messages."""

from __future__ import annotations

from uuid import UUID

from services.notify_service.messages.domain import Message
from services.notify_service.messages.store import MESSAGES
from shared.kit.unit_of_work import UnitOfWork


async def read(work: UnitOfWork, message_id: UUID) -> Message:
    """Mark a message of the caller's inbox as read; a second time changes nothing. Raises NotFound."""
    message = await MESSAGES.get(work, message_id, lock=True)
    async with MESSAGES.changing(work, message):
        message.read(work.now, work.actor)
    return message
