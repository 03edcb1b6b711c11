"""What OpenAPI documents say beyond FastAPI's own: examples, where answers lead, each refusal once; and one document of
several services'. They are written so that generators of clients take all of it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from shared.kit.http.conditional import ETAG_HEADER
from shared.kit.http.forms import schema_name
from shared.kit.http.idempotency import REPLAYED_HEADER
from shared.kit.http.problems import MEDIA_TYPE, REFUSALS, Problem
from shared.kit.principals import Scoped
from shared.kit.tickets import ENDING
from shared.kit.tickets import PARAMETER as TICKET

_SCHEMAS = "#/components/schemas/"
_HEADER = "#/components/headers/"
_VALUES = {"default", "enum", "example", "examples"}
_OF_FASTAPI = ("HTTPValidationError", "ValidationError")
_SCHEME = {
    "type": "http",
    "scheme": "bearer",
    "bearerFormat": "JWT",
    "description": "A token of the city's OIDC issuer, for the audience daiban.",
}
_TICKET_SCHEME = {
    "type": "apiKey",
    "in": "query",
    "name": TICKET,
    "description": "of the POST to the same address with /ticket, in place of a token",
}
_HEADERS = {
    "ETag": ETAG_HEADER,
    "Idempotency-Replayed": REPLAYED_HEADER,
    "Location": {
        "description": "where what was made can be read",
        "schema": {"type": "string", "format": "uri-reference"},
    },
    "Retry-After": {"description": "seconds after which to send it again", "schema": {"type": "integer"}},
    "WWW-Authenticate": {"description": "the scheme that is asked for", "schema": {"type": "string"}},
}
_HEADERS_OF = {401: ("WWW-Authenticate",), 429: ("Retry-After",), 503: ("Retry-After",)}
_ID = "01a206ca-6e3d-73f8-b6d3-3176be0d52e4"

_ONE = re.compile(r"(?P<list>[^{}]+)/\{(?P<id>[a-z_]+_id)\}(?P<step>/[^{}]+)?")
_OF_NEW, _OF_FIRST = "$response.body#/id", "$response.body#/items/0/id"


def complete(spec: dict[str, Any]) -> dict[str, Any]:
    """A service's document as FastAPI makes it, with all that FastAPI cannot know. It is changed in place."""
    components = spec.setdefault("components", {})
    schemes = components.setdefault("securitySchemes", {})
    schemes["oidc"] = _SCHEME
    if any({TICKET: []} in one.get("security", ()) for one in _operations(spec)):
        schemes[TICKET] = _TICKET_SCHEME
    schemas = components.setdefault("schemas", {})
    for unused in _OF_FASTAPI:
        schemas.pop(unused, None)
    problem = Problem.model_json_schema(ref_template=f"{_SCHEMAS}{{model}}")
    schemas |= problem.pop("$defs", {}) | {"Problem": problem}
    _tell_refusals_once(spec)
    used = {part["$ref"] for part in _parts(spec) if isinstance(part.get("$ref"), str)}
    components["headers"] = {name: its for name, its in _HEADERS.items() if f"{_HEADER}{name}" in used}
    _name_forms(spec)
    _drop_titles(spec)
    for body in _bodies(spec):
        _put_defaults_into_words(body["schema"], schemas)
        if (example := example_of(body["schema"], schemas)) is not None:
            body["example"] = example
    add_links(spec)
    return spec


