"""Keyset pages with opaque cursors. A list never counts more than it must."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Callable, Hashable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import orjson
from asyncpg import Record
from sqlalchemy import ColumnElement, Integer, Select, bindparam, literal, tuple_

from shared.kit.database import Prepared, fetch
from shared.kit.errors import Kind, Refusal, Words
from shared.kit.unit_of_work import UnitOfWork

_LARGEST_INTEGER = 2**31 - 1
"""Of the integers that lists are ordered by: what every integer column can hold."""


class CursorInvalid(Refusal):
    """A page cursor that this API did not give out for this list."""

    code = "page.cursor_invalid"
    kind = Kind.MALFORMED
    zh = Words("分页游标无效", "cursor 不是本列表给出的游标。", "请从第一页开始，原样使用 next_cursor。")
    en = Words(
        "Cursor not valid", "The cursor was not given out by this list.", "Start anew; use next_cursor as it is."
    )


def _sign(payload: bytes, listing: str) -> bytes:
    # Not a secret: it shows that a cursor is whole and of this list. Policy guards the rows, not the cursor.
    return hmac.new(listing.encode(), payload, hashlib.sha256).digest()[:8]


def encode_cursor(listing: str, position: list[Any]) -> str:
    """An opaque cursor for the row at ``position`` of the list named ``listing``."""
    payload = orjson.dumps(position, default=str)
    return _text_of(_sign(payload, listing) + payload)


def _text_of(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def decode_cursor(listing: str, cursor: str) -> list[Any]:
    """The position in a cursor; raises CursorInvalid where it is not one of this list."""
    try:
        raw = base64.urlsafe_b64decode(cursor.encode("ascii") + b"=" * (-len(cursor) % 4))
        if _text_of(raw) != cursor:  # the same bytes, written as nobody here has given them out
            raise CursorInvalid
        if not hmac.compare_digest(raw[:8], _sign(raw[8:], listing)):
            raise CursorInvalid
        position = orjson.loads(raw[8:])
    except (ValueError, UnicodeEncodeError) as error:
        raise CursorInvalid from error
    if not isinstance(position, list):
        raise CursorInvalid
    return position


async def page(
    work: UnitOfWork,
    listing: str,
    query: Select[Any],
    order: Sequence[ColumnElement[Any]],
    *,
    size: int,
    cursor: str | None,
    descending: bool = False,
) -> tuple[list[Record], str | None]:
    """The rows of one page and the cursor of the next.

    ``order``: columns that the query selects, unique together and covered by an index; ``descending`` turns them all.
    """
    position = decode_cursor_values(listing, cursor, order) if cursor else []
    after = [literal(value, column.type) for value, column in zip(position, order, strict=False)]
    rows = await fetch(work.connection, _page(query, order, after, literal(size + 1), descending=descending))
    return _cut(rows, listing, order, size)


class Listing:
    """A list that is asked for often: its statement is put together once for each form in which that happens.

    ``name``, ``order`` and ``descending`` as for :func:`page`.
    """

    def __init__(self, name: str, order: Sequence[ColumnElement[Any]], *, descending: bool = False) -> None:
        self._name, self._order, self._descending = name, order, descending
        self._statements: dict[Hashable, Prepared] = {}

    async def page(
        self,
        work: UnitOfWork,
        form: Hashable,
        query: Callable[[], Select[Any]],
        values: Mapping[str, Any],
        *,
        size: int,
        cursor: str | None,
    ) -> tuple[list[Record], str | None]:
        """The rows of one page and the cursor of the next.

        ``form``: all that the query's text depends on; ``query``: puts it together; ``values``: of its parameters.
        """
        position = decode_cursor_values(self._name, cursor, self._order) if cursor else []
        statement = self._statements.get((form, bool(position)))
        if statement is None:
            statement = self._statements[form, bool(position)] = Prepared(self._statement(query(), len(position)))
        after = {f"after_{place}": value for place, value in enumerate(position)}
        rows = await statement.all(work.connection, **values, **after, page_size=size + 1)
        return _cut(rows, self._name, self._order, size)

    def _statement(self, query: Select[Any], placed: int) -> Select[Any]:
        after = [bindparam(f"after_{place}", type_=column.type) for place, column in enumerate(self._order[:placed])]
        return _page(query, self._order, after, bindparam("page_size", type_=Integer), descending=self._descending)


def _page(
    query: Select[Any],
    order: Sequence[ColumnElement[Any]],
    after: Sequence[ColumnElement[Any]],
    rows: ColumnElement[int],
    *,
    descending: bool,
) -> Select[Any]:
    if after:
        query = query.where(tuple_(*order) < tuple_(*after) if descending else tuple_(*order) > tuple_(*after))
    return query.order_by(*(column.desc() if descending else column.asc() for column in order)).limit(rows)


def _cut(
    rows: list[Record], listing: str, order: Sequence[ColumnElement[Any]], size: int
) -> tuple[list[Record], str | None]:
    if len(rows) <= size:
        return rows, None
    rows = rows[:size]
    return rows, encode_cursor(listing, [rows[-1][column.name] for column in order])


def decode_cursor_values(listing: str, cursor: str, order: Sequence[ColumnElement[Any]]) -> list[Any]:
    """A cursor's values, of the types of the list's columns; raises CursorInvalid."""
    position = decode_cursor(listing, cursor)
    if len(position) != len(order):
        raise CursorInvalid
    try:
        return [_typed(column.type.python_type, value) for column, value in zip(order, position, strict=True)]
    except (ValueError, TypeError, AttributeError, OverflowError) as error:
        raise CursorInvalid from error


def _typed(wanted: type[Any], value: Any) -> Any:
    """A value as its column has it; raises ValueError and the like where none can be like that."""
    if wanted is int:
        if not isinstance(value, int) or not 0 <= value <= _LARGEST_INTEGER:
            raise ValueError
        return value
    if wanted is str:
        if not isinstance(value, str) or "\x00" in value:
            raise ValueError
        return value
    if wanted is UUID:
        return UUID(value)
    moment = datetime.fromisoformat(value)
    if moment.tzinfo is None:
        raise ValueError
    return moment.astimezone(UTC)
