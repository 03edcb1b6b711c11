"""The HTTP edge: each route declares who may call it, runs in one transaction, and answers each key once.

A route is declared with :func:`allow` or :func:`public`; one that is not does not start. Around every route the edge

1. checks the token and the role (401, 403) before the body is read,
2. reads the body within its size limit (413) and type (415), refuses NUL characters there and in the address (422),
3. opens a transaction (writes) or a connection (reads), calls the route, writes the named facts, commits,
4. keeps the answer of a write with its Idempotency-Key in the same transaction. A repeat runs too, finds the key taken,
   rolls back and gives the first answer, or 422 where its body is another one: only repeats pay for being repeats.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping
from contextlib import asynccontextmanager
from typing import Annotated, Any

import orjson
from asyncpg.exceptions import LockNotAvailableError, UniqueViolationError
from fastapi import Depends, Header, Request
from fastapi.dependencies.models import Dependant
from fastapi.responses import Response
from fastapi.routing import APIRoute, APIRouter
from starlette.types import Message, Receive

from shared.kit.errors import Kind, NotPermitted, Refusal, Words
from shared.kit.http.problems import MEDIA_TYPE, Problem, pointer_of, respond_to_error
from shared.kit.principals import Principal
from shared.kit.runtime import Runtime
from shared.kit.unit_of_work import StoredAnswer, UnitOfWork

_DRAIN_AT_MOST = 64 * 1_048_576
_KEPT_HEADERS = {"content-type", "etag", "location"}
_DEFAULT_BODY_TYPE = "application/json"
_VERSION = r'^(?:(?:W/)?"([0-9]{1,9})"|([0-9]{1,9}))$'
_KEY = "^[!-~]{1,255}$"
_KEY_PARAMETER = {
    "name": "Idempotency-Key",
    "in": "header",
    "schema": {"type": "string", "minLength": 1, "maxLength": 255, "pattern": _KEY},
    "description": "Same key and body: the first answer again. Other body: 422.",
}
_VERSION_PARAMETER = {
    "name": "If-Match",
    "in": "header",
    "required": True,
    "schema": {"type": "string", "pattern": _VERSION, "examples": ['"1"']},
    "description": "ETag of the version that you read. Absent: 428. Not the current one: 412.",
}


class BodyTooLarge(Refusal):
    """The body is larger than the route takes."""

    code = "body.too_large"
    kind = Kind.TOO_LARGE
    zh = Words("请求体过大", "请求体超过上限 {limit} 字节。", "请压缩或拆分后提交。")
    en = Words("Body too large", "The body is over the limit of {limit} bytes.", "Make it smaller or split it.")


class WrongMediaType(Refusal):
    """The Content-Type is not the one that the route takes."""

    code = "body.media_type"
    kind = Kind.UNSUPPORTED_MEDIA
    zh = Words("请求体类型不符", "该地址接受 {wanted}，收到的是 {given}。", "请设置正确的 Content-Type。")
    en = Words("Wrong media type", "This address takes {wanted}; {given} came.", "Set the right Content-Type.")


class NulCharacter(Refusal):
    """Text with U+0000, which no name or note can hold (and PostgreSQL cannot store)."""

    code = "text.nul_character"
    kind = Kind.INVALID
    zh = Words("文字中含有空字符", "文字中不能含有空字符（U+0000）。", "请删除该字符后重新提交。")
    en = Words("NUL character", "Text may not hold U+0000.", "Remove the character and send again.")


class IdempotencyKeyMissing(Refusal):
    """A creating POST came without an Idempotency-Key."""

    code = "idempotency.key_missing"
    kind = Kind.MALFORMED
    zh = Words(
        "缺少 Idempotency-Key",
        "新建类请求必须携带 Idempotency-Key。",
        "请为本次提交生成一个唯一值，重试时使用同一个值。",
    )
    en = Words(
        "Idempotency-Key missing", "A creating POST needs an Idempotency-Key.", "Make one up; reuse it to retry."
    )


class IdempotencyKeyInvalid(Refusal):
    """The Idempotency-Key is too long or not visible ASCII."""

    code = "idempotency.key_invalid"
    kind = Kind.MALFORMED
    zh = Words("Idempotency-Key 无效", "Idempotency-Key 应为 1 至 255 个可见 ASCII 字符。", "建议使用 UUID。")
    en = Words("Idempotency-Key not valid", "An Idempotency-Key is 1 to 255 visible ASCII characters.", "Use a UUID.")


class IdempotencyKeyReused(Refusal):
    """The Idempotency-Key was used for another request."""

    code = "idempotency.key_reused"
    kind = Kind.INVALID
    zh = Words(
        "Idempotency-Key 已用于其他内容",
        "该 Idempotency-Key 已用于另一次内容不同的提交。",
        "内容不同的提交请使用新的值。",
    )
    en = Words("Idempotency-Key reused", "That key was used with another request.", "Use a new key for new content.")


class IdempotencyInProgress(Refusal):
    """The first request with this Idempotency-Key has been running for longer than a lock is waited for."""

    code = "idempotency.in_progress"
    kind = Kind.CONFLICT
    zh = Words(
        "同一提交正在处理", "使用同一 Idempotency-Key 的请求正在处理。", "请稍候用同一个值重试，将得到首次的结果。"
    )
    en = Words("Still running", "A request with this key is still running.", "Retry with the same key for its answer.")


class IfMatchMissing(Refusal):
    """A change came without saying which version it refers to."""

    code = "version.if_match_missing"
    kind = Kind.PRECONDITION_REQUIRED
    zh = Words("缺少 If-Match", "修改已有内容必须携带 If-Match。", "请先读取，再用其 ETag 作为 If-Match 提交。")
    en = Words("If-Match missing", "A change needs If-Match.", "Read the resource and send its ETag as If-Match.")


class IfMatchInvalid(Refusal):
    """If-Match is not an ETag of this API."""

    code = "version.if_match_invalid"
    kind = Kind.MALFORMED
    zh = Words("If-Match 无效", 'If-Match 应为读取时得到的 ETag，例如 "3"。', "请重新读取以取得 ETag。")
    en = Words("If-Match not valid", 'If-Match must be an ETag as read, such as "3".', "Read the resource again.")


def etag(version: int) -> str:
    """The ETag of a version."""
    return f'"{version}"'


async def _required_version(if_match: Annotated[str | None, Header(include_in_schema=False)] = None) -> int:
    if if_match is None:
        raise IfMatchMissing
    bare = re.fullmatch(_VERSION, if_match.strip())
    if bare is None:
        raise IfMatchInvalid
    return int(bare[1] or bare[2])


IfMatch = Annotated[int, Depends(_required_version)]
"""The version that the caller refers to; 428 where absent."""


async def _current_work(request: Request) -> UnitOfWork:
    work: UnitOfWork = request.state.work
    return work


async def _current_runtime(request: Request) -> Runtime:
    runtime: Runtime = request.app.state.runtime
    return runtime


async def _current_principal(request: Request) -> Principal:
    principal: Principal = request.state.principal
    return principal


Work = Annotated[UnitOfWork, Depends(_current_work)]
"""The request's unit of work: its transaction, clock and caller."""
CurrentRuntime = Annotated[Runtime, Depends(_current_runtime)]
"""The process's runtime, for the few routes that live longer than a transaction (streams)."""
Caller = Annotated[Principal, Depends(_current_principal)]
"""The authenticated caller, for routes that have no unit of work (streams)."""


