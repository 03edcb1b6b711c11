"""Routes of the timeline."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import Header, Query
from fastapi.responses import Response

from services.tracking_service.copies.policy import check_may_see
from services.tracking_service.settings import TrackingSettings
from services.tracking_service.timeline.live import EVENT_STREAM, Hub, LiveStream
from services.tracking_service.timeline.schemas import EntryView
from services.tracking_service.timeline.store import ENTRY_LIST, last_number
from shared.kit.http.edge import Caller, CurrentRequest, CurrentRuntime, EdgeRouter, Work, allow, edge_router
from shared.kit.http.lists import listed
from shared.kit.http.pages import Page
from shared.kit.http.tickets import TicketView, give_ticket
from shared.kit.lists import Asked
from shared.kit.unit_of_work import UnitOfWork
from shared.vocabulary.roles import EVERYONE


def router(hub: Hub) -> EdgeRouter:
    """The routes; live streams come from the hub."""
    routes = edge_router("progress", "进度 · how far a whole project is: at once, as a timeline, and live")

    @listed(
        routes,
        "/projects/{project_id}/timeline",
        ENTRY_LIST,
        summary="项目进度记录",
        roles=EVERYONE,
        view=Page[EntryView],
        size=50,
        export={"number": "序号", "at": "时间", "words_zh": "事项"},
    )
    async def list_timeline(work: UnitOfWork, asked: Asked, project_id: UUID) -> Page[EntryView]:
        """All that happened to a project."""
        await check_may_see(work, project_id)
        found = await ENTRY_LIST.page(work, asked, within={"project_id": project_id})
        return Page(items=[EntryView.of(row) for row in found.rows], **found.around)

    @routes.get(
        "/projects/{project_id}/progress/stream",
        summary="项目进度实时推送",
        response_class=Response,
        **allow(*EVERYONE, transaction=False, ticket=True, content={EVENT_STREAM: {"type": "string"}}),
    )
    async def stream_progress(
        project_id: UUID,
        caller: Caller,
        runtime: CurrentRuntime,
        after: Annotated[int | None, Query(ge=0, description="number of the last entry that you have")] = None,
        last_event_id: Annotated[int | None, Header(ge=0, description="wins over `after`")] = None,
    ) -> LiveStream:
        """Server-Sent Events: one `change` per new entry, with its number as id and the entry as JSON.

        Resumes after `Last-Event-ID` or `after` without a gap; without either it begins with what comes next. The
        server ends it from time to time, so that rights are checked anew: connect again, as EventSource does.
        """
        async with runtime.reading() as connection:
            await check_may_see(runtime.work(connection, caller), project_id)
            head = await last_number(connection, project_id)
        settings = runtime.settings
        assert isinstance(settings, TrackingSettings)
        wanted = after if last_event_id is None else last_event_id
        return LiveStream(
            hub,
            project_id,
            after=head if wanted is None else min(wanted, head),
            head=head,
            heartbeat_s=settings.stream_heartbeat_s,
            at_most_s=settings.stream_at_most_s,
        )

    @routes.post(
        "/projects/{project_id}/progress/stream/ticket",
        summary="项目进度实时推送的短时链接",
        **allow(*EVERYONE, key_required=False),
    )
    async def issue_stream_ticket(project_id: UUID, work: Work, request: CurrentRequest) -> TicketView:
        """A link to the live stream that needs no token for a few minutes, for `EventSource`, which can send none.

        A stream that was opened goes on as any other; when the server ends it, open the next with a new ticket.
        """
        await check_may_see(work, project_id)
        return await give_ticket(request)

    return routes
