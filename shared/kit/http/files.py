"""Files in answers: whole or in part (RFC 9110, 14), under a name that every browser saves as it is."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Collection
from typing import Any
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response

from shared.kit.http.conditional import NOT_MODIFIED, is_known, not_modified
from shared.kit.http.edge import allow, problems
from shared.kit.http.refusals import RangeNotSatisfiable

OCTETS = "application/octet-stream"
"""What any file is to those who do not know its own media type, such as clients that are generated."""
Read = Callable[[int, int], Awaitable[bytes]]
"""Reads the bytes from the first place on, up to but without the second."""
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
        whole = b"" if request.method == "HEAD" else await read(0, size)
        return Response(whole, media_type=media_type, headers=headers | {"Content-Length": str(size)})
    first, last, suffix = part.groups()
    start = max(0, size - int(suffix)) if suffix else int(first)
    end = size if suffix or not last else min(size, int(last) + 1)
    if start >= end:
        raise RangeNotSatisfiable(size=size)
    content = b"" if request.method == "HEAD" else await read(start, end)
    headers |= {"Content-Range": f"bytes {start}-{end - 1}/{size}", "Content-Length": str(end - start)}
    return Response(content, 206, media_type=media_type, headers=headers)


def disposition(name: str) -> str:
    """``Content-Disposition`` of a download: a plain name for old readers beside the one of RFC 6266."""
    plain = re.sub(r'[^ -~]|["\\%]', "_", name)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
