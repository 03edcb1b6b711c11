"""Examples of what a JSON Schema allows, from the least to the most, so that each choice in it occurs at least once."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest
from typing import Any

from jsonschema import Draft202012Validator

_SIMPLE: dict[str, list[Any]] = {"integer": [0, 7], "number": [0.5], "boolean": [False, True], "null": [None]}
_STRINGS: dict[str, list[Any]] = {
    "": ["", "事项 item"],
    "uuid": ["0199c0de-0000-7000-8000-00000000000a"],
    "date": ["2026-02-28"],
    "date-time": ["2026-02-28T17:30:00+08:00", "2026-02-28T09:30:00.123456Z"],
}


def examples(schema: dict[str, Any]) -> list[Any]:
    """Data that fits the schema. Raises KeyError or ValidationError for a form of schema that no event has had yet."""
    found = _examples(schema, schema.get("$defs", {}))
    for one in found:
        Draft202012Validator(schema).validate(one)
    return found


def _examples(schema: dict[str, Any], values: dict[str, Any]) -> list[Any]:
    match schema:
        case {"$ref": reference}:
            found = _examples(values[reference.rpartition("/")[2]], values)
        case {"anyOf": choices}:
            found = [one for choice in choices for one in _examples(choice, values)]
        case {"const": only}:
            found = [only]
        case {"enum": found}:
            pass
        case {"type": "object"}:
            found = _objects(schema, values)
        case {"type": "array", "items": items}:
            found = [[], _examples(items, values)]
        case {"type": "string"}:
            found = _STRINGS[schema.get("format", "")]
        case _:
            found = _SIMPLE[schema["type"]]
    return found


def _objects(schema: dict[str, Any], values: dict[str, Any]) -> list[dict[str, Any]]:
    """First with what is required alone, then with everything, as often as its property of most choices needs."""
    choices = {name: _examples(one, values) for name, one in schema.get("properties", {}).items()}
    least = {name: some[0] for name, some in choices.items() if name in schema.get("required", ())}
    rows: Sequence[Sequence[Any]] = [*zip_longest(*choices.values(), fillvalue=...)]
    full = [
        {name: some[0] if value is ... else value for (name, some), value in zip(choices.items(), row, strict=True)}
        for row in rows
    ]
    return [least, *full]
