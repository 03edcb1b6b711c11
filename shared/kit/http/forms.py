"""Forms: what is no UTF-8 is refused. Starlette would read it as Latin-1, and keep what nobody wrote."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from fastapi.exceptions import RequestValidationError
from python_multipart.multipart import parse_options_header
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request

from shared.kit.http.problems import pointer_of
from shared.kit.http.refusals import NotUtf8


class _Utf8Parser(MultiPartParser):
    is_whole = False
    """Whether the form has come to its end: one that was cut off looks like a shorter one."""

    def on_end(self) -> None:
        super().on_end()
        self.is_whole = True

    def on_part_begin(self) -> None:
        super().on_part_begin()
        self._charset = "utf-8"  # whatever the body says of itself

    def on_part_end(self) -> None:
        if self._current_part.file is None:
            _check(bytes(self._current_part.data), self._current_part.field_name)
        super().on_part_end()

    def on_headers_finished(self) -> None:
        _, options = parse_options_header(self._current_part.content_disposition)
        for name in (b"name", b"filename"):
            _check(options.get(name, b""), options.get(b"name", b"").decode(errors="replace"))
        super().on_headers_finished()


MAX_FILES = 20
"""How many files a form may bring where it takes several."""
_MAX_FIELDS = 10


async def form_of(request: Request, known: Mapping[str, bool]) -> FormData:
    """The fields and files of a multipart body: none that is not known, and twice only those that may be (``True``).

    Raises NotUtf8, RequestValidationError; HTTPException where it has no such form.
    """
    max_files = MAX_FILES if any(known.values()) else 1
    parser = _Utf8Parser(request.headers, request.stream(), max_files=max_files, max_fields=_MAX_FIELDS)
    try:
        form = await parser.parse()
    except MultiPartException as error:
        if error.message.startswith("Too many files"):
            place = next((name for name, may_be_several in known.items() if may_be_several), "file")
            fault = {"type": "too_long", "loc": ("body", place), "msg": place, "ctx": {"max_length": max_files}}
            raise RequestValidationError([fault]) from error
        raise HTTPException(400, error.message) from error
    if not parser.is_whole:
        raise HTTPException(400, "the form breaks off before its end")
    given = Counter(name for name, _ in form.multi_items())
    faults = [{"type": "extra_forbidden", "loc": ("body", name), "msg": name} for name in given if name not in known]
    faults += [
        {"type": "parameter_repeated", "loc": ("body", name), "msg": name}
        for name in given
        if given[name] > 1 and not known.get(name)
    ]
    if faults:
        raise RequestValidationError(faults)
    return form


def schema_name(model: str) -> str:
    """What OpenAPI calls a body: a form by the operation that takes it (``HandInMaterial``); others as they are."""
    form = model.removeprefix("Body_")
    return model if form == model else "".join(map(str.capitalize, form.split("_")))


def _check(given: bytes, field: str) -> None:
    try:
        given.decode()
    except UnicodeDecodeError as error:
        raise NotUtf8(pointer=pointer_of((field,))) from error
