"""Deliveries on their course: attempts that end, are overtaken, or are taken back; waits that grow."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.notify_service.deliveries.domain import (
    LEASE,
    LONGEST_WAIT,
    Delivery,
    DeliveryStatus,
    Outcome,
    Result,
    Retrying,
    Step,
)
from services.notify_service.preferences.domain import mask_email, post
from shared.kit.errors import IllegalTransition
from shared.kit.ids import new_id

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
ADDRESS = "handler@daiban.example"
RETRYING = Retrying(timedelta(seconds=5), max_attempts=2)
TAKEN = Result(Outcome.DELIVERED, 250, "OK")
LATER = Result(Outcome.POSTPONED, 451, "later")


def letter() -> Delivery:
    return Delivery.email(new_id(), new_id(), post("PNR-handler-1"), ADDRESS, NOW)


def said(delivery: Delivery) -> list[str]:
    return [fact.name for fact in delivery.said()]


@given(st.integers(1, 500))
def test_waits_double_up_to_an_hour(attempts: int) -> None:
    retrying = Retrying(timedelta(seconds=5), 8)
    wait, following = retrying.wait_after(attempts), retrying.wait_after(attempts + 1)
    assert wait <= LONGEST_WAIT
    assert following == min(wait * 2, LONGEST_WAIT)


def test_an_attempt_is_on_record_before_it_ends_and_nobody_else_begins_one() -> None:
    delivery = letter()
    begun = delivery.begin_attempt(NOW, address=ADDRESS)
    assert (delivery.attempt_list, begun.number, begun.outcome) == ((begun,), 1, None)
    assert delivery.next_attempt_at == NOW + LEASE
    delivery.conclude(begun, TAKEN, NOW, RETRYING)
    (attempt,) = delivery.attempt_list
    assert (attempt.outcome, attempt.code, attempt.detail) == (Outcome.DELIVERED, 250, "OK")
    assert said(delivery) == ["attempt_begun", "attempt_ended", "delivered"]


def test_the_last_postponed_attempt_fails() -> None:
    delivery = letter()
    delivery.conclude(delivery.begin_attempt(NOW, address=ADDRESS), LATER, NOW, RETRYING)
    assert (delivery.status, delivery.next_attempt_at) == (DeliveryStatus.PENDING, NOW + timedelta(seconds=5))
    delivery.conclude(delivery.begin_attempt(NOW, address=ADDRESS), LATER, NOW, RETRYING)
    assert (delivery.status, delivery.reason, delivery.next_attempt_at) == (DeliveryStatus.FAILED, "later", None)
    assert delivery.steps == [Step.RETRY]
    delivery.retry(NOW, address=ADDRESS)
    assert (delivery.spent, delivery.attempts, delivery.address) == (0, 2, "handler@daiban.example")
    with pytest.raises(IllegalTransition):
        delivery.retry(NOW, address=ADDRESS)


def test_an_overtaken_attempt_counts_where_it_arrived() -> None:
    delivery = letter()
    first, second = delivery.begin_attempt(NOW, address=ADDRESS), delivery.begin_attempt(NOW + LEASE, address=ADDRESS)
    delivery.conclude(first, TAKEN, NOW + LEASE, RETRYING)
    assert delivery.status is DeliveryStatus.DELIVERED
    delivery.said()
    delivery.conclude(second, LATER, NOW + LEASE, RETRYING)
    assert (delivery.status, delivery.reason) == (DeliveryStatus.DELIVERED, None)
    assert [one.outcome for one in delivery.attempt_list] == [Outcome.DELIVERED, Outcome.POSTPONED]
    assert said(delivery) == ["attempt_ended"]


def test_an_overtaken_attempt_that_did_not_arrive_leaves_the_next_one_its_lease() -> None:
    delivery = letter()
    first = delivery.begin_attempt(NOW, address=ADDRESS)
    delivery.begin_attempt(NOW + LEASE, address=ADDRESS)
    delivery.conclude(first, LATER, NOW + LEASE, RETRYING)
    assert (delivery.status, delivery.reason) == (DeliveryStatus.PENDING, None)
    assert delivery.next_attempt_at == NOW + 2 * LEASE
    assert [one.outcome for one in delivery.attempt_list] == [Outcome.POSTPONED, None]


def test_how_an_attempt_ended_counts_once_though_it_be_recorded_again() -> None:
    """Whoever loses the connection at the commit does not know whether it was recorded."""
    delivery = letter()
    begun = delivery.begin_attempt(NOW, address=ADDRESS)
    delivery.conclude(begun, LATER, NOW, RETRYING)
    before = dict(vars(delivery), happened=[])
    delivery.said()
    delivery.conclude(begun, LATER, NOW + LEASE, RETRYING)
    delivery.take_back(begun, NOW + LEASE)
    assert vars(delivery) == before


def test_an_attempt_taken_back_twice_takes_none_of_another_worker_with_it() -> None:
    delivery = letter()
    mine = delivery.begin_attempt(NOW, address=ADDRESS)
    delivery.take_back(mine, NOW)
    theirs = delivery.begin_attempt(NOW + timedelta(seconds=1), address=ADDRESS)
    delivery.take_back(mine, NOW + timedelta(seconds=1))
    delivery.conclude(mine, LATER, NOW + timedelta(seconds=1), RETRYING)
    assert (delivery.attempt_list, delivery.attempts) == ((theirs,), 1)


def test_an_attempt_that_was_not_made_leaves_no_trace() -> None:
    delivery = letter()
    before = dict(vars(delivery))
    delivery.take_back(delivery.begin_attempt(NOW, address=ADDRESS), NOW)
    assert said(delivery) == ["attempt_begun", "attempt_taken_back"]
    assert vars(delivery) == before | {"happened": []}


def test_an_attempt_that_was_not_made_and_overtaken_stays_as_cut_off() -> None:
    delivery = letter()
    first = delivery.begin_attempt(NOW, address=ADDRESS)
    delivery.begin_attempt(NOW + LEASE, address=ADDRESS)
    delivery.said()
    delivery.take_back(first, NOW + LEASE)
    assert (delivery.attempts, said(delivery)) == (2, [])


def test_a_masked_address_keeps_its_first_character_and_its_domain() -> None:
    assert mask_email("office@daiban.example") == "o***@daiban.example"
