"""Routes of bodies."""

from __future__ import annotations

from typing import Annotated

from fastapi import Path

from services.routing_service.directory.departments.lists import BODY_LIST
from services.routing_service.directory.departments.schemas import BodyView, PostView, RosterView
from services.routing_service.directory.departments.store import get_body as find_body
from shared.kit.http.edge import Work, allow, edge_router
from shared.kit.http.lists import listed
from shared.kit.http.pages import Page
from shared.kit.lists import Asked
from shared.kit.unit_of_work import UnitOfWork
from shared.vocabulary.roles import EVERYONE

router = edge_router("departments")


@listed(router, "/bodies", BODY_LIST, summary="服务团队名录", roles=None, view=Page[BodyView], size=50)
async def list_bodies(work: UnitOfWork, asked: Asked) -> Page[BodyView]:
    """The public directory of the bodies that take part (notice 四(三))."""
    found = await BODY_LIST.page(work, asked)
    return Page(items=list(map(BodyView.of, found.rows)), **found.around)


@router.get("/bodies/{code}", summary="部门及其名单", **allow(*EVERYONE))
async def get_body(code: Annotated[str, Path(max_length=20)], work: Work) -> RosterView:
    """A body with the posts of its current roster (notice 三(一))."""
    body, posts = await find_body(work, code)
    return RosterView.of(body, posts=list(map(PostView.of, posts)))
