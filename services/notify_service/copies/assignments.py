"""With which post each accepted item stands at its body: every accepted item gets an assignment."""

from __future__ import annotations

from sqlalchemy import Column, Table, Text, Uuid

from services.notify_service.tables import metadata
from shared.contracts.routing.assignments import AssignmentCreated, AssignmentEscalated, AssignmentMoved
from shared.kit.copies import Copy, sequence_column

assignment_copy = Table(
    "assignment_copy",
    metadata,
    Column("application_item_id", Uuid, primary_key=True),
    Column("assignee", Text, nullable=False),
    sequence_column(),
)
ASSIGNMENTS = Copy("assignment", assignment_copy, {AssignmentCreated: {}, AssignmentEscalated: {}, AssignmentMoved: {}})
