"""Gives up on what stands still, not on what is slow."""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable
from contextlib import suppress

import psutil

STILL_S = 30.0
"""So long nothing may move."""
_IN_ALL_S = 300.0
"""So long something may move without coming up: what asks in vain again and again moves too."""
_LOOK_EVERY_S = 0.5
_LOOK_COUNTS_AT_MOST_S = 1.0


class Patience:
    """How long something is waited for: as long as it moves, within reason.

    signs: what differs when it has moved. Time counts from one look to the next, and a late look counts no more than
    one in time: where the machine is so busy that even the looking is late, everything is given more time.
    """

    def __init__(self, signs: Callable[[], Hashable], *, still_s: float = STILL_S, in_all_s: float = _IN_ALL_S) -> None:
        self._signs = signs
        self._still_s, self._in_all_s = still_s, in_all_s
        self._seen = signs()
        self._looked = time.monotonic()
        self._still = self._in_all = 0.0

    def ended(self) -> str:
        """Why there is no more waiting; empty while there is."""
        now = time.monotonic()
        if now - self._looked < _LOOK_EVERY_S:
            return ""
        counts = min(now - self._looked, _LOOK_COUNTS_AT_MOST_S)
        before, self._seen, self._looked = self._seen, self._signs(), now
        self._still = self._still + counts if self._seen == before else 0.0
        self._in_all += counts
        if self._still >= self._still_s:
            return f"nothing has moved for {self._still:.0f} s"
        return f"not after {self._in_all:.0f} s" if self._in_all >= self._in_all_s else ""


def cpu_seconds(pid: int, *, with_children: bool = False) -> float:
    """The processor time that a process has used, and its children, where they are wanted, that run still."""
    total = 0.0
    with suppress(psutil.NoSuchProcess):
        process = psutil.Process(pid)
        for one in [process, *(process.children(recursive=True) if with_children else [])]:
            with suppress(psutil.NoSuchProcess):
                used = one.cpu_times()
                total += used.user + used.system
    return total
