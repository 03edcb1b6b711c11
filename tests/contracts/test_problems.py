"""What the API says when it refuses is for people: whole in both languages, and no talk of addresses and codes."""

from __future__ import annotations

import re

import pytest

from deploy.processes.program import ROOT
from docs.problems_page import refusals
from shared.kit.errors import Refusal, Words
from shared.kit.http.patterns import MEANINGS
from shared.kit.http.problems import FIELD_WORDS
from shared.kit.labels import Labelled

REFUSALS = refusals(ROOT)


def codes(kind: type[Labelled] = Labelled) -> set[str]:
    """The value of every code that people know by its label."""
    return {code.value for one in kind.__subclasses__() for code in one}.union(*map(codes, kind.__subclasses__()))


def texts() -> list[tuple[str, str, str]]:
    """All that is said to people when something is refused, in Chinese and in English, by its code."""
    told = [(one.code, _all_of(one.zh), _all_of(one.en)) for one in REFUSALS]
    told += [(code, *words) for code, words in FIELD_WORDS.items()]
    return told + [("string_pattern_mismatch", *words) for words in MEANINGS.values()]


def _all_of(words: Words) -> str:
    return f"{words.title} {words.detail} {words.way_out}"


def test_no_two_problems_have_one_code() -> None:
    codes = [one.code for one in REFUSALS]
    assert len(codes) == len(set(codes)) > 50


@pytest.mark.parametrize("refusal", REFUSALS, ids=lambda one: one.code)
def test_a_problem_says_what_it_is_and_the_way_out(refusal: type[Refusal]) -> None:
    for words in (refusal.zh, refusal.en):
        assert all((words.title, words.detail, words.way_out))
        told = f"{words.title} {words.detail} {words.way_out}"
        assert not re.search(r"\b(GET|POST|PUT|DELETE) /", told)
    assert re.search(r"[\u4e00-\u9fff]", refusal.zh.title)
    assert not re.search(r"[\u4e00-\u9fff]", refusal.en.title)


@pytest.mark.parametrize(("code", "zh", "en"), texts(), ids=[code for code, *_ in texts()])
def test_no_word_for_people_speaks_of_addresses_codes_or_patterns(code: str, zh: str, en: str) -> None:
    for told in (zh, en):
        plain = re.sub(r"\{[^}]*\}", "", told)
        assert not re.search(r"\b(GET|POST|PUT|DELETE) /|/api/", plain), code
        assert not re.search(r"\\[a-zA-Z]|\[\^?[a-z0-9]-|\^|\$|\(\?", plain), f"{code} speaks of a pattern: {plain}"
        assert not {one for one in codes() if "_" in one} & set(re.findall(r"[a-z_]+", plain)), code
    spoken = set(re.findall(r"[a-z_]{2,}", re.sub(r"\{[^}]*\}", "", zh)))
    assert not codes() & spoken, f"{code} speaks of a code: {zh}"
