"""The copies in PostgreSQL. Each takes the newest fact only, so that an event replayed late sets nothing back."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import (
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
    literal_column,
    not_,
    select,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, Insert, insert

from services.notify_service.directory.domain import Case, Project, Surroundings
from services.notify_service.tables import metadata
from shared.contracts.event import Post
from shared.kit.database import Prepared
from shared.kit.unit_of_work import UnitOfWork
from shared.vocabulary.roles import Role

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
    Column("over", Boolean, nullable=False),
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


_TURN = func.pg_advisory_xact_lock(func.hashtextextended(bindparam("turn", type_=Text), literal_column("3")))


def _insert_in_turn(table: Table) -> Insert:
    """A row of a table that events wait for: the turn (:func:`take_turn`) is taken before it is written."""
    given = select(*(bindparam(column.name, type_=column.type) for column in table.c)).select_from(_TURN)
    return insert(table).from_select([column.name for column in table.c], given)


def _replacing(statement: Insert, *, unless: ColumnElement[bool] | None = None) -> Insert:
    """Rows in place of those with their keys; ``unless`` says which of those stay."""
    return statement.on_conflict_do_update(
        index_elements=[column for column in statement.table.c if column.primary_key],
        set_=dict(statement.excluded),
        where=None if unless is None else not_(unless),
    )


def _newest(statement: Insert) -> Prepared:
    return Prepared(_replacing(statement, unless=statement.table.c.at > statement.excluded["at"]))


_TAKE_TURN = Prepared(select(_TURN))


async def take_turn(work: UnitOfWork, key: str) -> None:
    """Take turns about one thing, until the end of the transaction, with whoever takes it in (``turn`` there)."""
    await _TAKE_TURN.run(work.connection, turn=key)


_KEEP_PROJECT = Prepared(_replacing(_insert_in_turn(project_copy)))


async def keep_project(work: UnitOfWork, project: Project, *, turn: str) -> None:
    """Take a project in."""
    await _KEEP_PROJECT.run(work.connection, turn=turn, **vars(project))


_KEEP_CASE = Prepared(_insert_in_turn(case_copy).on_conflict_do_nothing())


async def keep_case(work: UnitOfWork, case: Case, *, turn: str) -> None:
    """Take a case in."""
    await _KEEP_CASE.run(work.connection, turn=turn, **vars(case))


_KEEP_OFFICER = _newest(insert(officer_copy))


async def keep_officer(work: UnitOfWork, *, project_id: UUID, officer: str, at: datetime) -> None:
    """Take in who is a project's chief service officer from a moment on."""
    await _KEEP_OFFICER.run(work.connection, project_id=project_id, officer=officer, at=at)


_new_agreement = insert(agreement_copy)
_KEEP_AGREEMENT = Prepared(
    _new_agreement.on_conflict_do_update(
        index_elements=[agreement_copy.c.id],
        set_={
            "agent": _new_agreement.excluded.agent,
            "in_force": (agreement_copy.c.in_force | _new_agreement.excluded.in_force) & ~agreement_copy.c.over,
        },
    )
)
_END_AGREEMENT = Prepared(
    _new_agreement.on_conflict_do_update(index_elements=[agreement_copy.c.id], set_={"in_force": False, "over": True})
)


async def keep_agreement(work: UnitOfWork, *, agreement_id: UUID, project_id: UUID, agent: str, in_force: bool) -> None:
    """Take in an agreement: its agent, and whether it is in force. It never goes back, whatever the clocks say."""
    await _KEEP_AGREEMENT.run(
        work.connection, id=agreement_id, project_id=project_id, agent=agent, in_force=in_force, over=False
    )


async def end_agreement(work: UnitOfWork, *, agreement_id: UUID, project_id: UUID) -> None:
    """Take in that an agreement is over, also one that has not been seen here."""
    await _END_AGREEMENT.run(
        work.connection, id=agreement_id, project_id=project_id, agent="", in_force=False, over=True
    )


