"""With which post each accepted item stands at its body: every acceptance makes an assignment."""

from __future__ import annotations

from sqlalchemy import Column, Table, Text

from services.notify_service.tables import metadata
from shared.contracts.routing.assignments import AssignmentCreated, AssignmentEscalated, AssignmentMoved
from shared.kit.copies import Copy, sequence_column

assignment_copy = Table(
    "assignment_copy",
    metadata,
    Column("acceptance_number", Text, primary_key=True),
    Column("assignee", Text, nullable=False),
    sequence_column(),
)
ASSIGNMENTS = Copy("assignment", assignment_copy, {AssignmentCreated: {}, AssignmentEscalated: {}, AssignmentMoved: {}})
