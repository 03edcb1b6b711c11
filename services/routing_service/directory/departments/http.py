"""Routes of bodies."""

from __future__ import annotations

from typing import Annotated

from fastapi import Path

from services.routing_service.directory.departments.schemas import BodyView, PostView, RosterView
from services.routing_service.directory.departments.store import get_body as find_body
from services.routing_service.directory.departments.store import page_of_bodies
from shared.kit.http.edge import Work, allow, edge_router, public
from shared.kit.http.pages import Cursor, Page, PageSize
from shared.vocabulary.roles import EVERYONE

router = edge_router("departments")


@router.get("/bodies", summary="服务团队名录", **public())
async def list_bodies(work: Work, limit: PageSize = 50, cursor: Cursor = None) -> Page[BodyView]:
    """The public directory of the bodies that take part (notice 四(三))."""
    rows, following = await page_of_bodies(work, size=limit, cursor=cursor)
    return Page(items=list(map(BodyView.of, rows)), next_cursor=following)


@router.get("/bodies/{code}", summary="部门及其名单", **allow(*EVERYONE))
async def get_body(code: Annotated[str, Path(max_length=20)], work: Work) -> RosterView:
    """A body with the posts of its current roster (notice 三(一))."""
    body, posts = await find_body(work, code)
    return RosterView.of(body, posts=list(map(PostView.of, posts)))
