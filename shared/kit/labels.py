"""Codes that people can read: enums whose members carry their Chinese and English labels."""

from __future__ import annotations

from enum import StrEnum
from typing import Self


class Labelled(StrEnum):
    """A string enum whose members are declared as ``NAME = "code", "中文", "English"``.

    The value is the English code that the API and the events carry; ``label`` and ``label_en`` are what a portal shows
    beside it. A member without an English label shows its code.
    """

    label: str
    label_en: str

    def __new__(cls, value: str, label: str = "", label_en: str = "") -> Self:
        """Make a member; a look-up by value (``State("signed")``) names no label."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        member.label_en = label_en or value
        return member
