"""What tracking knows of a project: its owner and eligibility from intake, its chief service officer from routing."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import Boolean, Column, Table, Text, Uuid, bindparam, func, select
from sqlalchemy.dialects.postgresql import ARRAY

from services.tracking_service.tables import metadata
from shared.contracts.intake.projects import EligibilityOverridden, ProjectRegistered
from shared.contracts.routing.officers import ChiefServiceOfficerAppointed
from shared.kit.columns import MOMENT
from shared.kit.copies import Copy, sequence_column
from shared.kit.database import Prepared
from shared.kit.unit_of_work import UnitOfWork

project_copy = Table(
    "project_copy",
    metadata,
    Column("project_id", Uuid, primary_key=True),
    Column("project_code", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("owner_uscc", Text, nullable=False),
    Column("owner_name", Text, nullable=False),
    Column("eligible", Boolean, nullable=False),
    Column("override_reason", Text),
    sequence_column(),
)
officer_copy = Table(
    "officer_copy",
    metadata,
    Column("project_id", Uuid, primary_key=True),
    Column("officer", Text, nullable=False),
    Column("officer_title", Text, nullable=False),
    Column("since", MOMENT, nullable=False),
    sequence_column(),
)

PROJECTS = Copy("project", project_copy, {ProjectRegistered: {}, EligibilityOverridden: {"override_reason": "reason"}})
OFFICERS = Copy("chief_service_officer", officer_copy, {ChiefServiceOfficerAppointed: {}})

_OWNERS = Prepared(
    select(project_copy.c.project_id, project_copy.c.owner_uscc).where(
        project_copy.c.project_id == func.any(bindparam("projects", type_=ARRAY(Uuid)))
    )
)


async def owners_of(work: UnitOfWork, projects: Collection[UUID]) -> dict[UUID, str]:
    """The unified social credit codes of the owners of those of these projects that are known."""
    rows = await _OWNERS.all(work.connection, projects=list(projects))
    return {row["project_id"]: row["owner_uscc"] for row in rows}
