"""``make bench-compare WITH=FOLDER``: this checkout and another, measured in turns on one machine, side by side.

A round is one turn of each: its own stack in its own environment, with the measurements of its own ``bench``; who
begins changes from round to round. What is told is each one's median over the rounds, and this by the other.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from statistics import median
from typing import Any

from rich.console import Console
from rich.table import Table

from bench.experiments import IDLE
from bench.figures import Watch, idle
from deploy.local.broker import KINDS, chosen
from deploy.local.stack_file import NoStackError, StackFile
from deploy.processes.ports import choose
from deploy.processes.program import ROOT

_TURN = """
import contextlib, dataclasses, json, sys, uvloop
from bench import __main__ as bench
if hasattr(bench, "RawBroker") and not any(name.startswith("hop") for name in sys.argv):
    # An older one has a consumer of its own all the time, which keeps the broker busy.
    bench.RawBroker.open = lambda stack: contextlib.nullcontext()
extent = dataclasses.replace(bench._FULL, **json.loads(sys.argv[1]))
print(json.dumps([figure.told() for figure in uvloop.run(bench.measure(extent, sys.argv[2:]))]))
"""
_READY_WITHIN_S = 900.0
_SETTLED_AFTER_S = 15.0

console = Console(stderr=True)

Figures = dict[str, dict[str, Any]]
"""What was measured, by name, as in ``latest.json``."""


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.compare", description=__doc__)
    parser.add_argument("other", type=Path, help="the folder of the other checkout, with its .venv")
    parser.add_argument("--only", nargs="+", default=["idle", "memory", "writes", "chain", "reads"], metavar="NAME")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=2.0, help="of each turn of a measurement")
    parser.add_argument("--idle-s", type=float, default=20.0, help="how long an idle stack is looked at")
    parser.add_argument("--rows", type=int, default=10_000, help="stored cases that reads are measured at")
    parser.add_argument("--broker", choices=KINDS, default=chosen())
    return parser.parse_args()


async def turn(checkout: Path, asked: argparse.Namespace) -> Figures:
    """What a checkout measures of itself in one turn."""
    python = checkout / ".venv/bin/python"
    environment = {**os.environ, "DAIBAN_BROKER": asked.broker}
    if asked.broker == "kafka":
        subprocess.run((python, "-m", "deploy.kafka.install"), cwd=checkout, check=True, stdout=sys.stderr)  # noqa: ASYNC221, S603
    figures: list[dict[str, Any]] = []
    if "idle" in asked.only:
        figures += await _idle(python, checkout, environment, asked.idle_s)
    if only := [name for name in asked.only if name != "idle"]:
        extent = json.dumps({"rounds": 1, "seconds": asked.seconds, "rows": [asked.rows]})
        command = (python, "-c", _TURN, extent, *only)
        told = subprocess.run(command, cwd=checkout, env=environment, check=True, stdout=subprocess.PIPE)  # noqa: ASYNC221, S603
        figures += json.loads(told.stdout)
    return {figure["name"]: figure for figure in figures}


async def _idle(
    python: Path, checkout: Path, environment: Mapping[str, str], seconds: float
) -> Iterable[dict[str, Any]]:
    """The processor time of a whole idle stack. Looked at from here, for an older ``bench`` does not measure it."""
    with tempfile.TemporaryDirectory(prefix="daiban-bench-", ignore_cleanup_errors=True) as folder:
        os.chmod(folder, 0o755)  # noqa: PTH101, S103  (PostgreSQL runs as another user where we are root)
        command = (python, "-m", "deploy.local", "--quiet", "--data", folder)
        port = choose(("gateway",), fixed={})["gateway"]
        stack = subprocess.Popen(command, cwd=checkout, env={**environment, "DAIBAN_PORT": str(port)})  # noqa: ASYNC220, S603
        try:
            file = await _ready(Path(folder), stack)
            await asyncio.sleep(_SETTLED_AFTER_S)
            used = await idle(file.processes, seconds)
        finally:
            stack.terminate()
            stack.wait()
    everything = {"all": sum(used.values()), **used}
    return [
        {"name": f"{IDLE} {part}", "value": ms, "unit": "ms", "floor": None, "ratio": None}
        for part, ms in everything.items()
    ]


async def _ready(folder: Path, stack: subprocess.Popen[bytes]) -> StackFile:
    watch = Watch()
    while stack.poll() is None and watch.seconds < _READY_WITHIN_S:
        try:
            file = StackFile.load(folder)
        except NoStackError:
            pass
        else:
            if file.ready:
                return file
        await asyncio.sleep(0.2)
    raise TimeoutError(f"the stack of {stack.args!r} does not become ready")


def beside(other: list[Figures], this: list[Figures]) -> Iterator[tuple[str, ...]]:
    """A row for each figure that all turns of both have: medians, this by the other, and each by its floor."""
    for name in (name for name in this[0] if all(name in turn for turn in (*other, *this))):
        before, now = (median(turn[name]["value"] for turn in turns) for turns in (other, this))
        by_floor = []
        for turns in (other, this):
            ratios = [turn[name]["ratio"] for turn in turns]
            by_floor.append("" if None in ratios else f"{median(ratios):.3f}")
        ratio = f"{now / before:.2f}" if before else ""
        yield name, this[0][name]["unit"], f"{before:,.4g}", f"{now:,.4g}", ratio, *by_floor


async def compare(asked: argparse.Namespace) -> None:
    """All rounds, and the table after each, for they take long."""
    other: list[Figures] = []
    this: list[Figures] = []
    turns = [(asked.other.resolve(), other), (ROOT, this)]
    for number in range(1, asked.rounds + 1):
        for checkout, taken in turns:
            console.print(f"round {number} of {asked.rounds}: {checkout}")
            taken.append(await turn(checkout, asked))
        turns.reverse()
        table = Table("what", "unit", "other", "this", "this ÷ other", "other ÷ floor", "this ÷ floor")
        for row in beside(other, this):
            table.add_row(*row)
        Console(width=160).print(table)


def main() -> int:
    """The command."""
    asyncio.run(compare(_arguments()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
