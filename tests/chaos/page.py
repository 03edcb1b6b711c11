"""``docs/reliability.md``: nothing in it but what ``make chaos`` has measured."""

from __future__ import annotations

import os
import platform
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime

from deploy.processes.program import ROOT
from tests.chaos.experiments import EXPERIMENTS, SESSION_S, meaning
from tests.chaos.runner import BOUND_S, Result

PAGE = ROOT / "docs/reliability.md"

_HEAD = """<!-- Written by `make chaos` from what it measured; not by hand. -->
# Reliability

What holds when parts of the system die, freeze or come back, measured by one command:

```
make chaos                                      # all experiments, several times each, and this page
make chaos seed=10 experiment=kill-relay runs=1 # one run again
```

Each run brings writes in through the REST API with a few clients at once (owners, projects, requests, agreements,
packages, acceptances, acknowledgements, cases), puts one fault in, takes it away, and waits until nothing is on its
way. Each client logs what it knows of each write, under its Idempotency-Key: ok, fail (surely not done) or unknown (no
answer came; some ask again with the same key, some never do). Then the four schemas and the topics are compared with
the logs, again where something was said meanwhile (a letter that was cut off is sent again two minutes later):

- each ok is there exactly once, with its event and in the audit trail; each fail is not there; each unknown is there
  wholly or not at all;
- each effect of each event is there exactly once: copies, cases, assignments, deadlines, timeline entries, messages;
- what happened one after another is in that order, on the topics (repeats aside, which consumers drop) and in the
  timeline: for intake per project, elsewhere per case, assignment or delivery (those of a project may be at work at
  the same time);
- each copy says what its source says; audit chains are whole and sealed; no outbox row is left; dead letters are those
  that the experiment put there, and no others; no answer was 500, no right request was refused.

Where a fault has to hit a moment (between send and mark, between commit and offset), the run brings that moment about
and afterwards looks for its trace: the repeats that it must have left behind.

Recovery is the time from the end of the fault (for a kill: from the kill; for a server: from when it takes connections
again) until all was well and stayed so under the same load: every part says that it is ready, and nothing that was
committed two seconds ago is still on its way; 0.0 s: it never was otherwise. It may take
"""

_REPEATED = """The seed decides whom the fault hits and when, and what clients do; the processes' own pace it does not
decide."""


def write(results: Sequence[Result], minutes: float) -> None:
    """Write the page of these runs."""
    by_seed = sorted(results, key=lambda one: one.seed)
    lines = [
        f"{_HEAD}{BOUND_S:.0f} s: {SESSION_S:.0f} s, a consumer's session where nothing else is set, and 4 s more.",
        "A run over it is `late`. (With the embedded broker a session lasts half as long on the local stack, for there",
        "whoever joins a group waits for half a session besides.)",
        "",
        _summary(results, minutes),
        "",
        "## Experiments",
        "",
        *(["| experiment | what is done | runs | longest recovery |", "| --- | --- | --- | --- |"]),
        *(_experiment(name, [one for one in results if one.experiment == name]) for name in EXPERIMENTS),
        "",
        "## Runs",
        "",
        "| seed | experiment | broker | ok | fail | unknown | recovery | verdict | what was seen | again |",
        "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |",
        *map(_run, by_seed),
        "",
        _REPEATED,
    ]
    PAGE.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _summary(results: Sequence[Result], minutes: float) -> str:
    verdicts = Counter(result.verdict for result in results)
    skipped = f", {verdicts['skipped']} skipped" if verdicts["skipped"] else ""
    return (
        f"{datetime.now(UTC):%Y-%m-%d}, {platform.system()} {platform.machine()}, {os.cpu_count()} processors."
        f" {len(results)} runs in {minutes:.0f} minutes:"
        f" {verdicts['held']} held, {verdicts['late']} late, {verdicts['BROKEN']} broken{skipped};"
        f" {sum(one.ok for one in results):,} writes ok, {sum(one.fail for one in results):,} fail,"
        f" {sum(one.unknown for one in results):,} unknown."
    )


def _experiment(name: str, runs: Sequence[Result]) -> str:
    longest = max((one.recovery_s for one in runs if one.recovery_s is not None), default=None)
    return f"| {name} | {meaning(name)} | {sum(not one.skipped for one in runs)} | {_seconds(longest)} |"


def _run(one: Result) -> str:
    seen = [f"not done: {one.skipped}"] if one.skipped else [one.note]
    seen += [f"{one.repeats} repeats on the topics"] if one.repeats else []
    seen += [violation.splitlines()[-1] for violation in one.violations[:3]]
    told = "; ".join(filter(None, seen)).replace("|", "/").replace("\n", " ")
    counts = f"{one.ok} | {one.fail} | {one.unknown}"
    return (
        f"| {one.seed} | {one.experiment} | {one.broker} | {counts} | {_seconds(one.recovery_s)} | {one.verdict} |"
        f" {told} | `{one.command}` |"
    )


def _seconds(measured: float | None) -> str:
    return "—" if measured is None else f"{measured:.1f} s"
