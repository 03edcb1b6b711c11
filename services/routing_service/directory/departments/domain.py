"""Bodies (部门, 公共服务单位, 区) and their rosters of posts (名单, notice 三(一)). Posts, never persons."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from shared.kit.labels import Labelled
from shared.vocabulary.posts import ABOVE, DATA_BUREAU, ROSTER, PostRole


class BodyKind(Labelled):
    """What sort of body it is, seen from the notice."""

    BUREAU = "bureau", "部门", "bureau"
    UTILITY = "utility", "公共服务单位", "utility"
    DATA_BUREAU = "data_bureau", "政务服务数据管理局", "data bureau"
    OUTSIDE = "outside", "方案以外的部门", "body outside the notice"
    DISTRICT = "district", "区", "district"


@dataclass(frozen=True)
class Post:
    """A post. subject: as in its tokens' ``sub``; email, phone: of the office, never of a person."""

    subject: str
    role: PostRole
    title: str
    email: str | None = None
    phone: str | None = None


@dataclass(frozen=True)
class Body:
    """A body with its posts: its current roster, highest first, handlers in their order, then its own team."""

    code: str
    name: str
    full_name: str
    kind: BodyKind
    posts: tuple[Post, ...]
    note: str | None = None

    @property
    def roster(self) -> list[Post]:
        """Those that matters stand with: its roster, and, of the data bureau, the posts above the bodies."""
        return [post for post in self.posts if post.role in (*ROSTER, *ABOVE)]

    @property
    def team(self) -> list[Post]:
        """Those of the data bureau who run the service: its window, agents, chief service officers of projects."""
        return [post for post in self.posts if post.role not in (*ROSTER, *ABOVE)]


def bodies_from(content: Mapping[str, Any]) -> list[Body]:
    """The bodies of ``bodies.yaml``, in its order. Raises KeyError or ValueError when it is not as laid down there."""
    above = [Post(role=PostRole(role), **post) for role, post in content["posts_above_the_bodies"].items()]
    bodies = []
    for entry in content["bodies"]:
        posts = _roster(entry["roster"]) if "roster" in entry else []
        if entry["code"] == DATA_BUREAU:
            posts += above
        posts += [Post(role=PostRole(role), **post) for role, team in entry.get("team", {}).items() for post in team]
        bodies.append(
            Body(
                code=entry["code"],
                name=entry["name"],
                full_name=entry["full_name"],
                kind=BodyKind(entry["kind"]),
                posts=tuple(posts),
                note=entry.get("note"),
            )
        )
    return bodies


def _roster(roster: Mapping[str, Any]) -> list[Post]:
    return [
        Post(role=PostRole.LEADER, **roster["leader"]),
        Post(role=PostRole.CHIEF_SERVICE_OFFICER, **roster["chief_service_officer"]),
        *(Post(role=PostRole.HANDLER, **handler) for handler in roster["handlers"]),
    ]
