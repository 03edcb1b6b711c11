"""What clients asked, and what each of them knows of the answer: ok, fail or unknown."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

Json = dict[str, Any]


class Outcome(StrEnum):
    """What a client knows. An unknown may have happened or not, but never by half."""

    OK = "ok"
    FAIL = "fail"
    UNKNOWN = "unknown"


@dataclass
class Operation:
    """One write under one Idempotency-Key, however often it was sent.

    kind: such as ``request.accept``; caller: the token's subject; mark: what it can be found by where no answer came
    (an owner's code, a project's code); answer: the body of a 2xx.
    """

    kind: str
    service: str
    caller: str
    key: str
    mark: str = ""
    outcome: Outcome = Outcome.UNKNOWN
    status: int | None = None
    answer: Json = field(default_factory=dict)
    attempts: list[str] = field(default_factory=list)


@dataclass
class Ledger:
    """All operations on a stack, and answers that a right request must not get."""

    operations: list[Operation] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    unanswered: Counter[str] = field(default_factory=Counter)
    """Attempts that were not answered with 2xx, by what came instead."""

    def counts(self, since: int = 0) -> Counter[Outcome]:
        """How many operations ended how, from a position on."""
        return Counter(operation.outcome for operation in self.operations[since:])
