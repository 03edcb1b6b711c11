"""Items in the words of the contracts."""

from __future__ import annotations

from datetime import date

from services.routing_service.catalogue.domain import Item, effective_limit
from shared.contracts.event import Limit, SpecialProcedureRule
from shared.contracts.routing.catalogue import ItemPublished

EVERY_TYPE = "all"
"""What the event says of an item that applies to every project type."""


def item_published(item: Item, *, version: int, valid_from: date) -> ItemPublished:
    """The event of an item's new version."""
    limit = effective_limit(item)
    types = item.applicability.project_types
    return ItemPublished(
        code=item.code,
        version=version,
        valid_from=valid_from,
        name=item.name,
        stage=item.stage,
        body=item.body,
        kind=item.kind.value,
        limit=Limit(days=limit.days, unit=limit.unit.value) if limit else None,
        materials=list(item.materials),
        investments=sorted(item.applicability.investment),
        project_types=[EVERY_TYPE] if types is None else sorted(types),
        special_procedures=[
            SpecialProcedureRule(
                type=procedure.type,
                name=procedure.name,
                stops_clock=procedure.stops_clock,
                max_days=procedure.max_days,
            )
            for procedure in item.special_procedures
        ],
    )
