"""What can be done with the catalogue."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from asyncpg import Record

from services.routing_service.catalogue import store
from services.routing_service.catalogue.domain import item_from
from services.routing_service.catalogue.publishing import item_published
from shared.kit.clock import local_date
from shared.kit.errors import NotFound
from shared.kit.pages import page
from shared.kit.unit_of_work import UnitOfWork


async def list_items(
    work: UnitOfWork, *, stage: str | None, body: str | None, size: int, cursor: str | None
) -> tuple[list[Record], str | None]:
    """A page of the current items, by code."""
    query = store.select_current_items()
    if stage:
        query = query.where(store.item.c.stage == stage)
    if body:
        query = query.where(store.item.c.body == body)
    return await page(work, "items", query, [store.item.c.code], size=size, cursor=cursor)


async def get_item(work: UnitOfWork, code: str, *, version: int | None) -> Record:
    """An item: the current version, or the one asked for. Raises NotFound."""
    row = await store.get_item(work, code, version)
    if row is None:
        raise NotFound(what=("事项", "item"))
    return row


async def list_stages(work: UnitOfWork) -> Sequence[Record]:
    """Every stage, in the order of the course."""
    return await store.stages(work)


async def list_project_types(work: UnitOfWork) -> Sequence[Record]:
    """Every project type."""
    return await store.project_types(work)


async def publish_catalogue(work: UnitOfWork, catalogue: Mapping[str, Any]) -> int:
    """Take over what ``items.yaml`` says; an item that is new or changed gets a version from today on, and is told.

    Returns how many items that are. An item that is no longer named stays as it is: cases of it may run.
    """
    await store.save_listed(work, store.stage, catalogue["stages"])
    await store.save_listed(work, store.project_type, catalogue["project_types"])
    known = await store.current_items(work)
    today = local_date(work.now)
    rows = []
    for entry in catalogue["items"]:
        sources = [_source(catalogue["sources"], code) for code in entry["source"]]
        current = known.get(entry["code"])
        if current and current["entry"] == entry and current["sources"] == sources:
            continue
        item = item_from(entry)
        version = current["version"] + 1 if current else 1
        rows.append(
            {
                "code": item.code,
                "version": version,
                "name": item.name,
                "stage": item.stage,
                "body": item.body,
                "entry": entry,
                "sources": sources,
            }
        )
        work.publish(item_published(item, version=version, valid_from=today))
        before = {"version": current["version"], "entry": current["entry"]} if current else None
        work.audit("item.published", "item", item.code, before=before, after={"version": version, "entry": entry})
    if rows:
        await store.add_versions(work, rows, valid_from=today)
    return len(rows)


def _source(sources: Mapping[str, Any], code: str) -> dict[str, Any]:
    return {"code": code, "title": sources[code]["title"], "urls": sources[code].get("urls", [])}
