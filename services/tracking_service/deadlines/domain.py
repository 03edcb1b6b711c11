"""A deadline: a limit that runs against something, whoever asked for it.

It is always reckoned from its base date with all of its stops, never from an earlier due date.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from services.tracking_service.calendar.domain import (
    PUBLISHED_THROUGH,
    Light,
    Limit,
    StoppedInterval,
    due,
    light,
    remaining,
    used_days,
    warn_on,
)
from shared.kit.clock import local_date
from shared.kit.facts import Aggregate
from shared.kit.labels import Colour, Labelled


class DeadlineState(Labelled):
    """Where a deadline stands. What is missed stays missed, even when the thing is done later.

    One that had run out before anybody could keep it was never missed.
    """

    RUNNING = "running", "计时中", "running", Colour.BLUE
    STOPPED = "stopped", "暂停计时", "stopped", Colour.YELLOW
    MET = "met", "按期完成", "met", Colour.GREEN
    MISSED = "missed", "逾期", "missed", Colour.RED
    CANCELLED = "cancelled", "无须完成", "cancelled", Colour.GREY
    RAN_OUT = "ran_out", "视为受理时已届满", "had run out already", Colour.GREY


@dataclass
class Deadline(Aggregate):
    """The aggregate.

    title: the name of the item that it is about, where that is known; base: the local day from which it runs; due_on:
    None while it is stopped; warned_on: the day on which the light turns to 预警; neared_for: the due date that was
    told to be near; reckoned_through: the last announced year of the calendar when it was reckoned; settled_at: when
    the thing was done or became moot.
    """

    id: UUID
    asker: str
    project_id: UUID
    purpose: str
    subject_kind: str
    subject_id: UUID
    body: str | None
    title: str | None
    base: date
    limit: Limit
    stops: tuple[StoppedInterval, ...] = ()
    state: DeadlineState = DeadlineState.RUNNING
    due_on: date | None = None
    warned_on: date | None = None
    provisional: bool = False
    reckoned_through: int = PUBLISHED_THROUGH
    neared_for: date | None = None
    missed_at: datetime | None = None
    settled_at: datetime | None = None

    def reckon(self, *, stops: Sequence[StoppedInterval], warning_days: int) -> None:
        """Reckon the due date from the base with these stops. A deadline that is over or missed stays as it is.

        warning_days: how many days of the limit's unit before the due date the light turns to 预警.
        """
        if self.settled_at or self.state not in (DeadlineState.RUNNING, DeadlineState.STOPPED):
            return
        before = self.due_on, self.provisional
        self.stops, self.reckoned_through = tuple(stops), PUBLISHED_THROUGH
        found = due(self.base, self.limit, stops)
        if found is None:
            self.state, self.due_on, self.warned_on, self.provisional = DeadlineState.STOPPED, None, None, False
            self.say("stopped")
            return
        self.state, self.due_on, self.provisional = DeadlineState.RUNNING, found.on, found.provisional
        self.warned_on = warn_on(self.base, self.limit, found.on, warning_days)
        self.say("reckoned" if (self.due_on, self.provisional) == before else "set")

    def run_out(self) -> None:
        """It had ended before the thing was anybody's to do: nobody is warned or late, and no stop moves it."""
        self.state = DeadlineState.RAN_OUT
        self.say("ran_out")

    def near(self) -> None:
        """Its due date is near; told once for a due date."""
        self.neared_for = self.due_on
        self.say("neared")

    def miss(self, now: datetime) -> None:
        """Its due date has passed with the thing undone."""
        self.state, self.missed_at = DeadlineState.MISSED, now
        self.say("missed")

    def settle(self, *, met: bool, at: datetime) -> None:
        """The thing was done (met) or needs doing no more. Does nothing the second time.

        Done on its due day or before, it was done in time, even where the news of it came later.
        """
        if self.settled_at:
            return
        self.settled_at = at
        if self.state is DeadlineState.RAN_OUT:
            self.say("settled")
            return
        in_time = self.due_on is None or local_date(at) <= self.due_on
        if met and in_time:
            self.state = DeadlineState.MET
            self.say("met" if self.due_on else "settled")
        elif met and self.state is not DeadlineState.MISSED:
            self.miss(at)
        else:
            if self.state is not DeadlineState.MISSED:
                self.state = DeadlineState.CANCELLED
            self.say("settled")

    def void(self, *, at: datetime) -> None:
        """What it ran against never came to be: nobody kept or missed it, and it shows no day and no light."""
        self.state, self.settled_at, self.due_on, self.warned_on = DeadlineState.CANCELLED, at, None, None
        self.say("settled")

    @property
    def reckoned(self) -> Reckoned:
        """By what its clock stands."""
        settled_on = local_date(self.settled_at) if self.settled_at else None
        return Reckoned(
            self.base,
            self.limit,
            self.stops,
            self.due_on,
            self.warned_on,
            self.provisional,
            settled_on,
            self.state is DeadlineState.RAN_OUT,
        )


@dataclass(frozen=True, slots=True)
class Reckoned:
    """By what a clock stands on any day.

    settled_on: the day on which the thing was done or became moot; ran_out: it had ended before the thing was there.
    """

    base: date
    limit: Limit
    stops: tuple[StoppedInterval, ...]
    due_on: date | None
    warned_on: date | None
    provisional: bool
    settled_on: date | None
    ran_out: bool = False

    def standing(self, today: date) -> Standing:
        """How the clock stands on a day, or as it stood when the thing was settled."""
        day = self.settled_on or today
        used = used_days(self.base, day, self.limit.unit, self.stops)
        if self.due_on is None or self.warned_on is None:
            return Standing(None, self.limit.days - used, used)
        left = remaining(day, self.due_on, self.limit.unit)
        return Standing(None if self.ran_out else light(day, self.due_on, self.warned_on), left, used)


@dataclass(frozen=True, slots=True)
class Standing:
    """How a deadline stands.

    light: None while it is stopped, and where it had run out; remaining and used: days in the limit's unit.
    """

    light: Light | None
    remaining: int
    used: int
