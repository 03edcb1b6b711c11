"""The clock that the local stack lets one move. Every service process reads the same file (``shared.kit.clock``)."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

from deploy.local.stack_file import write_atomically

_DURATION = re.compile(r"P(?=.)(?:(\d+)W)?(?:(\d+)D)?(?:T(?=.)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?", re.ASCII)
_FURTHEST = timedelta(days=3660)


class ClockError(ValueError):
    """What was asked of the clock is not possible; the message says why."""


def offset(file: Path) -> timedelta:
    """By how much the stack's clock is ahead of the machine's."""
    return timedelta(seconds=float(file.read_text())) if file.exists() else timedelta(0)


def advance(file: Path, *, by: str | None = None, to: str | None = None) -> timedelta:
    """Move the clock forward, by an ISO 8601 duration (weeks to seconds) or to an RFC 3339 moment; the new offset.

    Raises ClockError. Never backward: deadlines that were met or missed stay so.
    """
    if (by is None) == (to is None):
        raise ClockError("say either advance (a duration such as P1D) or advance_to (an RFC 3339 moment)")
    ahead = offset(file)
    ahead = ahead + duration(by) if by is not None else _moment(to or "") - datetime.now(UTC)
    if ahead < offset(file):
        raise ClockError(f"the clock only moves forward; it is {(datetime.now(UTC) + offset(file)).isoformat()} now")
    if ahead > _FURTHEST:
        raise ClockError(f"the clock goes no further than {_FURTHEST.days} days ahead")
    write_atomically(file, str(ahead.total_seconds()))
    return ahead


def put_back(file: Path) -> timedelta:
    """Set the clock to the machine's again; by how much it was ahead.

    What was met or missed meanwhile stays so, and what was made then lies in the future for a while.
    """
    ahead = offset(file)
    write_atomically(file, "0")
    return ahead


def duration(text: str) -> timedelta:
    """An ISO 8601 duration in weeks, days, hours, minutes and seconds; months and years have no fixed length.

    Raises ClockError.
    """
    parts = _DURATION.fullmatch(text)
    if parts is None:
        raise ClockError(f"{text!r} is not a duration such as P1D, PT2H30M or P1W")
    weeks, days, hours, minutes, seconds = (int(part or 0) for part in parts.groups())
    try:
        return timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)
    except OverflowError as error:
        raise ClockError(f"{text!r} is too long") from error


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise ClockError(f"{text!r} is not an RFC 3339 moment") from error
    if moment.tzinfo is None:
        raise ClockError(f"{text!r} lacks an offset such as +08:00")
    return moment
