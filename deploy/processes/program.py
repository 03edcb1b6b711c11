"""A process that is to be kept alive, as whoever needs it describes it to the supervisor."""

from __future__ import annotations

import signal
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from pathlib import Path

from deploy.processes.patience import STILL_S

ROOT = Path(__file__).resolve().parents[2]
"""The checkout: every Python process runs in it."""


class Stage(IntEnum):
    """When a program is stopped: lower ones first, so that nobody loses what it still needs."""

    EDGE = 0
    WORKER = 1
    SURROUNDINGS = 2
    BROKER = 3
    DATABASE = 4


@dataclass(frozen=True)
class Program:
    """A process to keep alive.

    ready: asked again and again until it says yes; recover: what to do instead of a plain restart when the process has
    died (it calls the function that it is given to start the process again); user: operating system user to run as;
    still_s: a start in which nothing moves for so long is given up; grace_s: it is killed where it ends no sooner.
    """

    name: str
    command: tuple[str, ...]
    stage: Stage
    ready: Callable[[], Awaitable[bool]]
    environment: Mapping[str, str] = field(default_factory=dict)
    folder: Path = ROOT
    user: str | None = None
    stop_signal: signal.Signals = signal.SIGTERM
    still_s: float = STILL_S
    grace_s: float = 10.0
    recover: Callable[[Callable[[], Awaitable[None]]], Awaitable[None]] | None = None


class StartFailedError(Exception):
    """A program does not come up. The message ends with the last lines of its log."""
