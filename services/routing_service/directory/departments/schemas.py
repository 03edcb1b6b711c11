"""Bodies in answers."""

from __future__ import annotations

from pydantic import Field

from services.routing_service.directory.departments.domain import BodyKind
from shared.kit.http.views import ViewModel
from shared.vocabulary.posts import PostRole


class BodyView(ViewModel):
    """部门、公共服务单位或区."""

    code: str
    name: str
    full_name: str
    kind: BodyKind
    kind_label: str
    note: str | None


class PostView(ViewModel):
    """岗位: a post of a roster, never a person."""

    subject: str
    title: str
    role: PostRole
    role_label: str
    email: str | None = Field(description="of the office")
    phone: str | None = Field(description="of the office")


class ListedPostView(PostView):
    """A post that can be chosen, with its body."""

    body: str
    body_name: str


class RosterView(BodyView):
    """A body with its current roster (名单)."""

    roster_version: int
    posts: list[PostView]
