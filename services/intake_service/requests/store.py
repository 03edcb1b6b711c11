"""Service requests in PostgreSQL."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import Column, DateTime, ForeignKey, Index, Integer, Row, Table, Text, Uuid, select
from sqlalchemy.dialects.postgresql import ARRAY, insert

from services.intake_service.projects.store import project
from services.intake_service.requests.domain import Channel, Mode, RequestStatus, ServiceRequest
from services.intake_service.tables import metadata
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


def to_request(row: Row[Any]) -> ServiceRequest:
    """A row as a request."""
    return ServiceRequest(
        **{
            **row._mapping,
            "modes": frozenset(Mode(mode) for mode in row.modes),
            "channel": Channel(row.channel),
            "status": RequestStatus(row.status),
        }
    )


async def get(work: UnitOfWork, request_id: UUID, *, lock: bool = False) -> ServiceRequest | None:
    """A request by its id; with ``lock``, until the end of the transaction."""
    query = select(request).where(request.c.id == request_id)
    row = (await work.connection.execute(query.with_for_update() if lock else query)).one_or_none()
    return to_request(row) if row else None


async def add(work: UnitOfWork, added: ServiceRequest) -> bool:
    """Store a request; False where the project has an open one."""
    values = {name: getattr(added, name) for name in request.columns.keys()}  # noqa: SIM118
    values |= {"modes": sorted(added.modes), "channel": added.channel.value, "status": added.status.value}
    statement = insert(request).values(values).on_conflict_do_nothing()
    return (await work.connection.execute(statement.returning(request.c.id))).one_or_none() is not None


async def save(work: UnitOfWork, changed: ServiceRequest) -> None:
    """Store a locked request's state, and raise its version."""
    changed.version += 1
    await work.connection.execute(
        request.update()
        .where(request.c.id == changed.id)
        .values(status=changed.status.value, reason=changed.reason, version=changed.version)
    )
