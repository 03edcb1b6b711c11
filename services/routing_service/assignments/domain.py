"""Assignments (派单): an accepted item put to its body, and to one post there at a time (notice 三(一)).

What nobody takes up in time climbs 经办人 → 首席服务官 → 分管领导 → 领导小组. Tracking keeps the clock: the
assignment only knows the deadline that runs for whoever it stands with, so that a deadline told twice, or one of an
earlier level told late, moves nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from shared.kit.course import Course
from shared.kit.errors import Kind, Refusal, Words
from shared.kit.facts import Aggregate
from shared.kit.ids import new_id
from shared.kit.labels import Colour, Labelled
from shared.vocabulary.levels import Level
from shared.vocabulary.limits import Limit, Purpose

KIND = "assignment"
"""How its deadlines name what they are on."""
LADDER = tuple(Level)


class AssignmentStatus(Labelled):
    """Where an assignment stands."""

    OPEN = "open", "待签收", "not taken up yet", Colour.YELLOW
    ACKNOWLEDGED = "acknowledged", "已签收", "taken up", Colour.BLUE
    CLOSED = "closed", "已了结", "closed", Colour.GREY


class Step(Labelled):
    """What can be done with an assignment, named by the operation that does it; it closes with its case, and moves with
    its post, by none.

    Climbing is no step: it changes with whom it stands, not its state.
    """

    ACKNOWLEDGE = "acknowledge_assignment", "签收", "take it up"
    CLOSE = ":close", "了结", "close"
    MOVE = ":move", "转派", "move"


_S = AssignmentStatus
COURSE = Course(
    ("工单", "assignment"),
    {
        _S.OPEN: {Step.ACKNOWLEDGE: _S.ACKNOWLEDGED, Step.CLOSE: _S.CLOSED, Step.MOVE: _S.OPEN},
        _S.ACKNOWLEDGED: {Step.CLOSE: _S.CLOSED, Step.MOVE: _S.OPEN},
        _S.CLOSED: {},
    },
)
"""It closes with its case, taken up or not. Where its post leaves the roster, another has to take it up anew."""


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


@dataclass
class Desk:
    """A post that an assignment can stand with. subject: as in its tokens' ``sub``.

    held: how many assignments stand with it that are not closed; limit: how long it has to take one up, None where
    nothing is set.
    """

    subject: str
    title: str
    level: Level
    held: int = 0
    limit: Limit | None = None

    @property
    def is_last(self) -> bool:
        """Whether nothing climbs from here, so that no deadline runs."""
        return self.level is LADDER[-1]


@dataclass(frozen=True)
class Team:
    """Whom a body's matters can stand with: the posts of its roster, in its order, and the two above all bodies."""

    roster: Sequence[Desk]
    bureau: Desk
    leading_group: Desk

    def first(self) -> Desk:
        """With whom a new one stands: on the lowest level that has posts, with the first that holds the fewest.

        A body without a roster (it is no addressee of the notice) has its matters with the data bureau, so that none
        is lost.
        """
        of_level = (min(desks, key=lambda desk: desk.held) for level in LADDER if (desks := self._on(level)))
        return next(of_level, self.bureau)

    def above(self, level: Level) -> Desk:
        """With whom it stands after that level: the first post of the next one that has any."""
        higher = (desk for one in LADDER[LADDER.index(level) + 1 :] for desk in self._on(one))
        return next(higher, self.leading_group)

    def instead(self, level: Level) -> Desk:
        """With whom it stands where its post on that level is gone: who holds the fewest there, or one above."""
        return min(self._on(level), key=lambda desk: desk.held, default=None) or self.above(level)

    def _on(self, level: Level) -> list[Desk]:
        return [desk for desk in self.roster if desk.level is level]


@dataclass
class Assignment(Aggregate):
    """One accepted item at its body: one for each acceptance.

    assignee and assignee_title: the post that it stands with, on that level of the ladder; deadline_id: the deadline
    that runs for that post to take it up, None where none does; note: why it stands with another than a handler, or why
    nothing came of it.
    """

    id: UUID
    project_id: UUID
    project_name: str
    application_item_id: UUID
    acceptance_number: str
    item_code: str
    item_name: str
    body: str
    assignee: str
    assignee_title: str
    created_at: datetime
    level: Level = Level.HANDLER
    status: AssignmentStatus = AssignmentStatus.OPEN
    deadline_id: UUID | None = None
    acknowledged_at: datetime | None = None
    closed_at: datetime | None = None
    note: str | None = None
    version: int = 1
    updated_at: datetime | None = field(default=None, compare=False)

    @property
    def steps(self) -> list[Step]:
        """What its state allows."""
        return COURSE.steps(self.status)

    def put(self, desk: Desk) -> None:
        """It stands with a post of its body, which has its time to take it up."""
        desk.held += 1
        self.say("created")
        self._request_answer(desk, self.created_at)

    def acknowledge(self, *, at: datetime) -> None:
        """The post that it stands with takes it up."""
        self.status, self.acknowledged_at = COURSE.after(self.status, Step.ACKNOWLEDGE), at
        self.say("acknowledged")
        self._settle(met=True, at=at)

    def close(self, *, at: datetime, note: str | None = None) -> None:
        """Its case is over. note: why nothing came of it, where that is so."""
        self.status, self.closed_at = COURSE.after(self.status, Step.CLOSE), at
        self.note = note or self.note
        self.say("closed")
        self._settle(met=False, at=at)

    def climb(self, desk: Desk, *, missed: UUID, at: datetime) -> None:
        """Nobody took it up before the deadline ``missed``: put it to a post above.

        Nothing happens where that is not the deadline that runs (told twice, told late, taken up meanwhile, closed).
        """
        if missed != self.deadline_id:
            return
        self.deadline_id = None
        self._hand_to(desk, "escalated", at)

    def move(self, desk: Desk, *, at: datetime) -> None:
        """The post that it stands with is on no roster any more: another takes it up anew, in its own time."""
        self.status, self.acknowledged_at = COURSE.after(self.status, Step.MOVE), None
        self._settle(met=False, at=at)
        desk.held += 1
        self._hand_to(desk, "moved", at)

    def _hand_to(self, desk: Desk, fact: str, at: datetime) -> None:
        """It stands with another post from now on, which has its time to take it up; the last one has no limit."""
        before, self.level = self.assignee, desk.level
        self.assignee, self.assignee_title = desk.subject, desk.title
        self.say(fact, from_assignee=before)
        if not desk.is_last:
            self._request_answer(desk, at)

    def _request_answer(self, desk: Desk, at: datetime) -> None:
        """Have it watched whether the post takes it up in time."""
        self.deadline_id = new_id()
        self.say(
            "deadline_requested",
            deadline_id=self.deadline_id,
            purpose=Purpose.ACKNOWLEDGEMENT,
            subject_kind=KIND,
            subject_id=self.id,
            base=at,
            limit=desk.limit,
        )

    def _settle(self, *, met: bool, at: datetime) -> None:
        """It was taken up (met), or need not be any more."""
        if self.deadline_id:
            self.say("deadline_settled", deadline_id=self.deadline_id, met=met, at=at)
            self.deadline_id = None
