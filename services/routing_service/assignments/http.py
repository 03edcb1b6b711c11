"""Routes of assignments."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import Query

from services.routing_service.assignments.domain import AssignmentStatus
from services.routing_service.assignments.policy import HOLDERS, READERS
from services.routing_service.assignments.schemas import AssignmentView, queue, view
from services.routing_service.assignments.store import ASSIGNMENTS
from services.routing_service.assignments.use_cases import acknowledge
from shared.kit.http.edge import IfMatch, Work, allow, edge_router
from shared.kit.http.fields import Upper
from shared.kit.http.pages import Cursor, Page, PageSize

router = edge_router("assignments")


@router.get("/assignments", summary="工单列表", **allow(*READERS))
async def list_assignments(
    work: Work,
    limit: PageSize = 20,
    cursor: Cursor = None,
    status: AssignmentStatus | None = None,
    project_id: UUID | None = None,
    acceptance_number: Annotated[Upper | None, Query(description="受理号")] = None,
    application_item_id: UUID | None = None,
    mine: Annotated[bool, Query(description="only what stands with the caller's post")] = False,
) -> Page[AssignmentView]:
    """The queue: your body's assignments, or all where you oversee, oldest first."""
    having = {"status": status, "project_id": project_id, "assignee": work.principal.subject if mine else None}
    having |= {"acceptance_number": acceptance_number, "application_item_id": application_item_id}
    order = ("created_at", "id")
    rows, following = await ASSIGNMENTS.page_of_rows(work, having, size=limit, cursor=cursor, order=order)
    return Page(items=queue(work, rows), next_cursor=following)


@router.get("/assignments/{assignment_id}", summary="工单", **allow(*READERS))
async def get_assignment(assignment_id: UUID, work: Work) -> AssignmentView:
    """One assignment."""
    return view(work, await ASSIGNMENTS.get(work, assignment_id))


@router.post("/assignments/{assignment_id}/acknowledge", summary="签收工单", **allow(*HOLDERS))
async def acknowledge_assignment(assignment_id: UUID, version: IfMatch, work: Work) -> AssignmentView:
    """Take it up. Only the post that it stands with can; it stops climbing (notice 三(一))."""
    return view(work, await acknowledge(work, assignment_id, version))
