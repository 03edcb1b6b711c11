"""What a file is, by its content: browsers send drawings, OFD and office documents under any type, or none.

A container is what is in it. An archive is read to its end, counting what really comes out: what it says of its sizes
is not believed.
"""

from __future__ import annotations

import lzma
import re
import zipfile
import zlib
from contextlib import suppress
from tempfile import SpooledTemporaryFile
from typing import IO

from services.intake_service.window.materials.domain import ArchiveTooLarge

MAX_ENTRIES = 2_000
MAX_UNPACKED = 200 * 1_048_576
MAX_DEPTH = 2
"""What an archive may hold: entries, bytes of all of them unpacked, and archives in archives; all of it together."""

_OPENXML = "application/vnd.openxmlformats-officedocument"
PDF, ZIP, DOC, XLS = "application/pdf", "application/zip", "application/msword", "application/vnd.ms-excel"
TIFF, DXF, HEIC, DWG = "image/tiff", "image/vnd.dxf", "image/heic", "image/vnd.dwg"
DOCX, XLSX, OFD = f"{_OPENXML}.wordprocessingml.document", f"{_OPENXML}.spreadsheetml.sheet", "application/ofd"
PPTX = f"{_OPENXML}.presentationml.presentation"

EXTENSIONS: dict[str, tuple[str, ...]] = {
    PDF: (".pdf",),
    "image/png": (".png",),
    "image/jpeg": (".jpg", ".jpeg", ".jpe", ".jfif"),
    TIFF: (".tif", ".tiff"),
    HEIC: (".heic", ".heif"),
    DWG: (".dwg",),
    DXF: (".dxf",),
    "model/vnd.dwf": (".dwf",),
    "application/x-step": (".ifc",),
    DOC: (".doc", ".wps"),
    XLS: (".xls", ".et"),
    DOCX: (".docx",),
    XLSX: (".xlsx",),
    PPTX: (".pptx",),
    OFD: (".ofd",),
    ZIP: (".zip",),
    "application/vnd.rar": (".rar",),
    "application/x-7z-compressed": (".7z",),
}
"""The media types that the window takes, each with the endings of its files' names, the usual one first."""

_ALIASES = {
    "image/jpg": "image/jpeg",
    "image/pjpeg": "image/jpeg",
    "image/heif": HEIC,
    "image/x-dwg": DWG,
    "application/acad": DWG,
    "application/x-acad": DWG,
    "application/dwg": DWG,
    "application/x-dwg": DWG,
    "drawing/x-dwg": DWG,
    "image/x-dxf": DXF,
    "application/dxf": DXF,
    "application/x-dxf": DXF,
    "application/x-pdf": PDF,
    "application/x-ofd": OFD,
    "application/vnd.ofd": OFD,
    "application/x-rar-compressed": "application/vnd.rar",
    "application/x-rar": "application/vnd.rar",
    "application/kswps": DOC,
    "application/vnd.ms-works": DOC,
    "drawing/x-dwf": "model/vnd.dwf",
}
_SIGNATURES = (
    (re.compile(rb"\x89PNG\r\n\x1a\n"), "image/png"),
    (re.compile(rb"\xff\xd8\xff"), "image/jpeg"),
    (re.compile(rb"II[\x2a\x2b]\x00|MM\x00[\x2a\x2b]"), TIFF),  # classic and BigTIFF, both byte orders
    (re.compile(rb"....ftyp(?:heic|heix|hevc|heim|heis|mif1|msf1)", re.DOTALL), HEIC),
    (re.compile(rb"AC10[0-9]{2}"), DWG),
    (re.compile(rb"\(DWF V[0-9]{2}\.[0-9]{2}\)"), "model/vnd.dwf"),
    (re.compile(rb"AutoCAD Binary DXF\r\n\x1a\x00"), DXF),
    (re.compile(rb"(?:\xef\xbb\xbf)?(?:\s*999\r?\n[^\n]*\n)*\s*0\r?\nSECTION\r?\n\s*2\r?\n"), DXF),
    (re.compile(rb"(?:\xef\xbb\xbf)?\s*ISO-10303-21;.*FILE_SCHEMA\s*\(\s*\(\s*'IFC", re.DOTALL), "application/x-step"),
    (re.compile(rb"Rar!\x1a\x07(?:\x00|\x01\x00)"), "application/vnd.rar"),
    (re.compile(rb"7z\xbc\xaf\x27\x1c"), "application/x-7z-compressed"),
)
_HEAD = 8_192
_NO_PDF = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:MZ|\x7fELF|#!|<|PK\x03\x04)")
"""Programs, scripts, pages and archives that go on as a PDF."""
_PDF_WITHIN = 1_024
"""Readers take a PDF whose header comes after a mark or other bytes, as long as they are no more."""
_PART, _NAME = 1_048_576, 64
"""Bytes that are looked at together, and those of the longest name that may lie over the edge of two parts."""
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_STREAMS = {"WordDocument": DOC, "Workbook": XLS, "Book": XLS}
_ENTRIES = {"OFD.xml": OFD, "word/document.xml": DOCX, "xl/workbook.xml": XLSX, "ppt/presentation.xml": PPTX}


