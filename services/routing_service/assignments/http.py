"""Routes of assignments."""

from __future__ import annotations

from uuid import UUID

from services.routing_service.assignments.lists import ASSIGNMENT_LIST
from services.routing_service.assignments.policy import HOLDERS, READERS
from services.routing_service.assignments.schemas import AssignmentView, queue, view
from services.routing_service.assignments.store import ASSIGNMENTS
from services.routing_service.assignments.use_cases import acknowledge
from shared.kit.http.edge import IfMatch, Work, allow, edge_router
from shared.kit.http.lists import listed
from shared.kit.http.pages import Page
from shared.kit.lists import Asked
from shared.kit.unit_of_work import UnitOfWork

router = edge_router("assignments", "工单 · accepted items at the desks of the bodies")


@listed(
    router,
    "/assignments",
    ASSIGNMENT_LIST,
    summary="工单列表",
    roles=READERS,
    view=Page[AssignmentView],
    export={
        "acceptance_number": "受理号",
        "project_name": "项目名称",
        "item_code": "事项编码",
        "item_name": "事项名称",
        "body": "部门",
        "level_label": "层级",
        "assignee_title": "经办岗位",
        "status_label": "状态",
        "created_at": "派单时间",
        "acknowledged_at": "签收时间",
        "closed_at": "办结时间",
    },
)
async def list_assignments(work: UnitOfWork, asked: Asked) -> Page[AssignmentView]:
    """The assignments of your body, or all where you oversee. ``status=open`` with ``mine`` is what waits for you."""
    found = await ASSIGNMENT_LIST.page(work, asked)
    return Page(items=queue(work, found.rows), **found.around)


@router.get("/assignments/{assignment_id}", summary="工单", **allow(*READERS))
async def get_assignment(assignment_id: UUID, work: Work) -> AssignmentView:
    """One assignment."""
    return view(work, await ASSIGNMENTS.get(work, assignment_id))


@router.post("/assignments/{assignment_id}/acknowledge", summary="签收工单", **allow(*HOLDERS))
async def acknowledge_assignment(assignment_id: UUID, version: IfMatch, work: Work) -> AssignmentView:
    """Take it up. Only the post that it stands with can; it stops climbing (notice 三(一))."""
    return view(work, await acknowledge(work, assignment_id, version))
