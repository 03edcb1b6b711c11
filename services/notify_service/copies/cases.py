"""Cases (办件), as far as a deadline on one must be told."""

from __future__ import annotations

from sqlalchemy import Column, Table, Text, Uuid

from services.notify_service.tables import metadata
from shared.contracts.tracking.cases import CaseOpened
from shared.kit.copies import Copy, sequence_column

case_copy = Table(
    "case_copy",
    metadata,
    Column("case_id", Uuid, primary_key=True),
    Column("application_item_id", Uuid, nullable=False),
    Column("acceptance_number", Text, nullable=False),
    Column("item_code", Text, nullable=False),
    Column("item_name", Text, nullable=False),
    Column("body", Text, nullable=False),
    sequence_column(),
)
CASES = Copy("case", case_copy, {CaseOpened: {}})
