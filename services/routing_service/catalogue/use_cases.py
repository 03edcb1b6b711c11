"""What can be done with the catalogue."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from services.routing_service.catalogue.domain import Item
from services.routing_service.catalogue.store import (
    ENTRY,
    add_versions,
    current_items,
    project_type,
    save_listed,
    stage,
)
from shared.contracts.routing.catalogue import ItemPublished
from shared.kit.clock import local_date
from shared.kit.unit_of_work import UnitOfWork
from shared.vocabulary.limits import LimitStatus


async def publish_catalogue(work: UnitOfWork, catalogue: Mapping[str, Any]) -> int:
    """Take over what ``items.yaml`` says; an item that is new or changed gets a version from today on, and is told.

    Returns how many items that are. An item that is no longer named stays as it is: cases of it may run. Raises
    ValueError where an entry is not as laid down there.
    """
    await save_listed(work, stage, catalogue["stages"])
    await save_listed(work, project_type, catalogue["project_types"])
    known = await current_items(work)
    today = local_date(work.now)
    rows = []
    for entry in catalogue["items"]:
        sources = [_source(catalogue["sources"], code) for code in entry["source"]]
        current = known.get(entry["code"])
        if current and current["entry"] == entry and current["sources"] == sources:
            continue
        item: Item = ENTRY.read(entry)
        row = {**entry, "version": current["version"] + 1 if current else 1, "entry": entry, "sources": sources}
        rows.append(row)
        work.publish(published(item, version=row["version"], valid_from=today))
        before = {"version": current["version"], "entry": current["entry"]} if current else None
        after = {"version": row["version"], "entry": entry}
        work.audit("item.published", "item", item.code, before=before, after=after)
    if rows:
        await add_versions(work, rows, valid_from=today)
    return len(rows)


def published(item: Item, *, version: int, valid_from: date) -> ItemPublished:
    """What is told of a new version."""
    told = {
        **vars(item),
        "version": version,
        "valid_from": valid_from,
        "limit": item.limit,
        "no_limit_of_its_own": item.limit_status is LimitStatus.NONE_OF_ITS_OWN,
        "investments": sorted(item.applicability.investment),
        "project_types": sorted(item.applicability.project_types),
    }
    return ItemPublished.model_validate(told, from_attributes=True)


def _source(sources: Mapping[str, Any], code: str) -> dict[str, Any]:
    return {"code": code, "title": sources[code]["title"], "urls": sources[code].get("urls", [])}
