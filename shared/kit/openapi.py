"""One OpenAPI document out of several services'."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any


def merge(specs: Sequence[dict[str, Any]], *, title: str, version: str) -> dict[str, Any]:
    """Merge documents under one base URL. Schemas of one name but of different content get their service's prefix."""
    merged: dict[str, Any] = {
        "openapi": specs[0]["openapi"],
        "info": {"title": title, "version": version},
        "servers": [{"url": "/"}],
        "paths": {},
        "components": {"schemas": {}, "securitySchemes": {}},
        "tags": [],
    }
    for one in specs:
        spec = _with_unique_names(one, merged["components"]["schemas"])
        merged["paths"].update(spec["paths"])
        components = spec.get("components", {})
        merged["components"]["schemas"].update(components.get("schemas", {}))
        merged["components"]["securitySchemes"].update(components.get("securitySchemes", {}))
        merged["tags"].extend(tag for tag in spec.get("tags", []) if tag not in merged["tags"])
    return merged


def _with_unique_names(spec: dict[str, Any], taken: dict[str, Any]) -> dict[str, Any]:
    schemas = spec.get("components", {}).get("schemas", {})
    clashes = [name for name, schema in schemas.items() if name in taken and taken[name] != schema]
    if not clashes:
        return spec
    service = next(iter(spec["paths"])).split("/")[2].capitalize()
    text = json.dumps(spec)
    for name in clashes:
        text = text.replace(f'"#/components/schemas/{name}"', f'"#/components/schemas/{service}{name}"')
    renamed: dict[str, Any] = json.loads(text)
    for name in clashes:
        renamed["components"]["schemas"][f"{service}{name}"] = renamed["components"]["schemas"].pop(name)
    return renamed
