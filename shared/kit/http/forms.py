"""Forms: what is no UTF-8 is refused. Starlette would read it as Latin-1, and keep what nobody wrote."""

from __future__ import annotations

from python_multipart.multipart import parse_options_header
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request

from shared.kit.http.problems import pointer_of
from shared.kit.http.refusals import NotUtf8


class _Utf8Parser(MultiPartParser):
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


async def form_of(request: Request, *, max_files: int, max_fields: int) -> FormData:
    """The fields and files of a multipart body. Raises NotUtf8; HTTPException where it has no such form."""
    try:
        return await _Utf8Parser(request.headers, request.stream(), max_files=max_files, max_fields=max_fields).parse()
    except MultiPartException as error:
        raise HTTPException(400, error.message) from error


def _check(given: bytes, field: str) -> None:
    try:
        given.decode()
    except UnicodeDecodeError as error:
        raise NotUtf8(pointer=pointer_of((field,))) from error
