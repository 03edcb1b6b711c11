"""Service requests in PostgreSQL."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from asyncpg import Record
from sqlalchemy import Column, DateTime, ForeignKey, Index, Integer, Table, Text, Uuid, bindparam, select, update
from sqlalchemy.dialects.postgresql import ARRAY, insert

from services.intake_service.mandate.requests.domain import Channel, Mode, RequestStatus, ServiceRequest
from services.intake_service.parties.projects.store import project
from services.intake_service.tables import metadata
from shared.kit.database import Prepared
from shared.kit.unit_of_work import UnitOfWork

request = Table(
    "request",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("project_id", Uuid, ForeignKey(project.c.id), nullable=False),
    Column("owner_uscc", Text, nullable=False),
    Column("modes", ARRAY(Text), nullable=False),
    Column("channel", Text, nullable=False),
    Column("note", Text),
    Column("status", Text, nullable=False),
    Column("reason", Text),
    Column("created_at", DateTime(timezone=True), nullable=False),
    Column("version", Integer, nullable=False),
)
Index("ix_request_owner", request.c.owner_uscc, request.c.id)
Index("ix_request_status", request.c.status, request.c.id)
Index(
    "uq_request_open",
    request.c.project_id,
    unique=True,
    postgresql_where=request.c.status.in_([RequestStatus.SUBMITTED.value, RequestStatus.ACCEPTED.value]),
)


def to_request(row: Mapping[Any, Any] | Record) -> ServiceRequest:
    """A row as a request."""
    return ServiceRequest(
        **{
            **row,
            "modes": frozenset(Mode(mode) for mode in row["modes"]),
            "channel": Channel(row["channel"]),
            "status": RequestStatus(row["status"]),
        }
    )


_GET = Prepared(select(request).where(request.c.id == bindparam("its_id")))
_GET_LOCKED = Prepared(select(request).where(request.c.id == bindparam("its_id")).with_for_update())


async def get(work: UnitOfWork, request_id: UUID, *, lock: bool = False) -> ServiceRequest | None:
    """A request by its id; with ``lock``, until the end of the transaction."""
    row = await (_GET_LOCKED if lock else _GET).first(work.connection, its_id=request_id)
    return to_request(row) if row else None


_ADD = Prepared(insert(request).on_conflict_do_nothing().returning(request.c.id))


async def add(work: UnitOfWork, added: ServiceRequest) -> bool:
    """Store a request; False where the project has an open one."""
    values = {"modes": sorted(added.modes), "channel": added.channel.value, "status": added.status.value}
    return await _ADD.first(work.connection, **vars(added) | values) is not None


_SAVE = Prepared(
    update(request)
    .where(request.c.id == bindparam("its_id"))
    .values(status=bindparam("new_status"), reason=bindparam("new_reason"), version=bindparam("new_version"))
)


async def save(work: UnitOfWork, changed: ServiceRequest) -> None:
    """Store a locked request's state, and raise its version."""
    changed.version += 1
    await _SAVE.run(
        work.connection,
        its_id=changed.id,
        new_status=changed.status.value,
        new_reason=changed.reason,
        new_version=changed.version,
    )
