"""What tracking knows of a project: its owner and eligibility from intake, its chief service officer from routing."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Table, Text, Uuid

from services.tracking_service.tables import metadata
from shared.contracts.intake.projects import EligibilityOverridden, ProjectRegistered
from shared.contracts.routing.officers import ChiefServiceOfficerAppointed, ChiefServiceOfficerReleased
from shared.kit.columns import MOMENT
from shared.kit.copies import Copy, always, sequence_column

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
    Column("until", MOMENT),
    sequence_column(),
)

PROJECTS = Copy("project", project_copy, {ProjectRegistered: {}, EligibilityOverridden: {"override_reason": "reason"}})
OFFICERS = Copy(
    "chief_service_officer",
    officer_copy,
    {ChiefServiceOfficerAppointed: {"until": always(None)}, ChiefServiceOfficerReleased: {}},
)

owners_of = PROJECTS.reader("owner_uscc")
"""The unified social credit codes of the owners of those of some projects that are known."""
