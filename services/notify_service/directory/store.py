"""The copies in PostgreSQL. Each takes the newest fact only, so that an event replayed late sets nothing back."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Boolean, Column, DateTime, Index, Integer, Table, Text, Uuid, delete, select, text
from sqlalchemy.dialects.postgresql import insert

from services.notify_service.directory.domain import Case, Project
from services.notify_service.tables import metadata
from shared.contracts.event import Post
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


async def keep_project(work: UnitOfWork, project: Project) -> None:
    """Take a project in."""
    statement = insert(project_copy).values(**vars(project))
    await work.connection.execute(
        statement.on_conflict_do_update(index_elements=[project_copy.c.id], set_=dict(statement.excluded))
    )


async def project(work: UnitOfWork, project_id: UUID) -> Project | None:
    """A project by its id."""
    row = (await work.connection.execute(select(project_copy).where(project_copy.c.id == project_id))).one_or_none()
    return Project(**row._mapping) if row else None


async def keep_case(work: UnitOfWork, case: Case) -> None:
    """Take a case in."""
    await work.connection.execute(insert(case_copy).values(**vars(case)).on_conflict_do_nothing())


async def case(work: UnitOfWork, case_id: UUID) -> Case | None:
    """A case by its id."""
    row = (await work.connection.execute(select(case_copy).where(case_copy.c.id == case_id))).one_or_none()
    return Case(**row._mapping) if row else None


async def _keep_newest(work: UnitOfWork, table: Table, values: dict[str, Any]) -> None:
    statement = insert(table).values(values)
    await work.connection.execute(
        statement.on_conflict_do_update(
            index_elements=list(table.primary_key.columns),
            set_=dict(statement.excluded),
            where=table.c.at <= statement.excluded["at"],
        )
    )


async def keep_officer(work: UnitOfWork, *, project_id: UUID, officer: str, at: datetime) -> None:
    """Take in who is a project's chief service officer from a moment on."""
    await _keep_newest(work, officer_copy, {"project_id": project_id, "officer": officer, "at": at})


async def officer_of(work: UnitOfWork, project_id: UUID) -> str | None:
    """The subject of a project's chief service officer, where one is appointed."""
    query = select(officer_copy.c.officer).where(officer_copy.c.project_id == project_id)
    return (await work.connection.execute(query)).scalar_one_or_none()


async def keep_agreement(
    work: UnitOfWork, *, agreement_id: UUID, project_id: UUID, agent: str, in_force: bool, at: datetime
) -> None:
    """Take in an agreement: its agent, and whether it is in force from a moment on."""
    values = {"id": agreement_id, "project_id": project_id, "agent": agent, "in_force": in_force, "at": at}
    await _keep_newest(work, agreement_copy, values)


async def end_agreement(work: UnitOfWork, agreement_id: UUID, *, at: datetime) -> None:
    """Take in that an agreement is over."""
    await work.connection.execute(
        agreement_copy.update()
        .where(agreement_copy.c.id == agreement_id, agreement_copy.c.at <= at)
        .values(in_force=False, at=at)
    )


async def agent_of_agreement(work: UnitOfWork, agreement_id: UUID) -> str | None:
    """The subject of an agreement's agent, in force or not."""
    query = select(agreement_copy.c.agent).where(agreement_copy.c.id == agreement_id)
    return (await work.connection.execute(query)).scalar_one_or_none()


async def agents_of_project(work: UnitOfWork, project_id: UUID) -> list[str]:
    """The subjects of the agents who may act for a project now."""
    query = select(agreement_copy.c.agent).where(
        agreement_copy.c.project_id == project_id, agreement_copy.c.in_force.is_(True)
    )
    return list((await work.connection.execute(query)).scalars())


async def keep_assignee(work: UnitOfWork, *, application_item_id: UUID, assignee: str, at: datetime) -> None:
    """Take in with whom an item's assignment stands from a moment on."""
    values = {"application_item_id": application_item_id, "assignee": assignee, "at": at}
    await _keep_newest(work, assignment_copy, values)


async def assignee_of_item(work: UnitOfWork, application_item_id: UUID) -> str | None:
    """The subject of the post that an item's assignment stands with, where one is known."""
    query = select(assignment_copy.c.assignee).where(assignment_copy.c.application_item_id == application_item_id)
    return (await work.connection.execute(query)).scalar_one_or_none()


async def keep_body(work: UnitOfWork, *, code: str, name: str, roster_version: int, posts: Collection[Post]) -> None:
    """Take a body's roster in, unless a newer one is known: its posts replace those that were."""
    statement = insert(body_copy).values(code=code, name=name, roster_version=roster_version)
    taken = await work.connection.execute(
        statement.on_conflict_do_update(
            index_elements=[body_copy.c.code],
            set_=dict(statement.excluded),
            where=body_copy.c.roster_version <= statement.excluded.roster_version,
        ).returning(body_copy.c.code)
    )
    if taken.one_or_none() is None:
        return
    await work.connection.execute(
        delete(post_copy).where(post_copy.c.body == code, post_copy.c.subject.not_in([post.subject for post in posts]))
    )
    if posts:
        upsert = insert(post_copy).values([{"body": code, **post.model_dump()} for post in posts])
        await work.connection.execute(
            upsert.on_conflict_do_update(index_elements=[post_copy.c.subject], set_=dict(upsert.excluded))
        )


async def body_name(work: UnitOfWork, code: str) -> str | None:
    """A body's name; None as long as the body is not known."""
    query = select(body_copy.c.name).where(body_copy.c.code == code)
    return (await work.connection.execute(query)).scalar_one_or_none()


async def posts_of_body(work: UnitOfWork, body: str, *, role: str) -> list[str]:
    """The subjects of a body's posts with a role."""
    query = select(post_copy.c.subject).where(post_copy.c.body == body, post_copy.c.role == role)
    return list((await work.connection.execute(query)).scalars())


async def emails_of_posts(work: UnitOfWork, subjects: Collection[str]) -> dict[str, str]:
    """The office addresses of posts, as their bodies' rosters give them, by subject."""
    query = select(post_copy.c.subject, post_copy.c.email).where(
        post_copy.c.subject.in_(subjects), post_copy.c.email.is_not(None)
    )
    return {row.subject: row.email for row in await work.connection.execute(query)}
