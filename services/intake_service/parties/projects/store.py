"""Projects in PostgreSQL."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from asyncpg import Record
from sqlalchemy import (
    Boolean,
    Column,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    Numeric,
    Table,
    Text,
    Uuid,
    bindparam,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import insert

from services.intake_service.parties.owners.store import owner
from services.intake_service.parties.projects.domain import (
    ApprovalAuthority,
    ConstructionNature,
    District,
    EligibilityOverride,
    FundingSource,
    Investment,
    Project,
    ProjectCode,
    ProjectFacts,
    ProjectType,
    WorksKind,
)
from services.intake_service.tables import metadata
from shared.kit.database import Prepared
from shared.kit.unit_of_work import UnitOfWork

project = Table(
    "project",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("owner_id", Uuid, ForeignKey(owner.c.id), nullable=False),
    Column("owner_uscc", Text, nullable=False),
    Column("project_code", Text, nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("district", Text, nullable=False),
    Column("project_type", Text, nullable=False),
    Column("investment", Text, nullable=False),
    Column("funding", Text, nullable=False),
    Column("works", Text, nullable=False),
    Column("nature", Text, nullable=False),
    Column("authority", Text, nullable=False),
    Column("key_project_document", Text),
    Column("total_investment", Numeric(18, 2), nullable=False, comment="yuan"),
    Column("override_eligible", Boolean),
    Column("override_reason", Text),
    Column("override_by", Text),
    Column("override_at", DateTime(timezone=True)),
    Column("created_at", DateTime(timezone=True), nullable=False),
    Column("version", Integer, nullable=False),
)
Index("ix_project_owner", project.c.owner_uscc, project.c.id)


def to_project(row: Mapping[Any, Any] | Record) -> Project:
    """A row as a project."""
    override = (
        EligibilityOverride(row["override_eligible"], row["override_reason"], row["override_by"], row["override_at"])
        if row["override_at"]
        else None
    )
    return Project(
        id=row["id"],
        owner_id=row["owner_id"],
        owner_uscc=row["owner_uscc"],
        project_code=ProjectCode.parse(row["project_code"]),
        name=row["name"],
        district=District(row["district"]),
        project_type=ProjectType(row["project_type"]),
        facts=ProjectFacts(
            investment=Investment(row["investment"]),
            funding=FundingSource(row["funding"]),
            works=WorksKind(row["works"]),
            nature=ConstructionNature(row["nature"]),
            authority=ApprovalAuthority(row["authority"]),
            key_project_document=row["key_project_document"],
        ),
        total_investment=row["total_investment"],
        override=override,
        created_at=row["created_at"],
        version=row["version"],
    )


_GET = Prepared(select(project).where(project.c.id == bindparam("its_id")))
_GET_LOCKED = Prepared(select(project).where(project.c.id == bindparam("its_id")).with_for_update())


async def get(work: UnitOfWork, project_id: UUID, *, lock: bool = False) -> Project | None:
    """A project by its id; with ``lock``, until the end of the transaction."""
    row = await (_GET_LOCKED if lock else _GET).first(work.connection, its_id=project_id)
    return to_project(row) if row else None


_ADD = Prepared(insert(project).on_conflict_do_nothing(index_elements=[project.c.project_code]).returning(project.c.id))


async def add(work: UnitOfWork, added: Project) -> bool:
    """Store a project; False where its code is registered already."""
    facts = added.facts
    values = {
        "id": added.id,
        "owner_id": added.owner_id,
        "owner_uscc": added.owner_uscc,
        "project_code": added.project_code.text,
        "name": added.name,
        "district": added.district.value,
        "project_type": added.project_type.value,
        "investment": facts.investment.value,
        "funding": facts.funding.value,
        "works": facts.works.value,
        "nature": facts.nature.value,
        "authority": facts.authority.value,
        "key_project_document": facts.key_project_document,
        "total_investment": added.total_investment,
        "override_eligible": None,
        "override_reason": None,
        "override_by": None,
        "override_at": None,
        "created_at": added.created_at,
        "version": added.version,
    }
    return await _ADD.first(work.connection, **values) is not None


_SAVE_OVERRIDE = Prepared(
    update(project)
    .where(project.c.id == bindparam("its_id"))
    .values(
        override_eligible=bindparam("eligible"),
        override_reason=bindparam("reason"),
        override_by=bindparam("by"),
        override_at=bindparam("at"),
        version=bindparam("new_version"),
    )
)


async def save_override(work: UnitOfWork, changed: Project) -> None:
    """Store the override of a locked project, and raise its version."""
    assert changed.override
    changed.version += 1
    await _SAVE_OVERRIDE.run(work.connection, its_id=changed.id, new_version=changed.version, **vars(changed.override))
