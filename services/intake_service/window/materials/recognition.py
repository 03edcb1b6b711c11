"""What a file is, by its content: browsers send drawings, OFD and office documents under any type, or none.

A container is what is in it. An archive is read to its end, counting what really comes out: what it says of its sizes
is not believed.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib

from services.intake_service.window.materials.domain import ArchiveTooLarge

MAX_ENTRIES = 2_000
MAX_UNPACKED = 200 * 1_048_576
"""What an archive may hold: entries, and bytes of all of them unpacked."""

_OPENXML = "application/vnd.openxmlformats-officedocument"
PDF, ZIP, DOC, XLS = "application/pdf", "application/zip", "application/msword", "application/vnd.ms-excel"
TIFF, DXF, HEIC, DWG = "image/tiff", "image/vnd.dxf", "image/heic", "image/vnd.dwg"
DOCX, XLSX, OFD = f"{_OPENXML}.wordprocessingml.document", f"{_OPENXML}.spreadsheetml.sheet", "application/ofd"

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
_PDF_WITHIN = 1_024
"""Readers take a PDF whose header comes after a mark or other bytes, as long as they are no more."""
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_STREAMS = {"WordDocument": DOC, "Workbook": XLS, "Book": XLS}
_ENTRIES = {"OFD.xml": OFD, "word/document.xml": DOCX, "xl/workbook.xml": XLSX}


def media_type_of(content: bytes) -> str | None:
    """The media type that the content has, one of EXTENSIONS; None where it is none of them.

    Takes some seconds of a processor for an archive at the limit. Raises ArchiveTooLarge.
    """
    head = content[:_HEAD]
    if b"%PDF-" in content[: _PDF_WITHIN + 5]:
        return PDF
    for signature, media_type in _SIGNATURES:
        if signature.match(head):
            return media_type
    if content.startswith(_OLE):
        names = ((name.encode("utf-16-le"), media_type) for name, media_type in _OLE_STREAMS.items())
        return next((media_type for name, media_type in names if name in content), None)
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _container(content)
    return None


def claimed(declared: str) -> str | None:
    """The type of EXTENSIONS that an upload says it has; None where it says nothing that means anything here."""
    known = _ALIASES.get(declared, declared)
    return known if known in EXTENSIONS and known != ZIP else None


def file_name(name: str, media_type: str) -> str:
    """The name under which a material is saved: its own without what separates folders, with the ending of its type."""
    plain = re.sub(r'[/\\:*?"<>|\x00-\x1f]+', "_", name).strip(" .") or "_"
    endings = EXTENSIONS.get(media_type, ("",))
    return plain if plain.lower().endswith(endings) else plain + endings[0]


def _container(content: bytes) -> str | None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            if len(entries) > MAX_ENTRIES:
                raise ArchiveTooLarge(entries=MAX_ENTRIES, mib=MAX_UNPACKED >> 20, pointer="/file")
            left = MAX_UNPACKED
            for entry in entries:
                if not entry.flag_bits & 1:  # of an encrypted one nothing can be read, so nothing comes out
                    left = _unpack(archive, entry, left)
            names = {entry.filename.replace("\\", "/") for entry in entries}
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError):
        return None
    return next((media_type for name, media_type in _ENTRIES.items() if name in names), ZIP)


def _unpack(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, left: int) -> int:
    """Read an entry to its end; returns how much may still come out of the others. Raises ArchiveTooLarge."""
    with archive.open(entry) as unpacked:
        while part := unpacked.read(65_536):
            left -= len(part)
            if left < 0:
                raise ArchiveTooLarge(entries=MAX_ENTRIES, mib=MAX_UNPACKED >> 20, pointer="/file")
    return left
