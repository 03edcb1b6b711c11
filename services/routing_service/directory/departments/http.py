"""Routes of bodies."""

from __future__ import annotations

from typing import Annotated

from fastapi import Path

from services.routing_service.directory.departments.lists import BODY_LIST, POST_LIST
from services.routing_service.directory.departments.schemas import BodyView, ListedPostView, PostView, RosterView
from services.routing_service.directory.departments.store import get_body as find_body
from shared.kit.http.edge import Work, allow, edge_router
from shared.kit.http.fields import Upper
from shared.kit.http.lists import listed
from shared.kit.http.pages import Page
from shared.kit.lists import Asked
from shared.kit.unit_of_work import UnitOfWork
from shared.vocabulary.roles import BODY_ROLES, EVERYONE, OVERSEEING, Role

router = edge_router("departments", "部门、公共服务单位和区 · the bodies with their rosters of posts")


@listed(router, "/bodies", BODY_LIST, summary="服务团队名录", roles=None, view=Page[BodyView], size=50)
async def list_bodies(work: UnitOfWork, asked: Asked) -> Page[BodyView]:
    """The public directory of the bodies that take part (notice 四(三))."""
    found = await BODY_LIST.page(work, asked)
    return Page(items=list(map(BodyView.of, found.rows)), **found.around)


@router.get("/bodies/{code}", summary="部门及其名单", **allow(*EVERYONE))
async def get_body(code: Annotated[Upper, Path()], work: Work) -> RosterView:
    """A body with the posts of its current roster (notice 三(一))."""
    body, posts = await find_body(work, code)
    return RosterView.of(body, posts=list(map(PostView.of, posts)))


@listed(
    router,
    "/posts",
    POST_LIST,
    summary="岗位名录",
    roles=(Role.WINDOW_CLERK, *BODY_ROLES, *OVERSEEING),
    view=Page[ListedPostView],
    export={"body_name": "部门", "title": "岗位", "role_label": "职责", "phone": "电话", "email": "电子邮箱"},
    size=50,
)
async def list_posts(work: UnitOfWork, asked: Asked) -> Page[ListedPostView]:
    """The posts to choose from, by body: for whoever names an agent or a chief service officer, or looks for a desk."""
    found = await POST_LIST.page(work, asked)
    return Page(items=list(map(ListedPostView.of, found.rows)), **found.around)
