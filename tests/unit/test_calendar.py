"""Working days as they are announced, and due dates that are always reckoned from the base."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from services.tracking_service.calendar.domain import (
    CERTAIN_THROUGH,
    Due,
    Light,
    Limit,
    StoppedInterval,
    due,
    is_working_day,
    light,
    quarterly_return_due,
    remaining,
    used_days,
    warn_on,
    year_of_days,
)
from shared.vocabulary.limits import LimitUnit

DAY = timedelta(days=1)
WORKING, CALENDAR = LimitUnit.WORKING_DAY, LimitUnit.CALENDAR_DAY

bases = st.dates(date(2015, 1, 1), date(2029, 12, 31))
units = st.sampled_from(LimitUnit)
limits = st.builds(Limit, st.integers(0, 300), units)


@st.composite
def stops(draw: st.DrawFn, *, around: date = date(2020, 1, 1)) -> StoppedInterval:
    start = around + DAY * draw(st.integers(-30, 400))
    return StoppedInterval(start, start + DAY * draw(st.integers(0, 90)))


@st.composite
def runs(draw: st.DrawFn) -> tuple[date, Limit, list[StoppedInterval]]:
    base = draw(bases)
    return base, draw(limits), draw(st.lists(stops(around=base), max_size=4))


def due_on(base: date, limit: Limit, stopped: Sequence[StoppedInterval] = ()) -> date:
    found = due(base, limit, stopped)
    assert found
    return found.on


def counted_by_hand(base: date, limit: Limit, stopped: Sequence[StoppedInterval]) -> date:
    """The due date, day by day."""

    def counts(day: date) -> bool:
        stands_still = any(one.start <= day and (one.end is None or day < one.end) for one in stopped)
        return not stands_still and (limit.unit is CALENDAR or is_working_day(day)[0])

    day, left = (base, limit.days) if limit.days else (base - DAY, 1)
    while left:
        day += DAY
        left -= counts(day)
    while not is_working_day(day)[0]:  # only of a limit in calendar days
        day += DAY
    return day


@pytest.mark.parametrize(("year", "count"), [(2024, 251), (2025, 248), (2026, 248)])
def test_announced_years_have_as_many_working_days_as_announced(year: int, count: int) -> None:
    assert year_of_days(year).working_days == count
    assert year_of_days(year).published


def test_weekend_days_are_worked_where_the_announcement_says_so() -> None:
    worked = ["2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10"]
    assert [str(day) for day in year_of_days(2026).adjusted] == worked


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        ("2031-01-01", False),
        ("2031-05-01", False),
        ("2031-05-02", False),
        ("2031-05-05", True),
        ("2031-10-02", False),
        ("2031-10-04", False),
        ("2031-10-06", True),
    ],
)
def test_a_year_that_is_not_announced_has_weekends_and_fixed_holidays_off(day: str, worked: bool) -> None:
    assert is_working_day(date.fromisoformat(day)) == (worked, True)
    assert not year_of_days(2031).published


@pytest.mark.parametrize(
    ("base", "days", "unit", "expected"),
    [
        ("2026-09-30", 1, WORKING, "2026-10-08"),
        ("2026-09-30", 3, WORKING, "2026-10-10"),  # a Saturday that is worked
        ("2026-11-20", 5, WORKING, "2026-11-27"),
        ("2026-11-21", 1, WORKING, "2026-11-23"),  # accepted on a Saturday
        ("2026-11-20", 0, WORKING, "2026-11-20"),
        ("2026-11-21", 0, WORKING, "2026-11-23"),
        ("2026-11-20", 2, CALENDAR, "2026-11-23"),  # not on a Sunday: on the Monday after it
        ("2026-11-21", 0, CALENDAR, "2026-11-23"),
        ("2026-09-28", 3, CALENDAR, "2026-10-08"),  # not on 1 October, but after the holidays
        ("2026-09-17", 3, CALENDAR, "2026-09-20"),  # a Sunday that is worked
    ],
)
def test_due_dates_known_from_the_calendar(base: str, days: int, unit: LimitUnit, expected: str) -> None:
    assert due_on(date.fromisoformat(base), Limit(days, unit)) == date.fromisoformat(expected)


def test_a_stop_leaves_out_its_first_day_and_counts_its_last() -> None:
    monday = date(2026, 11, 2)
    stop = StoppedInterval(date(2026, 11, 4), date(2026, 11, 6))
    assert due_on(monday, Limit(5, WORKING), [stop]) == date(2026, 11, 11)


def test_an_open_stop_leaves_no_due_date_unless_it_came_too_late() -> None:
    monday = date(2026, 11, 2)
    assert due(monday, Limit(5, WORKING), [StoppedInterval(date(2026, 11, 9))]) is None
    assert due(monday, Limit(5, WORKING), [StoppedInterval(date(2026, 11, 10))]) == Due(date(2026, 11, 9), False)


@given(runs())
def test_it_is_what_one_counts_by_hand(run: tuple[date, Limit, list[StoppedInterval]]) -> None:
    assert due_on(*run) == counted_by_hand(*run)


@given(runs(), st.integers(0, 60))
def test_a_later_base_or_a_longer_limit_is_never_due_earlier(
    run: tuple[date, Limit, list[StoppedInterval]], more: int
) -> None:
    base, limit, stopped = run
    assert due_on(base + DAY * more, limit, stopped) >= due_on(base, limit, stopped)
    assert due_on(base, Limit(limit.days + more, limit.unit), stopped) >= due_on(base, limit, stopped)


@given(runs(), st.data())
def test_a_further_stop_never_makes_it_due_earlier(
    run: tuple[date, Limit, list[StoppedInterval]], data: st.DataObject
) -> None:
    base, limit, stopped = run
    further = data.draw(stops(around=base))
    assert due_on(base, limit, [*stopped, further]) >= due_on(base, limit, stopped)
    assert due_on(base, limit, [*stopped, further, further]) == due_on(base, limit, [*stopped, further])


@given(runs(), st.data())
def test_a_stop_in_two_parts_is_the_same_stop(
    run: tuple[date, Limit, list[StoppedInterval]], data: st.DataObject
) -> None:
    base, limit, stopped = run
    whole = data.draw(stops(around=base))
    assert whole.end
    between = data.draw(st.dates(whole.start, whole.end))
    parts = [StoppedInterval(between, whole.end), StoppedInterval(whole.start, between)]
    assert due_on(base, limit, [*stopped, *parts]) == due_on(base, limit, [*stopped, whole])


@given(runs())
def test_a_closed_stop_that_begins_after_the_due_date_moves_nothing(
    run: tuple[date, Limit, list[StoppedInterval]],
) -> None:
    base, limit, stopped = run
    due_without = due_on(base, limit, stopped)
    assert due_on(base, limit, [*stopped, StoppedInterval(due_without + DAY)]) == due_without


@given(bases, limits)
def test_the_days_used_and_remaining_make_up_the_limit(base: date, limit: Limit) -> None:
    last = due_on(base, limit)
    moved = (last - base).days - limit.days if limit.unit is CALENDAR else 0
    assert remaining(last, last, limit.unit) == 0
    assert used_days(base, last, limit.unit) == (limit.days + moved or remaining(base, last, limit.unit))
    for today in (base, base + DAY * 3, last):
        if limit.days and base <= today <= last:
            assert used_days(base, today, limit.unit) + remaining(today, last, limit.unit) == limit.days + moved


@given(runs(), st.integers(0, 200))
def test_what_is_used_grows_to_the_limit_and_not_while_it_stands_still(
    run: tuple[date, Limit, list[StoppedInterval]], later: int
) -> None:
    base, limit, stopped = run
    today = base + DAY * later
    used = used_days(base, today, limit.unit, stopped)
    assert used <= used_days(base, today + DAY, limit.unit, stopped) <= used + 1
    assert used_days(base, today + DAY * 50, limit.unit, [*stopped, StoppedInterval(today + DAY)]) == used
    if limit.days and limit.unit is WORKING:
        assert used_days(base, due_on(base, limit, stopped), limit.unit, stopped) == limit.days


@given(bases, st.integers(1, 300), units, st.integers(1, 60))
def test_overdue_days_are_negative(base: date, days: int, unit: LimitUnit, late: int) -> None:
    last = due_on(base, Limit(days, unit))
    today = last + DAY * late if unit is CALENDAR else due_on(last, Limit(late, unit))
    assert remaining(today, last, unit) == -late


@given(runs())
def test_provisional_means_that_a_later_announcement_may_move_it(
    run: tuple[date, Limit, list[StoppedInterval]],
) -> None:
    base, limit, stopped = run
    found = due(base, limit, stopped)
    assert found
    assert found.provisional == (found.on > CERTAIN_THROUGH)


@pytest.mark.parametrize(("day", "provisional"), [(28, False), (29, True), (30, True), (31, True)])
def test_the_last_days_before_an_unannounced_year_are_provisional(day: int, provisional: bool) -> None:
    """As the announcements of 2008 and 2019 arranged 29 to 31 December of the years before."""
    year = CERTAIN_THROUGH.year
    assert is_working_day(date(year, 12, day))[1] is provisional
    for unit in LimitUnit:
        found = due(date(year, 12, day) - DAY, Limit(1, unit))
        assert found
        assert found.provisional is provisional
    assert year_of_days(year).provisional_from == date(year, 12, 29)
    assert year_of_days(year - 1).provisional_from is None
    assert year_of_days(year + 1).provisional_from == date(year + 1, 1, 1)


@given(bases, st.integers(0, 300), units, st.integers(0, 10))
def test_the_warning_comes_when_so_many_days_are_left_and_never_at_the_beginning(
    base: date, days: int, unit: LimitUnit, warning_days: int
) -> None:
    limit = Limit(days, unit)
    last = due_on(base, limit)
    warned = warn_on(base, limit, last, warning_days)
    assert base <= warned <= last
    assert remaining(warned, last, unit) <= warning_days
    if warned > base:
        assert remaining(warned - DAY, last, unit) == min(warning_days, max(days - 1, 0)) + 1
    lights = [light(day, last, warned) for day in (warned, last, last + DAY)]
    assert lights == [Light.WARNING, Light.WARNING, Light.OVERDUE]
    if days > 1:
        assume(is_working_day(base)[0])
        assert light(base, last, warned) is Light.NORMAL


def test_the_quarterly_return_is_due_on_the_fifth_working_day() -> None:
    assert [str(quarterly_return_due(2026, quarter).on) for quarter in (1, 2, 3, 4)] == [
        "2026-01-08",
        "2026-04-08",
        "2026-07-07",
        "2026-10-13",
    ]
    assert quarterly_return_due(2031, 1).provisional


def test_lights_have_their_national_codes() -> None:
    assert [(one.label, one.national_code) for one in Light] == [("正常", 1), ("预警", 2), ("逾期", 3)]
