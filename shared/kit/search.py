"""Search over names and numbers: what a row can be found by, and what somebody who searches means.

Chinese has no blanks between words, and two characters are a word: a name is found by each two neighbouring characters
of it, kept as an array that a GIN index holds. The initials of its pinyin are kept in the same way (``gz`` finds 广州),
under each reading that a character has; a code or number as a whole.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import pairwise, product
from typing import Any

from sqlalchemy import ColumnElement, func, select

from shared.kit.errors import Kind, Refusal, Words

FOUND_AT_MOST = 200
"""Of how many of the things that were found, the newest, what hangs on them is shown."""
_BLANKS = re.compile(r"[\W_]+")
_NUMBER = re.compile(r"(?=.*[0-9])[0-9a-z]{4,}")
_INITIALS = re.compile(r"[a-z]")


class SearchTooShort(Refusal):
    """One character finds nearly everything."""

    code = "search.too_short"
    kind = Kind.INVALID
    zh = Words("搜索词太短", "“{given}”太短，无法搜索。", "请输入至少两个字，或完整的编号。")
    en = Words("Search too short", "{given} is too short to be searched for.", "Give two characters or a whole number.")


def terms(names: Sequence[str | None], numbers: Sequence[str | None] = ()) -> list[str]:
    """What something with these names and these numbers is found by."""
    found = {pair for name in names if name for word in _words(name) for pair in _pairs_of_name(word)}
    found |= {_BLANKS.sub("", _plain(number)) for number in numbers if number}
    return sorted(found)


@lru_cache(maxsize=1_000)
def words_of(search: str) -> list[str]:
    """What a row must be found by for what somebody searches. Raises SearchTooShort.

    Each word counts, a number (of four characters or more, blanks and dashes left out) as a whole.
    """
    whole = _BLANKS.sub("", _plain(search))
    if _NUMBER.fullmatch(whole):
        return [whole]
    words = list(_words(search))
    if not words or any(len(word) < 2 for word in words):
        raise SearchTooShort(given=search, parameter="search")
    return sorted({found for word in words for found in _sought(word)})


def of_newest(
    column: ColumnElement[Any], key: ColumnElement[Any], search: ColumnElement[Any], words: ColumnElement[Any]
) -> ColumnElement[bool]:
    """That a column names one of the newest things that are found by all of some words: what hangs on these is shown.

    They are read first; an index then leads to what names them.
    """
    newest = select(key).where(search.contains(words)).order_by(key.desc()).limit(FOUND_AT_MOST)
    return column == func.any(func.array(newest.scalar_subquery()))


def is_number(column: ColumnElement[Any], words: ColumnElement[Any]) -> ColumnElement[bool]:
    """That a thing's own number, written in capitals, is the whole of what is searched for."""
    return column == func.upper(func.array_to_string(words, ""))


def _plain(text: str) -> str:
    """Full-width and half-width, capitals and small letters are the same to who searches."""
    return unicodedata.normalize("NFKC", text).lower()


def _words(text: str) -> Iterator[str]:
    return (word for word in _BLANKS.split(_plain(text)) if word)


def _sought(word: str) -> list[str]:
    return [word] if _NUMBER.fullmatch(word) else _pairs(word)


def _pairs(word: str) -> list[str]:
    return [first + second for first, second in pairwise(word)]


def _pairs_of_name(word: str) -> Iterator[str]:
    yield from _pairs(word)
    if _NUMBER.fullmatch(word):
        yield word
    for first, second in pairwise(map(_initials, word)):
        yield from ("".join(both) for both in product(first, second))


def _initials(character: str) -> frozenset[str]:
    if character.isascii():
        return frozenset(character)
    readings = _pinyin().get(ord(character), "").split(",")
    plain = (unicodedata.normalize("NFD", reading[:1]).lower()[:1] for reading in readings)
    return frozenset(one for one in plain if _INITIALS.fullmatch(one))


@cache
def _pinyin() -> dict[int, str]:
    """The readings of each character. Thirteen megabytes, so only in a process that stores names."""
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
    from pypinyin.constants import PINYIN_DICT

    readings: dict[int, str] = PINYIN_DICT
    return readings
