"""Files in answers: whole or in part (RFC 9110, 14), under a name that every browser saves as it is."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Callable, Collection, Mapping
from typing import Any
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from shared.kit.http.conditional import NOT_MODIFIED, is_known, not_modified
from shared.kit.http.edge import allow, problems
from shared.kit.http.refusals import RangeNotSatisfiable

OCTETS = "application/octet-stream"
"""What any file is to those who do not know its own media type, such as clients that are generated."""
Read = Callable[[int, int], AsyncIterator[bytes]]
"""Reads the bytes from the first place on, up to but without the second, part by part."""
_RANGE = re.compile(r"bytes=(?:([0-9]+)-([0-9]*)|-([0-9]+))")


def files_of(*media_types: str) -> dict[str, dict[str, Any]]:
    """What an answer holds that is a file of one of these types, or plain octets to who asks for these."""
    return {one: {"type": "string", "format": "binary"} for one in (*media_types, OCTETS)}


def download(*roles: str, media_types: Collection[str]) -> dict[str, Any]:
    """Who may call a route that answers a file of one of these types, as :func:`shared.kit.http.edge.allow`.

    With a token, or with a ticket in place of it.
    """
    given = allow(*roles, ticket=True, content=files_of(*media_types))
    part = {**given["responses"][200], "description": "the part that Range asks for"}
    return {**given, "responses": given["responses"] | {206: part} | NOT_MODIFIED | problems(416)}


def as_asked(request: Request, media_type: str) -> str:
    """The media type of a file's answer: its own, or plain octets where Accept names nothing else."""
    return OCTETS if request.headers.get("accept", "").strip().lower() == OCTETS else media_type


async def file_answer(request: Request, *, name: str, media_type: str, size: int, etag: str, read: Read) -> Response:
    """A file as a download, or the part of it that ``Range`` asks for (206).

    A range of several parts, or one under another ``If-Range``, is answered with the whole, as RFC 9110 allows. Raises
    RangeNotSatisfiable where the part begins after the end.
    """
    headers = {
        "Content-Disposition": disposition(name),
        "ETag": etag,
        "Accept-Ranges": "bytes",
        "Cache-Control": "private, no-cache",
        "Vary": "Accept",
        "X-Content-Type-Options": "nosniff",
    }
    if is_known(etag, request.headers.get("if-none-match")):
        return not_modified(headers)
    media_type = as_asked(request, media_type)
    asked = request.headers.get("range")
    part = _RANGE.fullmatch(asked.replace(" ", "")) if asked else None
    if part is None or request.headers.get("if-range", etag) != etag:
        return await _sent(request, read, 0, size, media_type=media_type, headers=headers)
    first, last, suffix = part.groups()
    start = max(0, size - int(suffix)) if suffix else int(first)
    end = size if suffix or not last else min(size, int(last) + 1)
    if start >= end:
        raise RangeNotSatisfiable(size=size)
    headers |= {"Content-Range": f"bytes {start}-{end - 1}/{size}"}
    return await _sent(request, read, start, end, 206, media_type=media_type, headers=headers)


async def _sent(
    request: Request,
    read: Read,
    start: int,
    end: int,
    status: int = 200,
    *,
    media_type: str,
    headers: Mapping[str, str],
) -> Response:
    """The bytes as they are read. What is wrong with the first part is told; later, the answer breaks off."""
    headers = {**headers, "Content-Length": str(end - start)}
    if request.method == "HEAD":
        return Response(status_code=status, media_type=media_type, headers=headers)
    parts = read(start, end)
    first = await anext(parts)

    async def every() -> AsyncIterator[bytes]:
        yield first
        async for part in parts:
            yield part

    return StreamingResponse(every(), status, media_type=media_type, headers=headers)


def disposition(name: str) -> str:
    """``Content-Disposition`` of a download: a plain name for old readers beside the one of RFC 6266."""
    plain = re.sub(r'[^ -~]|["\\%]', "_", name)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
