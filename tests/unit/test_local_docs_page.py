"""The reference is put into the words that the page's Swagger UI reads."""

from __future__ import annotations

from typing import Any

import pytest

from deploy.local.docs_page import for_swagger_ui


@pytest.mark.parametrize(
    ("modern", "older"),
    [
        ({"openapi": "3.1.0", "paths": {}}, {"openapi": "3.0.3", "paths": {}}),
        (
            {"anyOf": [{"type": "string"}, {"type": "null"}], "title": "T"},
            {"type": "string", "nullable": True, "title": "T"},
        ),
        (
            {"anyOf": [{"$ref": "#/x"}, {"type": "null"}]},
            {"anyOf": [{"$ref": "#/x"}], "nullable": True},
        ),
        (
            {"anyOf": [{"type": "string"}, {"type": "integer"}, {"type": "null"}]},
            {"anyOf": [{"type": "string"}, {"type": "integer"}], "nullable": True},
        ),
        (
            {"type": "string", "pattern": "^1$", "examples": ["1", "2"]},
            {"type": "string", "pattern": "^1$", "example": "1"},
        ),
        ({"items": [{"const": "a"}]}, {"items": [{"enum": ["a"]}]}),
        ({"properties": {"const": {"type": "string"}}}, {"properties": {"const": {"type": "string"}}}),
    ],
)
def test_what_only_openapi_3_1_says_is_said_as_in_3_0(modern: Any, older: Any) -> None:
    assert for_swagger_ui(modern) == older
