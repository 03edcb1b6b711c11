"""The copies in PostgreSQL. Each takes the newest fact only, so that an event replayed late sets nothing back."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import (
    BindParameter,
    Boolean,
    Column,
    ColumnElement,
    DateTime,
    Index,
    Integer,
    Table,
    Text,
    Uuid,
    bindparam,
    delete,
    func,
    not_,
    select,
    text,
    update,
)
from sqlalchemy.dialects.postgresql import ARRAY, Insert, insert

from services.notify_service.directory.domain import Case, Project
from services.notify_service.tables import metadata
from shared.contracts.event import Post
from shared.kit.database import Prepared
from shared.kit.unit_of_work import UnitOfWork

_MOMENT = DateTime(timezone=True)

project_copy = Table(
    "project_copy",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("code", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("owner_uscc", Text, nullable=False),
    Column("owner_name", Text, nullable=False),
)
case_copy = Table(
    "case_copy",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("application_item_id", Uuid, nullable=False),
    Column("acceptance_number", Text, nullable=False),
    Column("item_code", Text, nullable=False),
    Column("item_name", Text, nullable=False),
    Column("body", Text, nullable=False),
)
officer_copy = Table(
    "officer_copy",
    metadata,
    Column("project_id", Uuid, primary_key=True),
    Column("officer", Text, nullable=False),
    Column("at", _MOMENT, nullable=False),
)
agreement_copy = Table(
    "agreement_copy",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("project_id", Uuid, nullable=False),
    Column("agent", Text, nullable=False),
    Column("in_force", Boolean, nullable=False),
    Column("at", _MOMENT, nullable=False),
)
Index("ix_agreement_copy_in_force", agreement_copy.c.project_id, postgresql_where=text("in_force"))
assignment_copy = Table(
    "assignment_copy",
    metadata,
    Column("application_item_id", Uuid, primary_key=True),
    Column("assignee", Text, nullable=False),
    Column("at", _MOMENT, nullable=False),
)
body_copy = Table(
    "body_copy",
    metadata,
    Column("code", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("roster_version", Integer, nullable=False),
)
post_copy = Table(
    "post_copy",
    metadata,
    Column("subject", Text, primary_key=True, comment="as in the post's tokens"),
    Column("body", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("email", Text),
)
Index("ix_post_copy_body_role", post_copy.c.body, post_copy.c.role)


def _upsert(table: Table, *, unless: ColumnElement[bool] | None = None) -> Insert:
    """Rows of a table, in place of those with their keys; ``unless`` says which of those stay."""
    statement = insert(table)
    return statement.on_conflict_do_update(
        index_elements=list(table.primary_key.columns),
        set_=dict(statement.excluded),
        where=None if unless is None else not_(unless),
    )


def _keep_newest(table: Table) -> Prepared:
    return Prepared(_upsert(table, unless=table.c.at > insert(table).excluded["at"]))


_ITS_ID: BindParameter[UUID] = bindparam("its_id")
_KEEP_PROJECT = Prepared(_upsert(project_copy))
_PROJECT = Prepared(select(project_copy).where(project_copy.c.id == _ITS_ID))
_KEEP_CASE = Prepared(insert(case_copy).on_conflict_do_nothing())
_CASE = Prepared(select(case_copy).where(case_copy.c.id == _ITS_ID))
_KEEP_OFFICER = _keep_newest(officer_copy)
_OFFICER = Prepared(select(officer_copy.c.officer).where(officer_copy.c.project_id == _ITS_ID))
_KEEP_AGREEMENT = _keep_newest(agreement_copy)
_END_AGREEMENT = Prepared(
    update(agreement_copy)
    .where(agreement_copy.c.id == _ITS_ID, agreement_copy.c.at <= bindparam("ended_at"))
    .values(in_force=False, at=bindparam("ended_at"))
)
_AGENT = Prepared(select(agreement_copy.c.agent).where(agreement_copy.c.id == _ITS_ID))
_AGENTS = Prepared(
    select(agreement_copy.c.agent).where(agreement_copy.c.project_id == _ITS_ID, agreement_copy.c.in_force.is_(True))
)
_KEEP_ASSIGNEE = _keep_newest(assignment_copy)
_ASSIGNEE = Prepared(select(assignment_copy.c.assignee).where(assignment_copy.c.application_item_id == _ITS_ID))
_BODY_NAME = Prepared(select(body_copy.c.name).where(body_copy.c.code == bindparam("its_code")))
_POSTS = Prepared(
    select(post_copy.c.subject).where(
        post_copy.c.body == bindparam("its_code"), post_copy.c.role == bindparam("its_role")
    )
)
_EMAILS = Prepared(
    select(post_copy.c.subject, post_copy.c.email).where(
        post_copy.c.subject == func.any(bindparam("subjects", type_=ARRAY(Text))), post_copy.c.email.is_not(None)
    )
)


async def keep_project(work: UnitOfWork, project: Project) -> None:
    """Take a project in."""
    await _KEEP_PROJECT.run(work.driver, **vars(project))


async def project(work: UnitOfWork, project_id: UUID) -> Project | None:
    """A project by its id."""
    row = await _PROJECT.first(work.driver, its_id=project_id)
    return Project(**dict(row)) if row else None


async def keep_case(work: UnitOfWork, case: Case) -> None:
    """Take a case in."""
    await _KEEP_CASE.run(work.driver, **vars(case))


async def case(work: UnitOfWork, case_id: UUID) -> Case | None:
    """A case by its id."""
    row = await _CASE.first(work.driver, its_id=case_id)
    return Case(**dict(row)) if row else None


async def keep_officer(work: UnitOfWork, *, project_id: UUID, officer: str, at: datetime) -> None:
    """Take in who is a project's chief service officer from a moment on."""
    await _KEEP_OFFICER.run(work.driver, project_id=project_id, officer=officer, at=at)


