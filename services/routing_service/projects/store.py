"""Routing's own copy of projects, fed by intake's events."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Column, DateTime, Table, Text, Uuid, bindparam, func, select, update
from sqlalchemy.dialects.postgresql import insert

from services.routing_service.tables import metadata
from shared.contracts.intake.projects import ProjectRegistered
from shared.kit.database import Prepared
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


_get = select(project_copy).where(project_copy.c.project_id == bindparam("its_id"))
_GET, _GET_LOCKED = Prepared(_get), Prepared(_get.with_for_update())


async def get(work: UnitOfWork, project_id: UUID, *, lock: bool = False) -> Project | None:
    """A project by its id; with ``lock``, until the end of the transaction."""
    row = await (_GET_LOCKED if lock else _GET).first(work.connection, its_id=project_id)
    return Project(**row) if row else None


_NAME = Prepared(select(project_copy.c.name).where(project_copy.c.project_id == bindparam("its_id")))


async def name_of(work: UnitOfWork, project_id: UUID) -> str | None:
    """A project's name; None where it is not known."""
    row = await _NAME.first(work.connection, its_id=project_id)
    return row["name"] if row else None


_SAVE = Prepared(insert(project_copy).on_conflict_do_nothing())


async def save(work: UnitOfWork, registered: ProjectRegistered) -> None:
    """Take over a registered project; a second time changes nothing."""
    await _SAVE.run(
        work.connection,
        project_id=registered.project_id,
        project_code=registered.project_code,
        name=registered.name,
        owner_uscc=registered.owner_uscc,
        request_accepted_at=None,
    )


_MARK_ACCEPTED = Prepared(
    update(project_copy)
    .where(project_copy.c.project_id == bindparam("its_id"))
    .values(
        request_accepted_at=func.coalesce(project_copy.c.request_accepted_at, bindparam("at", type_=DateTime(True)))
    )
    .returning(project_copy.c.project_id)
)


async def mark_accepted(work: UnitOfWork, project_id: UUID, at: datetime) -> bool:
    """Note that a request of the project was accepted; the first time counts. False where there is no such project."""
    return await _MARK_ACCEPTED.first(work.connection, its_id=project_id, at=at) is not None
