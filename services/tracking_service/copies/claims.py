"""What tracking knows of claims on projects: which of them the window has still to decide."""

from __future__ import annotations

from sqlalchemy import Column, Table, Text, Uuid

from services.tracking_service.tables import metadata
from shared.contracts.intake.claims import ClaimClosed, ClaimFiled
from shared.kit.columns import MOMENT
from shared.kit.copies import Copy, always, sequence_column, when
from shared.vocabulary.statuses import ClaimStatus

claim_copy = Table(
    "claim_copy",
    metadata,
    Column("claim_id", Uuid, primary_key=True),
    Column("project_id", Uuid, nullable=False),
    Column("status", Text, nullable=False),
    Column("filed_at", MOMENT),
    sequence_column(),
)

CLAIMS = Copy(
    "claim",
    claim_copy,
    {ClaimFiled: {"status": always(ClaimStatus.FILED), "filed_at": when}, ClaimClosed: {}},
)
