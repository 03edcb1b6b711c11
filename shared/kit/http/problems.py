"""RFC 9457 problem answers, in Chinese or English as Accept-Language asks (Chinese where it does not)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException
from starlette.routing import Match

from shared.kit.database import is_passing
from shared.kit.errors import Kind, Refusal, Words
from shared.kit.logging import get_logger

log = get_logger(__name__)

MEDIA_TYPE = "application/problem+json"


class FieldProblem(BaseModel):
    """One field that breaks a rule."""

    pointer: str | None = Field(None, description="RFC 6901 JSON pointer into the request body")
    parameter: str | None = Field(None, description="name of the query, path or header parameter")
    code: str
    detail: str


class Problem(BaseModel):
    """What every refused request gets."""

    type: str
    title: str
    status: int
    code: str = Field(description="stable; branch on this one")
    detail: str
    way_out: str = Field(description="what the caller can do now")
    request_id: str | None = None
    errors: list[FieldProblem] = []


_WORDS: dict[str, tuple[Words, Words]] = {
    "body.invalid": (
        Words("提交的内容不符合要求", "有 {count} 处内容不符合要求，见 errors。", "请按 errors 修改后重新提交。"),
        Words("Content is not valid", "{count} place(s) break a rule; see errors.", "Mend them and send again."),
    ),
    "json.invalid": (
        Words("JSON 无法解析", "请求体不是有效的 JSON（位置 {position}）。", "请提交 UTF-8 编码、层级合理的 JSON。"),
        Words("Not JSON", "The body is not valid JSON (at {position}).", "Send UTF-8 JSON, not nested too deeply."),
    ),
    "route.unknown": (
        Words("没有这个地址", "没有这个地址。", "请查阅 /docs。"),
        Words("No such address", "There is nothing at this address.", "See /docs."),
    ),
    "method.not_allowed": (
        Words("不支持这种请求方法", "该地址不支持这种请求方法。", "请查阅 /docs。"),
        Words("Method not allowed", "This address does not know that method.", "See /docs."),
    ),
    "request.malformed": (
        Words("请求无法读取", "请求体无法读取。", "请检查 Content-Type 与请求体是否一致。"),
        Words("Request not readable", "The body cannot be read.", "Check that Content-Type and body agree."),
    ),
    "service.unavailable": (
        Words(
            "服务暂不可用",
            "数据库或依赖的服务暂不可用；若正好在提交时中断，是否已写入尚不能确定。",
            "请稍后用同一个 Idempotency-Key 重试，不会重复写入。",
        ),
        Words(
            "Unavailable",
            "The database or something needed is down; broken off while committing, it may yet have been written.",
            "Retry shortly with the same Idempotency-Key: nothing is written twice.",
        ),
    ),
    "internal": (
        Words("系统内部错误", "系统内部错误，本次没有写入任何内容。", "请凭 request_id 联系运维人员。"),
        Words("Internal error", "The fault is ours; nothing was written.", "Tell operations the request_id."),
    ),
}

_FIELD_WORDS: dict[str, tuple[str, str]] = {
    "missing": ("必须填写", "is required"),
    "string_too_short": ("至少 {min_length} 个字符", "needs at least {min_length} characters"),
    "string_too_long": ("最多 {max_length} 个字符", "may have at most {max_length} characters"),
    "string_type": ("应为文字", "must be text"),
    "string_pattern_mismatch": ("格式不符（{pattern}）", "does not match {pattern}"),
    "enum": ("只能是 {expected}", "must be one of {expected}"),
    "literal_error": ("只能是 {expected}", "must be one of {expected}"),
    "extra_forbidden": ("没有这一项", "is not a known field"),
    "uuid_parsing": ("不是有效的 UUID", "is not a UUID"),
    "uuid_type": ("不是有效的 UUID", "is not a UUID"),
    "int_parsing": ("应为整数", "must be a whole number"),
    "int_type": ("应为整数", "must be a whole number"),
    "bool_type": ("应为 true 或 false", "must be true or false"),
    "list_type": ("应为数组", "must be an array"),
    "dict_type": ("应为对象", "must be an object"),
    "model_attributes_type": ("应为对象", "must be an object"),
    "repeated": ("不能重复", "may not repeat an entry"),
    "too_short": ("至少 {min_length} 项", "needs at least {min_length} item(s)"),
    "too_long": ("最多 {max_length} 项", "may have at most {max_length} items"),
    "greater_than_equal": ("不能小于 {ge}", "must be at least {ge}"),
    "less_than_equal": ("不能大于 {le}", "must be at most {le}"),
    "greater_than": ("必须大于 {gt}", "must be greater than {gt}"),
    "decimal_parsing": ("应为十进制数字", "must be a decimal number"),
    "decimal_type": ("应为十进制数字", "must be a decimal number"),
    "decimal_max_places": ("最多 {decimal_places} 位小数", "may have at most {decimal_places} decimal places"),
    "decimal_max_digits": ("最多 {max_digits} 位数字", "may have at most {max_digits} digits"),
    "date_parsing": ("不是有效的日期", "is not a date"),
    "date_from_datetime_parsing": ("不是有效的日期", "is not a date"),
    "datetime_parsing": ("不是有效的时间", "is not a date and time"),
    "datetime_from_date_parsing": ("不是有效的时间", "is not a date and time"),
}

_NAMED_AT_MOST = 100
"""Faults that an answer names one by one: nobody mends more at once, and a small body could ask for megabytes."""
_METHODS = ("DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT")
_STATUS_CODES = {404: "route.unknown", 405: "method.not_allowed", 400: "request.malformed"}


def prefers_english(accept_language: str | None) -> bool:
    """Whether English comes before Chinese in an Accept-Language header. Absent or unreadable means Chinese."""
    best: tuple[float, bool] = (0.0, False)
    for part in (accept_language or "").split(","):
        tag, _, quality = part.strip().partition(";q=")
        try:
            weight = float(quality) if quality else 1.0
        except ValueError:
            continue
        language = tag.strip().lower().split("-")[0]
        if language in {"en", "zh"} and weight > best[0]:
            best = (weight, language == "en")
    return best[1]


def pointer_of(location: Sequence[str | int]) -> str:
    """The RFC 6901 pointer of a path into a JSON document."""
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in location)


def problem_response(
    request: Request,
    *,
    code: str,
    status: int,
    words: Words,
    errors: Sequence[FieldProblem] = (),
    headers: Mapping[str, str] | None = None,
) -> Response:
    """A problem answer."""
    problem = Problem(
        type=f"urn:daiban:problem:{code}",
        title=words.title,
        status=status,
        code=code,
        detail=words.detail,
        way_out=words.way_out,
        request_id=request.scope.get("daiban.request_id"),
        errors=list(errors),
    )
    language = "en" if prefers_english(request.headers.get("accept-language")) else "zh-CN"
    return Response(
        problem.model_dump_json(exclude_none=True),
        status_code=status,
        media_type=MEDIA_TYPE,
        headers={"Content-Language": language, "Vary": "Accept-Language", **(headers or {})},
    )


def _named(request: Request, code: str, status: int, **values: Any) -> Response:
    return problem_response(request, code=code, status=status, words=_words(request, code, **values))


def _words(request: Request, code: str, **values: Any) -> Words:
    words = _WORDS[code][1 if prefers_english(request.headers.get("accept-language")) else 0]
    return Words(words.title, words.detail.format(**values), words.way_out)


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, Refusal)
    words = error.words(english=prefers_english(request.headers.get("accept-language")))
    headers = {}
    if error.kind is Kind.UNAUTHENTICATED:
        headers["WWW-Authenticate"] = 'Bearer realm="daiban"'
    if error.kind in {Kind.UNAVAILABLE, Kind.TOO_MANY} or error.code == "idempotency.in_progress":
        headers["Retry-After"] = "1"
    errors = []
    if error.pointer or error.parameter:
        place = {"pointer": error.pointer, "parameter": error.parameter}
        errors.append(FieldProblem(**place, code=error.code, detail=words.detail))
    return problem_response(
        request, code=error.code, status=error.kind.value, words=words, errors=errors, headers=headers
    )


async def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    english = prefers_english(request.headers.get("accept-language"))
    errors = []
    for found in error.errors()[:_NAMED_AT_MOST]:
        if found["type"] == "json_invalid":
            return _named(request, "json.invalid", 400, position=found["loc"][-1])
        known = _FIELD_WORDS.get(found["type"])
        source, *rest = found["loc"]
        detail = known[english].format_map(found.get("ctx", {})) if known else found["msg"]
        errors.append(
            FieldProblem(
                pointer=pointer_of(rest) if source == "body" else None,
                parameter=None if source == "body" else ".".join(map(str, rest)),
                code=found["type"],
                detail=detail,
            )
        )
    words = _words(request, "body.invalid", count=len(error.errors()))
    return problem_response(request, code="body.invalid", status=422, words=words, errors=errors)


async def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    code = _STATUS_CODES.get(error.status_code, "request.malformed")
    response = _named(request, code, error.status_code)
    response.headers.update(error.headers or {})
    if error.status_code == 405:
        # Starlette names the methods of the first route at the address only; RFC 9110, 15.5.6 wants them all.
        response.headers["Allow"] = ", ".join(sorted(_methods_at(request)))
    return response


def _methods_at(request: Request) -> set[str]:
    return {
        method
        for method in _METHODS
        for route in request.app.routes
        if route.matches({**request.scope, "method": method, "path_params": {}})[0] is Match.FULL
    }


async def _unexpected(request: Request, error: Exception) -> Response:
    if is_passing(error):
        log.warning("something needed is down", error=f"{type(error).__name__}: {error}")
        response = _named(request, "service.unavailable", 503)
        response.headers["Retry-After"] = "1"
        return response
    log.error("unexpected", exc_info=error)
    return _named(request, "internal", 500)


async def respond_to_error(request: Request, error: Exception) -> Response:
    """The problem answer for anything that a request raised."""
    if isinstance(error, Refusal):
        return await _refused(request, error)
    if isinstance(error, RequestValidationError):
        return await _invalid(request, error)
    if isinstance(error, HTTPException):
        return await _http(request, error)
    return await _unexpected(request, error)


def install_problem_answers(app: FastAPI) -> None:
    """Answer everything that goes wrong in the one form."""
    for kind in (Refusal, RequestValidationError, HTTPException, Exception):
        app.add_exception_handler(kind, respond_to_error)
