"""Bodies, and the posts of their rosters (名单) and of the data bureau's own team, with their office addresses."""

from __future__ import annotations

from sqlalchemy import Column, Index, Table, Text

from services.notify_service.tables import metadata
from shared.contracts.routing.departments import BodyPublished
from shared.kit.copies import Copy, Entries, sequence_column

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
POSTS = Entries(BODIES, post_copy, "body", lambda event: [*event.posts, *event.team])
