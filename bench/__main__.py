"""Measure, print, and write ``bench/latest.json`` and the table of ``docs/performance.md``.

It brings up a stack of its own in a temporary folder on free ports and takes it down again. The floors (raw asyncpg,
raw Kafka) are taken in turns with what they are the floor of. Nothing else should run on the machine.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import tempfile
from collections.abc import Awaitable, Callable
from datetime import date
from pathlib import Path

import psutil
import uvloop
from rich.console import Console
from rich.table import Table

from bench.experiments import Bench, Extent
from bench.figures import Figure, Watch
from bench.floors import RawBroker, RawDatabase
from bench.system import System, database_url
from deploy.local.stack_file import ROOT

LATEST = ROOT / "bench/latest.json"
PAGE = ROOT / "docs/performance.md"
_BEGIN, _END = "<!-- the table: written by `make bench` -->", "<!-- the table ends -->"
_FULL = Extent(rounds=5, seconds=2.0, rows=(10_000, 100_000, 1_000_000), backlog=40_000, streams=2_000)
_QUICK = Extent(rounds=1, seconds=0.5, rows=(10_000, 20_000), backlog=5_000, streams=200)

console = Console(stderr=True)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument(
        "--quick", action="store_true", help="a smoke run: the figures mean nothing, nothing is written"
    )
    parser.add_argument("--rows", type=int, help="the most stored cases that reads are measured at")
    parser.add_argument("--rounds", type=int, help="rounds of which the median is taken")
    parser.add_argument("--only", nargs="+", metavar="NAME", help="some of the measurements only; nothing is written")
    return parser.parse_args()


async def measure(extent: Extent, only: list[str] | None) -> list[Figure]:
    """Take all figures."""
    figures: list[Figure] = []
    with tempfile.TemporaryDirectory(prefix="daiban-bench-", ignore_cleanup_errors=True) as folder:
        os.chmod(folder, 0o755)  # noqa: PTH101, S103  (PostgreSQL runs as another user where we are root)
        console.print("bringing the stack up …")
        async with (
            System.up(Path(folder)) as system,
            RawDatabase.open(database_url(system.stack)) as raw,
            RawBroker.open(system.stack.file) as broker,
        ):
            bench = Bench(system, raw, broker, extent)
            steps: dict[str, Callable[[], Awaitable[list[Figure]]]] = {
                "memory": bench.memory,
                "start": bench.start,
                "empty-get": bench.empty_get,
                "writes": bench.writes,
                "hop200": lambda: bench.hop(200),
                "hop500": lambda: bench.hop(500),
                "chain": lambda: bench.chain(100),
                "streams": bench.streams,
                "backlog": bench.backlog,
                "reads": bench.reads,
            }
            for name, step in steps.items():
                if only and name not in only:
                    continue
                watch = Watch()
                taken = await step()
                figures += taken
                console.print(f"{name}: {watch.seconds:.0f} s")
                for figure in taken:
                    console.print(f"  {figure.name}: {figure.value:.4g} {figure.unit}{_beside(figure)}")
    return figures


def _beside(figure: Figure) -> str:
    ratio = f" ({figure.ratio:.2f} × the floor)" if figure.ratio is not None else ""
    return f"{ratio} [{'met' if figure.met else 'NOT met'}: {figure.goal}]" if figure.goal else ratio


_COLUMNS = ("what", "value", "floor", "ratio", "goal", "met")


def _row(figure: Figure) -> tuple[str, ...]:
    return (
        figure.name,
        f"{figure.value:,.4g} {figure.unit}",
        f"{figure.floor:,.4g}" if figure.floor else "",
        f"{figure.ratio:.2f}" if figure.ratio is not None else "",
        str(figure.goal or ""),
        {True: "yes", False: "no", None: ""}[figure.met],
    )


def print_table(figures: list[Figure]) -> None:
    """The table in the terminal."""
    table = Table(*_COLUMNS)
    for figure in figures:
        table.add_row(*_row(figure), style="red" if figure.met is False else None)
    Console().print(table)


def plots(figures: list[Figure]) -> list[str]:
    """How the reads' cost grows with what is stored: a Mermaid plot for each curve."""
    curves: dict[str, list[Figure]] = {}
    for figure in figures:
        if figure.on:
            curves.setdefault(figure.on[0], []).append(figure)
    lines = []
    for name, points in curves.items():
        places = ", ".join(f'"{point.on[1]:,}"' for point in points if point.on)
        values = ", ".join(f"{point.value:.4g}" for point in points)
        lines += [
            *("```mermaid", "xychart-beta", f'    title "{name}, by stored cases"', f"    x-axis [{places}]"),
            f'    y-axis "{points[0].unit}" 0 --> {max(point.value for point in points) * 1.2:.4g}',
            *(f"    line [{values}]", "```", ""),
        ]
    return lines


def write(figures: list[Figure], extent: Extent) -> None:
    """Keep the figures, and put them into the page."""
    LATEST.write_text(json.dumps([figure.told() for figure in figures], ensure_ascii=False, indent=1) + "\n")
    memory = psutil.virtual_memory().total / 2**30
    machine = f"{os.cpu_count()} processors, {memory:.0f} GiB, {platform.system()}, Python {platform.python_version()}"
    rows = ["| " + " | ".join(_COLUMNS) + " |", "|---|---:|---:|---:|---:|---|"]
    rows += ["| " + " | ".join(_row(figure)) + " |" for figure in figures]
    said = f"{date.today().isoformat()}, {machine}; median of {extent.rounds} rounds, floors in turns with them."  # noqa: DTZ011
    page = PAGE.read_text()
    head, _, rest = page.partition(_BEGIN)
    _, _, tail = rest.partition(_END)
    PAGE.write_text("\n".join([head + _BEGIN, "", said, "", *rows, "", *plots(figures), _END + tail]))


def main() -> int:
    """The command."""
    asked = _arguments()
    extent = _QUICK if asked.quick else _FULL
    rows = asked.rows or extent.rows[-1]
    counts = tuple(sorted({count for count in extent.rows if count < rows} | {rows}))
    extent = Extent(asked.rounds or extent.rounds, extent.seconds, counts, extent.backlog, extent.streams)
    figures = uvloop.run(measure(extent, asked.only))
    print_table(figures)
    if not (asked.quick or asked.only):
        write(figures, extent)
        console.print(f"written: {LATEST.relative_to(ROOT)}, {PAGE.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
