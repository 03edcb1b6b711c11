"""Lists as data: by what a list can be narrowed, searched and ordered, and which of that goes together.

A list is declared once. From that come its statements, its parameters and their words in the API's description
(:mod:`shared.kit.http.lists`), its export, and the tests that hold each pair of filters and order to an index.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import Enum
from typing import Any
from uuid import UUID

from asyncpg import Record
from sqlalchemy import ARRAY, ColumnElement, FromClause, Integer, Select, Text, bindparam, func, literal, select, tuple_

from shared.kit.database import Prepared
from shared.kit.errors import Kind, Refusal, Words
from shared.kit.pages import CursorInvalid, decode_cursor_values, encode_cursor
from shared.kit.scope import Scope
from shared.kit.search import words_of
from shared.kit.unit_of_work import UnitOfWork

COUNTED_TO = 1_000
"""Up to how many rows a list is counted."""
FEED_LAG = timedelta(seconds=30)
"""How old a change is before a feed tells it. No transaction commits what it began longer ago than that, so nothing
comes up behind a reader that has gone on (see :data:`shared.kit.runtime.TRANSACTION_AT_MOST_S`)."""
_BEFORE = " before"
_FIRST = UUID(int=0)

Condition = ColumnElement[bool]


class FiltersApart(Refusal):
    """These filters, in this order, lie along no index: the answer would be slow however little it held."""

    code = "list.filters_apart"
    kind = Kind.INVALID
    zh = Words(
        "筛选条件不能这样组合",
        "按 {sort} 排序时，不能只用 {given} 筛选。",
        "可选：{known}；或再加上能缩小范围的条件：{few}。",
    )
    en = Words(
        "Filters that do not go together",
        "In the order {sort}, {given} cannot be what it is narrowed by alone.",
        "Take one of: {known}; or add what leaves little: {few}.",
    )


@dataclass(frozen=True)
class Filter:
    """Something by which a list can be narrowed.

    kind: the type of its parameter, which brings a value into the form that is stored; what: its meaning, for the API's
    page; few: it leaves few rows of any
    list, and so goes with every order and every other filter; of: the only order that it goes with, which is then what
    the list has unless told (such as the range of a date that it is ordered by); condition and values: where it is no
    plain equality, the condition (of a flag or a code: of its value; None where that narrows nothing), and its
    parameters.
    """

    kind: Any
    what: str = ""
    few: bool = False
    of: str | None = None
    condition: Callable[[Any], Condition | None] | None = None
    values: Callable[[UnitOfWork, Any], Mapping[str, Any]] | None = None


@dataclass(frozen=True)
class Sort:
    """An order of a list, up and down.

    by: columns that are unique together; along: sets of filters that an index leads to in this order, besides none at
    all; beside: a table to be joined for it, and on what; there: columns that hold the same in that table, whose index
    has them; where: which rows have a place in it; feed: its upward order is one of changes (column ``updated_at``),
    which tells only what is settled and always says where it goes on.
    """

    by: tuple[ColumnElement[Any], ...]
    along: Sequence[tuple[str, ...]] = ()
    beside: tuple[FromClause, Condition] | None = None
    there: Sequence[str] = ()
    where: Condition | None = None
    feed: bool = False


@dataclass(frozen=True)
class Asked:
    """What of a list is asked for. sort: the name of an order, with a minus downward; counted: how many there are."""

    filters: Mapping[str, Any] = field(default_factory=dict)
    sort: str | None = None
    search: str | None = None
    size: int = 20
    cursor: str | None = None
    counted: bool = False


@dataclass(frozen=True)
class Found:
    """A page of rows, the cursors of those around it, and how many there are in all, where that was asked.

    count_exact: whether there are no more than ``count``.
    """

    rows: list[Record]
    next_cursor: str | None = None
    previous_cursor: str | None = None
    count: int | None = None
    count_exact: bool | None = None

    @property
    def around(self) -> dict[str, Any]:
        """All but the rows."""
        return {name: value for name, value in vars(self).items() if name != "rows"}


@dataclass(frozen=True)
class _Form:
    """All that the text of a statement depends on."""

    claims: tuple[tuple[str, bool], ...] | None
    filters: tuple[tuple[str, Hashable], ...]
    searched: bool
    sort: str
    turned: bool
    placed: bool
    settled: bool
    within: tuple[str, ...]


class List:
    """A list of rows of a table.

    name: of what it holds, in the plural; scope: whose rows a caller sees; filters and sorts: by their names, the first
    sort being the order unless told, downward (``upward``: not so); few_claims: columns of the scope whose claims leave
    few rows; search: the condition that a row holds all of some search words (an array of texts); beside: what is
    selected besides the table's columns, such as names; where: what is never in it.
    """

    def __init__(
        self,
        name: str,
        table: FromClause,
        *,
        sorts: Mapping[str, Sort],
        scope: Scope | None = None,
        filters: Mapping[str, Filter] | None = None,
        few_claims: Sequence[str] = ("owner_uscc", "project_id", "id"),
        search: Callable[[ColumnElement[Any]], Condition] | None = None,
        beside: Mapping[str, ColumnElement[Any]] | None = None,
        where: Condition | None = None,
        upward: bool = False,
    ) -> None:
        self.name, self.table, self.sorts, self.scope = name, table, dict(sorts), scope
        self.filters, self.few_claims = dict(filters or {}), frozenset(few_claims)
        self.search, self._where = search, where
        first = next(iter(self.sorts))
        self.usual = first if upward else f"-{first}"
        self._along = {name: [frozenset[str](), *map(frozenset, sort.along)] for name, sort in self.sorts.items()}
        self._columns = (*table.c, *(column.label(name) for name, column in (beside or {}).items()))
        self._pages: dict[Hashable, Prepared] = {}
        self._counts: dict[Hashable, Prepared] = {}

    @property
    def orders(self) -> list[str]:
        """Every order that can be asked for, the usual one first."""
        every = [f"{sign}{name}" for name in self.sorts for sign in ("-", "")]
        return sorted(every, key=lambda one: one != self.usual)

    async def page(
        self,
        work: UnitOfWork,
        asked: Asked,
        *,
        within: Mapping[str, Any] | None = None,
        columns: tuple[ColumnElement[Any], ...] | None = None,
    ) -> Found:
        """A page of what the caller sees. Raises FiltersApart, CursorInvalid, SearchTooShort.

        within: what columns hold of all that is looked at, where the list is one of a single thing's, such as a
        project; columns: what is selected instead of the table's, the columns of every order among it.
        """
        claims = self.scope.claims(work.principal) if self.scope else None
        given = {name: value for name, value in asked.filters.items() if value is not None}
        order = asked.sort or self._order_of(given)
        name, down = order.removeprefix("-"), order.startswith("-")
        sort, words = self.sorts[name], words_of(asked.search) if asked.search else None
        if not within:
            self._check(name, given, claims, searched=bool(words))
        course = " ".join([self.name, order, *map(str, (within or {}).values())])
        back, position = _position(asked.cursor, course, sort)
        values = self._values(work, given, claims) | ({"search_words": words} if words else {})
        values |= {f"within_{one}": value for one, value in (within or {}).items()}
        feeds = sort.feed and not down
        if feeds:
            values["settled_before"] = work.now - FEED_LAG
        form = _Form(
            Scope.form(claims),
            tuple((one, self._variant(one, value)) for one, value in given.items()),
            bool(words),
            name,
            down != back,
            bool(position),
            feeds,
            tuple(within or ()),
        )
        statement = self._pages.get((form, columns))
        if statement is None:
            statement = self._pages[form, columns] = Prepared(self._page(form, given, columns or self._columns))
        after = {f"after_{place}": value for place, value in enumerate(position)}
        rows = await statement.all(work.connection, **values, **after, page_size=asked.size + 1)
        further, rows = len(rows) > asked.size, rows[: asked.size]
        if back:
            rows.reverse()
        has_next, has_previous = (True, further) if back else (further, bool(position))
        following = _cursor(course, sort, rows[-1]) if rows and has_next else None
        if feeds and not back and not further:
            following = _end_of_feed(asked, course, sort, rows, given)
        found = Found(
            rows,
            next_cursor=following,
            previous_cursor=_cursor(course + _BEFORE, sort, rows[0]) if rows and has_previous else None,
        )
        return replace(found, **await self._count(work, form, given, values)) if asked.counted else found

    def _order_of(self, given: Mapping[str, Any]) -> str:
        """The order where none is asked for: the only one that goes with a filter, else the usual one."""
        of = next((of for name in given if (of := self.filters[name].of)), None)
        return self.usual if of in {None, self.usual.removeprefix("-")} else str(of)

    def _check(self, name: str, given: Mapping[str, Any], claims: Mapping[str, Any] | None, *, searched: bool) -> None:
        """Raise FiltersApart where no index leads to what is asked for."""
        wide = {one for one in given if not self.filters[one].of}
        for one in given:
            if (of := self.filters[one].of) and of != name:
                raise FiltersApart(sort=name, given=one, known=of, few=self._few(), parameter=one)
        is_narrow = claims is not None and claims.keys() <= self.few_claims
        if searched or is_narrow or any(self.filters[one].few for one in given):
            return
        along = self._along[name]
        wide |= frozenset().union(*along) & set(claims or ())
        if wide not in along:
            known = "、".join("+".join(sorted(one)) for one in along if one) or "—"
            raise FiltersApart(sort=name, given="+".join(sorted(wide)), known=known, few=self._few(), parameter="sort")

    def _few(self) -> str:
        few = [name for name, one in self.filters.items() if one.few]
        return "、".join([*few, "search"] if self.search is not None else few) or "—"

    def _variant(self, name: str, value: Any) -> Hashable:
        """What of a filter's value the text of the statement depends on."""
        return value if self.filters[name].condition and isinstance(value, bool | Enum) else None

    def _values(self, work: UnitOfWork, given: Mapping[str, Any], claims: Mapping[str, str] | None) -> dict[str, Any]:
        values = Scope.values(claims)
        for name, value in given.items():
            more = self.filters[name].values
            values.update(more(work, value) if more else {f"its_{name}": value})
        return values

    def _conditions(self, form: _Form, given: Mapping[str, Any]) -> list[Condition]:
        sort = self.sorts[form.sort]
        found, columns = [self._where, sort.where], self._columns_in(sort)
        if self.scope:
            claims: dict[str, Any] | None = None
            if form.claims is not None:
                claims = {name: [] if several else None for name, several in form.claims}
            found.append(self.scope.condition(columns, claims))
        found += [self._holds(columns, name, value) for name, value in given.items()]
        found += [self.table.c[one] == bindparam(f"within_{one}") for one in form.within]
        if form.searched and self.search:
            found.append(self.search(bindparam("search_words", type_=ARRAY(Text))))
        if form.settled:
            found.append(sort.by[0] < bindparam("settled_before"))
        return [one for one in found if one is not None]

    def _columns_in(self, sort: Sort) -> dict[str, ColumnElement[Any]]:
        """The columns by which rows are chosen in an order."""
        columns: dict[str, ColumnElement[Any]] = {column.name: column for column in self.table.c}
        if sort.beside:
            columns |= {name: sort.beside[0].c[name] for name in sort.there}
        return columns

    def _holds(self, columns: Mapping[str, ColumnElement[Any]], name: str, value: Any) -> Condition | None:
        one = self.filters[name]
        if one.condition:
            return one.condition(value)
        equal: Condition = columns[name] == bindparam(f"its_{name}")
        return equal

    def _from(self, query: Select[Any], form: _Form) -> Select[Any]:
        if beside := self.sorts[form.sort].beside:
            table, on = beside
            return query.select_from(self.table.join(table, on))
        return query.select_from(self.table)

    def _page(self, form: _Form, given: Mapping[str, Any], columns: Sequence[ColumnElement[Any]]) -> Select[Any]:
        by = self.sorts[form.sort].by
        more = [column for column in by if column.name not in {one.name for one in columns}]
        query = self._from(select(*columns, *more), form).where(*self._conditions(form, given))
        if form.placed:
            after = tuple_(*(bindparam(f"after_{place}", type_=column.type) for place, column in enumerate(by)))
            query = query.where(tuple_(*by) < after if form.turned else tuple_(*by) > after)
        ordered = (column.desc() if form.turned else column.asc() for column in by)
        return query.order_by(*ordered).limit(bindparam("page_size", type_=Integer))

    async def _count(
        self, work: UnitOfWork, form: _Form, given: Mapping[str, Any], values: Mapping[str, Any]
    ) -> dict[str, Any]:
        statement = self._counts.get(form)
        if statement is None:
            some = self._from(select(literal(1)), form).where(*self._conditions(form, given)).limit(COUNTED_TO + 1)
            statement = self._counts[form] = Prepared(select(func.count()).select_from(some.subquery()))
        row = await statement.first(work.connection, **values)
        assert row is not None
        number: int = row[0]
        return {"count": min(number, COUNTED_TO), "count_exact": number <= COUNTED_TO}

    def pairs(self, *, claimed: str | None = None) -> list[tuple[str, tuple[str, ...]]]:
        """Each order with each set of filters that goes with it. claimed: a column that the caller's scope holds."""
        found = []
        for order in self.orders:
            sort = self.sorts[order.removeprefix("-")]
            for along in ((), *sort.along):
                if claimed is None or claimed in along:
                    found.append((order, tuple(one for one in along if one != claimed)))
        return found


