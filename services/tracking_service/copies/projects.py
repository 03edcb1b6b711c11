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
from shared.kit.search import of_newest, terms

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
    Column("owner_search", ARRAY(Text), nullable=False),
    sequence_column(),
)
_SEARCH = project_copy.c.search.concat(project_copy.c.owner_search)
"""A project is found by its own name and number, which some events tell, and by its owner's name, which others do."""
Index("ix_project_copy_search", _SEARCH, postgresql_using="gin")
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
_FOUND_BY_OWNER: Any = {"owner_search": lambda event, _: terms([event.owner_name])}
PROJECTS = Copy(
    "project",
    project_copy,
    {
        ProjectRegistered: _FOUND_BY | _FOUND_BY_OWNER,
        EligibilityOverridden: {"override_reason": "reason"},
        ProjectPassed: _FOUND_BY_OWNER,
        ProjectCorrected: _FOUND_BY,
        ProjectFactsCorrected: {},
        ProjectOwnerRenamed: _FOUND_BY_OWNER,
    },
)
OFFICERS = Copy(
    "chief_service_officer",
    officer_copy,
    {ChiefServiceOfficerAppointed: {"until": always(None)}, ChiefServiceOfficerReleased: {}},
)

owners_of = PROJECTS.reader("owner_uscc")
"""The unified social credit codes of the owners of those of some projects that are known."""


def found(its_project: ColumnElement[Any], words: ColumnElement[Any]) -> ColumnElement[bool]:
    """That a column names one of the newest of the projects that are found by all of some search words."""
    return of_newest(its_project, project_copy.c.project_id, _SEARCH, words)


def in_district(code: ColumnElement[Any]) -> Select[Any]:
    """The projects of a district."""
    return select(project_copy.c.project_id).where(project_copy.c.district == code)


def served_by(officer: ColumnElement[Any]) -> Select[Any]:
    """The projects whose chief service officer somebody is."""
    return select(officer_copy.c.project_id).where(officer_copy.c.officer == officer, officer_copy.c.until.is_(None))
