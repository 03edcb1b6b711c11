"""Whose rows a caller sees, stated once: for lists as a condition, for a single one as a check."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any

from sqlalchemy import ARRAY, ColumnElement, Text, bindparam, cast, false, or_, true
from sqlalchemy.dialects.postgresql import array

from shared.kit.principals import Principal

Claim = Callable[[Principal], str | None]
"""What of a caller has to stand in a row for it to be seen, such as its enterprise; None where it has no such thing."""


class Scope:
    """Some callers see every row; the others those in which one of the named columns holds what is theirs.

    >>> Scope(serves_all_projects, owner_uscc=enterprise_of, bodies=body_of)

    A column that is an array, as the field of an entity that is a set or list, holds what is one of its entries.
    """

    def __init__(self, sees_all: Callable[[Principal], bool], **columns: Claim) -> None:
        self._sees_all = sees_all
        self._columns = columns

    def claims(self, principal: Principal) -> dict[str, str] | None:
        """What is the caller's, by the column that has to hold it; None where the caller sees every row."""
        if self._sees_all(principal):
            return None
        mine = ((name, claim(principal)) for name, claim in self._columns.items())
        return {name: value for name, value in mine if value is not None}

    def condition(
        self, columns: Mapping[str, ColumnElement[Any]], claims: Mapping[str, str | None] | None
    ) -> ColumnElement[bool]:
        """The rows that a caller with these claims sees, by the columns that hold them.

        The claim on a column is the parameter ``seen_by_<column>``.
        """
        if claims is None:
            return true()
        return or_(
            false(), *(_holds(columns[name], bindparam(f"seen_by_{name}", v, Text)) for name, v in claims.items())
        )

    def sees(self, principal: Principal, thing: Any) -> bool:
        """Whether the caller sees one."""
        return self._sees_all(principal) or any(
            _is_in(claim(principal), getattr(thing, name)) for name, claim in self._columns.items()
        )


def _holds(column: ColumnElement[Any], value: ColumnElement[str]) -> ColumnElement[bool]:
    is_array = isinstance(getattr(column.type, "impl", column.type), ARRAY)
    return column.contains(cast(array([value]), ARRAY(Text))) if is_array else column == value


def _is_in(value: str | None, held: str | Collection[str] | None) -> bool:
    if value is None or held is None:
        return False
    return value == held if isinstance(held, str) else value in held
