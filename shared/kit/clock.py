"""The injected clock. Domain code never asks the operating system for the time."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Protocol
from zoneinfo import ZoneInfo

LOCAL = ZoneInfo("Asia/Shanghai")
"""The city's time zone: dates, limits and lights are reckoned in it."""


_FROM, _UNTIL = datetime(1992, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)


def check_of_our_time(told: datetime | date) -> None:
    """Raise ValueError for a moment without an offset, and for one that nothing here can have happened at.

    The zero times and ends of time that stand for "none" elsewhere can be neither stored nor shown nor reckoned with.
    The city's time has been +08:00 all year since 1992.
    """
    if isinstance(told, datetime):
        if told.tzinfo is None:
            raise ValueError(f"{told.isoformat()} has no offset from UTC")
        fits = _FROM <= told < _UNTIL
    else:
        fits = _FROM.date() <= told < _UNTIL.date()
    if not fits:
        raise ValueError(f"{told.isoformat()} is not of our time, which is 1992 to 2199")


class Clock(Protocol):
    """Tells the time."""

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""


class SystemClock:
    """The operating system's clock."""

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""
        return datetime.now(UTC)


class FileClock:
    """The system's clock, moved by the number of seconds that a file holds.

    All processes of a local stack read the same file, so that a demonstration can let working days pass. A missing or
    unreadable file moves nothing. Never used in production, where ``clock_file`` is not set.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self._read_at: tuple[int, int] | None = None
        self._offset = timedelta(0)

    def now(self) -> datetime:
        """The present moment, moved, aware, in UTC."""
        try:
            stat = os.stat(self._file)  # noqa: PTH116  (a third of Path.stat's time, and each request asks)
            if self._read_at != (stat.st_mtime_ns, stat.st_ino):
                self._offset = timedelta(seconds=float(self._file.read_text()))
                self._read_at = (stat.st_mtime_ns, stat.st_ino)
        except (OSError, ValueError):
            self._offset, self._read_at = timedelta(0), None
        return datetime.now(UTC) + self._offset


def clock_from(file: Path | None) -> Clock:
    """The clock that the settings ask for."""
    return FileClock(file) if file else SystemClock()


def local_date(moment: datetime) -> date:
    """The calendar day of a moment in the city's time zone."""
    return moment.astimezone(LOCAL).date()
