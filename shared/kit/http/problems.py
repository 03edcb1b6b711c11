"""RFC 9457 problem answers, in Chinese or English as Accept-Language asks (Chinese where it does not)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict
from starlette.exceptions import HTTPException

from shared.kit.database import is_passing
from shared.kit.errors import Kind, Refusal
from shared.kit.http.patterns import MEANINGS
from shared.kit.http.refusals import (
    ContentInvalid,
    IdempotencyInProgress,
    InsufficientScope,
    Internal,
    MethodNotAllowed,
    RangeNotSatisfiable,
    RequestMalformed,
    TooManyRequests,
    Unavailable,
)
from shared.kit.labels import labels_of
from shared.kit.logging import get_logger

log = get_logger(__name__)

MEDIA_TYPE = "application/problem+json"


REFUSALS: dict[int, tuple[str, str]] = {
    400: ("Malformed", "the request is not formed as it must be, or lacks its Idempotency-Key"),
    401: ("Unauthenticated", "there is no token, or it does not hold"),
    403: ("NotPermitted", "you may see it, but not do this"),
    404: ("NotFound", "there is no such thing, or it is not yours to see"),
    409: ("Conflict", "as things stand it cannot be done"),
    412: ("Stale", "it has changed since you read it"),
    413: ("TooLarge", "the body is over its limit"),
    415: ("WrongMediaType", "the body is of another media type"),
    416: ("RangeNotSatisfiable", "the part that is asked for begins after the end"),
    422: ("Invalid", "what was sent breaks a rule; errors names each field or parameter"),
    428: ("VersionMissing", "it is changed by version: If-Match is missing"),
    429: ("TooMany", "you ask more often than you may; Retry-After says how long to wait"),
    503: ("Unavailable", "nothing was written; send the same again with the same key"),
}
"""What a refusal of a status is called in OpenAPI, and what it means."""


_EXAMPLE: JsonDict = {
    "type": "urn:daiban:problem:body.invalid",
    "title": "提交的内容不符合要求",
    "status": 422,
    "code": "body.invalid",
    "detail": "有 1 处内容不符合要求，见 errors。",
    "way_out": "请按 errors 修改后重新提交。",
    "request_id": "01a206ca-6e3d-73f8-b6d3-3176be0d52e4",
    "errors": [{"pointer": "/contact_phone", "code": "missing", "detail": "必须填写"}],
}


class FieldProblem(BaseModel):
    """One field that breaks a rule."""

    pointer: str | None = Field(None, description="RFC 6901 JSON pointer into the request body")
    parameter: str | None = Field(None, description="name of the query, path or header parameter")
    code: str
    detail: str


class Problem(BaseModel):
    """What every refused request gets."""

    model_config = ConfigDict(json_schema_extra={"examples": [_EXAMPLE]})

    type: str
    title: str
    status: int
    code: str = Field(description="stable; branch on this one")
    detail: str
    way_out: str = Field(description="what the caller can do now")
    request_id: str | None = None
    errors: list[FieldProblem] = []


FIELD_WORDS: dict[str, tuple[str, str]] = {
    "missing": ("必须填写", "is required"),
    "string_too_short": ("至少 {min_length} 个字符", "needs at least {min_length} characters"),
    "string_too_long": ("最多 {max_length} 个字符", "may have at most {max_length} characters"),
    "string_type": ("应为文字", "must be text"),
    "string_pattern_mismatch": ("格式不符（{pattern}）", "does not match {pattern}"),
    "enum": ("请从以下选项中选择：{expected}", "must be one of: {expected}"),
    "literal_error": ("请从以下选项中选择：{expected}", "must be one of: {expected}"),
    "extra_forbidden": ("没有这一项", "is not a known field"),
    "uuid_parsing": ("不是有效的 UUID", "is not a UUID"),
    "uuid_type": ("不是有效的 UUID", "is not a UUID"),
    "int_parsing": ("应为整数", "must be a whole number"),
    "int_type": ("应为整数", "must be a whole number"),
    "parameter_unknown": ("没有这个参数（可用的：{known[0]}）", "is no parameter of this address (known: {known[1]})"),
    "parameter_repeated": ("只能给一次", "may be given once only"),
    "bool_parsing": ("只能是 true 或 false", "must be true or false"),
    "bool_type": ("应为 true 或 false", "must be true or false"),
    "int_parsing_size": ("数字过大", "is too large"),
    "list_type": ("应为数组", "must be an array"),
    "set_type": ("应为数组", "must be an array"),
    "dict_type": ("应为对象", "must be an object"),
    "model_attributes_type": ("应为对象", "must be an object"),
    "repeated": ("不能重复", "may not repeat an entry"),
    "too_short": ("至少 {min_length} 项", "needs at least {min_length} item(s)"),
    "too_long": ("最多 {max_length} 项", "may have at most {max_length} items"),
    "greater_than_equal": ("不能小于 {ge}", "must be at least {ge}"),
    "less_than_equal": ("不能大于 {le}", "must be at most {le}"),
    "greater_than": ("必须大于 {gt}", "must be greater than {gt}"),
    "decimal_parsing": ("应为十进制数字", "must be a decimal number"),
    "amount_form": (
        "应为以元为单位的数字，如 1200000.00 或 1,200,000.00；不写“万”“亿”“元”等字样",
        "must be an amount in yuan in digits, such as 1200000.00 or 1,200,000.00, without a unit",
    ),
    "phone_form": (
        "应为电话号码，如 020-83000000、020-83000000转8001、13800000000",
        "must be a telephone number, such as 020-83000000, 020-83000000转8001 or 13800000000",
    ),
    "phone_several": (
        "只能填写一个电话号码，请保留常用的一个",
        "must be one telephone number; keep the one that is answered",
    ),
    "decimal_type": ("应为十进制数字", "must be a decimal number"),
    "decimal_max_places": ("最多 {decimal_places} 位小数", "may have at most {decimal_places} decimal places"),
    "decimal_whole_digits": (
        "整数部分最多 {whole_digits} 位",
        "may have at most {whole_digits} whole digits",
    ),
    "decimal_max_digits": ("最多 {max_digits} 位数字", "may have at most {max_digits} digits"),
    "date_parsing": ("不是有效的日期", "is not a date"),
    "date_from_datetime_parsing": ("不是有效的日期", "is not a date"),
    "datetime_parsing": (
        "应为带时区的时间，如 2026-11-28T09:00:00+08:00",
        "must be a time with its offset, such as 2026-11-28T09:00:00+08:00",
    ),
    "moment_out_of_range": ("应在 1992 年至 2199 年之间", "must lie in 1992 to 2199"),
    "value_error": ("应为文件，并带有文件名", "must be a file, with its name"),
    "datetime_from_date_parsing": ("不是有效的时间", "is not a date and time"),
}

_NAMED_AT_MOST = 100
"""Faults that an answer names one by one: nobody mends more at once, and a small body could ask for megabytes."""
_PASS_BY_THEMSELVES = {Kind.TOO_MANY, Kind.BAD_GATEWAY, Kind.UNAVAILABLE}


_RANGE = re.compile(r"([a-z]{1,8}(?:-[a-z0-9]{1,8})*|\*)(?:\s*;\s*q=(0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?))?", re.ASCII)


def prefers_english(accept_language: str | None) -> bool:
    """Whether English comes before Chinese in an Accept-Language header (RFC 9110, 12.5.4).

    Absent or unreadable means Chinese; so does a language that is neither, and any (``*``).
    """
    best: tuple[float, bool] = (0.0, False)
    for part in (accept_language or "").lower().split(","):
        if found := _RANGE.fullmatch(part.strip()):
            language, weight = found[1].split("-")[0], float(found[2] or 1)
            if language in {"en", "zh"} and weight > best[0]:
                best = (weight, language == "en")
    return best[1]


def _languages(request: Request) -> str:
    """What the request says of languages, in however many lines."""
    return ", ".join(request.headers.getlist("accept-language"))


def pointer_of(location: Sequence[str | int]) -> str:
    """The RFC 6901 pointer of a path into a JSON document."""
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in location)


def problem_of(request: Request, refusal: Refusal, errors: Sequence[FieldProblem] = ()) -> Problem:
    """A refusal in the caller's language."""
    words = refusal.words(english=prefers_english(_languages(request)))
    if refusal.pointer or refusal.parameter:
        place = {"pointer": refusal.pointer, "parameter": refusal.parameter}
        errors = [FieldProblem(**place, code=refusal.code, detail=words.detail)]
    return Problem(
        type=f"urn:daiban:problem:{refusal.code}",
        title=words.title,
        status=refusal.kind.value,
        code=refusal.code,
        detail=words.detail,
        way_out=words.way_out,
        request_id=request.scope.get("daiban.request_id"),
        errors=list(errors),
    )


