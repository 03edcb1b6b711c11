"""Agreements in PostgreSQL."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from asyncpg import Record
from sqlalchemy import (
    Column,
    ColumnElement,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    Uuid,
    bindparam,
    func,
    literal_column,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import ARRAY, insert

from services.intake_service.mandate.agreements.domain import TRANSITIONS, Agreement, AgreementStatus, Stage
from services.intake_service.mandate.requests.store import request
from services.intake_service.parties.projects.store import project
from services.intake_service.tables import metadata
from shared.kit.database import Prepared
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
_OPEN: list[ColumnElement[str]] = [literal_column(f"'{status}'") for status, steps in TRANSITIONS.items() if steps]
Index("ix_agreement_owner", agreement.c.owner_uscc, agreement.c.id)
Index("ix_agreement_project", agreement.c.project_id, agreement.c.id)
Index("uq_agreement_open", agreement.c.request_id, unique=True, postgresql_where=agreement.c.status.in_(_OPEN))


def to_agreement(row: Mapping[Any, Any] | Record) -> Agreement:
    """A row as an agreement."""
    return Agreement(
        **{
            **row,
            "stages": frozenset(Stage(stage) for stage in row["stages"]),
            "item_codes": frozenset(row["item_codes"]),
            "status": AgreementStatus(row["status"]),
        }
    )


_GET = Prepared(select(agreement).where(agreement.c.id == bindparam("its_id")))
_GET_LOCKED = Prepared(select(agreement).where(agreement.c.id == bindparam("its_id")).with_for_update())


async def get(work: UnitOfWork, agreement_id: UUID, *, lock: bool = False) -> Agreement | None:
    """An agreement by its id; with ``lock``, until the end of the transaction."""
    row = await (_GET_LOCKED if lock else _GET).first(work.connection, its_id=agreement_id)
    return to_agreement(row) if row else None


_OPEN_OF_REQUEST = Prepared(
    select(agreement).where(agreement.c.request_id == bindparam("its_request"), agreement.c.status.in_(_OPEN))
)


async def open_of_request(work: UnitOfWork, request_id: UUID) -> Agreement | None:
    """The request's agreement that is not over."""
    row = await _OPEN_OF_REQUEST.first(work.connection, its_request=request_id)
    return to_agreement(row) if row else None


_ADD = Prepared(insert(agreement))


async def add(work: UnitOfWork, added: Agreement) -> None:
    """Store an agreement."""
    values = {"stages": sorted(added.stages), "item_codes": sorted(added.item_codes), "status": added.status.value}
    await _ADD.run(work.connection, **vars(added) | values)


_SAVE = Prepared(
    update(agreement)
    .where(agreement.c.id == bindparam("its_id"))
    .values({name: bindparam(f"new_{name}") for name in ("status", "reason", "signed_at", "ended_at", "version")})
)


async def save(work: UnitOfWork, changed: Agreement) -> None:
    """Store a locked agreement's state, and raise its version."""
    changed.version += 1
    await _SAVE.run(
        work.connection,
        its_id=changed.id,
        new_status=changed.status.value,
        new_reason=changed.reason,
        new_signed_at=changed.signed_at,
        new_ended_at=changed.ended_at,
        new_version=changed.version,
    )


_SIGNED_AMONG = Prepared(
    select(agreement.c.id).where(
        agreement.c.id == func.any(bindparam("ids", type_=ARRAY(Uuid))),
        agreement.c.status == AgreementStatus.SIGNED.value,
    )
)


async def signed_among(work: UnitOfWork, agreement_ids: Collection[UUID]) -> set[UUID]:
    """Those of the agreements that are in force."""
    return {row["id"] for row in await _SIGNED_AMONG.all(work.connection, ids=agreement_ids)}
