"""Sees to it that nothing outlives the launcher, however the launcher ends.

The launcher holds the other end of this process's standard input. Each process that it starts writes a line into it:
``pid stage signal grace_seconds``. When the pipe closes - on an orderly end as on ``kill -9`` - whatever is still
alive is stopped here, stage by stage. A pipe needs no system call that only one operating system has.

The lock of the data folder is inherited by this process, so that a next launcher waits until it is through.
"""

from __future__ import annotations

import contextlib
import signal
import sys
import time
from collections import defaultdict

import psutil


def main() -> None:
    """Read until the pipe closes, then stop what is left."""
    for harmless in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(harmless, signal.SIG_IGN)
    stages: dict[int, list[tuple[psutil.Process, int, float]]] = defaultdict(list)
    for line in sys.stdin:
        pid, stage, stop_signal, grace_s = line.split()
        with contextlib.suppress(psutil.NoSuchProcess):
            stages[int(stage)].append((psutil.Process(int(pid)), int(stop_signal), float(grace_s)))
    for _, stage_processes in sorted(stages.items()):
        _stop(stage_processes)


def _stop(processes: list[tuple[psutil.Process, int, float]]) -> None:
    left = [entry for entry in processes if _alive(entry[0])]
    for process, stop_signal, _ in left:
        with contextlib.suppress(psutil.NoSuchProcess):
            process.send_signal(stop_signal)
    deadline = time.monotonic() + max((grace_s for _, _, grace_s in left), default=0.0)
    while any(_alive(process) for process, _, _ in left) and time.monotonic() < deadline:
        time.sleep(0.05)
    for process, _, _ in left:
        with contextlib.suppress(psutil.NoSuchProcess):
            process.kill()


def _alive(process: psutil.Process) -> bool:
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


if __name__ == "__main__":
    main()
