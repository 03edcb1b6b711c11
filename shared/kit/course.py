"""Courses: the state machine of an aggregate as data that a reader takes in at a glance, and that draws itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Generic, TypeVar

from shared.kit.errors import IllegalTransition
from shared.kit.labels import Labelled

S = TypeVar("S", bound=Labelled)
T = TypeVar("T", bound=Labelled)


class Course(Generic[S, T]):
    """Which steps each state allows, and where each leads. The first state is the one that it begins in.

    >>> COURSE = Course(("代办服务申请", "request"), {
    ...     Status.SUBMITTED: {Step.ACCEPT: Status.ACCEPTED, Step.END: Status.ENDED},
    ...     Status.ACCEPTED: {Step.END: Status.ENDED},
    ...     Status.ENDED: {},
    ... })

    what: the name, in Chinese and English, of the thing whose course it is.
    """

    def __init__(self, what: tuple[str, str], states: Mapping[S, Mapping[T, S]]) -> None:
        self.what = what
        self.states = states

    def steps(self, state: S) -> list[T]:
        """What a state allows."""
        return list(self.states[state])

    def after(self, state: S, step: T, *, allowed: Sequence[T] | None = None) -> S:
        """The state after a step; raises IllegalTransition, which names the state and what it allows.

        allowed: where less is allowed than the state alone would.
        """
        steps = self.steps(state) if allowed is None else allowed
        if step not in steps:
            raise IllegalTransition.of(self.what, state=state, step=step, allowed=steps)
        return self.states[state][step]

    def is_over(self, state: S) -> bool:
        """Whether a state is final: nothing leads out of it, though what was written down may be put right in it."""
        return all(after is state for after in self.states[state].values())

    @property
    def open(self) -> tuple[S, ...]:
        """The states that are not final."""
        return tuple(state for state in self.states if not self.is_over(state))

    def drawing(self) -> str:
        """The course as a Mermaid state diagram, its words in Chinese and English."""
        first = next(iter(self.states))
        lines = ["stateDiagram-v2", *(f"    {state}: {state.label} {state.label_en}" for state in self.states)]
        lines.append(f"    [*] --> {first}")
        for state, steps in self.states.items():
            lines += [f"    {state} --> {after}: {step.label} {step.label_en}" for step, after in steps.items()]
            if self.is_over(state):
                lines.append(f"    {state} --> [*]")
        return "\n".join(lines)
