"""Bodies and their rosters (部门及其名单)."""

from __future__ import annotations

from typing import ClassVar

from shared.contracts.event import Event, Post, TeamPost


class BodyPublished(Event):
    """A body (部门, 公共服务单位, 区) with the posts of its current roster (名单). The newest one counts."""

    event_type: ClassVar[str] = "daiban.routing.body.published.v1"
    summary: ClassVar[str] = "部门及其名单已公布"
    key_field: ClassVar[str] = "code"
    subject_field: ClassVar[str] = "code"

    code: str
    name: str
    full_name: str
    kind: str
    roster_version: int
    posts: list[Post]
    team: list[TeamPost] = []
    """Those of the data bureau who run the service: its window, agents, chief service officers of projects."""
