"""An agent may act only while the agreement is signed, and only within its scope; the owner may always end it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from services.intake_service.mandate.agreements.domain import (
    COURSE,
    STATUS_CODES,
    AgentGone,
    Agreement,
    AgreementNotInForce,
    NotTheAgent,
    OutsideScope,
    Step,
)
from shared.kit.errors import IllegalTransition
from shared.vocabulary.stages import Stage
from shared.vocabulary.statuses import AgreementStatus

START = datetime(2026, 11, 23, 1, tzinfo=UTC)
AGENT = "GSD-officer-1"
TO_SIGNATURE = (Step.BEGIN_SIGNING, Step.SUBMIT_FOR_SEAL, Step.SIGN)


def drafted(*item_codes: str) -> Agreement:
    return Agreement(
        id=UUID(int=1),
        agreement_number="DB20261123000001",
        request_id=UUID(int=2),
        project_id=UUID(int=3),
        owner_uscc="11440100007483180K",
        stages=frozenset({Stage.LAND, Stage.PLANNING, Stage.CONSTRUCTION}),
        item_codes=frozenset(item_codes),
        agent=AGENT,
        agent_title="代办员 1",
        status=AgreementStatus.TO_BE_SIGNED,
        reason=None,
        created_at=START,
        signed_at=None,
        ended_at=None,
        version=1,
    )


def signed(*item_codes: str) -> Agreement:
    agreement = drafted(*item_codes)
    for step in TO_SIGNATURE:
        agreement.take(step, now=START)
    return agreement


class AgreementMachine(RuleBasedStateMachine):
    """Any steps in any order, allowed or not."""

    def __init__(self) -> None:
        super().__init__()
        self.agreement = drafted()
        self.now = START
        self.path = [self.agreement.status]
        self.is_gone = False

    @rule(step=st.sampled_from(Step), reason=st.sampled_from([None, "项目单位提出"]))
    def take(self, step: Step, reason: str | None) -> None:
        self.now += timedelta(hours=1)
        before = self.agreement.status
        if step in COURSE.states[before] and step in TO_SIGNATURE and self.is_gone:
            with pytest.raises(AgentGone):
                self.agreement.take(step, now=self.now, reason=reason)
            assert self.agreement.status is before
        elif step in COURSE.states[before]:
            self.agreement.take(step, now=self.now, reason=reason)
            assert self.agreement.status is COURSE.states[before][step]
            self.path.append(self.agreement.status)
        else:
            with pytest.raises(IllegalTransition):
                self.agreement.take(step, now=self.now, reason=reason)
            assert self.agreement.status is before

    @precondition(lambda self: not self.is_gone)
    @rule()
    def the_agents_post_goes(self) -> None:
        self.is_gone = True
        self.agreement.lose_agent()

    @precondition(lambda self: self.agreement.steps)
    @rule()
    def the_owner_could_end_it(self) -> None:
        assert Step.END in self.agreement.steps

    @invariant()
    def the_agent_may_act_exactly_while_it_is_signed_and_its_post_is_there(self) -> None:
        if self.agreement.status is AgreementStatus.SIGNED and not self.is_gone:
            self.agreement.check_may_act(AGENT)
        else:
            gone = self.is_gone and not COURSE.is_over(self.agreement.status)
            with pytest.raises(AgentGone if gone else AgreementNotInForce):
                self.agreement.check_may_act(AGENT)

    @invariant()
    def signature_and_end_are_dated_once(self) -> None:
        assert (self.agreement.signed_at is not None) == (AgreementStatus.SIGNED in self.path)
        assert (self.agreement.ended_at is not None) == (not self.agreement.steps)
        assert len(set(self.path)) == len(self.path)


TestAgreementMachine = AgreementMachine.TestCase


def test_the_states_have_their_numbers_of_practice() -> None:
    assert STATUS_CODES[AgreementStatus.TO_BE_SIGNED] == 1
    assert STATUS_CODES[AgreementStatus.SIGNED] == 4
    assert STATUS_CODES[AgreementStatus.CONCLUDED] == 9


def test_another_officer_may_not_act() -> None:
    with pytest.raises(NotTheAgent):
        signed().check_may_act("GSD-officer-2")


def test_without_item_codes_the_scope_is_every_item_of_the_stages() -> None:
    agreement = signed()
    agreement.check_covers(item_code="S1-DRC-05", stage="S1")
    with pytest.raises(OutsideScope) as refused:
        agreement.check_covers(item_code="S4-HUC-13", stage="S4", pointer="/items/0/item_code")
    assert refused.value.pointer == "/items/0/item_code"


def test_with_item_codes_the_scope_is_only_those() -> None:
    agreement = signed("S3-HUC-05")
    agreement.check_covers(item_code="S3-HUC-05", stage="S3")
    with pytest.raises(OutsideScope, match="S1-DRC-05"):
        agreement.check_covers(item_code="S1-DRC-05", stage="S1")


def test_ending_before_signature_is_possible_and_keeps_the_reason() -> None:
    agreement = drafted()
    agreement.take(Step.END, now=START, reason="改由自行申报")
    assert (agreement.status, agreement.reason, agreement.ended_at) == ("terminated", "改由自行申报", START)


def test_the_window_concludes_and_the_owner_confirms() -> None:
    agreement = signed()
    agreement.take(Step.CONCLUDE_BY_WINDOW, now=START)
    assert agreement.steps
    agreement.take(Step.CONCLUDE, now=START)
    assert (agreement.status, agreement.ended_at) == (AgreementStatus.CONCLUDED, START)
