"""Terms of office in PostgreSQL. Nothing is overwritten: a hand-over ends one term and begins the next."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import Column, DateTime, ForeignKey, Index, Table, Text, Uuid, bindparam, insert, select, update

from services.routing_service.officers.domain import Term
from services.routing_service.projects.store import project_copy
from services.routing_service.tables import metadata
from shared.kit.database import Prepared, fetch
from shared.kit.unit_of_work import UnitOfWork

officer_term = Table(
    "officer_term",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("project_id", Uuid, ForeignKey(project_copy.c.project_id), nullable=False),
    Column("officer", Text, nullable=False),
    Column("officer_title", Text, nullable=False),
    Column("since", DateTime(timezone=True), nullable=False),
    Column("until", DateTime(timezone=True)),
    Column("appointed_by", Text, nullable=False),
)
Index("ix_officer_term_project", officer_term.c.project_id, officer_term.c.id)
Index(
    "uq_officer_term_current", officer_term.c.project_id, unique=True, postgresql_where=officer_term.c.until.is_(None)
)


async def terms(work: UnitOfWork, project_id: UUID) -> list[Term]:
    """A project's terms, the first one first."""
    query = select(officer_term).where(officer_term.c.project_id == project_id).order_by(officer_term.c.id)
    return [Term(**row) for row in await fetch(work.connection, query)]


_END = Prepared(
    update(officer_term).where(officer_term.c.id == bindparam("its_id")).values(until=bindparam("new_until"))
)
_ADD = Prepared(insert(officer_term))


async def end(work: UnitOfWork, term_id: UUID, until: datetime) -> None:
    """End a term."""
    await _END.run(work.connection, its_id=term_id, new_until=until)


async def add(work: UnitOfWork, term: Term) -> None:
    """Begin a term."""
    await _ADD.run(work.connection, **vars(term))
