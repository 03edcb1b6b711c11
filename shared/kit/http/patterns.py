"""What patterns mean, in words: nobody mends a telephone number by a regular expression."""

from __future__ import annotations

MEANINGS: dict[str, tuple[str, str]] = {}
"""Chinese and English, by the pattern."""


def meaning(pattern: str, zh: str, en: str) -> str:
    """The pattern, of which a refusal says these words instead."""
    MEANINGS[pattern] = zh, en
    return pattern
