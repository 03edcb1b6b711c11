"""Owners in PostgreSQL, and what is told of them."""

from __future__ import annotations

from asyncpg import Record
from sqlalchemy import Column, Index, Integer, Table, Text, Uuid, bindparam, select
from sqlalchemy.dialects.postgresql import ARRAY

from services.intake_service.parties.owners.domain import Owner
from services.intake_service.parties.owners.policy import may
from services.intake_service.parties.policy import WITH_PROJECT_OF_SYSTEM
from services.intake_service.tables import metadata
from shared.contracts.intake.owners import OwnerCorrected, OwnerRegistered
from shared.kit.change import Resource
from shared.kit.columns import MOMENT
from shared.kit.database import Prepared
from shared.kit.rows import Rows
from shared.kit.scope import Scope
from shared.kit.search import terms
from shared.kit.unit_of_work import UnitOfWork
from shared.vocabulary.callers import enterprise_of, serves_all_projects
from shared.vocabulary.fields import OwnerField

owner = Table(
    "owner",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("uscc", Text, nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("contact_name", Text, nullable=False),
    Column("contact_phone", Text, nullable=False),
    Column("created_at", MOMENT, nullable=False),
    Column("version", Integer, nullable=False),
    Column("search", ARRAY(Text), nullable=False),
)
Index("ix_owner_search", owner.c.search, postgresql_using="gin")

OWNERS = Resource(
    kind="owner",
    what=("项目单位", "owner"),
    rows=Rows(
        owner,
        Owner,
        changing=("name", "contact_name", "contact_phone"),
        derived={"search": lambda one: terms([one.name], [one.uscc])},
    ),
    scope=Scope(serves_all_projects, WITH_PROJECT_OF_SYSTEM, uscc=enterprise_of),
    may=may,
    events={"registered": OwnerRegistered, "corrected": OwnerCorrected},
    on_record=("uscc", "name", "contact"),
    corrects=OwnerField,
    on_behalf_of=lambda _, one: one.uscc,
)

_REGISTERED = Prepared(select(owner.c.id, owner.c.name).where(owner.c.uscc == bindparam("its_uscc")))


async def registered(work: UnitOfWork, uscc: str) -> Record | None:
    """The id and the name of the owner that an enterprise is registered as; None where it is not."""
    return await _REGISTERED.first(work.connection, its_uscc=uscc)
