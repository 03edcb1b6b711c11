"""Routes of tasks."""

from __future__ import annotations

from fastapi.responses import Response

from services.tracking_service.settings import TrackingSettings
from services.tracking_service.tasks.lists import TASK_LIST, counts
from services.tracking_service.tasks.live import TaskHub, concern_of
from services.tracking_service.tasks.schemas import SummaryView, TaskView, summary, view
from services.tracking_service.timeline.live import EVENT_STREAM, LiveStream
from shared.kit.http.edge import Caller, CurrentRequest, CurrentRuntime, EdgeRouter, Work, allow, edge_router
from shared.kit.http.lists import listed
from shared.kit.http.pages import Page
from shared.kit.http.tickets import TicketView, give_ticket
from shared.kit.lists import Asked
from shared.kit.unit_of_work import UnitOfWork
from shared.vocabulary.roles import EVERYONE


def router(hub: TaskHub) -> EdgeRouter:
    """The routes; live streams come from the hub."""
    routes = edge_router("tasks", "待办: what waits for the caller, as a list, as counts, and live.")

    @listed(
        routes,
        "/tasks",
        TASK_LIST,
        summary="待办列表",
        roles=EVERYONE,
        view=Page[TaskView],
        export={
            "kind_label": "待办",
            "waits_for_label": "待谁办理",
            "party_label": "单位",
            "title": "事项（协议）",
            "project_name": "项目名称",
            "owner_name": "项目单位",
            "officer_title": "项目首席服务官",
            "assignee_title": "办理岗位",
            "since": "开始时间",
            "due_on": "到期日",
            "light_label": "预警",
        },
    )
    async def list_tasks(work: UnitOfWork, asked: Asked) -> Page[TaskView]:
        """What waits for the caller; for who serves projects, what waits for anybody there; overseers see all."""
        found = await TASK_LIST.page(work, asked)
        return Page(items=[view(work, row) for row in found.rows], **found.around)

    @routes.get("/tasks/summary", summary="待办统计", **allow(*EVERYONE))
    async def summarise_tasks(work: Work) -> SummaryView:
        """How much of each kind the list holds, and how it stands against its limits."""
        return summary(await counts(work))

    @routes.get(
        "/tasks/stream",
        summary="待办实时推送",
        response_class=Response,
        **allow(*EVERYONE, transaction=False, ticket=True, content={EVENT_STREAM: {"type": "string"}}),
    )
    async def stream_tasks(caller: Caller, runtime: CurrentRuntime) -> LiveStream:
        """Server-Sent Events: one stream for all that waits for the caller, as its list has it.

        It begins with `reset`: read the list (or its summary). After that comes a `change` for each task that was
        opened, moved (other kind, turn, last day or post) or closed, with its id and kind; and `reset` again wherever
        something may have been missed. The server ends it from time to time, so that rights are checked anew: connect
        again, as EventSource does.
        """
        settings = runtime.settings
        assert isinstance(settings, TrackingSettings)
        return LiveStream(
            hub,
            concern_of(caller),
            after=-1,
            head=0,
            heartbeat_s=settings.stream_heartbeat_s,
            at_most_s=settings.stream_at_most_s,
        )

    @routes.post("/tasks/stream/ticket", summary="待办实时推送的短时链接", **allow(*EVERYONE, key_required=False))
    async def issue_task_stream_ticket(request: CurrentRequest) -> TicketView:
        """A link to the stream that needs no token for a few minutes, for `EventSource`, which can send none."""
        return await give_ticket(request)

    return routes
