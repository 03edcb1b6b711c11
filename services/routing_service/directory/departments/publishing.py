"""Bodies in the words of the contracts."""

from __future__ import annotations

from services.routing_service.directory.departments.domain import Body
from shared.contracts.event import Post
from shared.contracts.routing.departments import BodyPublished


def body_published(body: Body, roster_version: int) -> BodyPublished:
    """The event of a body's new version."""
    return BodyPublished(
        code=body.code,
        name=body.name,
        full_name=body.full_name,
        kind=body.kind.value,
        roster_version=roster_version,
        posts=[
            Post(subject=post.subject, title=post.title, role=post.role.value, email=post.email) for post in body.posts
        ],
    )
