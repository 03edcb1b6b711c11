"""The Idempotency-Key of a write: its answer is kept in the same transaction, and given again to who repeats it.

A repeat runs too, finds the key taken, rolls back and gets the first answer, or 422 where its body is another one: only
repeats pay for being repeats.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from asyncpg.exceptions import LockNotAvailableError
from starlette.requests import Request
from starlette.responses import Response

from shared.kit.http.refusals import (
    IdempotencyInProgress,
    IdempotencyKeyInvalid,
    IdempotencyKeyMissing,
    IdempotencyKeyReused,
)
from shared.kit.runtime import Runtime
from shared.kit.unit_of_work import StoredAnswer, UnitOfWork

_KEPT_HEADERS = {"content-type", "etag", "location"}
_FORM = "^[!-~]{1,255}$"
_FIRST_ANSWER = "SELECT fingerprint, status, headers, body FROM idempotency_key WHERE subject = $1 AND key = $2"
_key_matches = re.compile(_FORM).fullmatch

PARAMETER = {
    "name": "Idempotency-Key",
    "in": "header",
    "schema": {
        "type": "string",
        "minLength": 1,
        "maxLength": 255,
        "pattern": _FORM,
        "examples": ["5f0c9d9e-6c0a-4a0b-9a57-0f6c1b1f7a11"],
    },
    "description": "Same key and body: the first answer again. Other body: 422.",
}
REPLAYED_HEADER = {
    "description": "true: the answer to the first sending, given again",
    "schema": {"type": "string", "enum": ["true"]},
}


@dataclass(frozen=True, slots=True)
class Attempt:
    """One sending of a write under a key of its caller."""

    subject: str
    key: str
    fingerprint: bytes

    async def keep(self, work: UnitOfWork, answer: Response) -> None:
        """Write the answer with all else that the work has named."""
        headers = {name: value for name, value in answer.headers.items() if name in _KEPT_HEADERS}
        try:
            await work.flush(
                StoredAnswer(self.subject, self.key, self.fingerprint, answer.status_code, headers, bytes(answer.body))
            )
        except LockNotAvailableError as error:
            if "idempotency_key" not in (error.context or ""):  # what was made waits for another's row
                raise
            raise IdempotencyInProgress from error

    async def first_answer(self, runtime: Runtime) -> Response | None:
        """What the first sending was answered, where there was one before this."""
        async with runtime.reading() as connection:
            row = await connection.fetchrow(_FIRST_ANSWER, self.subject, self.key)
        if row is None:
            return None
        if row["fingerprint"] != self.fingerprint:
            raise IdempotencyKeyReused
        return Response(row["body"], row["status"], headers={**row["headers"], "Idempotency-Replayed": "true"})


def key_of(request: Request, *, required: bool) -> str | None:
    """The key that a request carries."""
    key = request.headers.get("idempotency-key")
    if key is None:
        if required:
            raise IdempotencyKeyMissing
        return None
    if not _key_matches(key):
        raise IdempotencyKeyInvalid
    return key


def fingerprint_of(request: Request, body: bytes) -> bytes:
    """What makes a repeat the same request: method, address and body."""
    return hashlib.sha256(f"{request.method} {request.url.path}?{request.url.query}\n".encode() + body).digest()