def _problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    schema = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {status: {"description": "problem", "content": schema} for status in statuses}


def allow(
    *roles: str,
    key_required: bool = True,
    transaction: bool = True,
    max_body_bytes: int | None = None,
    content: Mapping[str, dict[str, Any]] | None = None,
) -> dict[str, Any]:
    """Who may call a route, as keyword arguments of its decorator.

    roles: any of them suffices; whose rows they may see is the use case's to decide. key_required: whether a creating
    POST must carry an Idempotency-Key (not where the content itself makes it idempotent). transaction: False for
    streams, which open their own work. max_body_bytes: where it differs from the service's limit. content: what a 200
    holds, media type by media type, where it is not the JSON of the route's view.
    """
    extra = {
        "x-roles": sorted(roles),
        "x-key-required": key_required,
        "x-transaction": transaction,
        "x-max-body-bytes": max_body_bytes,
        "security": [{"oidc": []}],
    }
    responses = _problems(400, 401, 403, 404, 409, 412, 413, 415, 422, 428, 503)
    if content:
        told = {media_type: {"schema": schema} for media_type, schema in content.items()}
        responses[200] = {"description": "as its Content-Type says", "content": told}
    return {"openapi_extra": extra, "responses": responses}


def public() -> dict[str, Any]:
    """A route that anybody may call, as keyword arguments of its decorator. Reads only."""
    extra = {"x-roles": [], "x-key-required": False, "x-transaction": True, "x-max-body-bytes": None, "security": []}
    return {"openapi_extra": extra, "responses": _problems(400, 404, 422, 503)}


