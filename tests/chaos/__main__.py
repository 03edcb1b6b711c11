"""``make chaos``: faults under load on stacks of their own, seeded, and ``docs/reliability.md`` of what they showed.

    python -m tests.chaos [--seed N] [--runs N] [--experiment NAME ...] [--broker embedded|kafka]

Without --experiment all are run and the page is written. Exits 1 where an invariant did not hold, or too late.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from deploy.kafka.install import NotInstalledError, install
from deploy.local import broker
from tests.chaos.experiments import EXPERIMENTS, ONLY_ON, SMALL_DISK
from tests.chaos.page import PAGE, write
from tests.chaos.runner import Result, run
from tests.chaos.system import Skipped, System

_ROUNDS = 2
_PER_STACK = 14
_ON_KAFKA = (
    *("broker-killed", "kill-relay", "kill-consumer", "two-relays", "zombie", "broker-frozen"),
    *("broker-killed", "kill-often", "poison", "two-workers"),
)


@dataclass(frozen=True)
class Planned:
    """A run that is to be done."""

    seed: int
    experiment: str
    broker: str

    @property
    def stack(self) -> tuple[str, bool]:
        """What it needs: a broker, and whether on a small disk."""
        return self.broker, self.experiment in SMALL_DISK


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.chaos", description=__doc__)
    parser.add_argument("--seed", type=int, default=1, help="of the first run; each later one has the next")
    parser.add_argument("--runs", type=int, help="as many, one experiment after another")
    parser.add_argument("--experiment", nargs="+", choices=sorted(EXPERIMENTS), help="these only; no page is written")
    parser.add_argument("--broker", choices=broker.KINDS, help="on this one only (without: what DAIBAN_BROKER says)")
    parser.add_argument("--keep", action="store_true", help="keep the data and logs of the stacks")
    return parser.parse_args()


def plan(asked: argparse.Namespace) -> list[Planned]:
    """The runs that were asked for, those of one kind of stack after another."""
    kind = asked.broker or broker.chosen()
    if asked.experiment:
        wanted = [(name, ONLY_ON.get(name, kind)) for name in asked.experiment]
    else:
        wanted = [(name, "embedded") for name in EXPERIMENTS if ONLY_ON.get(name) != "kafka"] * _ROUNDS
        wanted += [(name, "kafka") for name in _ON_KAFKA]
    if asked.runs:
        wanted = list(itertools.islice(itertools.cycle(wanted), asked.runs))
    planned = [Planned(seed, name, on) for seed, (name, on) in enumerate(wanted, asked.seed)]
    return sorted(planned, key=lambda one: one.stack)


async def chaos(planned: list[Planned], *, keep: bool = False) -> list[Result]:
    """Do them. A stack serves several; one on which something broke, no more."""
    results: list[Result] = []
    left = list(planned)

    def told(result: Result) -> Result:
        results.append(result)
        _tell(result, len(results), len(planned))
        return result

    while left:
        kind, small_disk = left[0].stack
        try:
            if kind == "kafka":
                await asyncio.to_thread(_install)
            async with System.up(kind, small_disk=small_disk, keep=keep) as system:
                for one in _next(left, (kind, small_disk)):
                    if told(await run(system, one.experiment, one.seed)).violations:
                        break
        except Skipped as why:
            for one in [one for one in left if one.stack == (kind, small_disk)]:
                left.remove(one)
                told(Result(one.seed, one.experiment, one.broker, skipped=str(why)))
    return results


def _next(left: list[Planned], stack: tuple[str, bool]) -> Iterator[Planned]:
    """Take those of this kind of stack, as many as one stack serves."""
    for _ in range(_PER_STACK):
        if not left or left[0].stack != stack:
            return
        yield left.pop(0)


def _install() -> None:
    try:
        install()
    except NotInstalledError as error:
        raise Skipped(str(error)) from None


def _tell(result: Result, number: int, of: int) -> None:
    recovery = "—" if result.recovery_s is None else f"{result.recovery_s:.1f} s"
    print(
        f"{number:>2}/{of} seed {result.seed:<3} {result.experiment:20} {result.broker:8} ok {result.ok:<4} fail"
        f" {result.fail:<3} unknown {result.unknown:<3} recovery {recovery:7} {result.verdict:7}"
        f" {result.skipped or result.note}",
        flush=True,
    )
    for violation in result.violations:
        print(f"    {violation}", flush=True)
    if result.verdict in {"BROKEN", "late"}:
        print(f"    again: {result.command}", flush=True)


def main() -> int:
    """The command."""
    asked = _arguments()
    began = time.monotonic()
    results = asyncio.run(chaos(plan(asked), keep=asked.keep))
    minutes = (time.monotonic() - began) / 60
    verdicts = Counter(result.verdict for result in results)
    told = ", ".join(f"{count} {verdict}" for verdict, count in verdicts.items())
    print(f"{len(results)} runs in {minutes:.1f} min: {told}")
    if not (asked.experiment or asked.runs or asked.broker):
        write(results, minutes)
        print(f"written: {PAGE.relative_to(PAGE.parents[1])}")
    return 1 if verdicts["BROKEN"] or verdicts["late"] else 0


if __name__ == "__main__":
    sys.exit(main())
