"""Holds every answer to what the OpenAPI document says of it, its headers too, and every view to what pydantic would
have written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import httpx
from fastapi import FastAPI
from fastapi.routing import APIRoute, iter_route_contexts
from jsonschema import Draft202012Validator
from pydantic import TypeAdapter

_PROBLEM = {"$ref": "#/components/schemas/Problem"}
_SAID_NOWHERE = {405, 500}
"""Statuses that no operation declares: there is none for the method, or the fault is ours."""


_HEADERS = ("ETag", "Location")
"""What an answer has where its document says so, and nowhere else."""


class WrongAnswerError(AssertionError):
    """An answer that is not as the API's document says."""


class HeldAnswers:
    """The answers of one API. Give it to an httpx client as its hook for responses."""

    def __init__(self, app: FastAPI) -> None:
        self._document = app.openapi()
        self._views = dict(_views(app))
        self._paths = [
            (re.compile(re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(path))), path, methods)
            for path, methods in sorted(self._document["paths"].items(), key=lambda one: one[0].count("{"))
        ]
        self._validator = cache(self._make_validator)

    async def __call__(self, answer: httpx.Response) -> None:
        """Raise WrongAnswerError where the answer is not as it should be."""
        kind = answer.headers.get("content-type", "")
        if kind not in {"application/json", "application/problem+json"}:
            return
        content = await answer.aread()
        if answer.request.method == "HEAD":
            if content:
                raise WrongAnswerError(f"HEAD {answer.request.url}: an answer with content")
            return
        if answer.status_code in _SAID_NOWHERE or (place := self._operation(answer.request)) is None:
            if kind == "application/problem+json":
                self._check(answer, self._validator(None, answer.status_code, kind))
            return
        self._check(answer, self._validator(place, answer.status_code, kind))
        view = self._views.get(place)
        if answer.is_success and view and (wanted := view.dump_json(view.validate_json(content))) != content:
            raise WrongAnswerError(f"{answer.request.url}: pydantic would write {wanted!r}, not {content!r}")
        declared = self._said(place)[str(answer.status_code)].get("headers", {})
        for name in _HEADERS:
            if (name in answer.headers) != (name in declared):
                raise WrongAnswerError(f"{' '.join(place)}: {name} is declared: {name in declared}; it is not so")

    def _operation(self, request: httpx.Request) -> tuple[str, str] | None:
        for pattern, path, methods in self._paths:
            if pattern.fullmatch(request.url.path) and request.method.lower() in methods:
                return request.method, path
        return None

    def _make_validator(self, place: tuple[str, str] | None, status: int, kind: str) -> Draft202012Validator:
        schema = _PROBLEM
        if place:
            method, path = place
            said = self._said(place)
            if str(status) not in said or kind not in said[str(status)].get("content", {}):
                raise WrongAnswerError(f"{method} {path}: its document says nothing of {status} with {kind}")
            schema = said[str(status)]["content"][kind]["schema"]
        whole = {**schema, "components": self._document["components"]}
        return Draft202012Validator(whole, format_checker=Draft202012Validator.FORMAT_CHECKER)

    @cache  # noqa: B019  (there is one for each service, as long as there is the service)
    def _said(self, place: tuple[str, str]) -> dict[str, Any]:
        """What an operation may answer, by status."""
        method, path = place
        refusals = self._document["components"]["responses"]
        said = self._document["paths"][path][method.lower()]["responses"]
        return {
            status: refusals[answer["$ref"].rpartition("/")[2]] if "$ref" in answer else answer
            for status, answer in said.items()
        }

    def _check(self, answer: httpx.Response, validator: Draft202012Validator) -> None:
        for fault in validator.iter_errors(answer.json()):
            request = answer.request
            raise WrongAnswerError(
                f"{request.method} {request.url}, {answer.status_code}: {fault.json_path}: {fault.message}"
            )


def _views(app: FastAPI) -> Iterator[tuple[tuple[str, str], TypeAdapter[Any]]]:
    for context in iter_route_contexts(app.routes):
        route = context.original_route
        if isinstance(route, APIRoute) and route.response_field and context.path and context.methods:
            view: Any = route.response_field.field_info.annotation
            for method in context.methods:
                yield (method, context.path), TypeAdapter(view)
