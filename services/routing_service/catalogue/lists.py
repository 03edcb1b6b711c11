"""The list of the catalogue's items, as they count now."""

from __future__ import annotations

from typing import Annotated

from sqlalchemy import select

from services.routing_service.catalogue.store import item, stage
from services.routing_service.directory.departments.store import body
from shared.kit.http.fields import Upper, spelled
from shared.kit.lists import Filter, List, Sort
from shared.kit.spelling import capitals
from shared.vocabulary.stages import Stage

ITEM_LIST = List(
    "items",
    item,
    filters={"stage": Filter(Annotated[Stage, spelled(capitals)], "阶段代码"), "body": Filter(Upper, "部门代码")},
    sorts={"code": Sort((item.c.code,), along=[("stage",), ("body",), ("body", "stage")])},
    search=item.c.search.contains,
    beside={
        "stage_label": select(stage.c.name).where(stage.c.code == item.c.stage).scalar_subquery(),
        "body_label": select(body.c.name).where(body.c.code == item.c.body).scalar_subquery(),
    },
    where=item.c.valid_until.is_(None),
    upward=True,
)
