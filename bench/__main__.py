"""Measure, print, and write ``bench/latest.json`` and the tables of ``docs/performance.md``.

It brings up a stack of its own in a temporary folder on free ports, on the broker that DAIBAN_BROKER names, and takes
it down again. The floors (raw asyncpg, raw Kafka) are taken in turns with what they are the floor of. Nothing else
should run on the machine.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import tempfile
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import psutil
import uvloop
from rich.console import Console
from rich.table import Table

from bench.experiments import Bench, Extent
from bench.figures import Figure, Watch
from bench.floors import RawDatabase
from bench.system import System, database_url
from deploy.local import broker
from deploy.processes.program import ROOT

LATEST = ROOT / "bench/latest.json"
PAGE = ROOT / "docs/performance.md"
_BEGIN, _END = "<!-- the tables: written by `make bench` -->", "<!-- the tables end -->"
_BROKERS = {"embedded": "the embedded broker", "kafka": "Apache Kafka"}
_FULL = Extent(rounds=5, seconds=2.0, rows=(10_000, 100_000, 1_000_000), backlog=40_000, streams=2_000, idle_s=20)
_QUICK = Extent(rounds=1, seconds=0.5, rows=(10_000, 20_000), backlog=5_000, streams=200, idle_s=3)

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
        console.print(f"bringing the stack up on {_BROKERS[broker.chosen()]} …")
        async with System.up(Path(folder)) as system, RawDatabase.open(database_url(system.stack)) as raw:
            bench = Bench(system, raw, extent)
            steps: dict[str, Callable[[], Awaitable[list[Figure]]]] = {
                "memory": bench.memory,
                "idle": bench.idle,
                "start": bench.start,
                "empty-get": bench.empty_get,
                "writes": bench.writes,
                "hop200": lambda: bench.hop(200),
                "hop500": lambda: bench.hop(500),
                "chain": lambda: bench.chain(100),
                "streams": bench.streams,
                "backlog": bench.backlog,
                "reads": bench.reads,
                "files": bench.files,
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


def _row(told: Mapping[str, Any]) -> tuple[str, ...]:
    return (
        told["name"],
        f"{told['value']:,.4g} {told['unit']}",
        f"{told['floor']:,.4g}" if told["floor"] else "",
        f"{told['ratio']:.2f}" if told["ratio"] is not None else "",
        told["goal"] or "",
        {True: "yes", False: "no", None: ""}[told["met"]],
    )


def print_table(figures: list[Figure]) -> None:
    """The table in the terminal."""
    table = Table(*_COLUMNS)
    for figure in figures:
        table.add_row(*_row(figure.told()), style="red" if figure.met is False else None)
    Console().print(table)


def plots(figures: list[dict[str, Any]]) -> list[str]:
    """How the reads' cost grows with what is stored: a Mermaid plot for each curve."""
    curves: dict[str, list[tuple[int, dict[str, Any]]]] = {}
    for told in figures:
        if told["on"]:
            name, stored = told["on"]
            curves.setdefault(name, []).append((stored, told))
    lines = []
    for name, points in curves.items():
        places = ", ".join(f'"{stored:,}"' for stored, _ in points)
        values = ", ".join(f"{told['value']:.4g}" for _, told in points)
        lines += [
            *("```mermaid", "xychart-beta", f'    title "{name}, by stored cases"', f"    x-axis [{places}]"),
            f'    y-axis "{points[0][1]["unit"]}" 0 --> {max(told["value"] for _, told in points) * 1.2:.4g}',
            *(f"    line [{values}]", "```", ""),
        ]
    return lines


def write(figures: list[Figure], extent: Extent) -> None:
    """Keep the figures beside those on the other broker, and put both into the page."""
    memory = psutil.virtual_memory().total / 2**30
    machine = f"{os.cpu_count()} processors, {memory:.0f} GiB, {platform.system()}, Python {platform.python_version()}"
    said = f"{date.today().isoformat()}, {machine}; median of {extent.rounds} rounds, floors in turns with them."  # noqa: DTZ011
    latest = json.loads(LATEST.read_text())
    latest[broker.chosen()] = {"said": said, "figures": [figure.told() for figure in figures]}
    LATEST.write_text(json.dumps(latest, ensure_ascii=False, indent=1) + "\n")
    PAGE.write_text(with_tables(PAGE.read_text(), latest))


def with_tables(page: str, latest: Mapping[str, Any]) -> str:
    """The page with what ``latest.json`` holds. Reads do not go over the broker: one set of plots is enough."""
    taken = {kind: latest[kind] for kind in _BROKERS if kind in latest}
    lines = []
    for kind, run in taken.items():
        lines += [f"### On {_BROKERS[kind]}", "", run["said"], ""]
        lines += ["| " + " | ".join(_COLUMNS) + " |", "|---|---:|---:|---:|---:|---|"]
        lines += ["| " + " | ".join(_row(told)) + " |" for told in run["figures"]]
        lines.append("")
    head, _, rest = page.partition(_BEGIN)
    _, _, tail = rest.partition(_END)
    lines += plots(next(iter(taken.values()))["figures"])
    return "\n".join([head + _BEGIN, "", *lines, _END + tail])


def main() -> int:
    """The command."""
    asked = _arguments()
    extent = _QUICK if asked.quick else _FULL
    rows = asked.rows or extent.rows[-1]
    counts = tuple(sorted({count for count in extent.rows if count < rows} | {rows}))
    extent = replace(extent, rounds=asked.rounds or extent.rounds, rows=counts)
    figures = uvloop.run(measure(extent, asked.only))
    print_table(figures)
    if not (asked.quick or asked.only):
        write(figures, extent)
        console.print(f"written: {LATEST.relative_to(ROOT)}, {PAGE.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
