"""Terms of office in PostgreSQL, and what is told of them. Nothing is overwritten: a hand-over ends one term and
begins the next.
"""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import Column, ForeignKey, Index, Table, Text, Uuid, bindparam, func, select
from sqlalchemy.dialects.postgresql import ARRAY

from services.routing_service.copies.projects import project_copy
from services.routing_service.directory.departments.store import post
from services.routing_service.officers.domain import Post, Project, Term
from services.routing_service.officers.policy import may
from services.routing_service.tables import metadata
from shared.contracts.routing.officers import ChiefServiceOfficerAppointed, ChiefServiceOfficerReleased
from shared.kit.change import Resource
from shared.kit.columns import MOMENT, among
from shared.kit.database import Prepared
from shared.kit.rows import Rows
from shared.kit.scope import Scope
from shared.kit.unit_of_work import UnitOfWork
from shared.vocabulary.callers import bodies_of, enterprise_of, serves_all_projects
from shared.vocabulary.posts import OFFICERS
from shared.vocabulary.scopes import districts_of, projects_of

officer_term = Table(
    "officer_term",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("project_id", Uuid, ForeignKey(project_copy.c.project_id), nullable=False),
    Column("officer", Text, nullable=False),
    Column("officer_title", Text, nullable=False),
    Column("since", MOMENT, nullable=False),
    Column("until", MOMENT),
    Column("appointed_by", Text, nullable=False),
)
Index("ix_officer_term_project", officer_term.c.project_id, officer_term.c.id)
Index(
    "uq_officer_term_current", officer_term.c.project_id, unique=True, postgresql_where=officer_term.c.until.is_(None)
)

PROJECTS = Resource(
    kind="project",
    what=("项目", "project"),
    rows=Rows(project_copy, Project, key="project_id"),
    names={"project_id": "project_id"},
    scope=Scope(
        serves_all_projects,
        owner_uscc=enterprise_of,
        bodies=bodies_of,
        project_id=projects_of,
        district=districts_of,
    ),
    may=may,
    events={},
    on_record=(),
)
TERMS = Resource(
    kind="chief_service_officer",
    what=("项目首席服务官", "chief service officer"),
    rows=Rows(officer_term, Term, changing=("until",)),
    scope=PROJECTS.scope,
    events={"appointed": ChiefServiceOfficerAppointed, "released": ChiefServiceOfficerReleased},
    on_record=("project_id", "officer", "officer_title", "until"),
)

_TERMS_OF = Prepared(
    select(officer_term).where(officer_term.c.project_id == bindparam("its_project")).order_by(officer_term.c.id)
)


async def terms_of(work: UnitOfWork, project_id: UUID) -> list[Term]:
    """A project's terms, the first one first."""
    return [TERMS.rows.of(row) for row in await _TERMS_OF.all(work.connection, its_project=project_id)]


_IN_OFFICE = Prepared(
    select(officer_term)
    .where(
        officer_term.c.project_id == func.any(bindparam("projects", type_=ARRAY(Uuid))), officer_term.c.until.is_(None)
    )
    .order_by(officer_term.c.project_id)
    .with_for_update()
)


async def in_office(work: UnitOfWork, projects: Collection[UUID]) -> list[Term]:
    """The terms of those who are in office for these projects, locked."""
    return [TERMS.rows.of(row) for row in await _IN_OFFICE.all(work.connection, projects=list(projects))]


_IS_OFFICER = among(post.c.role, OFFICERS)
_OF_GONE_POSTS = Prepared(
    select(officer_term)
    .where(
        officer_term.c.until.is_(None),
        ~select(post).where(post.c.subject == officer_term.c.officer, _IS_OFFICER).exists(),
    )
    .order_by(officer_term.c.project_id)
    .with_for_update()
)
_POSTS = Prepared(
    select(post.c.subject, post.c.title, func.count(officer_term.c.id).label("held"))
    .select_from(
        post.outerjoin(officer_term, (officer_term.c.officer == post.c.subject) & officer_term.c.until.is_(None))
    )
    .where(_IS_OFFICER)
    .group_by(post.c.subject)
    .order_by(post.c.subject)
)


async def of_gone_posts(work: UnitOfWork) -> list[Term]:
    """The terms of those in office whose post is no chief service officer of projects any more, locked."""
    return [TERMS.rows.of(row) for row in await _OF_GONE_POSTS.all(work.connection)]


async def posts_of_officers(work: UnitOfWork) -> list[Post]:
    """The posts of projects' chief service officers, each with how many projects it answers for."""
    return [Post(**row) for row in await _POSTS.all(work.connection)]
