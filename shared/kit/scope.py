"""Whose rows a caller sees, stated once: for lists as a condition, for a single one as a check."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    Text,
    Uuid,
    bindparam,
    cast,
    false,
    func,
    or_,
    select,
    true,
)
from sqlalchemy.dialects.postgresql import array
from sqlalchemy.types import TypeEngine

from shared.kit.principals import Principal

Claim = Callable[[Principal], Any]
"""What of a caller has to stand in a row for it to be seen, such as its enterprise; several in a collection, any of
which suffices; None where it has no such thing."""
Claims = dict[str, Any]
"""What is a caller's, by the column that has to hold it: a value, or a list of several."""


class Through:
    """What the rows do not say themselves, but the row of another table that each of them names: of its project, say.

    >>> Through("project_id", project.c.id, district=districts_of)

    column: what names the other row, by its column ``to``; columns: those of the other table, with the claims; few: a
    caller's own of the other rows are few, and are read before the rows that name them, which an index then finds.
    """

    def __init__(self, column: str, to: ColumnElement[Any], *, few: bool = False, **columns: Claim) -> None:
        self.column, self.to, self.columns, self.few = column, to, columns, few
        self._other: Any = to.table

    def name(self, name: str) -> str:
        """What a claim on a column of the other table is called among those on the rows' own columns."""
        return f"{self.column}.{name}"

    def condition(
        self, columns: Mapping[str, ColumnElement[Any]], claims: Mapping[str, Any]
    ) -> list[ColumnElement[bool]]:
        """That the other row holds what is claimed of it; nothing, where nothing is."""
        mine = {name: claims[self.name(name)] for name in self.columns if self.name(name) in claims}
        if not mine:
            return []
        held = (_holds(self._other.c[name], f"{self.column}_{name}", value) for name, value in mine.items())
        named: Any = columns[self.column]
        if self.few:
            return [named == func.any(func.array(select(self.to).where(or_(*held)).scalar_subquery()))]
        its = select(self.to).where(self.to == named, or_(*held))
        return [its.correlate(named.table).exists()]


class Scope:
    """Some callers see every row; the others those in which one of the named columns holds what is theirs.

    >>> Scope(serves_all_projects, owner_uscc=enterprise_of, bodies=bodies_of)

    A column that is an array, as the field of an entity that is a set or list, holds what is one of its entries.
    """

    def __init__(self, sees_all: Callable[[Principal], bool], *through: Through, **columns: Claim) -> None:
        self._sees_all = sees_all
        self._columns = columns
        self._through = through

    def claims(self, principal: Principal) -> Claims | None:
        """What is the caller's; None where the caller sees every row."""
        return None if self._sees_all(principal) else self._mine(principal, self._columns) | self.through(principal)

    def through(self, principal: Principal) -> Claims:
        """Those claims of the caller that other tables' rows have to hold: no look at a row itself can tell."""
        mine: Claims = {}
        for other in self._through:
            mine |= {other.name(name): value for name, value in self._mine(principal, other.columns).items()}
        return mine

    @staticmethod
    def _mine(principal: Principal, columns: Mapping[str, Claim]) -> Claims:
        given = ((name, claim(principal)) for name, claim in columns.items())
        return {name: held for name, value in given if (held := _one_or_several(value)) is not None}

    def condition(
        self, columns: Mapping[str, ColumnElement[Any]], claims: Mapping[str, Any] | None
    ) -> ColumnElement[bool]:
        """The rows that a caller with these claims sees, by the columns of their table that hold them.

        What it binds: :meth:`values`. Its text depends on the claims' :meth:`form` only.
        """
        if claims is None:
            return true()
        own = [_holds(columns[name], name, claims[name]) for name in self._columns if name in claims]
        return or_(false(), *own, *(one for other in self._through for one in other.condition(columns, claims)))

    @staticmethod
    def form(claims: Mapping[str, Any] | None) -> tuple[tuple[str, bool], ...] | None:
        """All that the text of a condition depends on: the claims, and of which there are several."""
        return None if claims is None else tuple((name, isinstance(value, list)) for name, value in claims.items())

    @staticmethod
    def values(claims: Mapping[str, Any] | None) -> dict[str, Any]:
        """The values of a condition's parameters: ``seen_by_<column>``."""
        return {f"seen_by_{name.replace('.', '_')}": value for name, value in (claims or {}).items()}

    def sees(self, principal: Principal, thing: Any) -> bool:
        """Whether the caller sees one, by what stands in it."""
        return self._sees_all(principal) or any(
            _is_in(claim(principal), getattr(thing, name)) for name, claim in self._columns.items()
        )


def _one_or_several(value: Any) -> Any:
    """A claim's value; of a collection its only one, or all in order; None where there is none."""
    if value is None or isinstance(value, str) or not isinstance(value, Collection):
        return value
    several = sorted(value)
    return several[0] if len(several) == 1 else several or None


def _holds(column: ColumnElement[Any], name: str, value: Any) -> ColumnElement[bool]:
    name = f"seen_by_{name}"
    kept = getattr(column.type, "impl", column.type)
    plain: TypeEngine[Any] = Uuid() if isinstance(kept, Uuid) else Text()
    if isinstance(kept, ARRAY):
        if isinstance(value, list):
            return column.op("&&", is_comparison=True)(bindparam(name, value, ARRAY(plain)))
        return column.contains(cast(array([bindparam(name, value, plain)]), ARRAY(plain)))
    if isinstance(value, list):
        return column == func.any(bindparam(name, value, ARRAY(plain)))
    return column == bindparam(name, value, plain)


def _is_in(claimed: Any, held: Any) -> bool:
    if claimed is None or held is None:
        return False
    mine = {claimed} if isinstance(claimed, str) or not isinstance(claimed, Collection) else set(claimed)
    theirs = {held} if isinstance(held, str) or not isinstance(held, Collection) else set(held)
    return not mine.isdisjoint(theirs)
