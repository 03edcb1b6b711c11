"""A file is what its content is, whatever a browser says of it."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.intake_service.window.materials.domain import ArchiveTooLarge
from services.intake_service.window.materials.recognition import (
    DOC,
    DOCX,
    DWG,
    DXF,
    EXTENSIONS,
    HEIC,
    MAX_ENTRIES,
    MAX_UNPACKED,
    OFD,
    PDF,
    PPTX,
    TIFF,
    XLS,
    XLSX,
    ZIP,
    claimed,
    file_name,
    media_type_of,
)
from shared.kit.http.files import disposition

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 504


def archive(*names: str, content: bytes = b"<x/>") -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as written:
        for name in names:
            written.writestr(name, content)
    return made.getvalue()


def found_in(content: bytes) -> str | None:
    return media_type_of(io.BytesIO(content))


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"%PDF-1.7\n", PDF),
        (b"\xef\xbb\xbf%PDF-1.4\n", PDF),
        (b"\n" * 1024 + b"%PDF-1.4\n", PDF),
        (b"\n" * 1025 + b"%PDF-1.4\n", None),
        (b"\x89PNG\r\n\x1a\n", "image/png"),
        (b"\xff\xd8\xff\xe1", "image/jpeg"),
        (b"II*\x00", TIFF),
        (b"MM\x00*", TIFF),
        (b"II+\x00\x08\x00", TIFF),
        (b"MM\x00+\x00\x08", TIFF),
        (b"\x00\x00\x00\x18ftypheic", HEIC),
        (b"\x00\x00\x00\x18ftypmp42", None),
        (b"AC1032\x00", DWG),
        (b"AC1015\x00", DWG),
        (b"  0\r\nSECTION\r\n  2\r\nHEADER\r\n", DXF),
        (b"999\nmade by\n0\nSECTION\n2\nHEADER\n", DXF),
        (b"AutoCAD Binary DXF\r\n\x1a\x00", DXF),
        (b"(DWF V06.00)PK\x03\x04", "model/vnd.dwf"),
        (b"ISO-10303-21;\nHEADER;\nFILE_SCHEMA(('IFC4'));\n", "application/x-step"),
        (b"ISO-10303-21;\nHEADER;\nFILE_SCHEMA(('AUTOMOTIVE_DESIGN'));\n", None),
        (b"Rar!\x1a\x07\x01\x00", "application/vnd.rar"),
        (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
        (OLE + "WordDocument".encode("utf-16-le"), DOC),
        (OLE + "Workbook".encode("utf-16-le"), XLS),
        (OLE + "PowerPoint Document".encode("utf-16-le"), None),
        (archive("[Content_Types].xml", "word/document.xml"), DOCX),
        (archive("[Content_Types].xml", "xl/workbook.xml"), XLSX),
        (archive("[Content_Types].xml", "ppt/presentation.xml"), PPTX),
        (archive("OFD.xml", "Doc_0/Document.xml"), OFD),
        (archive("图纸/总平面图.dwg"), ZIP),
        (archive(), ZIP),
        (archive("OFD.xml")[:-30], None),
        (b"<html><body>", None),
        (b"MZ\x90\x00", None),
        (b"", None),
    ],
    ids=range(35),
)
def test_it_is_what_its_content_is(content: bytes, expected: str | None) -> None:
    assert found_in(content) == expected


def test_an_archive_is_judged_by_what_comes_out_of_it() -> None:
    with pytest.raises(ArchiveTooLarge):
        found_in(archive("bomb", content=bytes(MAX_UNPACKED + 1)))
    with pytest.raises(ArchiveTooLarge):
        found_in(archive(*(str(number) for number in range(MAX_ENTRIES + 1)), content=b""))
    assert found_in(archive("a", "b", content=bytes(MAX_UNPACKED // 2))) == ZIP


def test_archives_in_an_archive_count_with_it() -> None:
    inner = archive("zeros", content=bytes(MAX_UNPACKED // 3))
    with pytest.raises(ArchiveTooLarge):
        found_in(archive(*(f"{number}.zip" for number in range(4)), content=inner))
    assert found_in(archive("one.zip", content=inner)) == ZIP
    nested = archive("a")
    for _ in range(3):
        nested = archive("inner.zip", content=nested)
    with pytest.raises(ArchiveTooLarge):
        found_in(nested)
    assert found_in(archive("broken.zip", content=archive("a")[:-30])) == ZIP


@pytest.mark.parametrize("head", [b"MZ", b"<html><script>", b" \n<!doctype html>", b"#!/bin/sh\n", b"\x7fELF"])
def test_what_goes_on_as_a_pdf_is_none(head: bytes) -> None:
    assert found_in(head + b"%PDF-1.4\n") is None


def test_what_an_archive_says_of_its_sizes_is_not_believed() -> None:
    bomb = bytearray(archive("bomb", content=bytes(MAX_UNPACKED + 1)))
    small, directory = (10).to_bytes(4, "little"), bomb.rindex(b"PK\x01\x02")
    bomb[directory + 24 : directory + 28] = small
    bomb[22:26] = small
    assert found_in(bytes(bomb)) is None, "it is cut off where it says that it ends, and its sum does not fit"


@given(st.binary(max_size=400), st.sampled_from([b"", b"PK\x03\x04", b"PK\x05\x06", OLE[:8], b"%PDF", b"AC10"]))
def test_whatever_comes_is_judged_or_not_taken(tail: bytes, head: bytes) -> None:
    assert found_in(head + tail) in {None, *EXTENSIONS}


@pytest.mark.parametrize(
    ("declared", "expected"),
    [
        ("image/jpg", "image/jpeg"),
        ("image/x-dwg", DWG),
        ("application/pdf", PDF),
        ("application/octet-stream", None),
        ("", None),
        ("application/zip", None),
        ("text/html", None),
    ],
)
def test_what_an_upload_says_counts_only_where_it_means_something(declared: str, expected: str | None) -> None:
    assert claimed(declared) == expected


@pytest.mark.parametrize(
    ("name", "media_type", "expected"),
    [
        ("申请表", PDF, "申请表.pdf"),
        ("申请表.PDF", PDF, "申请表.PDF"),
        ("总平面图.dwg", DWG, "总平面图.dwg"),
        ("a/b\\c:d", PDF, "a_b_c_d.pdf"),
        ("../../etc/passwd", PDF, "_.._etc_passwd.pdf"),
        ("照片.jpeg", "image/jpeg", "照片.jpeg"),
        ("报告.docx", PDF, "报告.docx.pdf"),
        ("...", PDF, "_.pdf"),
    ],
)
def test_a_download_has_its_name_and_the_ending_of_its_type(name: str, media_type: str, expected: str) -> None:
    assert file_name(name, media_type) == expected


@given(st.text(min_size=1, max_size=60))
def test_a_download_s_name_is_one_header_that_old_readers_can_read(name: str) -> None:
    told = disposition(file_name(name.encode("utf-8", "replace").decode(), PDF))
    assert told.isascii()
    assert told.isprintable()
    plain, _, encoded = told.partition("; filename*=UTF-8''")
    assert "/" not in told
    assert plain.count('"') == 2
    assert encoded
