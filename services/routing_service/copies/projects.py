"""Projects, as far as routing knows them, fed by intake."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Column, ColumnElement, Index, Table, Text, Uuid, text
from sqlalchemy.dialects.postgresql import ARRAY

from services.routing_service.tables import metadata
from shared.contracts.intake.applications import ItemAccepted
from shared.contracts.intake.projects import (
    ProjectCorrected,
    ProjectFactsCorrected,
    ProjectOwnerRenamed,
    ProjectPassed,
    ProjectRegistered,
)
from shared.contracts.intake.requests import RequestAccepted, RequestClosed
from shared.kit.columns import MOMENT, Codes
from shared.kit.copies import Copy, always, sequence_column, when
from shared.kit.database import Prepared
from shared.kit.events.envelope import Envelope
from shared.kit.events.subscriptions import on_many
from shared.kit.events.waiting import check_known
from shared.kit.scope import Through
from shared.kit.search import of_newest, terms
from shared.kit.unit_of_work import UnitOfWork
from shared.vocabulary.scopes import districts_of

_FOUND_BY: Any = {"search": lambda event, _: terms([event.name], [event.project_code])}
_FOUND_BY_OWNER: Any = {"owner_search": lambda event, _: terms([event.owner_name])}
project_copy = Table(
    "project_copy",
    metadata,
    Column("project_id", Uuid, primary_key=True),
    Column("name", Text, nullable=False),
    Column("owner_uscc", Text, nullable=False),
    Column("district", Text, nullable=False),
    Column("request_accepted_at", MOMENT, comment="its request in force was accepted; none: it is not in the service"),
    Column("bodies", Codes(), comment="that have an accepted item of it; none: there is no such item yet"),
    Column("search", ARRAY(Text), nullable=False),
    Column("owner_search", ARRAY(Text), nullable=False),
    sequence_column(),
)
_SEARCH = project_copy.c.search.concat(project_copy.c.owner_search)
"""A project is found by its own name and number, which some events tell, and by its owner's name, which others do."""
Index("ix_project_copy_search", _SEARCH, postgresql_using="gin")
Index("ix_project_copy_district", project_copy.c.district, project_copy.c.project_id)
PROJECT_COPIES = Copy(
    "project",
    project_copy,
    {
        ProjectRegistered: _FOUND_BY | _FOUND_BY_OWNER,
        ProjectPassed: _FOUND_BY_OWNER,
        ProjectCorrected: _FOUND_BY,
        ProjectFactsCorrected: {},
        ProjectOwnerRenamed: _FOUND_BY_OWNER,
        RequestAccepted: {"request_accepted_at": when},
        RequestClosed: {"request_accepted_at": always(None)},
    },
)

IN_DISTRICT = Through("project_id", project_copy.c.project_id, district=districts_of)
"""The rows of projects in the districts of a system."""

names_of = PROJECT_COPIES.reader("name")
"""The names of those of some projects that are known."""


def found(its_project: ColumnElement[Any], words: ColumnElement[Any]) -> ColumnElement[bool]:
    """That a column names one of the newest of the projects that are found by all of some search words."""
    return of_newest(its_project, project_copy.c.project_id, _SEARCH, words)


_NOTE_BODIES = Prepared(
    text(
        """
WITH given AS (
    SELECT project_id, array_agg(DISTINCT body) AS bodies
    FROM unnest(CAST(:projects AS uuid[]), CAST(:bodies AS text[])) AS told (project_id, body) GROUP BY project_id
), noted AS (
    UPDATE project_copy SET bodies = ARRAY(SELECT DISTINCT unnest(project_copy.bodies || given.bodies) ORDER BY 1)
    FROM given
    WHERE project_copy.project_id = given.project_id AND (project_copy.bodies @> given.bodies) IS NOT TRUE
)
SELECT project_id FROM project_copy JOIN given USING (project_id)
"""
    )
)


async def note_bodies(work: UnitOfWork, given: Sequence[tuple[ItemAccepted, Envelope]]) -> None:
    """Items were accepted: their bodies have a matter of the project from now on."""
    projects, bodies = [event.project_id for event, _ in given], [event.body for event, _ in given]
    known = {row["project_id"] for row in await _NOTE_BODIES.all(work.connection, projects=projects, bodies=bodies)}
    check_known("project", {envelope.id: event.project_id for event, envelope in given}, known)


SUBSCRIPTIONS = (*PROJECT_COPIES.subscriptions, on_many(ItemAccepted, note_bodies))
