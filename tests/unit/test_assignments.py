"""What nobody takes up in time climbs the ladder, once per level, whatever is told twice or late."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from uuid import UUID

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from services.routing_service.assignments.domain import (
    LADDER,
    Assignment,
    AssignmentStatus,
    Holder,
    Level,
    NotYours,
    first_holder,
)
from shared.kit.errors import IllegalTransition

NOW = datetime(2026, 11, 23, 1, tzinfo=UTC)
POSTS: Mapping[Level, Holder] = {
    Level.HANDLER: Holder("PNR-handler-1", "规划和自然资源局 经办人 1"),
    Level.CHIEF_SERVICE_OFFICER: Holder("PNR-cso", "规划和自然资源局 首席服务官"),
    Level.LEADER: Holder("PNR-leader", "规划和自然资源局 分管领导"),
    Level.LEADING_GROUP: Holder("LG-1", "领导小组"),
}


def deadline(number: int) -> UUID:
    return UUID(int=100 + number)


def put_to_a_handler() -> Assignment:
    return Assignment(
        id=UUID(int=1),
        project_id=UUID(int=2),
        application_item_id=UUID(int=3),
        acceptance_number="SL20261123000001",
        item_code="S2-PNR-11",
        item_name="建设工程规划许可",
        body="PNR",
        assignee=POSTS[Level.HANDLER].subject,
        assignee_title=POSTS[Level.HANDLER].title,
        deadline_id=deadline(0),
        created_at=NOW,
    )


class AssignmentMachine(RuleBasedStateMachine):
    """Deadlines missed in any order, told twice and late, between whatever people do."""

    def __init__(self) -> None:
        super().__init__()
        self.assignment = put_to_a_handler()
        self.asked = 1
        self.held = [Level.HANDLER]

    @rule(number=st.integers(0, 6))
    def a_deadline_is_missed(self, number: int) -> None:
        one = self.assignment
        due, status = one.deadline_id == deadline(number), one.status
        climbed = one.climb(missed=deadline(number), posts=POSTS, next_deadline_id=deadline(self.asked))
        assert climbed == due
        assert one.status is status
        if climbed:
            assert status is AssignmentStatus.OPEN
            self.asked += 1
            self.held.append(one.level)

    @rule(by=st.sampled_from([holder.subject for holder in POSTS.values()]))
    def somebody_takes_it_up(self, by: str) -> None:
        one, running = self.assignment, self.assignment.deadline_id
        if by != one.assignee:
            with pytest.raises(NotYours):
                one.acknowledge(by=by, at=NOW)
        elif one.status is not AssignmentStatus.OPEN:
            with pytest.raises(IllegalTransition):
                one.acknowledge(by=by, at=NOW)
        else:
            assert one.acknowledge(by=by, at=NOW) == running

    @rule()
    def its_case_is_over(self) -> None:
        one, running = self.assignment, self.assignment.deadline_id
        if one.status is not AssignmentStatus.CLOSED:
            assert one.close(at=NOW) == running
        else:
            with pytest.raises(IllegalTransition):
                one.close(at=NOW)

    @invariant()
    def it_stood_on_each_level_at_most_once_and_only_rose(self) -> None:
        assert self.held == list(LADDER[: len(self.held)])

    @invariant()
    def it_stands_with_the_post_of_its_level(self) -> None:
        one = self.assignment
        assert Holder(one.assignee, one.assignee_title) == POSTS[one.level]

    @invariant()
    def a_deadline_runs_exactly_while_it_is_open_below_the_leading_group(self) -> None:
        one = self.assignment
        open_below = one.status is AssignmentStatus.OPEN and one.level is not Level.LEADING_GROUP
        assert (one.deadline_id is not None) == open_below

    @invariant()
    def its_dates_tell_what_happened(self) -> None:
        one = self.assignment
        assert one.acknowledged_at is None or one.status is not AssignmentStatus.OPEN
        assert (one.closed_at is not None) == (one.status is AssignmentStatus.CLOSED)


TestAssignmentMachine = AssignmentMachine.TestCase


def test_a_vacant_level_is_passed_over() -> None:
    assignment = put_to_a_handler()
    posts = dict(POSTS)
    del posts[Level.CHIEF_SERVICE_OFFICER]
    assert assignment.climb(missed=deadline(0), posts=posts, next_deadline_id=deadline(1))
    assert (assignment.level, assignment.assignee) == (Level.LEADER, "PNR-leader")


def test_where_nobody_is_above_it_stays() -> None:
    assignment = put_to_a_handler()
    posts = {Level.HANDLER: POSTS[Level.HANDLER]}
    assert not assignment.climb(missed=deadline(0), posts=posts, next_deadline_id=deadline(1))
    assert assignment.level is Level.HANDLER


def test_somebody_else_is_told_with_whom_it_stands() -> None:
    with pytest.raises(NotYours) as refused:
        put_to_a_handler().acknowledge(by="PNR-handler-2", at=NOW)
    assert "规划和自然资源局 经办人 1" in refused.value.words(english=False).detail


def test_a_new_one_goes_to_the_handler_who_holds_the_fewest_and_else_to_the_first() -> None:
    handlers = [Holder("PNR-handler-1", "经办人 1"), Holder("PNR-handler-2", "经办人 2")]
    team = {Level.HANDLER: handlers, Level.LEADER: [POSTS[Level.LEADER]]}
    assert first_holder(team, {}) == (Level.HANDLER, handlers[0])
    assert first_holder(team, {"PNR-handler-1": 1}) == (Level.HANDLER, handlers[1])
    assert first_holder(team, {"PNR-handler-1": 1, "PNR-handler-2": 1}) == (Level.HANDLER, handlers[0])


def test_without_handlers_a_new_one_goes_to_the_lowest_level_there_is() -> None:
    assert first_holder({Level.LEADER: [POSTS[Level.LEADER]]}, {}) == (Level.LEADER, POSTS[Level.LEADER])
    assert first_holder({}, {}) is None
