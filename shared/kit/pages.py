"""Where a page of a list begins: opaque cursors that hold the place of a row in the list's order."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import orjson
from sqlalchemy import ColumnElement

from shared.kit.errors import Kind, Refusal, Words

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
    if wanted is date:
        return date.fromisoformat(value)
    moment = datetime.fromisoformat(value)
    if moment.tzinfo is None:
        raise ValueError
    return moment.astimezone(UTC)
