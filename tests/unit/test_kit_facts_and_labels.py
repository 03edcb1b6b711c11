"""Facts are told once, in order; codes carry their words in both languages, and take unknown ones as they are."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.kit.facts import Aggregate, Fact
from shared.kit.labels import Labelled, words_of


@dataclass
class Thing(Aggregate):
    name: str


class Colour(Labelled):
    RED = "red", "红", "red"
    DEEP_RED = "deep_red", "深红", "deep red"


@given(st.lists(st.lists(st.text())))
def test_each_fact_is_told_once_and_in_order(rounds: list[list[str]]) -> None:
    thing = Thing("a")
    for names in rounds:
        for name in names:
            thing.say(name, place=len(thing.happened))
        assert thing.said() == [Fact(name, {"place": place}) for place, name in enumerate(names)]
    assert thing.said() == []


def test_what_happened_is_each_things_own_and_no_part_of_what_it_is() -> None:
    one, other = Thing("a"), Thing("a")
    one.say("moved")
    assert other.said() == []
    assert one == other
    assert "moved" not in repr(one)


def test_a_code_is_its_text_with_words_beside_it() -> None:
    assert Colour("deep_red") is Colour.DEEP_RED
    assert str(Colour.DEEP_RED) == f"{Colour.DEEP_RED}" == Colour.DEEP_RED.value == "deep_red"
    assert {"deep_red": 1}[Colour.DEEP_RED] == 1
    assert (Colour.DEEP_RED.label, Colour.DEEP_RED.label_en) == ("深红", "deep red")
    assert Colour.DEEP_RED.words == ("深红", "deep red")
    with pytest.raises(ValueError, match="blue"):
        Colour("blue")


@given(st.text())
def test_a_code_that_another_service_has_and_we_do_not_reads_as_itself(code: str) -> None:
    known = {one.value: one.words for one in Colour}
    assert words_of(Colour, code) == known.get(code, (code, code))
