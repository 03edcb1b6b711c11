"""What tracking knows of a project: its owner and eligibility from intake, its chief service officer from routing."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Boolean, Column, ColumnElement, Index, Select, Table, Text, Uuid, select
from sqlalchemy.dialects.postgresql import ARRAY

from services.tracking_service.tables import metadata
from shared.contracts.intake.projects import (
    EligibilityOverridden,
    ProjectCorrected,
    ProjectFactsCorrected,
    ProjectOwnerRenamed,
    ProjectPassed,
    ProjectRegistered,
)
from shared.contracts.routing.officers import ChiefServiceOfficerAppointed, ChiefServiceOfficerReleased
from shared.kit.columns import MOMENT
from shared.kit.copies import Copy, always, sequence_column
from shared.kit.search import newest, terms

project_copy = Table(
    "project_copy",
    metadata,
    Column("project_id", Uuid, primary_key=True),
    Column("project_code", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("owner_uscc", Text, nullable=False),
    Column("district", Text, nullable=False),
    Column("owner_name", Text, nullable=False),
    Column("eligible", Boolean, nullable=False),
    Column("override_reason", Text),
    Column("search", ARRAY(Text), nullable=False),
    sequence_column(),
)
Index("ix_project_copy_search", project_copy.c.search, postgresql_using="gin")
Index("ix_project_copy_district", project_copy.c.district, project_copy.c.project_id)
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
Index("ix_officer_copy_officer", officer_copy.c.officer, postgresql_where=officer_copy.c.until.is_(None))

_FOUND_BY: Any = {"search": lambda event, _: terms([event.name], [event.project_code])}
PROJECTS = Copy(
    "project",
    project_copy,
    {
        ProjectRegistered: _FOUND_BY,
        EligibilityOverridden: {"override_reason": "reason"},
        ProjectPassed: {},
        ProjectCorrected: _FOUND_BY,
        ProjectFactsCorrected: {},
        ProjectOwnerRenamed: {},
    },
)
OFFICERS = Copy(
    "chief_service_officer",
    officer_copy,
    {ChiefServiceOfficerAppointed: {"until": always(None)}, ChiefServiceOfficerReleased: {}},
)

owners_of = PROJECTS.reader("owner_uscc")
"""The unified social credit codes of the owners of those of some projects that are known."""


def found(words: ColumnElement[Any]) -> Select[Any]:
    """The newest of the projects that are found by all of some search words."""
    return newest(project_copy.c.project_id, project_copy.c.search, words)


def in_district(code: ColumnElement[Any]) -> Select[Any]:
    """The projects of a district."""
    return select(project_copy.c.project_id).where(project_copy.c.district == code)


def served_by(officer: ColumnElement[Any]) -> Select[Any]:
    """The projects whose chief service officer somebody is."""
    return select(officer_copy.c.project_id).where(officer_copy.c.officer == officer, officer_copy.c.until.is_(None))
