"""Routes of bodies."""

from __future__ import annotations

from typing import Annotated

from fastapi import Path

from services.routing_service.directory.departments import use_cases
from services.routing_service.directory.departments.schemas import BodyView, RosterView
from services.routing_service.directory.departments.store import to_body
from shared.kit.http.edge import Work, allow, edge_router, public
from shared.kit.http.pages import Cursor, Page, PageSize
from shared.vocabulary.roles import EVERYONE

router = edge_router("departments")


@router.get("/bodies", summary="服务团队名录", **public())
async def list_bodies(work: Work, limit: PageSize = 50, cursor: Cursor = None) -> Page[BodyView]:
    """The public directory of the bodies that take part (notice 四(三))."""
    rows, next_cursor = await use_cases.list_bodies(work, size=limit, cursor=cursor)
    return Page(items=[BodyView.of(to_body(row)) for row in rows], next_cursor=next_cursor)


@router.get("/bodies/{code}", summary="部门及其名单", **allow(*EVERYONE))
async def get_body(code: Annotated[str, Path(max_length=20)], work: Work) -> RosterView:
    """A body with the posts of its current roster (notice 三(一))."""
    body, version = await use_cases.get_body(work, code)
    return RosterView.of(body, roster_version=version)
