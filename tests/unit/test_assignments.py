"""What nobody takes up in time climbs the ladder, once per level, whatever is told twice or late."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from services.routing_service.assignments.domain import (
    LADDER,
    Assignment,
    AssignmentStatus,
    Desk,
    NotYours,
    Step,
    Team,
)
from services.routing_service.assignments.policy import may
from shared.kit.errors import IllegalTransition
from shared.kit.principals import Principal
from shared.vocabulary.levels import Level
from shared.vocabulary.limits import Limit, LimitUnit
from shared.vocabulary.roles import Role

NOW = datetime(2026, 11, 23, 1, tzinfo=UTC)
A_DAY = Limit(1, LimitUnit.WORKING_DAY)


def handler(number: int, held: int = 0) -> Desk:
    return Desk(f"PNR-handler-{number}", f"规划和自然资源局 经办人 {number}", Level.HANDLER, held, A_DAY)


def team(*roster: Desk) -> Team:
    return Team(
        roster,
        bureau=Desk("GSD-admin-1", "政务服务数据管理局", Level.HANDLER, limit=A_DAY),
        leading_group=Desk("LG-1", "领导小组", Level.LEADING_GROUP),
    )


CHIEF = Desk("PNR-cso", "规划和自然资源局 首席服务官", Level.CHIEF_SERVICE_OFFICER, limit=A_DAY)
LEADER = Desk("PNR-leader", "规划和自然资源局 分管领导", Level.LEADER, limit=A_DAY)


def whole_team() -> Team:
    return team(LEADER, CHIEF, handler(1))


def put_to_a_handler() -> Assignment:
    desk = handler(1)
    made = Assignment(
        id=UUID(int=1),
        project_id=UUID(int=2),
        project_name="知识城某某大厦",
        application_item_id=UUID(int=3),
        acceptance_number="SL20261123000001",
        item_code="S2-PNR-11",
        item_name="建设工程规划许可",
        body="PNR",
        assignee=desk.subject,
        assignee_title=desk.title,
        created_at=NOW,
    )
    made.put(desk)
    return made


def running(one: Assignment) -> UUID:
    assert one.deadline_id
    return one.deadline_id


class AssignmentMachine(RuleBasedStateMachine):
    """Deadlines missed in any order, told twice and late, between whatever people do."""

    def __init__(self) -> None:
        super().__init__()
        self.assignment = put_to_a_handler()
        assert [fact.name for fact in self.assignment.said()] == ["created", "deadline_requested"]
        self.asked = [running(self.assignment)]
        self.held = [Level.HANDLER]

    @rule(number=st.integers(0, 4))
    def a_deadline_is_missed(self, number: int) -> None:
        one, missed = self.assignment, (self.asked * 5)[number]
        is_due, status, before = one.deadline_id == missed, one.status, one.assignee
        one.climb(whole_team().above(one.level), missed=missed, at=NOW)
        told = one.said()
        assert one.status is status
        assert bool(told) == is_due
        if is_due:
            assert status is AssignmentStatus.OPEN
            assert told[0].values == {"from_assignee": before}
            self.held.append(one.level)
            if one.deadline_id:
                assert told[1].values["deadline_id"] == one.deadline_id not in self.asked
                self.asked.append(one.deadline_id)
            assert [fact.name for fact in told] == ["escalated", "deadline_requested"][: 1 + bool(one.deadline_id)]

    @rule()
    def it_is_taken_up(self) -> None:
        one, deadline = self.assignment, self.assignment.deadline_id
        if one.status is not AssignmentStatus.OPEN:
            with pytest.raises(IllegalTransition):
                one.acknowledge(at=NOW)
            return
        one.acknowledge(at=NOW)
        self.is_told("acknowledged", deadline, met=True)

    @rule()
    def its_case_is_over(self) -> None:
        one, deadline = self.assignment, self.assignment.deadline_id
        if one.status is AssignmentStatus.CLOSED:
            with pytest.raises(IllegalTransition):
                one.close(at=NOW)
            return
        one.close(at=NOW)
        self.is_told("closed", deadline, met=False)

    def is_told(self, fact: str, deadline: UUID | None, *, met: bool) -> None:
        first, *settled = self.assignment.said()
        assert first.name == fact
        expected = [{"deadline_id": deadline, "met": met, "at": NOW}] if deadline else []
        assert [one.values for one in settled] == expected

    @invariant()
    def it_stood_on_each_level_at_most_once_and_only_rose(self) -> None:
        assert self.held == list(LADDER[: len(self.held)])

    @invariant()
    def it_stands_with_the_post_of_its_level(self) -> None:
        one = self.assignment
        (post,) = [desk for desk in (*whole_team().roster, whole_team().leading_group) if desk.level is one.level]
        assert (one.assignee, one.assignee_title) == (post.subject, post.title)

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
    without_chief = team(LEADER, handler(1))
    assignment.climb(without_chief.above(assignment.level), missed=running(assignment), at=NOW)
    assert (assignment.level, assignment.assignee) == (Level.LEADER, "PNR-leader")


def test_where_nobody_is_above_it_goes_to_the_leading_group_and_stays_there() -> None:
    assignment = put_to_a_handler()
    first = running(assignment)
    assignment.climb(team(handler(1)).above(assignment.level), missed=first, at=NOW)
    assert (assignment.level, assignment.assignee, assignment.deadline_id) == (Level.LEADING_GROUP, "LG-1", None)
    assignment.climb(team(handler(1)).above(assignment.level), missed=first, at=NOW)
    assert assignment.assignee == "LG-1"


def test_only_the_post_that_it_stands_with_may_take_it_up_and_others_are_told_who_that_is() -> None:
    def as_(subject: str, *roles: Role) -> object:
        return may(Principal(subject, frozenset(roles)), put_to_a_handler(), Step.ACKNOWLEDGE)

    assert as_("PNR-handler-1", Role.HANDLER) is True
    assert as_("PNR-handler-1", Role.AUDITOR) is False
    refused = as_("PNR-handler-2", Role.HANDLER)
    assert isinstance(refused, NotYours)
    assert "规划和自然资源局 经办人 1（经办人）" in refused.words(english=False).detail
    assert "(handler)" in refused.words(english=True).detail


@pytest.mark.parametrize("role", Role)
def test_nobody_closes_it_by_hand(role: Role) -> None:
    assert not may(Principal("PNR-handler-1", frozenset([role])), put_to_a_handler(), Step.CLOSE)


def test_a_new_one_goes_to_the_handler_who_holds_the_fewest_and_else_to_the_first() -> None:
    assert team(LEADER, handler(1), handler(2)).first().subject == "PNR-handler-1"
    assert team(LEADER, handler(1, held=1), handler(2)).first().subject == "PNR-handler-2"
    assert team(LEADER, handler(1, held=1), handler(2, held=1)).first().subject == "PNR-handler-1"


def test_of_several_at_once_each_handler_gets_a_share() -> None:
    two = team(LEADER, handler(1, held=1), handler(2))
    given = []
    for _ in range(5):
        desk = two.first()
        put_to_a_handler().put(desk)
        given.append(desk.subject[-1])
    assert given == ["2", "1", "2", "1", "2"]


def test_without_handlers_a_new_one_goes_to_the_lowest_level_there_is_and_else_to_the_data_bureau() -> None:
    assert team(LEADER).first() is LEADER
    assert team(LEADER, CHIEF).first() is CHIEF
    assert team().first().subject == "GSD-admin-1"
