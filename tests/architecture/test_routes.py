"""Every route of every service says who may call it, and holds to it: without a token, and with a stranger's."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterator
from typing import Any
from uuid import uuid4

import httpx
import pytest

from deploy.local.stack_file import SERVICES
from services.intake_service.main import api as intake
from services.notify_service.main import api as notify
from services.routing_service.main import api as routing
from services.tracking_service.main import api as tracking
from shared.kit.app import Api
from shared.kit.http.edge import EdgeRoute
from shared.vocabulary.roles import Role
from testing.backing import Backing
from testing.tested_service import TestedService
from testing.tested_service import tested_service as start_service

APIS: dict[str, Api] = {one.service.name: one for one in (intake(), routing(), tracking(), notify())}
STRANGER = "91440101000000002Q"
NAMED = {"year": "2026", "code": "ZZZ"}

COMMON = {
    "/api/routing/v1/bodies/{code}",
    "/api/routing/v1/items",
    "/api/routing/v1/items/export",
    "/api/routing/v1/items/{code}",
    "/api/routing/v1/stages",
    "/api/routing/v1/project-types",
    "/api/tracking/v1/calendar/due-date",
    "/api/tracking/v1/calendar/{year}",
}
"""What everybody who is logged in may read: the catalogue, the bodies, the calendar."""
OWN = {
    ("GET", "/api/intake/v1/me"),
    ("GET", "/api/notify/v1/preferences"),
    ("PUT", "/api/notify/v1/preferences"),
    ("GET", "/api/notify/v1/messages/unread-count"),
    ("POST", "/api/notify/v1/messages/read-all"),
    ("POST", "/api/intake/v1/owners"),
    ("GET", "/api/tracking/v1/tasks/summary"),
    ("POST", "/api/tracking/v1/tasks/stream/ticket"),
}
"""What concerns nobody but the caller: its own settings, inbox and tasks, registering itself."""
ENDLESS = "/tasks/stream"
"""A stream for each caller, also for those whom nothing concerns (test_tasks_stream.py listens to it with them)."""


def routes() -> Iterator[tuple[str, str, EdgeRoute]]:
    for name, made in APIS.items():
        for router in made.routers:
            for route in router.routes:
                assert isinstance(route, EdgeRoute), f"{route} has no edge around it"
                for method in sorted(route.methods or ()):
                    yield name, method, route


ROUTES = [pytest.param(*one, id=f"{one[1]} {APIS[one[0]].service.prefix}{one[2].path}") for one in routes()]


@pytest.fixture(scope="module")
async def services(backing: Backing) -> AsyncIterator[dict[str, TestedService]]:
    """All four, one after the other in this process."""
    async with (
        start_service(backing, "intake") as first,
        start_service(backing, "routing") as second,
        start_service(backing, "tracking") as third,
        start_service(backing, "notify") as fourth,
    ):
        yield dict(zip(SERVICES, (first, second, third, fourth), strict=True))


def sample(schema: dict[str, Any], components: dict[str, Any]) -> Any:
    """A small value that fits a schema, so that what refuses a request is its policy."""
    if "$ref" in schema:
        return sample(components[schema["$ref"].rsplit("/", 1)[-1]], components)
    if "anyOf" in schema:
        return sample(next(one for one in schema["anyOf"] if one.get("type") != "null"), components)
    if "enum" in schema:
        return schema["enum"][0]
    if "const" in schema:
        return schema["const"]
    match schema.get("type"):
        case "object":
            required = schema.get("required", [])
            return {name: sample(schema["properties"][name], components) for name in required}
        case "array":
            return [sample(schema["items"], components)] * schema.get("minItems", 0)
        case "integer":
            return schema.get("minimum", 1)
        case "number":
            return 1
        case "boolean":
            return True
    if schema.get("format") == "uuid":
        return str(uuid4())
    return schema.get("examples", ["1000000"])[0]


async def call(service: TestedService, method: str, route: EdgeRoute, headers: dict[str, str]) -> httpx.Response:
    """Call a route with ids that nobody has and a body that fits."""
    document = (await service.client.get("/openapi.json")).json()
    components = document["components"]["schemas"]
    operation = document["paths"][service.service.prefix + route.path][method.lower()]
    path = re.sub(r"\{(\w+)\}", lambda found: NAMED.get(found[1], str(uuid4())), route.path)
    params = {
        one["name"]: "2026-11-23" if one["name"] == "base" else sample(one["schema"], components)
        for one in operation.get("parameters", [])
        if one["in"] == "query" and one.get("required")
    }
    content = operation.get("requestBody", {}).get("content", {})
    given: dict[str, Any] = {}
    if "application/json" in content:
        given["json"] = sample(content["application/json"]["schema"], components)
    elif "multipart/form-data" in content:
        given["files"] = {"file": ("a.pdf", b"%PDF-1.4\n%%EOF", "application/pdf")}
        form = components[content["multipart/form-data"]["schema"]["$ref"].rsplit("/", 1)[-1]]
        asked = {name: form["properties"][name] for name in form["required"] if name != "file"}
        given["data"] = {name: sample(schema, components) for name, schema in asked.items()}
    return await service.client.request(method, path, params=params, headers=headers, **given)


@pytest.mark.parametrize(("name", "method", "route"), ROUTES)
async def test_without_a_token_only_public_routes_answer(
    services: dict[str, TestedService], name: str, method: str, route: EdgeRoute
) -> None:
    answer = await call(services[name], method, route, {"Idempotency-Key": "k" * 20, "If-Match": '"1"'})
    if route.roles:
        assert (answer.status_code, answer.json()["code"]) == (401, "unauthenticated")
        assert answer.headers["www-authenticate"].startswith("Bearer")
    else:
        assert method == "GET"
        assert answer.status_code == 200


@pytest.mark.parametrize(
    ("name", "method", "route"),
    [one for one in ROUTES if one.values[2].roles and one.values[2].path != ENDLESS],  # type: ignore[union-attr]
)
async def test_a_stranger_sees_and_changes_nothing(
    services: dict[str, TestedService], name: str, method: str, route: EdgeRoute
) -> None:
    service = services[name]
    before = await service.rows("SELECT count(*) AS events, (SELECT count(*) FROM audit_entry) AS entries FROM outbox")
    answer = await call(service, method, route, service.as_("stranger", enterprise=STRANGER, version=1))
    address = service.service.prefix + route.path
    if (method, address) in OWN:
        return
    if address in COMMON:
        assert answer.status_code in {200, 404}
    elif answer.status_code == 200:
        assert method == "GET"
        if address.endswith("/export"):
            assert answer.text.count("\n") == 1, "no line but that of the headings"
        else:
            assert answer.json()["items"] == []
    else:
        assert answer.status_code in {403, 404}, answer.text
    after = await service.rows("SELECT count(*) AS events, (SELECT count(*) FROM audit_entry) AS entries FROM outbox")
    assert after == before


OF_SYSTEMS = [one for one in ROUTES if Role.SYSTEM in one.values[2].roles]  # type: ignore[union-attr]


@pytest.mark.parametrize(("name", "method", "route"), OF_SYSTEMS)
@pytest.mark.parametrize("scope", ["", "openid daiban.city", "{other} daiban.city body:PNR district:440112"])
async def test_a_system_without_the_scope_to_read_or_to_write_is_refused(
    services: dict[str, TestedService], name: str, method: str, route: EdgeRoute, scope: str
) -> None:
    reads = method == "GET" or route.path.endswith("/ticket")
    needed, other = ("daiban.read", "daiban.write") if reads else ("daiban.write", "daiban.read")
    headers = services[name].as_("system", scope=scope.format(other=other), version=1)
    answer = await call(services[name], method, route, headers)
    assert (answer.status_code, answer.json()["code"]) == (403, "token.insufficient_scope")
    assert needed in answer.json()["detail"]


@pytest.mark.parametrize(
    ("name", "method", "route"),
    [one for one in OF_SYSTEMS if one.values[2].path != ENDLESS],  # type: ignore[union-attr]
)
async def test_a_system_whose_scopes_open_nothing_sees_nothing(
    services: dict[str, TestedService], name: str, method: str, route: EdgeRoute
) -> None:
    service = services[name]
    answer = await call(service, method, route, service.as_("system", scope="daiban.read", sub="SYS-9"))
    address = service.service.prefix + route.path
    if address.endswith("/ticket"):
        assert answer.status_code == (200 if (method, address) in OWN else 404)
    elif method != "GET":
        assert answer.status_code == 403
    elif (method, address) not in OWN and address not in COMMON:
        if answer.status_code == 200 and address.endswith("/export"):
            assert answer.text.count("\n") == 1, "no line but that of the headings"
        else:
            assert answer.status_code == 404 or answer.json()["items"] == [], answer.text


@pytest.mark.parametrize("name", APIS)
async def test_the_document_says_which_scope_an_operation_asks_of_a_system(
    services: dict[str, TestedService], name: str
) -> None:
    document = (await services[name].client.get("/openapi.json")).json()
    (flow,) = document["components"]["securitySchemes"]["system"]["flows"].values()
    assert {"daiban.read", "daiban.write", "daiban.city"} <= flow["scopes"].keys()
    for operations in document["paths"].values():
        for method, operation in operations.items():
            reads = method == "get" or operation["operationId"].endswith("_ticket")
            asked = [scopes for one in operation["security"] for way, scopes in one.items() if way == "system"]
            needed = "daiban.read" if reads else "daiban.write"
            assert asked == ([[needed]] if "system" in operation["x-roles"] else [])


@pytest.mark.parametrize(("name", "method", "route"), [one for one in ROUTES if one.values[2].roles])  # type: ignore[union-attr]
async def test_a_token_without_any_of_the_routes_roles_is_refused(
    services: dict[str, TestedService], name: str, method: str, route: EdgeRoute
) -> None:
    answer = await call(services[name], method, route, services[name].as_("owner", roles=["nobody"], version=1))
    assert (answer.status_code, answer.json()["code"]) == (403, "not_permitted")
