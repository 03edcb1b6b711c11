"""Codes that people can read: enums whose members carry their words in Chinese and English."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import Self


class Colour(StrEnum):
    """A hint for portals in what to show a code, beside its words, never in place of them."""

    GREEN = "green"
    """Well, or done."""
    BLUE = "blue"
    """On its way."""
    YELLOW = "yellow"
    """Somebody should look at it soon, or it stands still."""
    RED = "red"
    """Late, or refused."""
    GREY = "grey"
    """Over, without a result."""


class Labelled(StrEnum):
    """A string enum whose members are declared as ``NAME = "code", "中文", "English"``, and where it says how well
    something stands with a colour.

    The value is the code that the API and the events carry; ``label`` is what a portal shows beside it, ``label_en``
    what it shows to those who read English, ``colour`` in what.
    """

    label: str
    label_en: str
    colour: Colour | None

    def __new__(cls, value: str, label: str = "", label_en: str = "", colour: Colour | None = None) -> Self:
        """Make a member; a look-up by value (``State("signed")``) names no label."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        member.label_en = label_en or value
        member.colour = colour
        return member

    @property
    def words(self) -> tuple[str, str]:
        """Its label in Chinese and in English."""
        return self.label, self.label_en


def words_of(codes: type[Labelled], code: str) -> tuple[str, str]:
    """The words of a code in Chinese and English; the code itself where another service has a newer one."""
    try:
        return codes(code).words
    except ValueError:
        return code, code


def labels_of(values: Sequence[str]) -> list[tuple[str, str]] | None:
    """The words of each of these codes, where they are all the codes of one kind; None where of none."""
    for codes in _below(Labelled):
        if list(codes) == list(values):
            return [code.words for code in codes]
    return None


def _below(kind: type[Labelled]) -> Iterator[type[Labelled]]:
    for one in kind.__subclasses__():
        yield one
        yield from _below(one)
