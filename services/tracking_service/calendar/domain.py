"""Working days (工作日) in the city's time zone, and the due dates that are reckoned in them.

Source: 行政许可法 82 (limits count working days, without statutory holidays). Which days are worked, 调休 included, is
announced by the State Council each year for one year; the package ``chinese_calendar`` carries the announcements.
A year that is not announced yet is reckoned with weekends and the statutory holidays of fixed solar date off, and
every answer that looked into such a year says that it is provisional. So does one that looked at the days before such
a year's New Year, which its announcement may arrange anew.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

import chinese_calendar

from shared.kit.labels import Colour, Labelled
from shared.vocabulary.limits import LimitUnit

PUBLISHED_FROM: int = min(chinese_calendar.holidays).year
PUBLISHED_THROUGH: int = max(chinese_calendar.holidays).year
"""The last year whose days off are announced."""
CERTAIN_THROUGH = date(PUBLISHED_THROUGH, 12, 28)
"""The last day that no later announcement is known to touch: those of 2008 and of 2019 arranged the days from 29
December of the year before."""

_SOLAR_HOLIDAYS = {(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)}
"""Statutory holidays whose solar date is fixed (全国年节及纪念日放假办法, as revised in 2024): 元旦, 劳动节, 国庆节."""
_DAY = timedelta(days=1)


class Light(Labelled):
    """How a thing stands against its limit."""

    NORMAL = "normal", "正常", "normal", Colour.GREEN
    WARNING = "warning", "预警", "warning", Colour.YELLOW
    OVERDUE = "overdue", "逾期", "overdue", Colour.RED

    @property
    def national_code(self) -> int:
        """Its code in the national exchange standard."""
        return {Light.NORMAL: 1, Light.WARNING: 2, Light.OVERDUE: 3}[self]


@dataclass(frozen=True, slots=True)
class Limit:
    """A time limit: a number of working or calendar days; 0 is 即时 (the day itself)."""

    days: int
    unit: LimitUnit


@dataclass(frozen=True, slots=True)
class StoppedInterval:
    """Days on which the clock stood still: from ``start`` until the day before ``end``; open where ``end`` is None."""

    start: date
    end: date | None = None


@dataclass(frozen=True, slots=True)
class Due:
    """The last day on which a limit is kept. provisional: an announcement that is still to come may move it."""

    on: date
    provisional: bool


@dataclass(frozen=True, slots=True)
class YearOfDays:
    """A year's calendar.

    adjusted: weekend days that are worked (调休); days_off: Mondays to Fridays that are not; provisional_from: from
    when on a later announcement may arrange its days anew, None where none can.
    """

    year: int
    published: bool
    working_days: int
    adjusted: tuple[date, ...]
    days_off: tuple[date, ...]
    provisional_from: date | None


def is_published(year: int) -> bool:
    """Whether the year's days off are announced."""
    return PUBLISHED_FROM <= year <= PUBLISHED_THROUGH


def is_working_day(day: date) -> tuple[bool, bool]:
    """Whether a day is worked, and whether that is provisional."""
    if is_published(day.year):
        return bool(chinese_calendar.is_workday(day)), day > CERTAIN_THROUGH
    return day.weekday() < 5 and (day.month, day.day) not in _SOLAR_HOLIDAYS, True


