"""Tables as files: every row once, no cell that a spreadsheet would run, no more memory for more rows."""

from __future__ import annotations

import csv
import gc
import io
import json
import tracemalloc
import zipfile
from collections.abc import Mapping
from typing import Any
from xml.etree import ElementTree as Xml

import pytest
from starlette.responses import StreamingResponse

from shared.kit.http import sheets
from shared.kit.http.sheets import MEDIA_TYPES, RowsAfter, SheetFormat, TooManyRows, sheet

COLUMNS = {"name": "名称", "clock.due_on": "到期日", "count": "数量", "held": "是否", "stages": "阶段"}
FORMATS: tuple[SheetFormat, ...] = ("csv", "xlsx", "ndjson")
CELL = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def row(number: int, **given: Any) -> Mapping[str, Any]:
    return {"name": f"项目 {number}", "clock": {"due_on": "2026-12-01"}, "count": 3, "held": True, **given}


def pages(rows: int, size: int = 1_000) -> RowsAfter:
    async def after(cursor: str | None) -> tuple[list[Mapping[str, Any]], str | None]:
        start = int(cursor or 0)
        end = min(start + size, rows)
        return [row(number) for number in range(start, end)], str(end) if end < rows else None

    return after


def of(*rows: Mapping[str, Any]) -> RowsAfter:
    async def after(_: str | None) -> tuple[list[Mapping[str, Any]], str | None]:
        return list(rows), None

    return after


async def content(kind: SheetFormat, rows: RowsAfter) -> bytes:
    answer = await sheet(kind, "things", COLUMNS, rows)
    assert isinstance(answer, StreamingResponse)
    assert answer.headers["content-type"].startswith(MEDIA_TYPES[kind])
    assert answer.headers["content-disposition"] == f'attachment; filename="things.{kind}"'
    return b"".join([piece async for piece in answer.body_iterator])  # type: ignore[misc]


def cells(workbook: bytes) -> list[list[tuple[str, str]]]:
    """Each cell's type and text, row by row."""
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        page = Xml.fromstring(archive.read("xl/worksheets/sheet1.xml"))
    assert not list(page.iter(f"{CELL}f")), "no cell is a formula"
    return [
        [(cell.get("t", "n"), "".join(cell.itertext())) for cell in line.iter(f"{CELL}c")]
        for line in page.iter(f"{CELL}row")
    ]


async def test_csv_has_its_headings_and_every_row_of_every_page() -> None:
    told = await content("csv", pages(2_500))
    assert told.startswith("\ufeff".encode())
    headings, *rows = csv.reader(io.StringIO(told.decode("utf-8-sig")))
    assert headings == list(COLUMNS.values())
    assert [one[0] for one in rows] == [f"项目 {number}" for number in range(2_500)]
    assert rows[0] == ["项目 0", "2026-12-01", "3", "是", ""]


async def test_a_workbook_has_them_too_text_as_text_and_numbers_as_numbers() -> None:
    headings, *rows = cells(await content("xlsx", pages(2_500)))
    assert [text for _, text in headings] == list(COLUMNS.values())
    assert [one[0][1] for one in rows] == [f"项目 {number}" for number in range(2_500)]
    assert rows[0] == [("inlineStr", "项目 0"), ("inlineStr", "2026-12-01"), ("n", "3"), ("inlineStr", "是")]


async def test_ndjson_has_whole_rows() -> None:
    told = await content("ndjson", pages(1_500))
    assert [json.loads(line) for line in told.splitlines()] == [row(number) for number in range(1_500)]


@pytest.mark.parametrize("name", ["=1+1", "+86 20", "-1", "@SUM(A1)", "\t=1", "\r=1"])
async def test_no_cell_is_run_by_a_spreadsheet(name: str) -> None:
    (_, (cell, *_)) = csv.reader(io.StringIO((await content("csv", of(row(1, name=name)))).decode("utf-8-sig")))
    assert cell == f"'{name}"
    (_, ((kind, text), *_)) = cells(await content("xlsx", of(row(1, name=name))))
    assert (kind, text.replace("_x000D_", "\r").strip()) == ("inlineStr", name.strip())


async def test_what_holds_several_is_one_cell_and_what_is_absent_an_empty_one() -> None:
    told = await content("csv", of(row(1, stages=["S1", "S2"], clock=None, held=False, count=None)))
    assert list(csv.reader(io.StringIO(told.decode("utf-8-sig"))))[1] == ["项目 1", "", "", "否", "S1、S2"]


async def test_a_workbook_that_has_no_room_is_refused_before_it_begins(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "_ROWS_AT_MOST", 1_500)
    assert len(cells(await content("xlsx", pages(1_500)))) == 1_501
    with pytest.raises(TooManyRows):
        await sheet("xlsx", "things", COLUMNS, pages(1_501))


@pytest.mark.parametrize("kind", FORMATS)
async def test_more_rows_take_no_more_memory(kind: SheetFormat) -> None:
    peaks = []
    for rows in (3_000, 30_000):
        gc.collect()
        tracemalloc.start()
        answer = await sheet(kind, "things", COLUMNS, pages(rows))
        async for _ in answer.body_iterator:  # type: ignore[attr-defined]
            pass
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < 1.2 * peaks[0] + 100_000
