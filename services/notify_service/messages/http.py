"""Routes of messages."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import Query

from services.notify_service.messages import use_cases
from services.notify_service.messages.schemas import MessageView, UnreadView
from shared.kit.http.edge import Work, allow, edge_router
from shared.kit.http.pages import Cursor, Page, PageSize
from shared.vocabulary.roles import EVERYONE

router = edge_router("messages")


@router.get("/messages", summary="我的消息", **allow(*EVERYONE))
async def list_messages(
    work: Work,
    limit: PageSize = 20,
    cursor: Cursor = None,
    unread: Annotated[bool | None, Query(description="true: only unread ones; false: only read ones")] = None,
    project_id: UUID | None = None,
) -> Page[MessageView]:
    """Your inbox, newest first; an enterprise's people share one."""
    found, next_cursor = await use_cases.list_messages(
        work, unread=unread, project_id=project_id, size=limit, cursor=cursor
    )
    return Page(items=[MessageView.in_inbox(message) for message in found], next_cursor=next_cursor)


@router.get("/messages/unread-count", summary="我的未读消息数", **allow(*EVERYONE))
async def count_unread(work: Work) -> UnreadView:
    """How many messages you have not read, counted up to 100."""
    count = await use_cases.count_unread(work)
    return UnreadView(count=count, capped=count == use_cases.UNREAD_COUNTED_TO)


@router.get("/messages/{message_id}", summary="消息", **allow(*EVERYONE))
async def get_message(message_id: UUID, work: Work) -> MessageView:
    """One message of your inbox; looking at it does not mark it read."""
    return MessageView.in_inbox(await use_cases.get_message(work, message_id))


@router.post("/messages/{message_id}/read", summary="标为已读", **allow(*EVERYONE, key_required=False))
async def read_message(message_id: UUID, work: Work) -> MessageView:
    """Mark a message of your inbox as read; doing so twice changes nothing, so neither key nor If-Match is needed."""
    return MessageView.in_inbox(await use_cases.read_message(work, message_id))