def year_of_days(year: int) -> YearOfDays:
    """The calendar of a year."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    worked = set(_working_days(year))
    days = [date.fromordinal(n) for n in range(first.toordinal(), last.toordinal() + 1)]
    return YearOfDays(
        year=year,
        published=is_published(year),
        working_days=len(worked),
        adjusted=tuple(day for day in days if day.weekday() >= 5 and day.toordinal() in worked),
        days_off=tuple(day for day in days if day.weekday() < 5 and day.toordinal() not in worked),
        provisional_from=next((day for day in days if _provisional(day, day)), None),
    )


def due(base: date, limit: Limit, stopped: Sequence[StoppedInterval] = ()) -> Due | None:
    """The day on which a limit runs out, always from the base date and with all the stops.

    The base day is not counted, nor are days of a stop; overlapping stops count once. A limit of 0 days is due on the
    base day, or on the next day that counts. None while an open stop keeps the limit from running out; a stop that
    begins after the due date moves nothing.

    A limit in calendar days whose last day is not worked runs out on the next day that is (民法典 203; ADR 0023).
    """
    wanted = max(limit.days, 1)
    first = base + _DAY if limit.days else base
    for start, end in _running(first, stopped):
        available = None if end is None else _count(start, end, limit.unit)
        if available is None or wanted <= available:
            day = _nth(start, wanted, limit.unit)
            if limit.unit is LimitUnit.WORKING_DAY:
                return Due(day, _provisional(first, day))
            worked = _nth(day, 1, LimitUnit.WORKING_DAY)
            return Due(worked, _provisional(day, worked))
        wanted -= available
    return None


def remaining(today: date, due_on: date, unit: LimitUnit) -> int:
    """The days left after today, in the limit's unit: 0 on the due day, negative when it has passed.

    Where a limit in calendar days was moved from a day off, the days of the move are left as well.
    """
    if today <= due_on:
        return _count(today + _DAY, due_on + _DAY, unit)
    return -_count(due_on + _DAY, today + _DAY, unit)


def used_days(base: date, today: date, unit: LimitUnit, stopped: Sequence[StoppedInterval] = ()) -> int:
    """The days of a limit that are used up at the end of ``today``, in the limit's unit."""
    after = today + _DAY
    return sum(
        _count(start, min(end or after, after), unit) for start, end in _running(base + _DAY, stopped) if start < after
    )


def warn_on(base: date, limit: Limit, due_on: date, warning_days: int) -> date:
    """The day on which the light turns to 预警: when ``warning_days`` of the limit's unit are left.

    At most all but one of the limit's days, so that nothing begins with a warning, and never before the base day.
    """
    days = min(warning_days, max(limit.days - 1, 0))
    return max(base, _nth_before(due_on, days, limit.unit))


def light(today: date, due_on: date, warned_on: date) -> Light:
    """The light on a day. ``warned_on``: see :func:`warn_on`."""
    if today > due_on:
        return Light.OVERDUE
    return Light.WARNING if today >= warned_on else Light.NORMAL


def quarterly_return_due(year: int, quarter: int) -> Due:
    """Until when a body files the return on the quarter before (notice 三(四)一: within the first 5 working days)."""
    first = date(year, 3 * quarter - 2, 1)
    return Due(_nth(first, 5, LimitUnit.WORKING_DAY), not is_published(year))


@lru_cache(maxsize=256)
def _working_days(year: int) -> tuple[int, ...]:
    """The ordinals of a year's working days, in order."""
    first, last = date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()
    return tuple(n for n in range(first, last + 1) if is_working_day(date.fromordinal(n))[0])


def _running(first: date, stopped: Sequence[StoppedInterval]) -> Iterator[tuple[date, date | None]]:
    """The intervals [start, end) on which the clock runs, from ``first`` on; the last one is open unless stopped."""
    start = first
    for stop in sorted(stopped, key=lambda stop: stop.start):
        if stop.start > start:
            yield start, stop.start
        if stop.end is None:
            return
        start = max(start, stop.end)
    yield start, None


def _count(start: date, end: date, unit: LimitUnit) -> int:
    """How many days of [start, end) count."""
    if end <= start:
        return 0
    if unit is LimitUnit.CALENDAR_DAY:
        return (end - start).days
    return sum(
        bisect_left(days, end.toordinal()) - bisect_left(days, start.toordinal())
        for days in map(_working_days, range(start.year, end.year + 1))
    )


def _nth(start: date, n: int, unit: LimitUnit) -> date:
    """The n-th day that counts (n from 1), from ``start`` on."""
    if unit is LimitUnit.CALENDAR_DAY:
        return start + (n - 1) * _DAY
    year = start.year
    skipped = bisect_left(_working_days(year), start.toordinal())
    while n > len(_working_days(year)) - skipped:
        n -= len(_working_days(year)) - skipped
        year, skipped = year + 1, 0
    return date.fromordinal(_working_days(year)[skipped + n - 1])


def _nth_before(day: date, n: int, unit: LimitUnit) -> date:
    """The n-th day that counts before a day; the day itself for 0."""
    if unit is LimitUnit.CALENDAR_DAY or n == 0:
        return day - n * _DAY
    year = day.year
    before = bisect_left(_working_days(year), day.toordinal())
    while n > before:
        n -= before
        year -= 1
        before = len(_working_days(year))
    return date.fromordinal(_working_days(year)[before - n])


def _provisional(first: date, last: date) -> bool:
    return last > CERTAIN_THROUGH or first.year < PUBLISHED_FROM
