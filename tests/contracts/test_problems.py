"""What the API says when it refuses is for people: whole in both languages, and no talk of addresses and codes."""

from __future__ import annotations

import re

import pytest

from deploy.processes.program import ROOT
from docs.problems_page import refusals
from shared.kit.errors import Refusal

REFUSALS = refusals(ROOT)


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