def media_type_of(file: IO[bytes]) -> str | None:
    """The media type that the content of a file has, one of EXTENSIONS; None where it is none of them.

    Takes some seconds of a processor for an archive at the limit, and the memory of a part of it. Raises
    ArchiveTooLarge.
    """
    file.seek(0)
    head = file.read(_HEAD)
    if b"%PDF-" in head[: _PDF_WITHIN + 5] and not _NO_PDF.match(head):
        return PDF
    for signature, media_type in _SIGNATURES:
        if signature.match(head):
            return media_type
    if head.startswith(_OLE):
        return _of_streams(file, head)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _container(file)
    return None


def _of_streams(file: IO[bytes], head: bytes) -> str | None:
    """What a compound file (OLE) is by the names of its streams, which lie anywhere in it."""
    names = {name.encode("utf-16-le"): media_type for name, media_type in _OLE_STREAMS.items()}
    found, window = set[bytes](), head
    while window:
        found |= {name for name in names if name in window}
        part = file.read(_PART)
        window = window[-_NAME:] + part if part else b""
    return next((media_type for name, media_type in names.items() if name in found), None)


def claimed(declared: str) -> str | None:
    """The type of EXTENSIONS that an upload says it has; None where it says nothing that means anything here."""
    known = _ALIASES.get(declared, declared)
    return known if known in EXTENSIONS and known != ZIP else None


def file_name(name: str, media_type: str) -> str:
    """The name under which a material is saved: its own without what separates folders, with the ending of its type."""
    plain = re.sub(r'[/\\:*?"<>|\x00-\x1f]+', "_", name).strip(" .") or "_"
    endings = EXTENSIONS.get(media_type, ("",))
    return plain if plain.lower().endswith(endings) else plain + endings[0]


_BROKEN = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, NotImplementedError, OSError, ValueError)
"""What ``zipfile`` raises for an archive that is none."""


def _container(file: IO[bytes]) -> str | None:
    try:
        names = _Unpacking().names_in(file)
    except _BROKEN:
        return None
    return next((media_type for name, media_type in _ENTRIES.items() if name in names), ZIP)


class _Unpacking:
    """Reads an archive, and those in it, to their end."""

    def __init__(self) -> None:
        self._entries, self._bytes = MAX_ENTRIES, MAX_UNPACKED

    def names_in(self, file: IO[bytes], depth: int = 0) -> set[str]:
        """The names of an archive's entries. Raises ArchiveTooLarge, and what is in ``_BROKEN``."""
        with zipfile.ZipFile(file) as archive:
            entries = archive.infolist()
            self._entries -= len(entries)
            self._check(depth)
            for entry in entries:
                if not entry.flag_bits & 1:  # of an encrypted one nothing can be read, so nothing comes out
                    self._unpack(archive, entry, depth)
            return {entry.filename.replace("\\", "/") for entry in entries}

    def _unpack(self, archive: zipfile.ZipFile, entry: zipfile.ZipInfo, depth: int) -> None:
        with archive.open(entry) as unpacked, SpooledTemporaryFile(max_size=1_048_576) as inner:
            is_archive, is_first = False, True
            while part := unpacked.read(65_536):
                if is_first:
                    is_archive, is_first = part.startswith(b"PK\x03\x04"), False
                if is_archive:
                    inner.write(part)
                self._bytes -= len(part)
                self._check(depth)
            if is_archive:
                with suppress(*_BROKEN):  # what is in it is broken, and so nothing comes out
                    self.names_in(inner, depth + 1)

    def _check(self, depth: int) -> None:
        if self._entries < 0 or self._bytes < 0 or depth > MAX_DEPTH:
            raise ArchiveTooLarge(entries=MAX_ENTRIES, mib=MAX_UNPACKED >> 20, pointer="/file")