def _operations(spec: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    return (operation for methods in spec["paths"].values() for operation in methods.values())


def _bodies(spec: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The bodies that operations take, one for each media type."""
    for operation in _operations(spec):
        yield from operation.get("requestBody", {}).get("content", {}).values()


def _parts(document: Any) -> Iterator[dict[str, Any]]:
    """Every object of a document, but for those that are values in it."""
    if isinstance(document, list):
        for part in document:
            yield from _parts(part)
    elif isinstance(document, dict):
        yield document
        for name, part in document.items():
            if name not in _VALUES:
                yield from _parts(part)


def _tell_refusals_once(spec: dict[str, Any]) -> None:
    told = spec["components"].setdefault("responses", {})
    for operation in _operations(spec):
        for status, answer in operation["responses"].items():
            if MEDIA_TYPE not in answer.get("content", {}):
                continue
            name, meaning = REFUSALS[int(status)]
            told[name] = {"description": meaning, "content": answer["content"]}
            if headers := _HEADERS_OF.get(int(status)):
                told[name]["headers"] = {one: {"$ref": f"{_HEADER}{one}"} for one in headers}
            operation["responses"][status] = {"$ref": f"#/components/responses/{name}"}


def _name_forms(spec: dict[str, Any]) -> None:
    """Name forms by the operation that takes them, as bodies of JSON are; and files by what generators look for."""
    schemas = spec["components"]["schemas"]
    for name in [name for name in schemas if schema_name(name) != name]:
        form = schemas.pop(name)
        schemas[named := schema_name(name)] = form
        for part in _parts(spec):
            if part.get("$ref") == f"{_SCHEMAS}{name}":
                part["$ref"] = f"{_SCHEMAS}{named}"
        for field in form["properties"].values():
            file = field.get("items", field)
            if "contentMediaType" in file:
                file["format"] = "binary"


def _drop_titles(spec: dict[str, Any]) -> None:
    """Titles made of names say nothing more, and generators take two schemas of one title for one."""
    for part in _parts({name: spec[name] for name in ("paths", "components")}):
        if isinstance(part.get("title"), str):
            del part["title"]


def _put_defaults_into_words(schema: dict[str, Any], schemas: Mapping[str, Any]) -> None:
    """Of what may be left out of a body: a generator takes a field with a default for one that is always there."""
    for one in _named(schema, schemas):
        for field in one.get("properties", {}).values():
            if "default" in field:
                absent = field.pop("default")
                words = absent if isinstance(absent, str) else json.dumps(absent)
                field["description"] = "; ".join(filter(None, [field.get("description"), f"absent: {words}"]))


def _named(schema: dict[str, Any], schemas: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """A schema and all that it names."""
    for part in _parts(schema):
        yield part
        if isinstance(its := part.get("$ref"), str):
            yield from _named(schemas[its.removeprefix(_SCHEMAS)], schemas)


def example_of(schema: Mapping[str, Any], schemas: Mapping[str, Any]) -> Any:
    """A value for a reader to begin with, of the examples and choices in a schema; None where these do not do."""
    example: Any = None
    match schema:
        case {"examples": [first, *_]} | {"enum": [first, *_]}:
            example = first
        case {"$ref": name}:
            example = example_of(schemas[name.removeprefix(_SCHEMAS)], schemas)
        case {"anyOf": [first, *_]}:
            example = example_of(first, schemas)
        case {"type": "object", "properties": properties}:
            required = schema.get("required", ())
            shown = {name: its for name, its in properties.items() if name in required or "examples" in its}
            values = {name: example_of(its, schemas) for name, its in shown.items()}
            example = None if None in values.values() else values
        case {"type": "array", "items": entries}:
            entry = example_of(entries, schemas)
            example = None if entry is None else [entry]
        case {"type": "boolean"}:
            example = True
        case {"format": "uuid"}:
            example = _ID
    return example


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
    for path, methods in spec["paths"].items():
        for method, operation in methods.items():
            if scoped.role in operation.get("x-roles", ()):
                needed = scoped.read if method == "get" or path.endswith(ENDING) else scoped.write
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
        "info": {
            "title": title,
            "description": "\n\n".join(f"{one['info']['title']}: {one['info']['description']}" for one in specs),
            "contact": specs[0]["info"]["contact"],
            "version": version,
        },
        "servers": specs[0]["servers"],
        "paths": {},
        "components": {"schemas": {}},
        "tags": [],
    }
    for one in specs:
        spec = _with_unique_names(one, merged["components"]["schemas"])
        merged["paths"].update(spec["paths"])
        for kind, its in spec["components"].items():
            merged["components"].setdefault(kind, {}).update(its)
        merged["tags"].extend(tag for tag in spec["tags"] if tag not in merged["tags"])
    return merged


def _with_unique_names(spec: dict[str, Any], taken: dict[str, Any]) -> dict[str, Any]:
    schemas = spec["components"]["schemas"]
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
