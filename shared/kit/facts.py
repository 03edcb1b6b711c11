"""What happened to an aggregate, as it says so itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Self

from shared.kit.errors import Kind, Refusal, Words
from shared.kit.labels import Labelled


class NothingCorrected(Refusal):
    """A correction after which everything is as it was."""

    code = "correction.nothing_changed"
    kind = Kind.INVALID
    zh = Words(
        "没有需要更正的内容", "所填内容与现有登记一致，或者没有填写要更正的项目。", "请填写要更正的项目和正确的内容。"
    )
    en = Words(
        "Nothing is corrected", "All that is given is so already, or nothing is given.", "Give what is to change."
    )


@dataclass(frozen=True)
class Correction:
    """What was put right, and why. changes: what each field was, and what it is; by: who asked for it, where it is done
    later than asked (else whoever does it).
    """

    reason: str
    changes: Mapping[str, tuple[Any, Any]]
    by: str | None = None

    @classmethod
    def of(cls, before: Mapping[str, Any], after: Mapping[str, Any], *, reason: str, by: str | None = None) -> Self:
        """The correction of the fields that ``after`` names; raises NothingCorrected where none of them differs."""
        changes = {name: (before[name], value) for name, value in after.items() if before[name] != value}
        if not changes:
            raise NothingCorrected
        return cls(reason, changes, by)


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

    def put_right(self, given: Mapping[str, Any], *, reason: str, by: str | None = None) -> Correction:
        """Give fields their right values; raises NothingCorrected where they have them already."""
        correction = Correction.of(vars(self), given, reason=reason, by=by)
        for name, value in given.items():
            setattr(self, name, value)
        return correction

    def say_corrected(self, fact: str, correction: Correction, **values: Any) -> None:
        """It was corrected: told with the reason and the names of the fields, and kept as a revision."""
        self.say(fact, correction=correction, reason=correction.reason, changed=list(correction.changes), **values)

    def said(self) -> list[Fact]:
        """The facts since it was loaded or last asked, in order: each is told once."""
        said, self.happened = self.happened, []
        return said