_KEEP_ASSIGNEE = _newest(_insert_in_turn(assignment_copy))


async def keep_assignee(work: UnitOfWork, *, application_item_id: UUID, assignee: str, at: datetime, turn: str) -> None:
    """Take in with whom an item's assignment stands from a moment on."""
    await _KEEP_ASSIGNEE.run(
        work.connection, turn=turn, application_item_id=application_item_id, assignee=assignee, at=at
    )


_new_body = _insert_in_turn(body_copy)
_KEEP_BODY = Prepared(
    _replacing(_new_body, unless=body_copy.c.roster_version > _new_body.excluded.roster_version).returning(
        body_copy.c.code
    )
)
_REMOVE_OTHER_POSTS = Prepared(
    delete(post_copy).where(
        post_copy.c.body == bindparam("its_code"),
        post_copy.c.subject != func.all(bindparam("subjects", type_=ARRAY(Text))),
    )
)
_KEEP_POSTS = Prepared(_replacing(insert(post_copy)))


async def keep_body(
    work: UnitOfWork, *, code: str, name: str, roster_version: int, posts: Collection[Post], turn: str
) -> None:
    """Take a body's roster in, unless a newer one is known: its posts replace those that were."""
    given = {"code": code, "name": name, "roster_version": roster_version}
    if await _KEEP_BODY.first(work.connection, turn=turn, **given) is None:
        return
    await _REMOVE_OTHER_POSTS.run(work.connection, its_code=code, subjects=[post.subject for post in posts])
    if posts:
        await _KEEP_POSTS.many(work.connection, ({"body": code, **post.model_dump()} for post in posts))


_AROUND = Prepared(
    text(
        f"""
SELECT project.id AS project_id, project.code AS project_code, project.name AS project_name,
       project.owner_uscc, project.owner_name,
       matter.id AS case_id, matter.application_item_id, matter.acceptance_number,
       matter.item_code, matter.item_name, matter.body,
       (SELECT name FROM body_copy WHERE code = coalesce(matter.body, :body)) AS body_name,
       (SELECT officer FROM officer_copy WHERE project_id = :project_id) AS officer,
       (SELECT assignee FROM assignment_copy
        WHERE application_item_id = coalesce(matter.application_item_id, :application_item_id)) AS assignee,
       CASE WHEN CAST(:agreement_id AS uuid) IS NULL
            THEN ARRAY(SELECT agent FROM agreement_copy WHERE project_id = :project_id AND in_force)
            ELSE ARRAY(SELECT agent FROM agreement_copy WHERE id = :agreement_id AND agent <> '') END AS agents,
       ARRAY(SELECT subject FROM post_copy
             WHERE body = coalesce(matter.body, :body) AND role = '{Role.CHIEF_SERVICE_OFFICER}') AS body_officers
FROM (SELECT) AS one LEFT JOIN project_copy AS project ON project.id = :project_id
                     LEFT JOIN case_copy AS matter ON matter.id = :case_id
"""  # noqa: S608
    )
)


async def around(
    work: UnitOfWork,
    *,
    project_id: UUID,
    case_id: UUID | None = None,
    body: str | None = None,
    application_item_id: UUID | None = None,
    agreement_id: UUID | None = None,
) -> Surroundings:
    """All that is known around an event, by the keys that it names."""
    row = await _AROUND.first(
        work.connection,
        project_id=project_id,
        case_id=case_id,
        body=body,
        application_item_id=application_item_id,
        agreement_id=agreement_id,
    )
    assert row is not None
    project = case = None
    if row["project_id"]:
        project = Project(
            row["project_id"], row["project_code"], row["project_name"], row["owner_uscc"], row["owner_name"]
        )
    if row["case_id"]:
        case = Case(
            row["case_id"],
            row["application_item_id"],
            row["acceptance_number"],
            row["item_code"],
            row["item_name"],
            row["body"],
        )
    return Surroundings(
        project, case, row["body_name"], row["officer"], row["assignee"], row["agents"], row["body_officers"]
    )
