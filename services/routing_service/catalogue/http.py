"""Routes of the catalogue."""

from __future__ import annotations

from typing import Annotated

from fastapi import Path, Query

from services.routing_service.catalogue import store
from services.routing_service.catalogue.schemas import ItemView, ProjectTypeView, StageView, view
from shared.kit.http.edge import Work, allow, edge_router
from shared.kit.http.fields import Upper
from shared.kit.http.pages import Cursor, Page, PageSize
from shared.vocabulary.roles import EVERYONE

router = edge_router("catalogue")


@router.get("/items", summary="事项目录", **allow(*EVERYONE))
async def list_items(
    work: Work,
    limit: PageSize = 20,
    cursor: Cursor = None,
    stage: Annotated[Upper | None, Query(description="阶段代码")] = None,
    body: Annotated[Upper | None, Query(description="部门代码")] = None,
) -> Page[ItemView]:
    """The approval, filing and public-service items (notice 二(三)), by code."""
    rows, following = await store.page_of_items(work, stage=stage, body=body, size=limit, cursor=cursor)
    return Page(items=list(map(view, rows)), next_cursor=following)


@router.get("/items/{code}", summary="事项", **allow(*EVERYONE))
async def get_item(
    code: Annotated[str, Path(max_length=40)],
    work: Work,
    version: Annotated[int | None, Query(ge=1, le=1_000_000, description="absent: the current one")] = None,
) -> ItemView:
    """One item; earlier versions stay readable."""
    return view(await store.get_item(work, code, version))


@router.get("/stages", summary="阶段", **allow(*EVERYONE))
async def list_stages(work: Work) -> Page[StageView]:
    """The stages, all on one page."""
    return Page(items=list(map(StageView.of, await store.stages(work))))


@router.get("/project-types", summary="项目类型", **allow(*EVERYONE))
async def list_project_types(work: Work) -> Page[ProjectTypeView]:
    """The project types with the limit of their whole course, all on one page."""
    return Page(items=list(map(ProjectTypeView.of, await store.project_types(work))))
