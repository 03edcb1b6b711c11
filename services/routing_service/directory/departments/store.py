"""Bodies and posts in PostgreSQL."""

from __future__ import annotations

from collections.abc import Sequence

from asyncpg import Record
from sqlalchemy import ARRAY, Column, ForeignKey, Index, Integer, Table, Text, bindparam, delete, func, select
from sqlalchemy.dialects.postgresql import insert

from services.routing_service.directory.departments.domain import Body, BodyKind, Post
from services.routing_service.tables import metadata
from shared.kit.columns import Code
from shared.kit.database import Prepared
from shared.kit.errors import NotFound
from shared.kit.rows import Rows
from shared.kit.unit_of_work import UnitOfWork
from shared.vocabulary.posts import PostRole

body = Table(
    "body",
    metadata,
    Column("code", Text, primary_key=True),
    Column("position", Integer, nullable=False, comment="place in the directory"),
    Column("name", Text, nullable=False),
    Column("full_name", Text, nullable=False),
    Column("kind", Code(BodyKind), nullable=False),
    Column("note", Text),
    Column("roster_version", Integer, nullable=False),
)
Index("ix_body_position", body.c.position, body.c.code)
post = Table(
    "post",
    metadata,
    Column("subject", Text, primary_key=True),
    Column("body", Text, ForeignKey(body.c.code), nullable=False),
    Column("position", Integer, nullable=False, comment="place on the roster"),
    Column("role", Code(PostRole), nullable=False),
    Column("title", Text, nullable=False),
    Column("email", Text),
    Column("phone", Text),
)
Index("ix_post_body", post.c.body, post.c.position)
Index("ix_post_role", post.c.role, post.c.body, post.c.position)

_POSTS = Rows(post, Post, key="subject")


_BODY = Prepared(select(body).where(body.c.code == bindparam("its_code")))
_ROSTER = Prepared(select(post).where(post.c.body == bindparam("its_code")).order_by(post.c.position))


async def get_body(work: UnitOfWork, code: str) -> tuple[Record, list[Record]]:
    """A body and the posts of its roster; raises NotFound."""
    found = await _BODY.first(work.connection, its_code=code)
    if found is None:
        raise NotFound(what=("部门", "body"))
    return found, await _ROSTER.all(work.connection, its_code=code)


_POST = Prepared(
    select(post.c.role, post.c.title).where(post.c.subject == bindparam("its_subject")).with_for_update(read=True)
)


async def role_and_title_of(work: UnitOfWork, subject: str) -> tuple[str, str] | None:
    """What the post of a subject is there for, and its title, locked, so that it stays on its roster meanwhile."""
    row = await _POST.first(work.connection, its_subject=subject)
    return (row["role"], row["title"]) if row else None


_ALL_BODIES = Prepared(select(body))
_ALL_POSTS = Prepared(select(post).order_by(post.c.body, post.c.position))


async def all_bodies(work: UnitOfWork) -> dict[str, tuple[Body, int, int]]:
    """Every body by its code, with its roster's version and its place in the directory."""
    rosters: dict[str, list[Post]] = {}
    for row in await _ALL_POSTS.all(work.connection):
        rosters.setdefault(row["body"], []).append(_POSTS.of(row))
    return {
        row["code"]: (
            Body(
                code=row["code"],
                name=row["name"],
                full_name=row["full_name"],
                kind=BodyKind(row["kind"]),
                posts=tuple(rosters.get(row["code"], ())),
                note=row["note"],
            ),
            row["roster_version"],
            row["position"],
        )
        for row in await _ALL_BODIES.all(work.connection)
    }


_new = insert(body)
_SAVE_BODY = Prepared(
    _new.on_conflict_do_update(
        index_elements=[body.c.code],
        set_={column.name: _new.excluded[column.name] for column in body.columns if column.name != "code"},
    )
)
_FORGET_POSTS = Prepared(
    delete(post).where(
        post.c.body == func.any(bindparam("bodies", type_=ARRAY(Text))),
        post.c.subject != func.all(bindparam("subjects", type_=ARRAY(Text))),
    )
)
_new_post = insert(post)
_SAVE_POST = Prepared(
    _new_post.on_conflict_do_update(
        index_elements=[post.c.subject],
        set_={column.name: _new_post.excluded[column.name] for column in post.columns if column.name != "subject"},
    )
)


async def save(work: UnitOfWork, changed: Sequence[tuple[Body, int, int]]) -> None:
    """Store bodies, each with its roster's version and its place in the directory; their rosters replace the old."""
    await _SAVE_BODY.many(
        work.connection,
        [{**vars(one), "roster_version": version, "position": position} for one, version, position in changed],
    )
    posts = [
        {**vars(held), "body": one.code, "position": position}
        for one, _, _ in changed
        for position, held in enumerate(one.posts)
    ]
    subjects = [held["subject"] for held in posts]
    await _FORGET_POSTS.run(work.connection, bodies=[one.code for one, _, _ in changed], subjects=subjects)
    await _SAVE_POST.many(work.connection, posts)