async def officer_of(work: UnitOfWork, project_id: UUID) -> str | None:
    """The subject of a project's chief service officer, where one is appointed."""
    return await _value(work, _OFFICER, its_id=project_id)


async def keep_agreement(
    work: UnitOfWork, *, agreement_id: UUID, project_id: UUID, agent: str, in_force: bool, at: datetime
) -> None:
    """Take in an agreement: its agent, and whether it is in force from a moment on."""
    await _KEEP_AGREEMENT.run(
        work.driver, id=agreement_id, project_id=project_id, agent=agent, in_force=in_force, at=at
    )


async def end_agreement(work: UnitOfWork, agreement_id: UUID, *, at: datetime) -> None:
    """Take in that an agreement is over."""
    await _END_AGREEMENT.run(work.driver, its_id=agreement_id, ended_at=at)


async def agent_of_agreement(work: UnitOfWork, agreement_id: UUID) -> str | None:
    """The subject of an agreement's agent, in force or not."""
    return await _value(work, _AGENT, its_id=agreement_id)


async def agents_of_project(work: UnitOfWork, project_id: UUID) -> list[str]:
    """The subjects of the agents who may act for a project now."""
    return [row["agent"] for row in await _AGENTS.all(work.driver, its_id=project_id)]


async def keep_assignee(work: UnitOfWork, *, application_item_id: UUID, assignee: str, at: datetime) -> None:
    """Take in with whom an item's assignment stands from a moment on."""
    await _KEEP_ASSIGNEE.run(work.driver, application_item_id=application_item_id, assignee=assignee, at=at)


async def assignee_of_item(work: UnitOfWork, application_item_id: UUID) -> str | None:
    """The subject of the post that an item's assignment stands with, where one is known."""
    return await _value(work, _ASSIGNEE, its_id=application_item_id)


async def keep_body(work: UnitOfWork, *, code: str, name: str, roster_version: int, posts: Collection[Post]) -> None:
    """Take a body's roster in, unless a newer one is known: its posts replace those that were."""
    newer = body_copy.c.roster_version > insert(body_copy).excluded.roster_version
    taken = await work.connection.execute(
        _upsert(body_copy, unless=newer).returning(body_copy.c.code),
        {"code": code, "name": name, "roster_version": roster_version},
    )
    if taken.one_or_none() is None:
        return
    await work.connection.execute(
        delete(post_copy).where(post_copy.c.body == code, post_copy.c.subject.not_in([post.subject for post in posts]))
    )
    if posts:
        await work.connection.execute(_upsert(post_copy), [{"body": code, **post.model_dump()} for post in posts])


async def body_name(work: UnitOfWork, code: str) -> str | None:
    """A body's name; None as long as the body is not known."""
    return await _value(work, _BODY_NAME, its_code=code)


async def posts_of_body(work: UnitOfWork, body: str, *, role: str) -> list[str]:
    """The subjects of a body's posts with a role."""
    return [row["subject"] for row in await _POSTS.all(work.driver, its_code=body, its_role=role)]


async def emails_of_posts(work: UnitOfWork, subjects: Collection[str]) -> dict[str, str]:
    """The office addresses of posts, as their bodies' rosters give them, by subject."""
    rows = await _EMAILS.all(work.driver, subjects=list(subjects))
    return {row["subject"]: row["email"] for row in rows}


async def _value(work: UnitOfWork, query: Prepared, **values: UUID | str) -> str | None:
    row = await query.first(work.driver, **values)
    return row[0] if row else None
