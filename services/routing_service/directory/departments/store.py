"""Bodies and posts in PostgreSQL."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from asyncpg import Record
from sqlalchemy import Column, ForeignKey, Index, Integer, Select, Table, Text, bindparam, delete, func, select
from sqlalchemy.dialects.postgresql import ARRAY, insert

from services.routing_service.directory.departments.domain import Body, BodyKind, Post, PostRole
from services.routing_service.tables import metadata
from shared.kit.database import Prepared, fetch
from shared.kit.unit_of_work import UnitOfWork

body = Table(
    "body",
    metadata,
    Column("code", Text, primary_key=True),
    Column("position", Integer, nullable=False, comment="place in the directory"),
    Column("name", Text, nullable=False),
    Column("full_name", Text, nullable=False),
    Column("kind", Text, nullable=False),
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
    Column("role", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("email", Text),
)
Index("ix_post_body", post.c.body, post.c.position)
Index("ix_post_role", post.c.role)


def select_bodies() -> Select[Any]:
    """Bodies without their posts."""
    return select(body)


def to_body(row: Record, posts: Collection[Post] = ()) -> Body:
    """A row of ``body`` as a body."""
    return Body(row["code"], row["name"], row["full_name"], BodyKind(row["kind"]), tuple(posts), row["note"])


async def get(work: UnitOfWork, code: str) -> tuple[Body, int] | None:
    """A body with its posts, and its roster's version."""
    found = await fetch(work.connection, select(body).where(body.c.code == code))
    return (to_body(found[0], await _posts_of(work, code)), found[0]["roster_version"]) if found else None


async def all_bodies(work: UnitOfWork) -> dict[str, tuple[Body, int, int]]:
    """Every body by its code, with its roster's version and its place in the directory."""
    rosters: dict[str, list[Post]] = {}
    for row in await fetch(work.connection, select(post).order_by(post.c.body, post.c.position)):
        rosters.setdefault(row["body"], []).append(_to_post(row))
    return {
        row["code"]: (to_body(row, rosters.get(row["code"], ())), row["roster_version"], row["position"])
        for row in await fetch(work.connection, select(body))
    }


_new = insert(body)
_SAVE_BODY = Prepared(
    _new.on_conflict_do_update(
        index_elements=[body.c.code],
        set_={column.name: _new.excluded[column.name] for column in body.columns if column.name != "code"},
    )
)
_FORGET_POSTS = Prepared(delete(post).where(post.c.body == func.any(bindparam("bodies", type_=ARRAY(Text)))))
_ADD_POST = Prepared(insert(post))


async def save(work: UnitOfWork, changed: Sequence[tuple[Body, int, int]]) -> None:
    """Store bodies, each with its roster's version and its place in the directory; their rosters replace the old."""
    bodies = [
        {
            "code": one.code,
            "position": position,
            "name": one.name,
            "full_name": one.full_name,
            "kind": one.kind.value,
            "note": one.note,
            "roster_version": version,
        }
        for one, version, position in changed
    ]
    await _SAVE_BODY.many(work.connection, bodies)
    await _FORGET_POSTS.run(work.connection, bodies=[one.code for one, _, _ in changed])
    posts = [
        {
            "subject": held.subject,
            "body": one.code,
            "position": position,
            "role": held.role.value,
            "title": held.title,
            "email": held.email,
        }
        for one, _, _ in changed
        for position, held in enumerate(one.posts)
    ]
    await _ADD_POST.many(work.connection, posts)


async def _posts_of(work: UnitOfWork, code: str) -> list[Post]:
    query = select(post).where(post.c.body == code).order_by(post.c.position)
    return [_to_post(row) for row in await fetch(work.connection, query)]


def _to_post(row: Record) -> Post:
    return Post(subject=row["subject"], role=PostRole(row["role"]), title=row["title"], email=row["email"])
