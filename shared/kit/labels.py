"""Codes that people can read: enums whose members carry their Chinese label."""

from __future__ import annotations

from enum import StrEnum
from typing import Self


class Labelled(StrEnum):
    """A string enum whose members are declared as ``NAME = "code", "中文"``.

    The value is the English code that the API and the events carry; ``label`` is what a portal shows beside it.
    """

    label: str

    def __new__(cls, value: str, label: str = "") -> Self:
        """Make a member; a look-up by value (``State("signed")``) names no label."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member
