"""An item is told once what is missing, and accepted once; by silence only from the day its papers came."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from services.intake_service.window.applications.domain import (
    COURSE,
    SUPPLEMENT_NOTICE_WORKING_DAYS,
    ApplicationItem,
    Step,
    SupplementToldAlready,
)
from shared.kit.errors import IllegalTransition
from shared.vocabulary.statuses import ItemStatus

START = datetime(2026, 11, 23, 1, tzinfo=UTC)


def received() -> ApplicationItem:
    return ApplicationItem(
        id=UUID(int=1),
        application_id=UUID(int=2),
        project_id=UUID(int=3),
        owner_uscc="11440100007483180K",
        submitted_by="owner-11440100007483180K",
        agreement_id=None,
        item_code="S3-HUC-05",
        item_name="建筑工程施工许可",
        stage="S3",
        body="HUC",
        status=ItemStatus.RECEIVED,
        received_at=START,
        material_ids=[UUID(int=10)],
    )


class ApplicationItemMachine(RuleBasedStateMachine):
    """Any steps in any order, allowed or not."""

    def __init__(self) -> None:
        super().__init__()
        self.item = received()
        self.now = START
        self.told = 0
        self.refused_or_taken_back = False

    def attempt(self, step: Step, deemed: bool) -> None:
        item = self.item
        match step:
            case Step.ACCEPT if deemed:
                item.deem_accepted(acceptance_number="SL20261123000001")
            case Step.ACCEPT:
                item.accept(acceptance_number="SL20261123000001", at=self.now)
            case Step.REQUIRE_SUPPLEMENT:
                item.require_supplement(missing=["施工图"], at=self.now)
                self.told += 1
            case Step.SUPPLEMENT:
                item.supplement(material_ids=[UUID(int=10), UUID(int=11)], at=self.now)
            case Step.REFUSE_NOT_A_MATTER | Step.REFUSE_NOT_COMPETENT:
                item.refuse(step, reason="不属受理范围", at=self.now)
            case Step.RETRACT:
                item.retract(reason="申请人撤回", at=self.now)

    @rule(step=st.sampled_from(Step), deemed=st.booleans())
    def take(self, step: Step, deemed: bool) -> None:
        self.now += timedelta(hours=1)
        before, allowed = self.item.status, step in self.item.steps
        if allowed and not (step is Step.ACCEPT and deemed and not self.item.silence_accepts):
            self.attempt(step, deemed)
            assert self.item.status is COURSE.states[before][step]
        else:
            with pytest.raises((IllegalTransition, SupplementToldAlready)):
                self.attempt(step, deemed)
            assert self.item.status is before

    @invariant()
    def what_is_missing_was_told_at_most_once(self) -> None:
        assert self.told <= 1
        assert (self.item.supplement_told_at is not None) == (self.told == 1)

    @invariant()
    def it_has_a_number_and_a_date_exactly_when_accepted(self) -> None:
        accepted = self.item.status is ItemStatus.ACCEPTED
        assert (self.item.acceptance_number is not None) == accepted
        assert (self.item.accepted_at is not None) == accepted
        assert accepted or not self.item.deemed

    @invariant()
    def silence_accepts_from_the_day_of_receipt_and_only_where_nothing_was_told(self) -> None:
        if self.item.deemed:
            assert self.item.accepted_at == self.item.received_at
            assert self.item.supplement_told_at is None

    @invariant()
    def no_material_is_on_it_twice(self) -> None:
        assert len(set(self.item.material_ids)) == len(self.item.material_ids)

    @invariant()
    def every_final_state_but_acceptance_has_its_reason(self) -> None:
        assert (self.item.reason is not None) == (self.item.status in {"not_a_matter", "not_competent", "retracted"})


TestApplicationItemMachine = ApplicationItemMachine.TestCase


def test_a_second_notice_of_what_is_missing_is_refused_by_name_of_the_law() -> None:
    item = received()
    item.require_supplement(missing=["施工图"], at=START)
    item.supplement(material_ids=[UUID(int=11)], at=START)
    assert item.status is ItemStatus.RECEIVED
    assert Step.REQUIRE_SUPPLEMENT not in item.steps
    with pytest.raises(SupplementToldAlready) as refused:
        item.require_supplement(missing=["合同"], at=START)
    assert "行政许可法" in refused.value.words(english=False).detail


def test_an_item_that_waits_for_its_supplement_is_not_accepted_by_silence() -> None:
    item = received()
    item.require_supplement(missing=["施工图"], at=START)
    with pytest.raises(IllegalTransition):
        item.deem_accepted(acceptance_number="SL20261123000001")
    assert not item.deemed


def test_the_applicant_can_take_it_back_until_it_is_decided_whether_to_accept_it() -> None:
    for status, steps in COURSE.states.items():
        assert (Step.RETRACT in steps) == bool(steps), status


def test_the_window_has_five_working_days() -> None:
    assert SUPPLEMENT_NOTICE_WORKING_DAYS == 5
