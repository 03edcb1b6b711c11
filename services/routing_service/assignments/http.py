"""Routes of assignments."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import Query

from services.routing_service.assignments import use_cases
from services.routing_service.assignments.domain import Assignment, AssignmentStatus
from services.routing_service.assignments.policy import HOLDERS, READERS
from services.routing_service.assignments.schemas import AssignmentView
from services.routing_service.assignments.store import to_assignment
from services.routing_service.projects import store as projects
from shared.kit.http.edge import IfMatch, Work, allow, edge_router
from shared.kit.http.pages import Cursor, Page, PageSize

router = edge_router("assignments")


@router.get("/assignments", summary="工单列表", **allow(*READERS))
async def list_assignments(
    work: Work,
    limit: PageSize = 20,
    cursor: Cursor = None,
    status: AssignmentStatus | None = None,
    project_id: UUID | None = None,
    mine: Annotated[bool, Query(description="only what stands with the caller's post")] = False,
) -> Page[AssignmentView]:
    """The queue: your body's assignments, or all where you oversee, oldest first."""
    rows, next_cursor = await use_cases.list_assignments(
        work, status=status, project_id=project_id, mine=mine, size=limit, cursor=cursor
    )
    views = [AssignmentView.seen_by(work.principal, to_assignment(row), row["project_name"]) for row in rows]
    return Page(items=views, next_cursor=next_cursor)


@router.get("/assignments/{assignment_id}", summary="工单", **allow(*READERS))
async def get_assignment(assignment_id: UUID, work: Work) -> AssignmentView:
    """One assignment."""
    return await _view(work, await use_cases.get_assignment(work, assignment_id))


@router.post("/assignments/{assignment_id}/acknowledge", summary="签收工单", **allow(*HOLDERS))
async def acknowledge_assignment(assignment_id: UUID, version: IfMatch, work: Work) -> AssignmentView:
    """Take it up. Only the post that it stands with can; it stops climbing (notice 三(一))."""
    one = await use_cases.acknowledge_assignment(work, assignment_id, expected_version=version)
    return await _view(work, one)


async def _view(work: Work, one: Assignment) -> AssignmentView:
    return AssignmentView.seen_by(work.principal, one, await projects.name_of(work, one.project_id))
