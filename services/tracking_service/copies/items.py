"""What tracking knows of an item beside its case: how far it was before that, and with whom it stands."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import Column, Index, Table, Text, Uuid, bindparam, func, select, union_all
from sqlalchemy.dialects.postgresql import ARRAY

from services.tracking_service.tables import metadata
from shared.contracts.intake.applications import (
    ItemAcceptanceUndone,
    ItemAccepted,
    ItemNotAccepted,
    ItemReceived,
    ItemSupplemented,
    ItemSupplementRequired,
)
from shared.contracts.routing.assignments import (
    AssignmentAcknowledged,
    AssignmentCreated,
    AssignmentEscalated,
    AssignmentMoved,
)
from shared.kit.columns import MOMENT
from shared.kit.copies import Copy, always, sequence_column, when
from shared.kit.database import Prepared
from shared.kit.unit_of_work import UnitOfWork
from shared.vocabulary.levels import Level
from shared.vocabulary.statuses import ItemStatus

application_item_copy = Table(
    "application_item_copy",
    metadata,
    Column("application_item_id", Uuid, primary_key=True),
    Column("project_id", Uuid, nullable=False),
    Column("item_code", Text, nullable=False),
    Column("item_name", Text, nullable=False),
    Column("stage", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("received_at", MOMENT),
    Column("asked_at", MOMENT, comment="when it was told what is missing"),
    Column("supplemented_at", MOMENT),
    sequence_column(),
)
Index("ix_application_item_copy_project_id_body", application_item_copy.c.project_id, application_item_copy.c.body)

assignment_copy = Table(
    "assignment_copy",
    metadata,
    Column("assignment_id", Uuid, primary_key=True),
    Column("project_id", Uuid, nullable=False),
    Column("application_item_id", Uuid, nullable=False),
    Column("acceptance_number", Text, unique=True),
    Column("item_name", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("assignee", Text, nullable=False),
    Column("assignee_title", Text, nullable=False),
    Column("level", Text, nullable=False),
    Column("since", MOMENT, comment="when it came to whom it stands with"),
    Column("acknowledged_at", MOMENT),
    sequence_column(),
)

Index("ix_assignment_copy_application_item_id", assignment_copy.c.application_item_id)

APPLICATION_ITEMS = Copy(
    "application_item",
    application_item_copy,
    {
        ItemReceived: {"status": always(ItemStatus.RECEIVED)},
        ItemSupplementRequired: {"status": always(ItemStatus.SUPPLEMENT_REQUIRED), "asked_at": when},
        ItemSupplemented: {"status": always(ItemStatus.RECEIVED), "supplemented_at": when},
        ItemAccepted: {"status": always(ItemStatus.ACCEPTED)},
        ItemAcceptanceUndone: {"status": always(ItemStatus.RECEIVED)},
        ItemNotAccepted: {},
    },
)
ASSIGNMENTS = Copy(
    "assignment",
    assignment_copy,
    {
        AssignmentCreated: {"level": always(Level.HANDLER), "since": when, "acknowledged_at": always(None)},
        AssignmentAcknowledged: {"acknowledged_at": when},
        AssignmentEscalated: {"since": when, "acknowledged_at": always(None)},
        AssignmentMoved: {"since": when, "acknowledged_at": always(None)},
    },
)

_subjects = bindparam("subjects", type_=ARRAY(Uuid))
_ITEM_NAMES = Prepared(
    union_all(
        select(application_item_copy.c.application_item_id.label("subject"), application_item_copy.c.item_name).where(
            application_item_copy.c.application_item_id == func.any(_subjects)
        ),
        select(assignment_copy.c.assignment_id, assignment_copy.c.item_name).where(
            assignment_copy.c.assignment_id == func.any(_subjects)
        ),
    )
)


async def item_names(work: UnitOfWork, subjects: Collection[UUID]) -> dict[UUID, str]:
    """The names of the items that application items and assignments are about; nothing of other things."""
    rows = await _ITEM_NAMES.all(work.connection, subjects=list(subjects))
    return {row["subject"]: row["item_name"] for row in rows}