def problem_response(request: Request, refusal: Refusal, errors: Sequence[FieldProblem] = ()) -> Response:
    """The answer that a refusal becomes, in the caller's language."""
    english = prefers_english(_languages(request))
    problem = problem_of(request, refusal, errors)
    headers = {"Content-Language": "en" if english else "zh-CN", "Vary": "Accept-Language"}
    if refusal.kind is Kind.UNAUTHENTICATED:
        headers["WWW-Authenticate"] = 'Bearer realm="daiban"'
    if isinstance(refusal, InsufficientScope):
        headers["WWW-Authenticate"] = f'Bearer error="insufficient_scope", scope="{refusal.values["scope"]}"'
    if isinstance(refusal, TooManyRequests):
        headers["Retry-After"] = str(refusal.values["retry_s"])
    elif refusal.kind in _PASS_BY_THEMSELVES or isinstance(refusal, IdempotencyInProgress):
        headers["Retry-After"] = "1"
    if isinstance(refusal, RangeNotSatisfiable):
        headers["Content-Range"] = f"bytes */{refusal.values['size']}"
    if isinstance(refusal, MethodNotAllowed):
        headers["Allow"] = ", ".join(refusal.values["allowed"])
    content = problem.model_dump_json(exclude_none=True)
    return Response(content, status_code=problem.status, media_type=MEDIA_TYPE, headers=headers)


