"""The HTTP edge: each route declares who may call it, runs in one transaction, and answers each key once.

A route is declared with :func:`allow` or :func:`public`; one that is not does not start. Around every route the edge

1. checks the token, how often its bearer asks, the role and the scope (401, 429, 403) before the body is read,
2. reads the body within its size limit (413) and type (415), refuses NUL characters there and in the address (422),
3. reads the parameters and the body into what the route takes (422),
4. opens a transaction (writes) or a connection (reads), calls the route, writes the named facts, commits,
5. keeps the answer of a write with its Idempotency-Key in the same transaction (:mod:`shared.kit.http.idempotency`),
6. answers with the view that the route returns: its JSON, its version as ETag, and on 201 its place as Location.

FastAPI declares the routes and reads their parameters. The way between is here: its own costs several times as much.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from operator import attrgetter
from typing import Annotated, Any, get_origin
from urllib.parse import quote

import orjson
from asyncpg.exceptions import UniqueViolationError
from fastapi import Depends, Request
from fastapi.dependencies.utils import request_body_to_args
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute, APIRouter
from pydantic_core import PydanticUndefined
from starlette.responses import Response
from starlette.types import Message, Receive, Scope, Send

from shared.kit.errors import NotPermitted, Refusal, Version
from shared.kit.http.conditional import IF_MATCH, IF_NONE_MATCH, NOT_MODIFIED, tag, unless_known, version_in
from shared.kit.http.forms import form_of, schema_name
from shared.kit.http.idempotency import PARAMETER as KEY_PARAMETER
from shared.kit.http.idempotency import Attempt, fingerprint_of, key_of
from shared.kit.http.parameters import Parameters
from shared.kit.http.problems import MEDIA_TYPE, REFUSALS, pointer_of
from shared.kit.http.refusals import (
    BodyTooLarge,
    InsufficientScope,
    NotJson,
    NulCharacter,
    WrongMediaType,
)
from shared.kit.http.views import ViewModel, to_json
from shared.kit.operations import Operation
from shared.kit.principals import Principal
from shared.kit.runtime import Runtime
from shared.kit.tickets import ENDING, TicketInvalid, holder_of
from shared.kit.tickets import PARAMETER as TICKET
from shared.kit.tokens import Unauthenticated
from shared.kit.unit_of_work import UnitOfWork

_DRAIN_AT_MOST = 64 * 1_048_576
_JSON, _FORM = "application/json", "multipart/form-data"


class EdgeRequest(Request):
    """A request inside the edge, with what a route may take of it."""

    runtime: Runtime
    principal: Principal
    version: Version
    work: UnitOfWork
    by_ticket: bool = False


def _version(request: EdgeRequest) -> Version:
    return request.version


def _work(request: EdgeRequest) -> UnitOfWork:
    return request.work


def _runtime(request: EdgeRequest) -> Runtime:
    return request.runtime


def _principal(request: EdgeRequest) -> Principal:
    return request.principal


def _request(request: EdgeRequest) -> EdgeRequest:
    return request


IfMatch = Annotated[Version, Depends(_version)]
"""The version that the caller refers to; 428 where absent."""
Work = Annotated[UnitOfWork, Depends(_work)]
"""The request's unit of work: its transaction, clock and caller."""
CurrentRuntime = Annotated[Runtime, Depends(_runtime)]
"""The process's runtime, for the few routes that live longer than a transaction (streams)."""
Caller = Annotated[Principal, Depends(_principal)]
"""The authenticated caller, for routes that have no unit of work (streams)."""


CurrentRequest = Annotated[EdgeRequest, Depends(_request)]
"""The request itself, for the few routes that answer by its headers (parts of files)."""


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """What a route declares of its refusals."""
    schema = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {status: {"description": REFUSALS[status][1], "content": schema} for status in statuses}


