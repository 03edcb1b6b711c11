"""The metadata of the schema ``tracking``: the kit's tables, and what the features' ``store.py`` files add."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Table

from shared.contracts.event import Event
from shared.kit.tables import service_metadata

metadata = service_metadata("tracking")


def columns_of(table: Table, event: Event) -> dict[str, Any]:
    """The table's columns, by name, with what the event says of each; None where it says nothing."""
    return {column.name: getattr(event, column.name, None) for column in table.c}
