"""Bodies, and the posts of their rosters (名单) with their office addresses."""

from __future__ import annotations

from collections.abc import Sequence

import orjson
from sqlalchemy import Column, Index, Table, Text, text

from services.notify_service.tables import metadata
from shared.contracts.routing.departments import BodyPublished
from shared.kit.copies import Copy, sequence_column
from shared.kit.database import Prepared
from shared.kit.events.envelope import Envelope
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
    Column("email", Text),
)
Index("ix_post_copy_body_role", post_copy.c.body, post_copy.c.role)
BODIES = Copy("body", body_copy, {BodyPublished: {}})

_KEEP_POSTS = Prepared(
    text("""
WITH newest AS (
    SELECT code, sequence, posts FROM jsonb_to_recordset(CAST(:given AS jsonb))
        AS given (code text, sequence bigint, posts jsonb) JOIN body_copy USING (code, sequence)
), post AS (
    SELECT DISTINCT ON (subject) subject, code AS body, role, email
    FROM newest, jsonb_to_recordset(posts) AS post (subject text, role text, email text)
    ORDER BY subject, sequence DESC
), gone AS (
    DELETE FROM post_copy WHERE body IN (SELECT code FROM newest) AND subject NOT IN (SELECT subject FROM post)
)
INSERT INTO post_copy (subject, body, role, email) SELECT subject, body, role, email FROM post
ON CONFLICT (subject) DO UPDATE SET body = excluded.body, role = excluded.role, email = excluded.email
""")
)


async def keep_posts(work: UnitOfWork, given: Sequence[tuple[BodyPublished, Envelope]]) -> None:
    """Replace the posts of bodies by those of the roster that each body's copy took last, which comes before this."""
    rows = [
        {"code": event.code, "sequence": envelope.sequence, "posts": [post.model_dump() for post in event.posts]}
        for event, envelope in given
    ]
    await _KEEP_POSTS.run(work.connection, given=orjson.dumps(rows).decode())
