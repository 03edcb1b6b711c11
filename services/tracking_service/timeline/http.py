"""Routes of the timeline."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Header, Query
from fastapi.responses import Response

from services.tracking_service.copies.policy import check_may_see
from services.tracking_service.settings import TrackingSettings
from services.tracking_service.timeline.live import EVENT_STREAM, Hub, LiveStream
from services.tracking_service.timeline.schemas import EntryView
from services.tracking_service.timeline.store import entries_of, last_number, timeline_entry
from shared.kit.http.edge import Caller, CurrentRuntime, Work, allow, edge_router
from shared.kit.http.pages import Cursor, Page, PageSize
from shared.kit.pages import page
from shared.vocabulary.roles import EVERYONE


def router(hub: Hub) -> APIRouter:
    """The routes; live streams come from the hub."""
    routes = edge_router("progress")

    @routes.get("/projects/{project_id}/timeline", summary="项目进度记录", **allow(*EVERYONE))
    async def list_timeline(
        project_id: UUID, work: Work, limit: PageSize = 50, cursor: Cursor = None
    ) -> Page[EntryView]:
        """All that happened to a project, newest first."""
        await check_may_see(work, project_id)
        rows, next_cursor = await page(
            work,
            f"timeline/{project_id}",
            entries_of(project_id),
            [timeline_entry.c.number],
            size=limit,
            cursor=cursor,
            descending=True,
        )
        return Page(items=[EntryView.of(row) for row in rows], next_cursor=next_cursor)

    @routes.get(
        "/projects/{project_id}/progress/stream",
        summary="项目进度实时推送",
        response_class=Response,
        **allow(*EVERYONE, transaction=False, content={EVENT_STREAM: {"type": "string"}}),
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

    return routes
