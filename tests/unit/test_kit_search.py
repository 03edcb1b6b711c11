"""What a name is found by, whatever two neighbouring characters of it, or initials, somebody types."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.kit.search import SearchTooShort, terms, words_of

han = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5)
names = st.text(st.one_of(han, st.sampled_from("ABCxyz 12（）-")), min_size=2, max_size=20)
words = st.text(han, min_size=2, max_size=12)


@given(name=words, data=st.data())
def test_any_piece_of_a_name_finds_it(name: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(name) - 2))
    end = data.draw(st.integers(start + 2, len(name)))
    assert set(words_of(name[start:end])) <= set(terms([name]))


@given(name=names)
def test_a_whole_name_finds_itself_or_is_too_short(name: str) -> None:
    try:
        found = words_of(name)
    except SearchTooShort:
        return
    assert set(found) <= set(terms([name], [name]))


@pytest.mark.parametrize(
    ("name", "search"),
    [
        ("重庆路", "cql"),
        ("重庆路", "zql"),  # under each reading
        ("琶洲会展", "pzhz"),
        ("安置房", "azf"),
        ("广州 Tower 二期", "gz"),
        ("广州 Tower 二期", "tower"),
        ("Ａ座", "az"),
    ],
)
def test_initials_of_every_reading_find_it(name: str, search: str) -> None:
    assert set(words_of(search)) <= set(terms([name]))


@pytest.mark.parametrize("search", ["SL202611280001", "sl 2026 1128 0001", "ＳＬ－２０２６１１２８－０００１"])
def test_a_number_is_found_whole_however_it_is_typed(search: str) -> None:
    assert words_of(search) == ["sl202611280001"]
    assert set(words_of(search)) <= set(terms([], ["SL202611280001"]))
    assert not set(words_of(search)) <= set(terms([], ["SL202611280002"]))


@pytest.mark.parametrize("search", ["", " ", "广", "广 州", "、", "a", "%", "🙂"])
def test_what_would_find_nearly_everything_is_refused(search: str) -> None:
    with pytest.raises(SearchTooShort):
        words_of(search)
