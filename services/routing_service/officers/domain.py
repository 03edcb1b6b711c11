"""A project's chief service officer (首席服务官): one at a time, hand-overs dated (notice 二(五)2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from shared.kit.clock import local_date
from shared.kit.errors import Kind, Refusal, Words
from shared.kit.facts import Aggregate
from shared.kit.labels import Labelled


class Action(Labelled):
    """What can be done about a project's officer, named by the operation that does it."""

    APPOINT_OFFICER = "appoint_officer", "确定或交接项目首席服务官", "name the chief service officer"


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


@dataclass
class Term(Aggregate):
    """A time in office. until: None for the one in office; appointed_by: the subject that decided it."""

    id: UUID
    project_id: UUID
    officer: str
    officer_title: str
    since: datetime
    appointed_by: str
    until: datetime | None = None

    def begin(self, *, after: Term | None) -> None:
        """The officer takes office; whoever was in office before hands over. Raises AlreadyOfficer.

        Where a clock was set back since, it begins right after the one before began: whoever keeps a copy takes the
        newest term in by its beginning.
        """
        in_office = after if after and after.until is None else None
        if in_office and in_office.officer == self.officer:
            since = local_date(in_office.since).isoformat()
            raise AlreadyOfficer(officer_title=in_office.officer_title, since=since, pointer="/officer")
        if after:
            self.since = max(self.since, after.since + timedelta(microseconds=1))
        if in_office:
            in_office.until = self.since
            in_office.say("handed_over")
        self.say("appointed", predecessor=in_office.officer if in_office else None)

    def release(self, *, at: datetime) -> None:
        """The project leaves the service (notice 二(五)1), or no post is left: the term ends, and no other follows."""
        if self.until is None:
            self.until = max(at, self.since)
            self.say("released")


@dataclass
class Post:
    """A post that may answer for projects. held: for how many it does."""

    subject: str
    title: str
    held: int


@dataclass
class Project:
    """What must be known of a project. bodies: that have an accepted item of it, None where there is no such item.

    request_accepted_at: None until the window has accepted a request for it.
    """

    project_id: UUID
    name: str
    owner_uscc: str
    district: str
    request_accepted_at: datetime | None
    bodies: frozenset[str] | None

    @property
    def steps(self) -> list[Action]:
        """What can be done: in the service, an officer is named, or hands over."""
        return [Action.APPOINT_OFFICER] if self.request_accepted_at else []

    def check_in_service(self) -> None:
        """Raise NoAcceptedRequest until the window has accepted a request for it."""
        if self.request_accepted_at is None:
            raise NoAcceptedRequest(project_name=self.name)