def allow(
    *roles: str,
    key_required: bool = True,
    transaction: bool = True,
    max_body_bytes: int | None = None,
    content: Mapping[str, dict[str, Any]] | None = None,
    ticket: bool = False,
) -> dict[str, Any]:
    """Who may call a route, as keyword arguments of its decorator.

    roles: any of them suffices; whose rows they may see is the use case's to decide. key_required: whether a creating
    POST must carry an Idempotency-Key (not where the content itself makes it idempotent, nor where its answer must not
    be kept: then none is read). transaction: False for streams, which open their own work. max_body_bytes: where it
    differs from the service's limit. content: what a 200 holds, media type by media type, where it is not the JSON of
    the route's view. ticket: whether a read may come with a ticket in place of a token (:mod:`shared.kit.tickets`); the
    POST below it, ``…/ticket``, gives them.
    """
    extra = {
        "x-roles": sorted(roles),
        "x-key-required": key_required,
        "x-transaction": transaction,
        "x-max-body-bytes": max_body_bytes,
        "x-ticket": ticket,
        "security": [{"oidc": []}, {TICKET: []}] if ticket else [{"oidc": []}],
    }
    responses = problems(400, 401, 403, 404, 409, 412, 413, 415, 422, 428, 429, 503)
    if content:
        told = {media_type: {"schema": schema} for media_type, schema in content.items()}
        responses[200] = {"description": "as its Content-Type says", "content": told}
    return {"openapi_extra": extra, "responses": responses}


def public(*, transaction: bool = True) -> dict[str, Any]:
    """A route that anybody may call, as keyword arguments of its decorator. Reads only; transaction: as in allow()."""
    extra = {
        "x-roles": [],
        "x-key-required": False,
        "x-transaction": transaction,
        "x-max-body-bytes": None,
        "x-ticket": False,
        "security": [],
    }
    return {"openapi_extra": extra, "responses": problems(400, 404, 422, 429, 503)}


