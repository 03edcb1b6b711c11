"""A figure, and how several rounds make one."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from statistics import median
from typing import Any

import psutil

from deploy.processes.patience import cpu_seconds

Measure = Callable[[], Awaitable[float]]


@dataclass(frozen=True)
class Goal:
    """What a figure should reach: at least or at most a number, of the figure itself or of its ratio to the floor."""

    number: float
    at_least: bool
    of_ratio: bool

    def __str__(self) -> str:
        return f"{'≥' if self.at_least else '≤'} {self.number:g}{' ×' if self.of_ratio else ''}"

    def met_by(self, value: float, ratio: float | None) -> bool:
        """Whether a figure reaches it."""
        number = ratio if self.of_ratio else value
        assert number is not None
        return number >= self.number if self.at_least else number <= self.number


@dataclass(frozen=True)
class Figure:
    """What was measured. value and floor are in ``unit``; ratio is value by floor.

    on: the curve that it is a point of, and at how many stored cases.
    """

    name: str
    value: float
    unit: str
    floor: float | None = None
    goal: Goal | None = None
    on: tuple[str, int] | None = None

    @property
    def ratio(self) -> float | None:
        """The value by its floor."""
        return self.value / self.floor if self.floor else None

    @property
    def met(self) -> bool | None:
        """Whether the goal is reached; None where there is none."""
        return self.goal.met_by(self.value, self.ratio) if self.goal else None

    def told(self) -> dict[str, Any]:
        """As it stands in ``latest.json``."""
        rounded = {name: _rounded(value) for name, value in asdict(self).items() if name != "goal"}
        goal = str(self.goal) if self.goal else None
        return {**rounded, "ratio": _rounded(self.ratio), "goal": goal, "met": self.met}


def _rounded(value: Any) -> Any:
    return float(f"{value:.4g}") if isinstance(value, float) else value


def at_least(number: float) -> Goal:
    """A goal for the figure itself."""
    return Goal(number, at_least=True, of_ratio=False)


def at_most(number: float) -> Goal:
    """A goal for the figure itself."""
    return Goal(number, at_least=False, of_ratio=False)


def ratio_at_least(number: float) -> Goal:
    """A goal for the figure's ratio to the floor."""
    return Goal(number, at_least=True, of_ratio=True)


def ratio_at_most(number: float) -> Goal:
    """A goal for the figure's ratio to the floor."""
    return Goal(number, at_least=False, of_ratio=True)


async def in_turns(rounds: int, *measures: Measure) -> list[float]:
    """Each measure's median over rounds in which they take turns, so that a busy moment hits all of them alike."""
    taken: list[list[float]] = [[] for _ in measures]
    for _ in range(rounds):
        for measure, values in zip(measures, taken, strict=True):
            values.append(await measure())
    return [median(values) for values in taken]


def percentile(values: Sequence[float], part: float) -> float:
    """The value below which a part (0 to 1) of the values lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(part * len(ordered)))]


def memory_mb(pid: int) -> float:
    """The resident memory of a process, in MB (10⁶ bytes)."""
    resident: int = psutil.Process(pid).memory_info().rss
    return resident / 1e6


async def idle(processes: Mapping[str, int], seconds: float) -> dict[str, float]:
    """Processor time of each of some programs, whose process ids are given, in milliseconds per second."""

    def used() -> dict[str, float]:
        return {name: cpu_seconds(pid, with_children=True) for name, pid in processes.items()}

    before, watch = used(), Watch()
    await asyncio.sleep(seconds)
    return {name: (now - before[name]) / watch.seconds * 1000 for name, now in used().items()}


class Spent:
    """Processor time of parts per piece of work, in milliseconds, over several turns."""

    def __init__(self) -> None:
        self._turns: list[dict[str, float]] = []

    def add(self, before: Mapping[str, float], after: Mapping[str, float], pieces: int) -> None:
        """What a turn of that many pieces has used."""
        self._turns.append({part: (after[part] - before[part]) / pieces * 1000 for part in before})

    def figures(self, name: str) -> list[Figure]:
        """A figure for each part, and one for all of them."""
        parts = {part: median(turn[part] for turn in self._turns) for part in self._turns[0]}
        total = Figure(f"{name}, processor time of all", sum(parts.values()), "ms")
        return [total, *(Figure(f"{name}, processor time of {part}", value, "ms") for part, value in parts.items())]


class Watch:
    """Seconds since it was made."""

    def __init__(self) -> None:
        self._began = time.perf_counter()

    @property
    def seconds(self) -> float:
        """How long it has been running."""
        return time.perf_counter() - self._began
