"""What OpenAPI documents say beyond FastAPI's own: where answers lead, and one document out of several services'."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any

from shared.kit.principals import Scoped

_ONE = re.compile(r"(?P<list>[^{}]+)/\{(?P<id>[a-z_]+_id)\}(?P<step>/[^{}]+)?")
_OF_NEW, _OF_FIRST = "$response.body#/id", "$response.body#/items/0/id"


def add_links(spec: dict[str, Any]) -> None:
    """Say of each answer with the id of a thing which operations take it, so that a client, or a test, can go on.

    A list and its POST lead to the thing; the thing, read or changed, to all that can be done with it as it is now.
    """
    for path, methods in spec["paths"].items():
        if not (matched := _ONE.fullmatch(path)):
            continue
        listing, name = spec["paths"].get(matched["list"], {}), matched["id"]
        read = spec["paths"].get(f"{matched['list']}/{{{name}}}", {}).get("get")
        for method, operation in methods.items():
            if read and method == "get" and not matched["step"]:
                for asked, status, place in (("get", "200", _OF_FIRST), ("post", "201", _OF_NEW)):
                    if asked in listing:
                        _link(listing[asked], status, operation, {f"path.{name}": place})
            elif read:
                here = {f"path.{name}": f"$request.path.{name}"}
                _link(read, "200", operation, here | _current(operation))
                _link(operation, "200", read, here)


def add_client_credentials(spec: dict[str, Any], scoped: Scoped, token_url: str) -> None:
    """Say how a system gets its tokens (RFC 6749, 4.4), and which scope each operation asks of it."""
    flow = {"tokenUrl": token_url, "scopes": dict(scoped.told)}
    scheme = {"type": "oauth2", "flows": {"clientCredentials": flow}}
    spec["components"]["securitySchemes"]["system"] = scheme
    for methods in spec["paths"].values():
        for method, operation in methods.items():
            if scoped.role in operation.get("x-roles", ()):
                needed = scoped.read if method == "get" else scoped.write
                operation["security"] = [*operation["security"], {"system": [needed]}]


def _current(operation: dict[str, Any]) -> dict[str, str]:
    """The version that was read, where an operation asks for one."""
    asks = any(one["name"] == "If-Match" for one in operation.get("parameters", []))
    return {"header.If-Match": "$response.header.ETag"} if asks else {}


def _link(source: dict[str, Any], status: str, target: dict[str, Any], parameters: dict[str, str]) -> None:
    if status in source["responses"]:
        link = {"operationId": target["operationId"], "parameters": parameters}
        source["responses"][status].setdefault("links", {})[target["operationId"]] = link


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
        schema = renamed["components"]["schemas"].pop(name)
        renamed["components"]["schemas"][f"{service}{name}"] = {**schema, "title": f"{service}{name}"}
    return renamed
