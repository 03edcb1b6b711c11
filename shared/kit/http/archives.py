"""Several files in one answer: a ZIP archive that is made while it is sent, in the memory of one chunk.

The standard library writes archives to what cannot be sought (each entry's size and check sum then follow its content),
so what it has written can go out at once and be forgotten.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from shared.kit.clock import LOCAL
from shared.kit.http.files import as_asked, disposition

ZIP = "application/zip"


@dataclass(frozen=True)
class Entry:
    """One file of an archive. name: unique in it, without folders; content: reads it, chunk by chunk."""

    name: str
    at: datetime
    content: Callable[[], AsyncIterator[bytes]]


def archive_answer(request: Request, *, name: str, entries: Iterable[Entry]) -> Response:
    """An archive as a download. An entry that fails breaks the answer off: no archive is whole that lacks something."""
    headers = {
        "Content-Disposition": disposition(name),
        "Cache-Control": "private, no-cache",
        "Vary": "Accept",
        "X-Content-Type-Options": "nosniff",
    }
    media_type = as_asked(request, ZIP)
    if request.method != "HEAD":
        return StreamingResponse(_zipped(entries), media_type=media_type, headers=headers)
    answer = Response(media_type=media_type, headers=headers)
    del answer.headers["content-length"]  # which nobody knows before it is made
    return answer


class _Outlet:
    """Where an archive is written to, and taken from again."""

    def __init__(self) -> None:
        self._written: list[bytes] = []

    def write(self, data: bytes) -> int:
        """Keep what is written until it is taken."""
        self._written.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Nothing is held back."""

    def take(self) -> bytes:
        """What was written since the last time."""
        taken, self._written = b"".join(self._written), []
        return taken


async def _zipped(entries: Iterable[Entry]) -> AsyncIterator[bytes]:
    outlet = _Outlet()
    with ZipFile(outlet, "w") as archive:  # type: ignore[call-overload]
        for entry in entries:
            info = ZipInfo(entry.name, entry.at.astimezone(LOCAL).timetuple()[:6])
            # Deflated, though scans gain little: of a stored entry few readers find the end if its size comes after it.
            info.compress_type = ZIP_DEFLATED
            with archive.open(info, "w") as into:
                async for chunk in entry.content():
                    await asyncio.to_thread(into.write, chunk)
                    yield outlet.take()
    yield outlet.take()
