"""Projects in PostgreSQL, and what is told of them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from asyncpg import Record
from sqlalchemy import (
    Boolean,
    Column,
    ColumnElement,
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
from sqlalchemy.dialects.postgresql import ARRAY

from services.intake_service.parties.owners.store import owner
from services.intake_service.parties.policy import for_owner
from services.intake_service.parties.projects.domain import (
    ApprovalAuthority,
    ConstructionNature,
    EligibilityOverride,
    FundingSource,
    Project,
    ProjectCode,
    ProjectFacts,
    WorksKind,
)
from services.intake_service.parties.projects.policy import may
from services.intake_service.tables import metadata
from shared.contracts.intake.projects import (
    EligibilityOverridden,
    ProjectCorrected,
    ProjectFactsCorrected,
    ProjectOwnerRenamed,
    ProjectPassed,
    ProjectRegistered,
)
from shared.kit.change import Resource
from shared.kit.columns import MOMENT, Code, Json, Parsed
from shared.kit.database import Prepared
from shared.kit.rows import Part, Rows
from shared.kit.scope import Scope
from shared.kit.search import of_newest, terms
from shared.kit.unit_of_work import UnitOfWork
from shared.vocabulary.callers import enterprise_of, serves_all_projects
from shared.vocabulary.districts import District
from shared.vocabulary.fields import ProjectField
from shared.vocabulary.projects import Investment, ProjectType
from shared.vocabulary.scopes import districts_of, projects_of

project = Table(
    "project",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("owner_id", Uuid, ForeignKey(owner.c.id), nullable=False),
    Column("owner_uscc", Text, nullable=False),
    Column("owner_name", Text, nullable=False),
    Column("project_code", Parsed(ProjectCode.parse), nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("district", Code(District), nullable=False),
    Column("project_type", Code(ProjectType), nullable=False),
    Column("investment", Code(Investment), nullable=False),
    Column("funding", Code(FundingSource), nullable=False),
    Column("works", Code(WorksKind), nullable=False),
    Column("nature", Code(ConstructionNature), nullable=False),
    Column("authority", Code(ApprovalAuthority), nullable=False),
    Column("key_project_document", Text),
    Column("total_investment", Numeric(18, 2), nullable=False, comment="yuan"),
    Column("override_eligible", Boolean),
    Column("override_reason", Text),
    Column("override_by", Text),
    Column("override_at", MOMENT),
    Column("override_facts", Json(ProjectFacts)),
    Column("request_open", Boolean, nullable=False),
    Column("created_at", MOMENT, nullable=False),
    Column("updated_at", MOMENT, nullable=False),
    Column("version", Integer, nullable=False),
    Column("search", ARRAY(Text), nullable=False),
)
Index("ix_project_owner", project.c.owner_uscc, project.c.id)
Index("ix_project_district", project.c.district, project.c.id)
Index("ix_project_type", project.c.project_type, project.c.id)
Index("ix_project_updated_at", project.c.updated_at, project.c.id)
Index("ix_project_district_updated_at", project.c.district, project.c.updated_at, project.c.id)
Index("ix_project_search", project.c.search, postgresql_using="gin")

_FACTS = ("investment", "funding", "works", "nature", "authority", "key_project_document")
_OVERRIDE = ("eligible", "reason", "by", "at", "facts")
PROJECTS = Resource(
    kind="project",
    what=("项目", "project"),
    rows=Rows(
        project,
        Project,
        changing=(
            *("override", "name", "total_investment", "district", "project_type", "facts"),
            *("owner_id", "owner_uscc", "owner_name"),
        ),
        parts={
            "facts": Part(ProjectFacts, **{name: name for name in _FACTS}),
            "override": Part(EligibilityOverride, **{name: f"override_{name}" for name in _OVERRIDE}),
        },
        derived={"search": lambda one: terms([one.name, one.owner_name], [one.project_code.text])},
    ),
    scope=Scope(serves_all_projects, owner_uscc=enterprise_of, id=projects_of, district=districts_of),
    may=may,
    events={
        "registered": ProjectRegistered,
        "eligibility_overridden": EligibilityOverridden,
        "corrected": ProjectCorrected,
        "facts_corrected": ProjectFactsCorrected,
        "owner_renamed": ProjectOwnerRenamed,
        "passed": ProjectPassed,
    },
    on_record=(
        *("project_code", "name", "owner_uscc", "total_investment", "district", "project_type", "facts"),
        *("eligible", "override"),
    ),
    corrects=ProjectField,
    on_behalf_of=for_owner,
)

_OF_CODE = Prepared(select(project).where(project.c.project_code == bindparam("its_code")).with_for_update())


async def of_code(work: UnitOfWork, code: ProjectCode) -> Project | None:
    """The project of a code, whoever's it is, locked."""
    row = await _OF_CODE.first(work.connection, its_code=code.text)
    return PROJECTS.rows.of(row) if row else None


_OF_OWNER = Prepared(
    select(project).where(project.c.owner_uscc == bindparam("its_owner")).order_by(project.c.id).with_for_update()
)


async def of_owner(work: UnitOfWork, uscc: str) -> list[Project]:
    """An owner's projects, locked."""
    return [PROJECTS.rows.of(row) for row in await _OF_OWNER.all(work.connection, its_owner=uscc)]


_ASKED = Prepared(
    update(project).where(project.c.id == bindparam("its_id")).values(request_open=bindparam("its_request_open"))
)


def note_request(work: UnitOfWork, project_id: UUID, *, is_open: bool) -> None:
    """Note on a locked project whether a request of its owner is on its way. That is no new version of the project."""
    values = {"its_id": project_id, "its_request_open": is_open}
    _ASKED.soon(work.transaction, values, table=project.name, taken=None)


def names_beside(thing: Any) -> dict[str, ColumnElement[Any]]:
    """The names of the project and the owner of each row of a table, for lists: what people know them by."""
    its_project = select(project.c.name).where(project.c.id == thing.c.project_id)
    its_owner = select(owner.c.name).where(owner.c.uscc == thing.c.owner_uscc)
    return {"project_name": its_project.scalar_subquery(), "owner_name": its_owner.scalar_subquery()}


def names_in(row: Record) -> dict[str, str]:
    """The names in a row of a list that has them beside."""
    return {"project_name": row["project_name"], "owner_name": row["owner_name"]}


def found(its_project: ColumnElement[Any], words: ColumnElement[Any]) -> ColumnElement[bool]:
    """That a column names one of the newest of the projects that are found by all of some search words."""
    return of_newest(its_project, project.c.id, project.c.search, words)
