"""Routes of the catalogue."""

from __future__ import annotations

from typing import Annotated

from fastapi import Path, Query

from services.routing_service.catalogue import store
from services.routing_service.catalogue.lists import ITEM_LIST
from services.routing_service.catalogue.schemas import ItemView, ProjectTypeView, StageView, view
from shared.kit.http.edge import Work, allow, edge_router
from shared.kit.http.fields import Upper
from shared.kit.http.lists import listed
from shared.kit.http.pages import Page
from shared.kit.lists import Asked
from shared.kit.unit_of_work import UnitOfWork
from shared.vocabulary.roles import EVERYONE

router = edge_router("catalogue", "事项目录 · items with their limits and materials, stages, project types")


@listed(
    router,
    "/items",
    ITEM_LIST,
    summary="事项目录",
    roles=EVERYONE,
    view=Page[ItemView],
    export={"code": "事项编码", "name": "事项名称", "stage_label": "阶段", "body_label": "部门", "version": "版本"},
)
async def list_items(work: UnitOfWork, asked: Asked) -> Page[ItemView]:
    """The approval, filing and public-service items (notice 二(三))."""
    found = await ITEM_LIST.page(work, asked)
    return Page(items=list(map(view, found.rows)), **found.around)


@router.get("/items/{code}", summary="事项", **allow(*EVERYONE))
async def get_item(
    code: Annotated[Upper, Path()],
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
