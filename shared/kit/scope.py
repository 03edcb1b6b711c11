"""Whose rows a caller sees, stated once: for lists as a condition, for a single one as a check."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

from sqlalchemy import ARRAY, ColumnElement, FromClause, false, or_, true

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

    def condition(self, principal: Principal, table: FromClause) -> ColumnElement[bool]:
        """The rows of a table (or of a selection with its columns) that the caller sees."""
        if self._sees_all(principal):
            return true()
        mine = ((table.c[name], claim(principal)) for name, claim in self._columns.items())
        return or_(false(), *(_holds(column, value) for column, value in mine if value is not None))

    def sees(self, principal: Principal, thing: Any) -> bool:
        """Whether the caller sees one."""
        return self._sees_all(principal) or any(
            _is_in(claim(principal), getattr(thing, name)) for name, claim in self._columns.items()
        )


def _holds(column: ColumnElement[Any], value: str) -> ColumnElement[bool]:
    is_array = isinstance(getattr(column.type, "impl", column.type), ARRAY)
    return column.contains([value]) if is_array else column == value


def _is_in(value: str | None, held: str | Collection[str] | None) -> bool:
    if value is None or held is None:
        return False
    return value == held if isinstance(held, str) else value in held
