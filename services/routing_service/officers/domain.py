"""A project's chief service officer (首席服务官): one at a time, hand-overs dated (notice 二(五)2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from shared.kit.errors import Kind, Refusal, Words


class NoAcceptedRequest(Refusal):
    """The project has not been taken into the service, so nobody answers for it yet."""

    code = "officer.no_accepted_request"
    kind = Kind.CONFLICT
    zh = Words(
        "尚无已接受的代办服务申请",
        "项目“{project_name}”还没有已被窗口接受的代办服务申请，不能确定首席服务官（方案二（五）1：自愿选择）。",
        "请待窗口接受该项目的代办服务申请后再办理。",
    )
    en = Words(
        "No accepted request",
        "No request for agency service of {project_name} has been accepted, so it gets no chief service officer"
        " (notice 二(五)1: the service is voluntary).",
        "Try again once the window has accepted a request of the project.",
    )


class AlreadyOfficer(Refusal):
    """A hand-over to the one who is in office."""

    code = "officer.already_in_office"
    kind = Kind.CONFLICT
    zh = Words(
        "已是该项目的首席服务官",
        "{officer_title}自 {since} 起已是该项目的首席服务官，不能交接给本人。",
        "如需交接，请填写另一位首席服务官；如无需交接，不必再办。",
    )
    en = Words(
        "In office already",
        "{officer_title} has been the project's chief service officer since {since}; there is nothing to hand over.",
        "Name another officer, or leave it.",
    )


@dataclass(frozen=True)
class Term:
    """A time in office. until: None for the one in office; appointed_by: the subject that decided it."""

    id: UUID
    project_id: UUID
    officer: str
    officer_title: str
    since: datetime
    until: datetime | None
    appointed_by: str


def begins(now: datetime, *, after: Term | None) -> datetime:
    """When the term after another one begins: now, or, where a clock was set back since, right after that one began.

    Whoever keeps a copy takes the newest term in by its beginning.
    """
    return max(now, after.since + timedelta(microseconds=1)) if after else now