class _EdgeRequest(Request):
    """A request whose JSON is parsed by orjson, which refuses nesting that would exhaust the stack."""

    async def json(self) -> Any:
        if not hasattr(self, "_json"):
            self._json = orjson.loads(await self.body())
        return self._json


def _limited(receive: Receive, limit: int) -> Receive:
    """``receive`` that raises BodyTooLarge once a body is over the limit, having drained it so the answer arrives."""
    total = 0

    async def counted() -> Message:
        nonlocal total
        message = await receive()
        total += len(message.get("body", b""))
        if total > limit:
            while message.get("more_body") and total < _DRAIN_AT_MOST:
                message = await receive()
                total += len(message.get("body", b""))
            raise BodyTooLarge(limit=limit)
        return message

    return counted


def _nul_pointer(value: Any, path: tuple[str | int, ...] = ()) -> str | None:
    match value:
        case str():
            return pointer_of(path) if "\x00" in value else None
        case dict():
            for key, inner in value.items():
                found = pointer_of(path) if "\x00" in key else _nul_pointer(inner, (*path, key))
                if found is not None:
                    return found
        case list():
            for index, inner in enumerate(value):
                if (found := _nul_pointer(inner, (*path, index))) is not None:
                    return found
    return None


def _refuse_nul_in_address(request: Request) -> None:
    for name, value in (*request.path_params.items(), *request.query_params.multi_items()):
        if "\x00" in name or "\x00" in value:
            raise NulCharacter(parameter=name.replace("\x00", "\ufffd"))


def _takes_version(dependant: Dependant) -> bool:
    return any(inner.call is _required_version or _takes_version(inner) for inner in dependant.dependencies)


