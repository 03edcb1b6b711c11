"""Routing's own copy of projects, fed by intake's events."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Column, DateTime, Table, Text, Uuid, func, select
from sqlalchemy.dialects.postgresql import insert

from services.routing_service.tables import metadata
from shared.contracts.intake import ProjectRegistered
from shared.kit.unit_of_work import UnitOfWork

project_copy = Table(
    "project_copy",
    metadata,
    Column("project_id", Uuid, primary_key=True),
    Column("project_code", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("owner_uscc", Text, nullable=False),
    Column("request_accepted_at", DateTime(timezone=True), comment="when the window first accepted a request for it"),
)


@dataclass(frozen=True)
class Project:
    """What routing knows of a project. request_accepted_at: None until the window has accepted a request for it."""

    project_id: UUID
    project_code: str
    name: str
    owner_uscc: str
    request_accepted_at: datetime | None


async def get(work: UnitOfWork, project_id: UUID, *, lock: bool = False) -> Project | None:
    """A project by its id; with ``lock``, until the end of the transaction."""
    query = select(project_copy).where(project_copy.c.project_id == project_id)
    row = (await work.connection.execute(query.with_for_update() if lock else query)).one_or_none()
    return Project(**row._mapping) if row else None


async def names(work: UnitOfWork, ids: Collection[UUID]) -> dict[UUID, str]:
    """The names of projects."""
    if not ids:
        return {}
    query = select(project_copy.c.project_id, project_copy.c.name).where(project_copy.c.project_id.in_(set(ids)))
    return {row.project_id: row.name for row in await work.connection.execute(query)}


async def save(work: UnitOfWork, registered: ProjectRegistered) -> None:
    """Take over a registered project; a second time changes nothing."""
    values = {name: getattr(registered, name) for name in ("project_id", "project_code", "name", "owner_uscc")}
    await work.connection.execute(insert(project_copy).values(values).on_conflict_do_nothing())


async def mark_accepted(work: UnitOfWork, project_id: UUID, at: datetime) -> bool:
    """Note that a request of the project was accepted; the first time counts. False where there is no such project."""
    first = func.coalesce(project_copy.c.request_accepted_at, at)
    result = await work.connection.execute(
        project_copy.update().where(project_copy.c.project_id == project_id).values(request_accepted_at=first)
    )
    return result.rowcount == 1
