"""The posts of all rosters, as far as intake knows them, fed by routing: who may be named."""

from __future__ import annotations

from asyncpg import Record
from sqlalchemy import Column, Table, Text, bindparam, select

from services.intake_service.tables import metadata
from shared.contracts.routing.departments import BodyPublished
from shared.kit.copies import Copy, Entries, sequence_column
from shared.kit.database import Prepared
from shared.kit.events.subscriptions import on_many
from shared.kit.unit_of_work import UnitOfWork

body_copy = Table(
    "body_copy",
    metadata,
    Column("code", Text, primary_key=True),
    Column("name", Text, nullable=False),
    sequence_column(),
)
post_copy = Table(
    "post_copy",
    metadata,
    Column("subject", Text, primary_key=True, comment="as in the post's tokens"),
    Column("body", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("phone", Text, comment="of the office"),
)
BODIES = Copy("body", body_copy, {BodyPublished: {}})
names_of_bodies = BODIES.reader("name")
"""The names of those bodies that are known, by their codes."""
POSTS = Entries(BODIES, post_copy, "body", lambda event: [*event.posts, *event.team])
SUBSCRIPTIONS = (*BODIES.subscriptions, on_many(BodyPublished, POSTS.take))

_POST = Prepared(
    select(post_copy.c.role, post_copy.c.title)
    .where(post_copy.c.subject == bindparam("its_subject"))
    .with_for_update(read=True)
)


async def role_and_title_of(work: UnitOfWork, subject: str) -> tuple[str, str] | None:
    """What the post of a subject is there for, and its title, locked, so that it stays on its roster meanwhile."""
    row = await _POST.first(work.connection, its_subject=subject)
    return (row["role"], row["title"]) if row else None


_SEAT = Prepared(
    select(post_copy.c.title, post_copy.c.phone, post_copy.c.body, body_copy.c.name.label("body_name"))
    .join(body_copy, body_copy.c.code == post_copy.c.body)
    .where(post_copy.c.subject == bindparam("its_subject"))
)


async def seat_of(work: UnitOfWork, subject: str) -> Record | None:
    """The post of a subject, as people know it: title, phone of the office, body, body_name. None on no roster."""
    return await _SEAT.first(work.connection, its_subject=subject)
