"""Owners in PostgreSQL."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from asyncpg import Record
from sqlalchemy import Column, DateTime, Integer, Table, Text, Uuid, bindparam, select
from sqlalchemy.dialects.postgresql import insert

from services.intake_service.parties.owners.domain import Owner
from services.intake_service.tables import metadata
from shared.kit.database import Prepared
from shared.kit.unit_of_work import UnitOfWork

owner = Table(
    "owner",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("uscc", Text, nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("contact_name", Text, nullable=False),
    Column("contact_phone", Text, nullable=False),
    Column("created_at", DateTime(timezone=True), nullable=False),
    Column("version", Integer, nullable=False),
)


def to_owner(row: Mapping[Any, Any] | Record) -> Owner:
    """A row as an owner."""
    return Owner(**row)


_GET = Prepared(select(owner).where(owner.c.id == bindparam("its_id")))


async def get(work: UnitOfWork, owner_id: UUID) -> Owner | None:
    """An owner by its id."""
    row = await _GET.first(work.connection, its_id=owner_id)
    return to_owner(row) if row else None


_ADD = Prepared(insert(owner).on_conflict_do_nothing(index_elements=[owner.c.uscc]).returning(owner.c.id))


async def add(work: UnitOfWork, added: Owner) -> bool:
    """Store an owner; False where its credit code is registered already."""
    return await _ADD.first(work.connection, **vars(added)) is not None
