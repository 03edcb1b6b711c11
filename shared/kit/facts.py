"""What happened to an aggregate, as it says so itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Fact:
    """Something that happened. name: a past participle such as ``accepted``; values: what goes with it."""

    name: str
    values: Mapping[str, Any]


@dataclass
class Aggregate:
    """Base of what guards its own course and says what happened to it. Whoever stores it takes the facts, once."""

    happened: list[Fact] = field(default_factory=list, init=False, repr=False, compare=False)

    def say(self, fact: str, **values: Any) -> None:
        """Something happened to it. values: what an event of it tells besides the aggregate's own fields."""
        self.happened.append(Fact(fact, values))

    def said(self) -> list[Fact]:
        """The facts since it was loaded or last asked, in order: each is told once."""
        said, self.happened = self.happened, []
        return said