def flag(condition: Condition) -> Callable[[bool], Condition | None]:
    """A filter's condition that a flag turns on; false narrows nothing."""
    return lambda wanted: condition if wanted else None


def either(held: Condition, not_held: Condition) -> Callable[[bool], Condition]:
    """A filter's condition that a flag turns one way or the other."""
    return lambda wanted: held if wanted else not_held


def _position(cursor: str | None, course: str, sort: Sort) -> tuple[bool, list[Any]]:
    """Whether a cursor leads back, and where it stands. Raises CursorInvalid."""
    if cursor is None:
        return False, []
    try:
        return False, decode_cursor_values(course, cursor, sort.by)
    except CursorInvalid:
        return True, decode_cursor_values(course + _BEFORE, cursor, sort.by)


def _cursor(course: str, sort: Sort, row: Record) -> str:
    return encode_cursor(course, [row[column.name] for column in sort.by])


def _end_of_feed(asked: Asked, course: str, sort: Sort, rows: list[Record], given: Mapping[str, Any]) -> str | None:
    """Where a feed that was read to its end goes on."""
    if rows:
        return _cursor(course, sort, rows[-1])
    since: datetime | None = given.get("updated_since")
    return asked.cursor or (encode_cursor(course, [since, _FIRST]) if since else None)
