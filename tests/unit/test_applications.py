"""An item is told once what is missing, and accepted once; by silence only from the day its papers came."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from services.intake_service.window.applications.domain import (
    ANSWERS,
    COURSE,
    SUPPLEMENT_NOTICE_WORKING_DAYS,
    AcceptanceStands,
    ApplicationItem,
    Step,
    SupplementToldAlready,
)
from shared.kit.errors import IllegalTransition
from shared.vocabulary.statuses import ItemStatus, UndoRefusal

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
            case Step.UNDO_ACCEPTANCE:
                item.ask_to_undo(reason="误点受理", by="GSD-window-1", at=self.now)
            case Step.UNDONE:
                item.undo_acceptance(asked_at=item.undo_asked_at or self.now, at=self.now)
            case Step.UNDO_REFUSED:
                item.keep_acceptance(UndoRefusal.HANDLING_BEGUN, asked_at=item.undo_asked_at or self.now)

    @rule(step=st.sampled_from(Step), deemed=st.booleans())
    def take(self, step: Step, deemed: bool) -> None:
        self.now += timedelta(hours=1)
        before, allowed = self.item.status, step in self.item.steps
        if allowed and not (step is Step.ACCEPT and deemed and not self.item.silence_accepts):
            self.attempt(step, deemed)
            assert self.item.status is COURSE.states[before][step]
        elif step in ANSWERS:
            self.attempt(step, deemed)
            assert self.item.status is before, "it answers no question that is open"
        else:
            with pytest.raises((IllegalTransition, SupplementToldAlready, AcceptanceStands)):
                self.attempt(step, deemed)
            assert self.item.status is before

    @invariant()
    def what_is_missing_was_told_at_most_once(self) -> None:
        assert self.told <= 1
        assert (self.item.supplement_told_at is not None) == (self.told == 1)

    @invariant()
    def it_has_a_number_and_a_date_exactly_when_accepted(self) -> None:
        accepted = self.item.status in {ItemStatus.ACCEPTED, ItemStatus.UNDO_ASKED}
        assert (self.item.acceptance_number is not None) == accepted
        assert (self.item.accepted_at is not None) == accepted
        assert accepted or not self.item.deemed

    @invariant()
    def what_silence_has_accepted_stands(self) -> None:
        assert not (self.item.deemed and self.item.status is ItemStatus.UNDO_ASKED)
        assert not (self.item.deemed and self.item.undo_asked_at)

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
        assert (Step.RETRACT in steps) == (status in {"received", "supplement_required"}), status


def test_the_window_has_five_working_days() -> None:
    assert SUPPLEMENT_NOTICE_WORKING_DAYS == 5


def undo_asked() -> ApplicationItem:
    item = received()
    item.receive(application_number="SJ20261123000001", at=START)
    item.accept(acceptance_number="SL20261123000001", at=START + timedelta(days=1))
    item.ask_to_undo(reason="误点受理", by="GSD-window-1", at=START + timedelta(days=2))
    item.said()
    return item


def test_an_undone_acceptance_leaves_the_time_to_answer_where_it_began() -> None:
    item = undo_asked()
    item.undo_acceptance(asked_at=START + timedelta(days=2), at=START + timedelta(days=3))
    undone, requested = item.said()
    assert (item.status, item.acceptance_number, item.accepted_at) == (ItemStatus.RECEIVED, None, None)
    assert (undone.values["acceptance_number"], undone.values["correction"].by) == ("SL20261123000001", "GSD-window-1")
    assert (requested.values["base"], requested.values["limit"]["days"]) == (START, 5)
    assert item.silence_accepts


def test_after_a_supplement_the_time_to_answer_runs_from_that() -> None:
    item = received()
    item.require_supplement(missing=["施工图"], at=START)
    item.supplement(material_ids=[UUID(int=11)], at=START + timedelta(days=10))
    item.accept(acceptance_number="SL20261123000001", at=START + timedelta(days=11))
    item.ask_to_undo(reason="误点受理", by="GSD-window-1", at=START + timedelta(days=12))
    assert item.said()[-1].values["answer_limit"] is None, "silence does not accept it any more"
    item.undo_acceptance(asked_at=START + timedelta(days=12), at=START + timedelta(days=12))
    assert item.said()[-1].values["base"] == START + timedelta(days=10)


def test_an_answer_to_another_question_changes_nothing() -> None:
    item = undo_asked()
    item.undo_acceptance(asked_at=START, at=START)
    item.keep_acceptance(UndoRefusal.HANDLING_BEGUN, asked_at=START)
    assert (item.status, item.said()) == (ItemStatus.UNDO_ASKED, [])


@pytest.mark.parametrize("because", UndoRefusal)
def test_what_is_known_to_stand_is_not_asked_about(because: UndoRefusal) -> None:
    item = received()
    if because is UndoRefusal.BY_LAW:
        item.deem_accepted(acceptance_number="SL20261123000001")
    else:
        item.accept(acceptance_number="SL20261123000001", at=START)
    if because is UndoRefusal.CASE_OVER:
        item.end_case(at=START)
    elif because is not UndoRefusal.BY_LAW:
        item.ask_to_undo(reason="误点受理", by="GSD-window-1", at=START)
        item.keep_acceptance(because, asked_at=START)
    assert item.steps == []
    with pytest.raises(AcceptanceStands) as refused:
        item.ask_to_undo(reason="误点受理", by="GSD-window-1", at=START)
    assert because.label in refused.value.words(english=False).detail
