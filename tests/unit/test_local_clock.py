"""The local stack's clock goes forward, by what was said, and back only to the machine's."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deploy.local.clock import ClockError, advance, duration, offset, put_back
from shared.kit.clock import FileClock

WHOLE = st.integers(min_value=0, max_value=10_000)


@given(days=WHOLE, hours=WHOLE, minutes=WHOLE, seconds=WHOLE)
def test_a_duration_is_the_sum_of_its_parts(days: int, hours: int, minutes: int, seconds: int) -> None:
    expected = timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
    assert duration(f"P{days}DT{hours}H{minutes}M{seconds}S") == expected


@pytest.mark.parametrize("text", ["", "P", "PT", "P1DT", "1D", "-P1D", "P1Y", "P1M", "P1.5D", "p1d", "P1D\n", "P٣D"])
def test_what_is_no_duration_is_refused(text: str) -> None:
    with pytest.raises(ClockError):
        duration(text)


def test_a_duration_that_no_calendar_holds_is_refused() -> None:
    with pytest.raises(ClockError, match="too long"):
        duration("P" + "9" * 20 + "D")


def test_advances_add_up_and_every_process_sees_them(tmp_path: Path) -> None:
    file = tmp_path / "clock"
    assert offset(file) == timedelta(0)
    advance(file, by="P1D")
    advance(file, by="PT2H")
    assert offset(file) == timedelta(days=1, hours=2)
    seen = FileClock(file).now() - datetime.now(UTC)
    assert abs(seen - timedelta(days=1, hours=2)) < timedelta(seconds=5)


def test_the_clock_can_be_set_to_a_moment(tmp_path: Path) -> None:
    file = tmp_path / "clock"
    wanted = datetime.now(UTC) + timedelta(days=3)
    advance(file, to=wanted.isoformat())
    assert abs(datetime.now(UTC) + offset(file) - wanted) < timedelta(seconds=5)


@pytest.mark.parametrize(
    ("by", "to"),
    [
        (None, None),
        ("P1D", "2099-01-01T00:00:00Z"),
        (None, "2020-01-01T00:00:00+08:00"),
        (None, "2099-01-01T00:00:00+08:00"),
        (None, "2027-01-01T00:00:00"),
        (None, "tomorrow"),
        ("P4000D", None),
    ],
)
def test_backward_too_far_unclear_or_nothing_moves_nothing(tmp_path: Path, by: str | None, to: str | None) -> None:
    file = tmp_path / "clock"
    advance(file, by="P1D")
    with pytest.raises(ClockError):
        advance(file, by=by, to=to)
    assert offset(file) == timedelta(days=1)


def test_it_is_put_back_to_the_machine_s(tmp_path: Path) -> None:
    file = tmp_path / "clock"
    assert put_back(file) == timedelta(0)
    advance(file, by="P3W")
    assert put_back(file) == timedelta(weeks=3)
    assert offset(file) == timedelta(0)
    assert abs(FileClock(file).now() - datetime.now(UTC)) < timedelta(seconds=5)
