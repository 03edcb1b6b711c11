"""What happened to an aggregate, as it says so itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from shared.kit.labels import Labelled


@dataclass(frozen=True)
class Fact:
    """Something that happened. name: a past participle such as ``accepted``; values: what goes with it."""

    name: str
    values: Mapping[str, Any]


@dataclass
class Aggregate:
    """Base of what guards its own course and says what happened to it. Whoever stores it takes the facts, once."""

    happened: list[Fact] = field(default_factory=list, init=False, repr=False, compare=False)

    @property
    def steps(self) -> Sequence[Labelled]:
        """What its state allows, each named by the operation that does it; nothing, where it does not say."""
        return ()

    def say(self, fact: str, **values: Any) -> None:
        """Something happened to it. values: what an event of it tells besides the aggregate's own fields."""
        self.happened.append(Fact(fact, values))

    def said(self) -> list[Fact]:
        """The facts since it was loaded or last asked, in order: each is told once."""
        said, self.happened = self.happened, []
        return said
