"""A request is accepted or declined by the window, and ended by the owner at any time (notice 二(五)1)."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import product
from uuid import UUID

import pytest

from services.intake_service.mandate.requests.domain import COURSE, ServiceRequest, Step
from shared.kit.errors import IllegalTransition
from shared.vocabulary.modes import Channel, Mode
from shared.vocabulary.statuses import RequestStatus


def a_request(status: RequestStatus = RequestStatus.SUBMITTED) -> ServiceRequest:
    return ServiceRequest(
        id=UUID(int=1),
        project_id=UUID(int=2),
        owner_uscc="11440100007483180K",
        modes=frozenset({Mode.CONSULT, Mode.ACT}),
        channel=Channel.ONLINE,
        note=None,
        status=status,
        reason=None,
        created_at=datetime(2026, 11, 23, 1, tzinfo=UTC),
        version=1,
    )


@pytest.mark.parametrize(("status", "step"), list(product(RequestStatus, Step)))
def test_a_step_is_taken_where_the_table_allows_it_and_else_refused_untouched(
    status: RequestStatus, step: Step
) -> None:
    request = a_request(status)
    if following := COURSE.states[status].get(step):
        request.take(step, reason="原因")
        assert (request.status, request.reason) == (following, "原因")
        assert [fact.name for fact in request.said()] == [following]
    else:
        with pytest.raises(IllegalTransition) as refused:
            request.take(step)
        assert (request.status, request.reason) == (status, None)
        assert request.said() == []
        assert status.label in refused.value.words(english=False).detail


def test_the_owner_can_end_it_in_every_state_that_is_not_final() -> None:
    for status, steps in COURSE.states.items():
        assert (Step.END in steps) == bool(steps), status


def test_a_refused_step_says_what_would_be_allowed() -> None:
    with pytest.raises(IllegalTransition) as refused:
        a_request(RequestStatus.ACCEPTED).take(Step.DECLINE)
    assert refused.value.words(english=False).way_out == "当前可以办理：结束。"
    assert refused.value.words(english=True).way_out == "Allowed now: end."
