"""Cursors: whole, of their own list, with values of the list's columns, or refused."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Column, DateTime, Integer, MetaData, Table, Text, Uuid

from shared.kit.ids import new_id
from shared.kit.pages import CursorInvalid, decode_cursor, decode_cursor_values, encode_cursor

TABLE = Table(
    "thing",
    MetaData(),
    Column("id", Uuid),
    Column("at", DateTime(timezone=True)),
    Column("number", Integer),
    Column("name", Text),
)
ORDER = [TABLE.c.at, TABLE.c.number, TABLE.c.name, TABLE.c.id]
SOME = [datetime(2026, 11, 23, tzinfo=UTC), 7, "事项", UUID("0193b5a0-0000-7000-8000-000000000000")]


@given(st.lists(st.text() | st.integers(-(2**63), 2**63 - 1) | st.none()))
def test_a_position_comes_back_as_it_was(position: list[Any]) -> None:
    assert decode_cursor("things", encode_cursor("things", position)) == position


@given(st.text())
def test_what_this_api_did_not_give_out_is_refused(cursor: str) -> None:
    with pytest.raises(CursorInvalid):
        decode_cursor("things", cursor)


@pytest.mark.parametrize("more", ["!", ".", " ", "\n", "=", "%"])
@pytest.mark.parametrize("place", [0, 5, -1, None])
def test_a_cursor_with_something_more_in_it_is_refused(more: str, place: int | None) -> None:
    given = encode_cursor("things", ["a"])
    with pytest.raises(CursorInvalid):
        decode_cursor("things", given + more if place is None else given[:place] + more + given[place:])


def test_a_cursor_of_another_list_is_refused() -> None:
    with pytest.raises(CursorInvalid):
        decode_cursor("others", encode_cursor("things", ["a"]))


def test_values_get_their_columns_types() -> None:
    assert decode_cursor_values("things", encode_cursor("things", SOME), ORDER) == SOME


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (0, 5),
        (0, "today"),
        (0, None),
        (0, "2026-11-23T00:00:00"),
        (0, "0001-01-01T00:00:00+14:00"),
        (1, "x"),
        (1, None),
        (1, 2**63),
        (1, 1e300),
        (1, -1),
        (2, "x\x00"),
        (2, 5),
        (2, None),
        (3, "x"),
        (3, 5),
        (3, None),
        (3, []),
    ],
)
def test_a_value_that_its_column_cannot_hold_is_refused(place: int, value: Any) -> None:
    forged = [*SOME[:place], value, *SOME[place + 1 :]]
    with pytest.raises(CursorInvalid):
        decode_cursor_values("things", encode_cursor("things", forged), ORDER)


def test_a_position_of_another_length_is_refused() -> None:
    for position in (SOME[:-1], [*SOME, 1], []):
        with pytest.raises(CursorInvalid):
            decode_cursor_values("things", encode_cursor("things", position), ORDER)


def test_ids_sort_by_the_time_they_were_made() -> None:
    made = [new_id() for _ in range(1000)]
    assert made == sorted(made)
    assert {one.version for one in made} == {7}