class EdgeRoute(APIRoute):
    """A route with the edge around it."""

    def __init__(self, path: str, endpoint: Callable[..., Any], **kwargs: Any) -> None:
        super().__init__(path, endpoint, **kwargs)
        self.app = self._serve
        declared = self.openapi_extra or {}
        if "x-roles" not in declared:
            raise TypeError(f"{path}: declare who may call it with allow(…) or public()")
        self.roles: list[str] = declared["x-roles"]
        methods = self.methods or set()
        self.writes = not methods <= {"GET", "HEAD"}
        self._taken = [(one.name, one.call) for one in self.dependant.dependencies if one.name and one.call]
        self._takes_version = any(take is _version for _, take in self._taken)
        self._reads_key: bool = declared["x-key-required"]
        self._needs_key = "POST" in methods and self._reads_key and not self._takes_version
        self._takes_ticket: bool = declared["x-ticket"]
        self._gives_ticket = path.endswith(ENDING)  # to read what its holder may read anyhow
        extra = {"security": declared["security"], "x-roles": self.roles}
        parameters = [IF_MATCH] if self._takes_version else []
        if takes_key := "POST" in methods and declared["x-key-required"]:
            parameters.append({**KEY_PARAMETER, "required": self._needs_key})
        if known := not self.writes and (_has_version(self.response_model) or 304 in self.responses):
            parameters.append(IF_NONE_MATCH)
        if parameters:
            extra["parameters"] = parameters
        self._transaction: bool = declared["x-transaction"]
        self._max_body_bytes: int | None = declared["x-max-body-bytes"]
        self._body_type = _body_type(self)
        self.responses = self._declared(known=known, takes_key=takes_key)
        self._form_fields = {
            field.alias: get_origin(field.field_info.annotation) is list for field in self.dependant.body_params
        }
        self._parameters = Parameters(self.dependant, further=[TICKET] if self._takes_ticket else [])
        self.openapi_extra = extra

    def operation(self, path: str) -> Operation:
        """What it is to who is offered it. path: its address below the base URL."""
        body: Any = self.body_field.field_info.annotation if self.body_field else None
        needs = {"If-Match": self._takes_version, "Idempotency-Key": self._needs_key}
        return Operation(
            id=self.unique_id,
            method=min(self.methods or ()),
            path=path,
            roles=frozenset(self.roles),
            needs=tuple(header for header, needed in needs.items() if needed),
            media_type=self._body_type,
            body_schema=schema_name(body.__name__) if body else None,
            fields=frozenset(body.model_fields) if body else frozenset(),
        )

    def _declared(self, *, known: bool, takes_key: bool) -> dict[int | str, dict[str, Any]]:
        """What it answers: of the refusals those that it can come to, of the rest with which headers."""
        never = set() if self.writes else {409, 413}
        never |= set() if self._takes_version else {412, 428}
        never |= set() if self._body_type else {415}
        answers = {status: answer for status, answer in self.responses.items() if status not in never}
        status = self.status_code or 200
        if known:
            answers |= NOT_MODIFIED
        if status == 201 and not takes_key:  # what makes a repeat the same is its content
            view = {"schema": {"$ref": f"#/components/schemas/{self.response_model.__name__}"}}
            answers[200] = {"description": "the same was there already", "content": {_JSON: view}}
        has = {"ETag": known or _has_version(self.response_model), "Location": status == 201}
        has["Idempotency-Replayed"] = takes_key
        headers = {name: {"$ref": f"#/components/headers/{name}"} for name in has if has[name]}
        for one in {200, 201, 206} & {*answers, status} if headers else ():
            answers[one] = {**answers.get(one, {}), "headers": headers}
        return answers

    async def _serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        runtime: Runtime = scope["app"].state.runtime
        if self.writes:
            receive = _limited(receive, self._max_body_bytes or runtime.settings.max_body_bytes)
        request = EdgeRequest(scope, receive)
        request.runtime = runtime
        scope["daiban.route"] = self.path_format
        try:
            answer = await self._answer(request)
        finally:
            if self._body_type == _FORM:
                await request.close()
        await answer(scope, receive, send)

    async def _answer(self, request: EdgeRequest) -> Response:
        scope = request.scope
        principal = None
        if self.roles:
            principal = request.principal = await self._caller(request)
        else:
            scope["app"].state.limits.take_of_address(scope)
        _refuse_nul_in_address(request)
        if self.writes:
            return await self._write(request, principal)
        values = await self._values(request, PydanticUndefined)
        if not self._transaction:
            return self._shown(request, values, await self._call(request, values))
        async with request.runtime.reading() as connection:
            request.work = request.runtime.work(connection, principal, scope.get("daiban.request_id"))
            found = await self._call(request, values)
        return self._shown(request, values, found)

    async def _caller(self, request: EdgeRequest) -> Principal:
        """Who asks, and may use the route: by a token, or by a ticket for this very address."""
        scope = request.scope
        state = scope["app"].state
        # Of two, this process and one before it might each believe another.
        tokens = [value for name, value in scope["headers"] if name == b"authorization"]
        token = tokens[0].decode("latin-1") if len(tokens) == 1 else None
        ticket = request.query_params.get(TICKET) if self._takes_ticket and not tokens else None
        request.by_ticket = ticket is not None
        try:
            if ticket is None:
                principal: Principal = await state.tokens.principal(token)
            else:
                async with request.runtime.reading() as connection:
                    principal = await holder_of(connection, ticket, scope["path"])
        except (Unauthenticated, TicketInvalid):
            state.limits.take_of_address(scope)
            raise
        state.limits.take_of_client(scope, principal.subject)
        if not principal.has(*self.roles):
            raise NotPermitted(what=("办理此事", "do this"))
        scoped = request.runtime.scoped
        if scoped and (missing := scoped.missing(principal, writes=self.writes and not self._gives_ticket)):
            raise InsufficientScope(scope=missing)
        return principal

    async def _write(self, request: EdgeRequest, principal: Principal | None) -> Response:
        body = await self._body(request)
        key = key_of(request, required=self._needs_key) if self._reads_key else None
        attempt = None
        if key and principal and self._body_type != _FORM:
            attempt = Attempt(principal.subject, key, fingerprint_of(request, await request.body()))
        request_id = request.scope.get("daiban.request_id")
        try:
            values = await self._values(request, body)
            async with request.runtime.transaction(principal=principal, request_id=request_id) as request.work:
                answer = self._shown(request, values, await self._call(request, values))
                if attempt:
                    await attempt.keep(request.work, answer)
            return answer
        except (Refusal, UniqueViolationError):
            # Of a repeat: the key is taken, or what the first one has made is in the way.
            if attempt and (first := await attempt.first_answer(request.runtime)):
                return first
            raise

    async def _body(self, request: EdgeRequest) -> Any:
        """What the body holds; nothing of it is checked yet but its form."""
        given = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if self._body_type and given != self._body_type:
            raise WrongMediaType(wanted=self._body_type, given=given or "—")
        if self._body_type == _FORM:
            request._form = await form_of(request, self._form_fields)
            return request._form
        body = await request.body()
        if not (body and self._body_type):
            return PydanticUndefined
        try:
            content = orjson.loads(body)  # which refuses nesting that would exhaust the stack
        except orjson.JSONDecodeError as error:
            raise NotJson(position=error.pos) from error
        if b"\\u0000" in body and (pointer := _nul_pointer(content)) is not None:
            raise NulCharacter(pointer=pointer)
        return content

    async def _values(self, request: EdgeRequest, body: Any) -> dict[str, Any]:
        """What the route takes of the request's own, by name."""
        if self._takes_version:
            request.version = version_in(request.headers.get("if-match"))
        values, faults = self._parameters.read(request)
        if fields := self.dependant.body_params:
            found, wrong = await request_body_to_args(fields, body, self._embed_body_fields)
            values |= found
            faults += wrong
        if faults:
            raise RequestValidationError(faults)
        if name := self.dependant.response_param_name:
            values[name] = Response(status_code=self.status_code or 200)
        return values

    async def _call(self, request: EdgeRequest, values: dict[str, Any]) -> Any:
        return await self.endpoint(**values, **{name: take(request) for name, take in self._taken})

    def _shown(self, request: EdgeRequest, values: dict[str, Any], found: Any) -> Response:
        """The answer that holds what the route has found."""
        if isinstance(found, Response):
            if request.by_ticket:
                found.headers["cache-control"] = "no-store"  # whoever gets hold of the address finds nothing kept
            return found if self.writes else unless_known(found, request.headers)
        shown = to_json(found)
        answer = Response(shown, self.status_code or 200, media_type=_JSON)
        if name := self.dependant.response_param_name:
            answer.status_code = values[name].status_code
        if isinstance(found, ViewModel):
            if isinstance(version := getattr(found, "version", None), int):
                answer.headers["etag"] = tag(version, None if self.writes else shown)
            if self.status_code == 201:
                answer.headers["location"] = quote(self._place(request.scope, found))
        return answer if self.writes else unless_known(answer, request.headers)

    def _place(self, scope: Scope, view: ViewModel) -> str:
        """Where what was made can be read: below the address, or else below the last word of it alone."""
        path: str = scope["path"]
        if (id_ := getattr(view, "id", None)) is None:
            return path
        below = f"{path}/{id_}"
        if scope["router"].can_read(below):
            return below
        prefix = path.rsplit("/", self.path.count("/"))[0]
        return f"{prefix}/{self.path.rsplit('/', 1)[1]}/{id_}"


def _body_type(route: APIRoute) -> str | None:
    if route.body_field is None:
        return None
    is_form = any(type(field.field_info).__name__ in {"Form", "File"} for field in route.dependant.body_params)
    return _FORM if is_form else _JSON


def _has_version(view: Any) -> bool:
    return isinstance(view, type) and issubclass(view, ViewModel) and "version" in view.model_fields


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
    query: bytes = request.scope["query_string"]
    if "\x00" not in request.scope["path"] and b"%00" not in query and b"\x00" not in query:
        return
    for name, value in (*request.path_params.items(), *request.query_params.multi_items()):
        if "\x00" in name or "\x00" in value:
            raise NulCharacter(parameter=name.replace("\x00", "\ufffd"))


class EdgeRouter(APIRouter):
    """A router whose routes all have the edge around them, and what they are grouped under in the API's page."""

    def __init__(self, tag: str, about: str) -> None:
        super().__init__(tags=[tag], route_class=EdgeRoute, generate_unique_id_function=attrgetter("name"))
        self.tag = {"name": tag, "description": about}


def edge_router(tag: str, about: str) -> EdgeRouter:
    """A router whose routes all have the edge around them. tag: groups them in the API's page; about: what they are."""
    return EdgeRouter(tag, about)
