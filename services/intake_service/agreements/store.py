"""Agreements in PostgreSQL."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import Column, DateTime, ForeignKey, Index, Integer, Row, Table, Text, Uuid, select
from sqlalchemy.dialects.postgresql import ARRAY, insert

from services.intake_service.agreements.domain import TRANSITIONS, Agreement, AgreementStatus, Stage
from services.intake_service.projects.store import project
from services.intake_service.requests.store import request
from services.intake_service.tables import metadata
from shared.kit.unit_of_work import UnitOfWork

agreement = Table(
    "agreement",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("agreement_number", Text, nullable=False, unique=True),
    Column("request_id", Uuid, ForeignKey(request.c.id), nullable=False),
    Column("project_id", Uuid, ForeignKey(project.c.id), nullable=False),
    Column("owner_uscc", Text, nullable=False),
    Column("stages", ARRAY(Text), nullable=False),
    Column("item_codes", ARRAY(Text), nullable=False),
    Column("agent", Text, nullable=False),
    Column("agent_title", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("reason", Text),
    Column("created_at", DateTime(timezone=True), nullable=False),
    Column("signed_at", DateTime(timezone=True)),
    Column("ended_at", DateTime(timezone=True)),
    Column("version", Integer, nullable=False),
)
_OPEN = [status.value for status, steps in TRANSITIONS.items() if steps]
Index("ix_agreement_owner", agreement.c.owner_uscc, agreement.c.id)
Index("ix_agreement_project", agreement.c.project_id, agreement.c.id)
Index("uq_agreement_open", agreement.c.request_id, unique=True, postgresql_where=agreement.c.status.in_(_OPEN))


def to_agreement(row: Row[Any]) -> Agreement:
    """A row as an agreement."""
    return Agreement(
        **{
            **row._mapping,
            "stages": frozenset(Stage(stage) for stage in row.stages),
            "item_codes": frozenset(row.item_codes),
            "status": AgreementStatus(row.status),
        }
    )


async def get(work: UnitOfWork, agreement_id: UUID, *, lock: bool = False) -> Agreement | None:
    """An agreement by its id; with ``lock``, until the end of the transaction."""
    query = select(agreement).where(agreement.c.id == agreement_id)
    row = (await work.connection.execute(query.with_for_update() if lock else query)).one_or_none()
    return to_agreement(row) if row else None


async def open_of_request(work: UnitOfWork, request_id: UUID) -> Agreement | None:
    """The request's agreement that is not over."""
    query = select(agreement).where(agreement.c.request_id == request_id, agreement.c.status.in_(_OPEN))
    row = (await work.connection.execute(query)).one_or_none()
    return to_agreement(row) if row else None


async def add(work: UnitOfWork, added: Agreement) -> None:
    """Store an agreement."""
    values = {name: getattr(added, name) for name in agreement.columns.keys()}  # noqa: SIM118
    values |= {"stages": sorted(added.stages), "item_codes": sorted(added.item_codes), "status": added.status.value}
    await work.connection.execute(insert(agreement).values(values))


async def save(work: UnitOfWork, changed: Agreement) -> None:
    """Store a locked agreement's state, and raise its version."""
    changed.version += 1
    await work.connection.execute(
        agreement.update()
        .where(agreement.c.id == changed.id)
        .values(
            status=changed.status.value,
            reason=changed.reason,
            signed_at=changed.signed_at,
            ended_at=changed.ended_at,
            version=changed.version,
        )
    )
