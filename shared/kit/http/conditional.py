"""Conditional requests (RFC 9110, 13): ETags, If-Match before a change, If-None-Match before a read.

An ETag of something that is changed under If-Match tells its version: ``"3"`` after a write. A read shows more than its
version decides: what this caller may do, how a clock stands today. So there it is ``"3-…"``, with what was shown summed
up behind the version; If-Match takes either.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from typing import Any

from starlette.datastructures import Headers
from starlette.responses import Response

from shared.kit.errors import Version
from shared.kit.http.refusals import IfMatchInvalid, IfMatchMissing

_TAG = r'(?:W/)?"[0-9]{1,9}(?:-[0-9a-f]{16})?"'
_IF_MATCH = rf"^(?:\*|[0-9]{{1,9}}|{_TAG}(?: *, *{_TAG})*)$"
_GIVEN = re.compile(_IF_MATCH)
_NUMBER = re.compile(r'(?:^|")([0-9]{1,9})')

IF_MATCH = {
    "name": "If-Match",
    "in": "header",
    "required": True,
    "schema": {"type": "string", "pattern": _IF_MATCH, "examples": ['"1"']},
    "description": "ETag of the version that you read; several, or * for whichever it is. Absent: 428. Not the current"
    " one: 412.",
}
IF_NONE_MATCH = {
    "name": "If-None-Match",
    "in": "header",
    "required": False,
    "schema": {"type": "string"},
    "description": "ETag of what you have: 304 without content where it is still so.",
}
ETAG_HEADER = {"description": "of what is told: send it as If-Match or If-None-Match", "schema": {"type": "string"}}
NOT_MODIFIED: dict[int | str, dict[str, Any]] = {304: {"description": "it is still as you have it"}}
"""What a route declares whose answer may be known already."""


def version_in(if_match: str | None) -> Version:
    """The version that an If-Match refers to. Raises IfMatchMissing, IfMatchInvalid."""
    if if_match is None:
        raise IfMatchMissing
    given = if_match.strip()
    if not _GIVEN.match(given):
        raise IfMatchInvalid
    if given == "*":
        return None
    versions = [int(number) for number in _NUMBER.findall(given.replace(" ", ""))]
    return versions[0] if len(versions) == 1 else frozenset(versions)


def tag(version: int, shown: bytes | None = None) -> str:
    """The ETag of a version; with what was shown of it, of just that."""
    if shown is None:
        return f'"{version}"'
    return f'"{version}-{hashlib.blake2b(shown, digest_size=8).hexdigest()}"'


def is_known(etag: str, if_none_match: str | None) -> bool:
    """Whether the caller has what this ETag tells of (weak comparison)."""
    if if_none_match is None:
        return False
    return if_none_match.strip() == "*" or etag in {one.strip().removeprefix("W/") for one in if_none_match.split(",")}


def unless_known(answer: Response, headers: Mapping[str, str]) -> Response:
    """The answer to a read; 304 in its place where the request tells that its caller has just that."""
    its = answer.headers.get("etag")
    if its is None or answer.status_code != 200 or not is_known(its, headers.get("if-none-match")):
        return answer
    return not_modified(answer.headers)


def not_modified(headers: Mapping[str, str]) -> Response:
    """The answer without content to one who has the content already. headers: the ones that it would have with it."""
    given = Headers(headers)
    kept = {name: given[name] for name in ("etag", "cache-control", "vary") if name in given}
    return Response(status_code=304, headers=kept)