class EdgeRoute(APIRoute):
    """A route with the edge around it."""

    def __init__(self, path: str, endpoint: Callable[..., Any], **kwargs: Any) -> None:
        super().__init__(path, endpoint, **kwargs)
        declared = self.openapi_extra or {}
        if "x-roles" not in declared:
            raise TypeError(f"{path}: declare who may call it with allow(…) or public()")
        self.roles: list[str] = declared["x-roles"]
        methods = self.methods or set()
        self.writes = not methods <= {"GET", "HEAD"}
        takes_version = _takes_version(self.dependant)
        self.needs_key = "POST" in methods and declared["x-key-required"] and not takes_version
        extra = {"security": declared["security"], "x-roles": self.roles}
        parameters = [_VERSION_PARAMETER] if takes_version else []
        if "POST" in methods and declared["x-key-required"]:
            parameters.append({**_KEY_PARAMETER, "required": self.needs_key})
        if parameters:
            extra["parameters"] = parameters
        self._transaction: bool = declared["x-transaction"]
        self._max_body_bytes: int | None = declared["x-max-body-bytes"]
        self.openapi_extra = extra

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """FastAPI's handler, inside the edge."""
        inner = super().get_route_handler()

        async def handle(request: Request) -> Response:
            runtime: Runtime = request.app.state.runtime
            request.scope["daiban.route"] = self.path_format
            principal = None
            if self.roles:
                # Of two, this process and one before it might each believe another.
                tokens = request.headers.getlist("authorization")
                principal = await request.app.state.tokens.principal(tokens[0] if len(tokens) == 1 else None)
                request.state.principal = principal
                if not principal.has(*self.roles):
                    raise NotPermitted(what=("办理此事", "do this"))
            _refuse_nul_in_address(request)
            limit = self._max_body_bytes or runtime.settings.max_body_bytes
            bounded = _EdgeRequest(request.scope, _limited(request.receive, limit))
            if self.writes:
                await self._read_body(bounded)
                return await self._write(runtime, bounded, principal, inner)
            if not self._transaction:
                return await inner(bounded)
            async with runtime.reading() as connection:
                bounded.state.work = runtime.work(connection, principal, bounded.scope.get("daiban.request_id"))
                return await inner(bounded)

        return handle

    async def _read_body(self, request: _EdgeRequest) -> None:
        given = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        wanted = self._body_type()
        if wanted and given != wanted:
            raise WrongMediaType(wanted=wanted, given=given or "—")
        if wanted == "multipart/form-data":
            await request.form(max_files=1, max_fields=10)
            return
        body = await request.body()
        if b"\\u0000" in body:
            try:
                pointer = _nul_pointer(await request.json())
            except ValueError:
                return  # not JSON: the route's own answer says so
            if pointer is not None:
                raise NulCharacter(pointer=pointer)

    def _body_type(self) -> str | None:
        if self.body_field is None:
            return None
        is_form = any(type(field.field_info).__name__ in {"Form", "File"} for field in self.dependant.body_params)
        return "multipart/form-data" if is_form else _DEFAULT_BODY_TYPE

    async def _write(
        self,
        runtime: Runtime,
        request: _EdgeRequest,
        principal: Principal | None,
        inner: Callable[[Request], Coroutine[Any, Any, Response]],
    ) -> Response:
        key = request.headers.get("idempotency-key")
        if key is None and self.needs_key:
            raise IdempotencyKeyMissing
        if key is not None and not re.fullmatch(_KEY, key):
            raise IdempotencyKeyInvalid
        if key is None or principal is None or request._form is not None:
            async with self._transact(runtime, request, principal):
                return await inner(request)
        mark = f"{request.method} {request.url.path}?{request.url.query}\n".encode()
        fingerprint = hashlib.sha256(mark + await request.body()).digest()
        try:
            async with self._transact(runtime, request, principal) as work:
                response = await inner(request)
                try:
                    await work.flush(_answer_to_keep(principal.subject, key, fingerprint, response))
                except LockNotAvailableError as error:
                    raise IdempotencyInProgress from error
            return response
        except (Refusal, UniqueViolationError):
            # Of a repeat: the key is taken, or what the first one has made is in the way.
            if stored := await _stored_answer(runtime, principal.subject, key, fingerprint):
                return stored
            raise

    @asynccontextmanager
    async def _transact(
        self, runtime: Runtime, request: Request, principal: Principal | None
    ) -> AsyncIterator[UnitOfWork]:
        async with runtime.transaction(principal=principal, request_id=request.scope.get("daiban.request_id")) as work:
            request.state.work = work
            yield work


_STORED_ANSWER = "SELECT fingerprint, status, headers, body FROM idempotency_key WHERE subject = $1 AND key = $2"


async def _stored_answer(runtime: Runtime, subject: str, key: str, fingerprint: bytes) -> Response | None:
    async with runtime.reading() as connection:
        row = await connection.fetchrow(_STORED_ANSWER, subject, key)
    if row is None:
        return None
    if row["fingerprint"] != fingerprint:
        raise IdempotencyKeyReused
    headers = {**row["headers"], "Idempotency-Replayed": "true"}
    return Response(row["body"], row["status"], headers=headers)


def _answer_to_keep(subject: str, key: str, fingerprint: bytes, response: Response) -> StoredAnswer:
    headers = {name: value for name, value in response.headers.items() if name in _KEPT_HEADERS}
    return StoredAnswer(subject, key, fingerprint, response.status_code, headers, bytes(response.body))


def edge_router(tag: str) -> APIRouter:
    """A router whose routes all have the edge around them; ``tag`` groups them in the API's page."""
    return APIRouter(tags=[tag], route_class=EdgeRoute)


__all__ = [
    "Caller",
    "CurrentRuntime",
    "EdgeRoute",
    "IfMatch",
    "Problem",
    "Work",
    "allow",
    "edge_router",
    "etag",
    "public",
    "respond_to_error",
]
