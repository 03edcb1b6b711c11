"""Tables of many rows as files: CSV and NDJSON as they are read, XLSX put together on disk. None grows in memory."""

from __future__ import annotations

import asyncio
import csv
import io
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from itertools import count
from typing import IO, Any, Literal

import orjson
import xlsxwriter
from starlette.responses import Response, StreamingResponse

from shared.kit.errors import Kind, Refusal, Words

_ROWS_AT_MOST = 1_048_575
_PIECE = 262_144
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


SheetFormat = Literal["csv", "xlsx", "ndjson"]
MEDIA_TYPES: dict[SheetFormat, str] = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ndjson": "application/x-ndjson",
}
Rows = list[Mapping[str, Any]]
RowsAfter = Callable[[str | None], Awaitable[tuple[Rows, str | None]]]
"""Reads the rows from a cursor on, and the cursor of those after them."""


class TooManyRows(Refusal):
    """A worksheet has no room for them."""

    code = "export.too_many_rows"
    kind = Kind.INVALID
    zh = Words("行数过多", "工作表最多容纳 {limit} 行。", "请缩小筛选范围，或改用 CSV。")
    en = Words("Too many rows", "A worksheet holds at most {limit} rows.", "Narrow the list, or take it as CSV.")


async def sheet(kind: SheetFormat, name: str, columns: Mapping[str, str], rows_after: RowsAfter) -> Response:
    """The answer that holds a table. columns: the fields of a row (dotted where nested), each with its heading.

    What is wrong with the request is refused before the answer begins. Raises TooManyRows.
    """
    first = await rows_after(None)
    fields = [field.split(".") for field in columns]
    pages = _pages(first, rows_after)
    if kind == "csv":
        pieces = _csv(list(columns.values()), fields, pages)
    elif kind == "ndjson":
        pieces = _ndjson(pages)
    else:
        pieces = _pieces_of(await _xlsx(list(columns.values()), fields, pages))
    headers = {"Content-Disposition": f'attachment; filename="{name}.{kind}"', "Cache-Control": "no-store"}
    media_type = MEDIA_TYPES[kind]
    return StreamingResponse(
        pieces, media_type=f"{media_type}; charset=utf-8" if kind == "csv" else media_type, headers=headers
    )


async def _pages(first: tuple[Rows, str | None], rows_after: RowsAfter) -> AsyncIterator[Rows]:
    rows, cursor = first
    yield rows
    while cursor is not None:
        rows, cursor = await rows_after(cursor)
        yield rows


def _cells(row: Mapping[str, Any], fields: Sequence[Sequence[str]]) -> list[Any]:
    return [_cell(row, path) for path in fields]


def _cell(row: Any, path: Sequence[str]) -> Any:
    for step in path:
        row = row.get(step) if row is not None else None
    match row:
        case list():
            return "、".join(map(str, row))
        case dict():
            return orjson.dumps(row).decode()
        case bool():
            return "是" if row else "否"
        case _:
            return row


async def _csv(
    headings: Sequence[str], fields: Sequence[Sequence[str]], pages: AsyncIterator[Rows]
) -> AsyncIterator[bytes]:
    yield csv_file(headings, [])
    async for rows in pages:
        yield _lines([_cells(row, fields) for row in rows])


def csv_file(headings: Sequence[str], rows: Sequence[Sequence[Any]]) -> bytes:
    """A small table as CSV, such as a list of contents."""
    return "\ufeff".encode() + _lines([headings, *rows])  # by which Excel knows that it is UTF-8


async def _ndjson(pages: AsyncIterator[Rows]) -> AsyncIterator[bytes]:
    """Each row whole, as the list shows it."""
    async for rows in pages:
        yield b"".join(orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE) for row in rows)


def _lines(rows: Sequence[Sequence[Any]]) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows([_no_formula(cell) for cell in row] for row in rows)
    return text.getvalue().encode()


def _no_formula(cell: Any) -> Any:
    """Text that a spreadsheet would take for a formula is marked as text (OWASP: CSV injection)."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


async def _xlsx(headings: Sequence[str], fields: Sequence[Sequence[str]], pages: AsyncIterator[Rows]) -> IO[bytes]:
    file = tempfile.TemporaryFile()  # noqa: SIM115  (it is closed when all of it was sent)
    try:
        book = xlsxwriter.Workbook(file, {"constant_memory": True, "strings_to_formulas": False})
        page = book.add_worksheet()
        bold = book.add_format({"bold": True})
        page.freeze_panes(1, 0)
        page.set_column(0, len(headings) - 1, 20)
        for place, heading in enumerate(headings):
            page.write_string(0, place, heading, bold)
        numbers = count(1)
        async for rows in pages:
            await asyncio.to_thread(_write, page, numbers, [_cells(row, fields) for row in rows])
        await asyncio.to_thread(book.close)
    except BaseException:
        file.close()
        raise
    file.seek(0)
    return file


def _write(page: Any, numbers: Any, rows: Sequence[Sequence[Any]]) -> None:
    for cells, number in zip(rows, numbers, strict=False):
        if number > _ROWS_AT_MOST:
            raise TooManyRows(limit=_ROWS_AT_MOST)
        for place, cell in enumerate(cells):
            match cell:
                case str():
                    page.write_string(number, place, cell)
                case int() | float():
                    page.write_number(number, place, cell)


async def _pieces_of(file: IO[bytes]) -> AsyncIterator[bytes]:
    try:
        while piece := await asyncio.to_thread(file.read, _PIECE):
            yield piece
    finally:
        file.close()