async def respond_to_error(request: Request, error: Exception) -> Response:
    """The problem answer for anything that a request raised."""
    match error:
        case Refusal():
            return problem_response(request, error)
        case RequestValidationError():
            return _invalid(request, error)
        case HTTPException():  # Starlette's, where it cannot read a form
            return problem_response(request, RequestMalformed())
    if is_passing(error):
        log.warning("something needed is down", error=f"{type(error).__name__}: {error}")
        return problem_response(request, Unavailable())
    log.error("unexpected", exc_info=error)
    return problem_response(request, Internal())


def _readable(found: Mapping[str, Any], *, english: bool) -> dict[str, Any]:
    """What a fault names, as people read it: a pattern by what it means, choices as each language lists them."""
    named = dict(found.get("ctx", {}))
    if (pattern := named.get("pattern")) in MEANINGS:
        named["pattern"] = MEANINGS[pattern][english]
    if isinstance(choices := named.get("expected"), str):
        values = re.findall(r"'([^']*)'", choices)
        labels = labels_of(values)
        words = [pair[english] for pair in labels] if labels else values
        named["expected"] = (", " if english else "、").join(words)
    return named


def _invalid(request: Request, error: RequestValidationError) -> Response:
    english = prefers_english(_languages(request))
    faults = error.errors()
    errors = []
    for found in faults[:_NAMED_AT_MOST]:
        known = FIELD_WORDS.get(found["type"])
        source, *rest = found["loc"]
        detail = known[english].format_map(_readable(found, english=english)) if known else found["msg"]
        errors.append(
            FieldProblem(
                pointer=pointer_of(rest) if source == "body" else None,
                parameter=None if source == "body" else ".".join(map(str, rest)),
                code=found["type"],
                detail=detail,
            )
        )
    return problem_response(request, ContentInvalid(count=len(faults)), errors)
