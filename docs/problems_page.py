"""docs/problems.md: every way in which the API refuses, with what it means and the way out, in both languages."""

from __future__ import annotations

import importlib
from collections.abc import Iterator, Sequence
from http import HTTPStatus
from pathlib import Path

from shared.kit.errors import Refusal
from shared.kit.http.problems import FIELD_WORDS

_HEAD = """\
<!-- Written by `make docs` from the refusals in the code; not by hand. -->
# Problems

An answer that refuses is `application/problem+json` ([how](api.md#when-it-is-refused)): by `code` a program tells what
it is, `detail` says what happened in this case, `way_out` what to do. Words in braces are filled in. Nothing is half
done: what is refused has changed nothing.
"""
_FIELDS = """\
## Fields and parameters

`body.invalid` names each place in `errors`, with its JSON pointer (or the parameter's name) and one of these codes; a
rule of a service has the code of its problem there.

| code | 中文 | English |
|---|---|---|"""


def refusals(root: Path) -> list[type[Refusal]]:
    """Every refusal that the kit and the services have, by status and code."""
    for room in ("shared/kit", "shared/vocabulary", "services"):
        for file in sorted((root / room).rglob("*.py")):
            if "migrations" not in file.parts and file.name != "__main__.py":
                importlib.import_module(
                    ".".join(file.relative_to(root).with_suffix("").parts).removesuffix(".__init__")
                )
    return sorted(set(_below(Refusal)), key=lambda one: (one.kind.value, one.code))


def problems_page(found: Sequence[type[Refusal]]) -> str:
    """The page."""
    return "\n".join([_HEAD, *_sections(found), _FIELDS, *_field_rows()]) + "\n"


def _below(base: type[Refusal]) -> Iterator[type[Refusal]]:
    for one in base.__subclasses__():
        if "code" in vars(one) and one.__module__.startswith(("shared.", "services.")):
            yield one
        yield from _below(one)


def _sections(found: Sequence[type[Refusal]]) -> Iterator[str]:
    for status in sorted({one.kind.value for one in found}):
        yield f"## {status} {HTTPStatus(status).phrase}\n"
        yield "| code | 中文 | English |\n|---|---|---|"
        for one in found:
            if one.kind.value == status:
                zh, en = ("<br>".join(map(_plain, (f"**{w.title}**", w.detail, w.way_out))) for w in (one.zh, one.en))
                yield f"| `{one.code}` | {zh} | {en} |"
        yield ""


def _field_rows() -> Iterator[str]:
    for code, (zh, en) in sorted(FIELD_WORDS.items()):
        yield f"| `{code}` | {_plain(zh)} | {_plain(en)} |"


def _plain(text: str) -> str:
    return text.replace("{{", "{").replace("}}", "}").replace("|", "\\|")
