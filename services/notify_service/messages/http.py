"""Routes of messages."""

from __future__ import annotations

from uuid import UUID

from services.notify_service.messages.lists import MESSAGE_LIST
from services.notify_service.messages.schemas import AllReadView, MessageView, ReadAll, UnreadView, view
from services.notify_service.messages.store import MESSAGES, UNREAD_COUNTED_TO, unread_of
from services.notify_service.messages.use_cases import read, read_all
from shared.kit.http.edge import Work, allow, edge_router
from shared.kit.http.lists import listed
from shared.kit.http.pages import Page
from shared.kit.lists import Asked
from shared.kit.unit_of_work import UnitOfWork
from shared.vocabulary.roles import EVERYONE

router = edge_router("messages", "站内消息 · the inbox")


@listed(
    router,
    "/messages",
    MESSAGE_LIST,
    summary="我的消息",
    roles=EVERYONE,
    view=Page[MessageView],
    export={"created_at": "时间", "subject": "标题", "body": "内容", "read_at": "已读时间"},
)
async def list_messages(work: UnitOfWork, asked: Asked) -> Page[MessageView]:
    """Your inbox; an enterprise's people share one."""
    found = await MESSAGE_LIST.page(work, asked)
    return Page(items=[view(work, one) for one in await MESSAGES.of_rows(work, found.rows)], **found.around)


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


@router.post("/messages/read-all", summary="全部标为已读", **allow(*EVERYONE, key_required=False))
async def read_all_messages(body: ReadAll, work: Work) -> AllReadView:
    """Mark the messages of your inbox as read, all of them, up to one, or of one project. Doing so twice changes
    nothing, so no key is needed.
    """
    return AllReadView(count=await read_all(work, **vars(body)))
