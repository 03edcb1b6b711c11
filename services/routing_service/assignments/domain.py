"""Assignments (派单): an accepted item put to its body, and to one post there at a time (notice 三(一)).

What nobody takes up in time climbs 经办人 → 首席服务官 → 分管领导 → 领导小组. Tracking keeps the clock: the
assignment only knows the deadline that runs for whoever it stands with, so that a deadline told twice, or one of an
earlier level told late, moves nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from shared.kit.errors import IllegalTransition, Kind, Refusal, Words
from shared.kit.labels import Labelled

ACKNOWLEDGEMENT = "acknowledgement"
"""The purpose under which tracking watches how long nobody takes the assignment up."""


class Level(Labelled):
    """With which post an assignment stands."""

    HANDLER = "handler", "经办人"
    CHIEF_SERVICE_OFFICER = "chief_service_officer", "首席服务官"
    LEADER = "leader", "分管领导"
    LEADING_GROUP = "leading_group", "领导小组"


LADDER = (Level.HANDLER, Level.CHIEF_SERVICE_OFFICER, Level.LEADER, Level.LEADING_GROUP)


class AssignmentStatus(Labelled):
    """Where an assignment stands."""

    OPEN = "open", "待签收"
    ACKNOWLEDGED = "acknowledged", "已签收"
    CLOSED = "closed", "已了结"


class Step(Labelled):
    """What can be done with an assignment. Climbing is no step: it changes with whom it stands, not its state."""

    ACKNOWLEDGE = "acknowledge", "签收"
    CLOSE = "close", "了结"


_S = AssignmentStatus
TRANSITIONS: dict[AssignmentStatus, dict[Step, AssignmentStatus]] = {
    _S.OPEN: {Step.ACKNOWLEDGE: _S.ACKNOWLEDGED, Step.CLOSE: _S.CLOSED},
    _S.ACKNOWLEDGED: {Step.CLOSE: _S.CLOSED},
    _S.CLOSED: {},
}
"""It closes with its case, taken up or not."""


class NotYours(Refusal):
    """Somebody would take up what stands with another post."""

    code = "assignment.not_yours"
    kind = Kind.FORBIDDEN
    zh = Words(
        "工单不在您名下",
        "该工单现由{assignee_title}（{level}）签收（方案三（一）：由具体经办人及时响应）。",
        "请由其签收；逾期未签收的，工单自动升级。",
    )
    en = Words(
        "Not your assignment",
        "The assignment stands with {assignee_title} ({level}), who must take it up (notice 三(一)).",
        "Leave it to that post; it climbs by itself when not taken up in time.",
    )


@dataclass(frozen=True, slots=True)
class Holder:
    """A post that an assignment can stand with. subject: as in its tokens' ``sub``."""

    subject: str
    title: str


H = TypeVar("H", bound=Holder)


def first_holder(team: Mapping[Level, Sequence[H]], held: Mapping[str, int]) -> tuple[Level, H] | None:
    """With whom a new assignment stands: on the lowest level that has posts, the one that holds the fewest.

    team: the body's posts by level, in the roster's order, which decides between those that hold as many; held: how
    many assignments each subject holds that are not closed. None where the body has no posts.
    """
    for level in LADDER:
        if posts := team.get(level):
            return level, min(posts, key=lambda post: held.get(post.subject, 0))
    return None


@dataclass
class Assignment:
    """One accepted item at its body.

    assignee and assignee_title: the post that it stands with, on that level of the ladder; deadline_id: the deadline
    that runs for that post to take it up, None where none does; note: why it stands with another than a handler.
    """

    id: UUID
    project_id: UUID
    application_item_id: UUID
    acceptance_number: str
    item_code: str
    item_name: str
    body: str
    assignee: str
    assignee_title: str
    deadline_id: UUID | None
    created_at: datetime
    level: Level = Level.HANDLER
    status: AssignmentStatus = AssignmentStatus.OPEN
    acknowledged_at: datetime | None = None
    closed_at: datetime | None = None
    note: str | None = None
    version: int = 1

    @property
    def steps(self) -> list[Step]:
        """What its state allows."""
        return list(TRANSITIONS[self.status])

    def acknowledge(self, *, by: str, at: datetime) -> UUID | None:
        """The post that it stands with takes it up. Returns the deadline that this settles.

        Raises NotYours for anybody else, IllegalTransition where it is taken up or closed already.
        """
        if by != self.assignee:
            raise NotYours(assignee_title=self.assignee_title, level=(self.level.label, self.level.value))
        self._move(Step.ACKNOWLEDGE)
        self.acknowledged_at = at
        return self._settle()

    def close(self, *, at: datetime) -> UUID | None:
        """Its case is over. Returns the deadline that this makes moot; raises IllegalTransition where it is closed."""
        self._move(Step.CLOSE)
        self.closed_at = at
        return self._settle()

    def climb(self, *, missed: UUID, posts: Mapping[Level, Holder], next_deadline_id: UUID) -> bool:
        """Nobody took it up before the deadline ``missed``: put it to the next level that has a post.

        Returns whether it climbed. It does not where that is not the deadline that runs (told twice, told late, taken
        up meanwhile, closed) or no level above has a post. ``next_deadline_id`` runs from then on, except with the
        leading group, where it stays.
        """
        above = [level for level in LADDER[LADDER.index(self.level) + 1 :] if level in posts]
        if missed != self.deadline_id or not above:
            return False
        self.level = above[0]
        self.assignee, self.assignee_title = posts[self.level].subject, posts[self.level].title
        self.deadline_id = None if self.level is LADDER[-1] else next_deadline_id
        return True

    def _move(self, step: Step) -> None:
        following = TRANSITIONS[self.status].get(step)
        if following is None:
            raise IllegalTransition.of(("工单", "assignment"), state=self.status, step=step, allowed=self.steps)
        self.status = following

    def _settle(self) -> UUID | None:
        settled, self.deadline_id = self.deadline_id, None
        return settled
