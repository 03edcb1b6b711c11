"""One run: load, a fault in its midst, rest, and the check."""

from __future__ import annotations

import asyncio
import random
import traceback
from dataclasses import dataclass, field

from tests.chaos.checker import Checker
from tests.chaos.experiments import EXPERIMENTS, SESSION_S, Fault, Field
from tests.chaos.ledger import Outcome
from tests.chaos.load import Load
from tests.chaos.system import NotAtRest, System

BOUND_S = SESSION_S + 4.0
"""How soon after a fault all must be well."""
_WARM_UP_S = 1.2


@dataclass
class Result:
    """What a run brought. recovery_s: from the end of the fault until all was well; skipped: why it was not done."""

    seed: int
    experiment: str
    broker: str
    ok: int = 0
    fail: int = 0
    unknown: int = 0
    repeats: int = 0
    recovery_s: float | None = None
    note: str = ""
    skipped: str = ""
    violations: list[str] = field(default_factory=list)

    @property
    def verdict(self) -> str:
        """``held``, ``late`` (all is there, but over the bound), ``BROKEN`` or ``skipped``."""
        if self.skipped:
            return "skipped"
        if self.violations:
            return "BROKEN"
        return "late" if self.recovery_s is not None and self.recovery_s > BOUND_S else "held"

    @property
    def command(self) -> str:
        """What repeats it."""
        on = "" if self.broker == "embedded" else f" broker={self.broker}"
        return f"make chaos seed={self.seed} experiment={self.experiment}{on} runs=1"


async def run(system: System, experiment: str, seed: int, *, short: bool = False) -> Result:
    """Do one experiment under load and check everything afterwards."""
    result = Result(seed, experiment, system.stack.file.broker)
    rng = random.Random(f"{seed}:{experiment}")
    since = len(system.ledger.operations)
    repeats_before, unanswered_before = system.repeats, system.ledger.unanswered.copy()
    load = Load(system, random.Random(rng.random()), clients=4 if short else 5)
    loading = asyncio.create_task(load.run())
    fault = Fault()
    try:
        await asyncio.sleep(_WARM_UP_S)
        fault = await EXPERIMENTS[experiment](Field(system, load, rng, short))
        if not short:
            result.recovery_s = await system.recovered(fault.healed)
    except Exception as error:
        result.violations.append(_told(error))
    finally:
        system.through_gateway()
        load.stopping.set()
        await asyncio.wait([loading])
    if error_ := loading.exception():
        result.violations.append(f"the load ended: {_told(error_)}")
    lost = system.ledger.unanswered - unanswered_before
    others = ", ".join(f"{count} × {what}" for what, count in lost.most_common(4))
    result.note = "; ".join(filter(None, [fault.note, f"other answers: {others}" if others else ""]))
    result.violations += fault.wrong
    try:
        await system.at_rest()
        if fault.proof:
            result.violations += await fault.proof()
        checker = Checker(system)
        result.violations += await checker.check()
        result.repeats = max(0, checker.repeats - repeats_before)
        system.repeats = checker.repeats
        if result.repeats < fault.repeats:
            result.violations.append(
                f"{result.repeats} repeats on the topics, not {fault.repeats}: it missed its moment"
            )
    except Exception as error:
        result.violations.append(_told(error))
    counts = system.ledger.counts(since)
    result.ok, result.fail, result.unknown = (counts[one] for one in (Outcome.OK, Outcome.FAIL, Outcome.UNKNOWN))
    return result


def _told(error: BaseException) -> str:
    return str(error) if isinstance(error, NotAtRest) else "".join(traceback.format_exception(error)[-3:])
