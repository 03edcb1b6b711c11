"""Projects and their owners, as intake registered them."""

from __future__ import annotations

from sqlalchemy import Column, Table, Text, Uuid

from services.notify_service.tables import metadata
from shared.contracts.intake.projects import ProjectCorrected, ProjectOwnerRenamed, ProjectPassed, ProjectRegistered
from shared.kit.copies import Copy, sequence_column

project_copy = Table(
    "project_copy",
    metadata,
    Column("project_id", Uuid, primary_key=True),
    Column("project_code", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("owner_uscc", Text, nullable=False),
    Column("owner_name", Text, nullable=False),
    sequence_column(),
)
PROJECTS = Copy(
    "project",
    project_copy,
    {ProjectRegistered: {}, ProjectCorrected: {}, ProjectOwnerRenamed: {}, ProjectPassed: {}},
)
