"""Who is each project's chief service officer (项目首席服务官)."""

from __future__ import annotations

from sqlalchemy import Column, Table, Text, Uuid

from services.notify_service.tables import metadata
from shared.contracts.routing.officers import ChiefServiceOfficerAppointed, ChiefServiceOfficerReleased
from shared.kit.columns import MOMENT
from shared.kit.copies import Copy, always, sequence_column

officer_copy = Table(
    "officer_copy",
    metadata,
    Column("project_id", Uuid, primary_key=True),
    Column("officer", Text, nullable=False),
    Column("until", MOMENT),
    sequence_column(),
)
OFFICERS = Copy(
    "officer",
    officer_copy,
    {ChiefServiceOfficerAppointed: {"until": always(None)}, ChiefServiceOfficerReleased: {}},
)
