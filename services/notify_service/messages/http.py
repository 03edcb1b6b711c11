"""Routes of messages."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import Query

from services.notify_service.messages.schemas import MessageView, UnreadView, view
from services.notify_service.messages.store import MESSAGES, UNREAD_COUNTED_TO, inbox, unread_of
from services.notify_service.messages.use_cases import read
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
    found, following = await inbox(work, unread=unread, project_id=project_id, size=limit, cursor=cursor)
    return Page(items=[view(work, one) for one in found], next_cursor=following)


@router.get("/messages/unread-count", summary="我的未读消息数", **allow(*EVERYONE))
async def count_unread(work: Work) -> UnreadView:
    """How many messages you have not read, counted up to 100."""
    count = await unread_of(work)
    return UnreadView(count=count, capped=count == UNREAD_COUNTED_TO)


@router.get("/messages/{message_id}", summary="消息", **allow(*EVERYONE))
async def get_message(message_id: UUID, work: Work) -> MessageView:
    """One message of your inbox; looking at it does not mark it read."""
    return view(work, await MESSAGES.get(work, message_id))


@router.post("/messages/{message_id}/read", summary="标为已读", **allow(*EVERYONE, key_required=False))
async def read_message(message_id: UUID, work: Work) -> MessageView:
    """Mark a message of your inbox as read; doing so twice changes nothing, so neither key nor If-Match is needed."""
    return view(work, await read(work, message_id))
