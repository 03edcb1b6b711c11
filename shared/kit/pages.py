"""Keyset pages with opaque cursors. A list never counts more than it must."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import orjson
from asyncpg import Record
from sqlalchemy import BindParameter, ColumnElement, Select, literal, tuple_

from shared.kit.database import fetch
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
    return base64.urlsafe_b64encode(_sign(payload, listing) + payload).decode().rstrip("=")


def decode_cursor(listing: str, cursor: str) -> list[Any]:
    """The position in a cursor; raises CursorInvalid where it is not one of this list."""
    try:
        raw = base64.urlsafe_b64decode(cursor.encode("ascii") + b"=" * (-len(cursor) % 4))
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
    if cursor:
        after = tuple_(*decode_cursor_values(listing, cursor, order))
        query = query.where(tuple_(*order) < after if descending else tuple_(*order) > after)
    query = query.order_by(*(column.desc() if descending else column.asc() for column in order)).limit(size + 1)
    rows = await fetch(work.connection, query)
    if len(rows) <= size:
        return rows, None
    rows = rows[:size]
    return rows, encode_cursor(listing, [rows[-1][column.name] for column in order])


def decode_cursor_values(listing: str, cursor: str, order: Sequence[ColumnElement[Any]]) -> list[BindParameter[Any]]:
    """A cursor's values as bound parameters of the columns' own types."""
    position = decode_cursor(listing, cursor)
    if len(position) != len(order):
        raise CursorInvalid
    values = []
    for column, value in zip(order, position, strict=True):
        try:
            values.append(literal(_typed(column.type.python_type, value), column.type))
        except (ValueError, TypeError, AttributeError, OverflowError) as error:
            raise CursorInvalid from error
    return values


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
