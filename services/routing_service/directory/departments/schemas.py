"""Bodies in answers."""

from __future__ import annotations

from services.routing_service.directory.departments.domain import Body, BodyKind, Post, PostRole
from shared.kit.http.fields import ViewModel


class BodyView(ViewModel):
    """部门、公共服务单位或区."""

    code: str
    name: str
    full_name: str
    kind: BodyKind
    kind_label: str
    note: str | None

    @classmethod
    def of(cls, body: Body) -> BodyView:
        """A body."""
        return cls(
            code=body.code,
            name=body.name,
            full_name=body.full_name,
            kind=body.kind,
            kind_label=body.kind.label,
            note=body.note,
        )


class PostView(ViewModel):
    """岗位: a post of a roster, never a person."""

    subject: str
    title: str
    role: PostRole
    role_label: str
    email: str | None

    @classmethod
    def of(cls, post: Post) -> PostView:
        """A post."""
        return cls(subject=post.subject, title=post.title, role=post.role, role_label=post.role.label, email=post.email)


class RosterView(BodyView):
    """A body with its current roster (名单)."""

    roster_version: int
    posts: list[PostView]

    @classmethod
    def with_posts(cls, body: Body, roster_version: int) -> RosterView:
        """A body and its posts."""
        posts = [PostView.of(post) for post in body.posts]
        return cls(**BodyView.of(body).model_dump(), roster_version=roster_version, posts=posts)
