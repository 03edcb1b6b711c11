"""next_actions tell the truth: what is offered works, what is not is refused, whoever asks, in whatever state.

What is offered is called by what the offer says, and by nothing else that is known here of the API: its method, its
path, the headers that it needs, the body with what it has filled in. A scenario adds what a person would fill in.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

import httpx
import pytest

from docs.generate import ROOT
from shared.kit.ids import new_id
from shared.vocabulary.roles import Role
from testing.tested_service import TestedService, offered
from tests.architecture.offers import RESOURCES, Resource, Thing, callers
from tests.integration.intake.conftest import a_project, fresh_uscc

REFUSED = {403, 404, 409}
BEGINNINGS = {"register_owner": {"uscc"}, "register_project": {"owner_id"}}
"""What says for whom, where a caller is not an enterprise itself."""
EACH = [
    pytest.param(resource, state, id=f"{resource.service} {resource.read} {state}")
    for resource in RESOURCES
    for state in resource.states
]


@pytest.fixture
def services(
    intake: TestedService, routing: TestedService, tracking: TestedService, notify: TestedService
) -> dict[str, TestedService]:
    return {one.service.name: one for one in (intake, routing, tracking, notify)}


async def follow(
    service: TestedService, action: dict[str, Any], version: int | None, sent: dict[str, Any], who: dict[str, str]
) -> httpx.Response:
    """Call what is offered. sent: what a person fills in, as httpx takes it; who: the headers of the caller."""
    headers = {"Authorization": who["Authorization"]}
    if "If-Match" in action["needs"]:
        headers["If-Match"] = f'"{version}"'
    if "Idempotency-Key" in action["needs"]:
        headers["Idempotency-Key"] = str(new_id())
    kind = {"files": "multipart/form-data", "json": "application/json"}[next(iter(sent))] if sent else None
    assert action["media_type"] == kind
    assert (action["body_schema"] is None) == (kind is None)
    address = f"http://daiban{action['path']}"
    return await service.client.request(action["method"], address, headers=headers, **filled(sent, action["prefill"]))


def filled(sent: dict[str, Any], given: Mapping[str, str]) -> dict[str, Any]:
    """What is sent, together with what is given for the body."""
    place = "data" if "files" in sent else "json"
    return {**sent, place: {**sent.get(place, {}), **given}} if sent or given else {}


class Api:
    """A resource's operations, by their ids."""

    def __init__(self, service: TestedService, resource: Resource) -> None:
        self.service, self.resource = service, resource
        paths = service.app.openapi()["paths"]
        operations = {
            operation["operationId"]: (method, path.removeprefix(service.service.prefix))
            for path, methods in paths.items()
            for method, operation in methods.items()
        }
        _, self.path = operations[resource.read]
        reads = {operations[one.read][1] for one in RESOURCES if one.service == resource.service}
        self.changing = {
            name: (method, path)
            for name, (method, path) in operations.items()
            if (method != "get" and self.path == _nearest(path, reads) and not path.endswith("/ticket"))
            or name in resource.named
        }
        above, _, last = self.path.rpartition("/")
        self.listing = above if last.startswith("{") and ("get", above) in operations.values() else None

    async def read(self, thing: Thing, role: str, claims: dict[str, str]) -> httpx.Response:
        return await self.service.client.get(self._at(self.path, thing), headers=self.service.as_(role, **claims))

    async def shown(self, thing: Thing) -> dict[str, Any]:
        """The thing as the first sees it who does."""
        for _, role, claims in callers(thing):
            if (answer := await self.read(thing, role, claims)).status_code == 200:
                told: dict[str, Any] = answer.json()
                return told
        raise AssertionError("nobody sees it")

    async def listed(self, thing: Thing, role: str, claims: dict[str, str]) -> dict[str, Any]:
        """The thing as the list shows it."""
        assert self.listing
        cursor: str | None = ""
        while cursor is not None:
            params = {"limit": 100} | ({"cursor": cursor} if cursor else {})
            answer = await self.service.client.get(
                self.listing, params=params, headers=self.service.as_(role, **claims)
            )
            page = answer.json()
            for one in page["items"]:
                if one["id"] == thing.id:
                    told: dict[str, Any] = one
                    return told
            cursor = page["next_cursor"]
        raise AssertionError("it is in no list")

    async def call(self, name: str, thing: Thing, version: int, role: str, claims: dict[str, str]) -> httpx.Response:
        """Call an operation that was not offered."""
        method, path = self.changing[name]
        headers = self.service.as_(role, version=version, **claims)
        given = filled(self._sent(name, thing), named(thing) if (named := self.resource.named.get(name)) else {})
        return await self.service.client.request(method, self._at(path, thing), headers=headers, **given)

    async def follow(
        self, action: dict[str, Any], thing: Thing, version: int | None, role: str, claims: dict[str, str]
    ) -> httpx.Response:
        """Call what was offered."""
        sent = self._sent(action["operation_id"], thing)
        return await follow(self.service, action, version, sent, self.service.as_(role, **claims))

    def _sent(self, name: str, thing: Thing) -> dict[str, Any]:
        sent = self.resource.sent.get(name)
        return sent(thing) if sent else {}

    def _at(self, path: str, thing: Thing) -> str:
        its_name = self.path.rpartition("{")[2].partition("}")[0]
        return re.sub(r"\{(\w+)\}", lambda found: {**thing.given, its_name: thing.id}[found[1]], path)


def _nearest(path: str, reads: set[str]) -> str | None:
    """The innermost of the reads' addresses that a path lies at or below."""
    return max((one for one in reads if f"{path}/".startswith(f"{one}/")), key=len, default=None)


@pytest.mark.parametrize(("resource", "state"), EACH)
async def test_what_is_offered_works_and_what_is_not_is_refused(
    services: dict[str, TestedService], resource: Resource, state: str
) -> None:
    api = Api(services[resource.service], resource)
    thing = await resource.make(api.service, state)
    as_it_is = await api.shown(thing)
    version = as_it_is.get("version", 1)
    actions: dict[str, list[dict[str, Any]]] = {}
    for who, role, claims in callers(thing):
        shown = await api.read(thing, role, claims)
        actions[who] = shown.json()["next_actions"] if shown.status_code == 200 else []
        mine = {one["operation_id"] for one in actions[who]}
        assert mine <= api.changing.keys() | {*resource.elsewhere}, f"{who} is offered what is no operation on it"
        for name in api.changing.keys() - mine:
            refused = await api.call(name, thing, version, role, claims)
            if name in resource.again and refused.is_success:
                continue
            assert refused.status_code in REFUSED, f"{who} is not offered {name}: {refused.status_code} {refused.text}"
    assert await api.shown(thing) == as_it_is, "what was not offered changed it"
    for who, role, _ in callers(thing):
        for place, action in enumerate(actions[who]):
            another = await resource.make(api.service, state)
            (the_same,) = [there for one, _, there in callers(another) if one == who]
            told = (await api.read(another, role, the_same)).json()
            the_action = told["next_actions"][place]
            done = await api.follow(the_action, another, told.get("version"), role, the_same)
            assert done.is_success, f"{who} is offered {action}: {done.status_code} {done.text}"


@pytest.mark.parametrize(("resource", "state"), EACH)
async def test_a_list_offers_what_the_thing_itself_offers(
    services: dict[str, TestedService], resource: Resource, state: str
) -> None:
    api = Api(services[resource.service], resource)
    if api.listing is None:
        return
    thing = await resource.make(api.service, state)
    for who, role, claims in callers(thing):
        shown = await api.read(thing, role, claims)
        if shown.status_code == 200:
            in_list = await api.listed(thing, role, claims)
            assert in_list["next_actions"] == shown.json()["next_actions"], who


@pytest.mark.parametrize("resource", RESOURCES, ids=lambda one: f"{one.service} {one.read}")
async def test_whatever_can_be_done_is_offered_to_somebody(
    services: dict[str, TestedService], resource: Resource
) -> None:
    api = Api(services[resource.service], resource)
    found: set[str] = set()
    for state in resource.states:
        thing = await resource.make(api.service, state)
        for _, role, claims in callers(thing):
            shown = await api.read(thing, role, claims)
            found |= set(offered(shown.json())) if shown.status_code == 200 else set()
    assert found == api.changing.keys() | {*resource.elsewhere}


@pytest.mark.parametrize("name", sorted({one.service for one in RESOURCES}))
def test_everything_that_is_shown_with_next_actions_is_tried_here(
    services: dict[str, TestedService], name: str
) -> None:
    document = services[name].app.openapi()
    shown = {
        operation["operationId"]
        for methods in document["paths"].values()
        for method, operation in methods.items()
        if method == "get" and "next_actions" in _fields(operation, document)
    }
    assert shown - {"get_me"} == {one.read for one in RESOURCES if one.service == name}


@pytest.mark.parametrize("name", sorted({one.service for one in RESOURCES}))
def test_what_is_offered_is_as_the_documents_say(services: dict[str, TestedService], name: str) -> None:
    operations = services[name].runtime.operations
    document = services[name].app.openapi()
    merged = json.loads((ROOT / "docs/openapi/daiban.json").read_text(encoding="utf-8"))
    declared = document["components"]["schemas"]["NextAction"]["properties"]["operation_id"]["enum"]
    for one in operations:
        said = document["paths"][one.path][one.method.lower()]
        headers = [its["name"] for its in said.get("parameters", []) if its["in"] == "header" and its.get("required")]
        body = {one.media_type: {"schema": {"$ref": f"#/components/schemas/{one.body_schema}"}}} if one.fields else {}
        assert (said["operationId"], said["x-roles"]) == (one.id, sorted(one.roles))
        assert set(one.needs) == set(headers)
        taken = said.get("requestBody", {}).get("content", {})
        assert {kind: {"schema": its["schema"]} for kind, its in taken.items()} == body
        if one.fields:
            components = document["components"]["schemas"]
            assert one.fields == components[one.body_schema]["properties"].keys()
            assert merged["components"]["schemas"][one.body_schema] == components[one.body_schema]
    assert set(declared) == {name for name in declared if name in operations}


@pytest.mark.parametrize("role", Role)
async def test_what_needs_nothing_that_is_there_is_offered_by_role(intake: TestedService, role: str) -> None:
    uscc = fresh_uscc()
    who = intake.as_(role, enterprise=uscc)
    sent: dict[str, dict[str, Any]] = {
        "register_owner": {"name": "示例制造有限公司", "contact_name": "联系岗", "contact_phone": "020-12345678"},
        "register_project": a_project(),
    }
    known: dict[str, Any] = {"uscc": uscc}
    for name, body in sent.items():
        actions = {
            one["operation_id"]: one for one in (await intake.client.get("/me", headers=who)).json()["next_actions"]
        }
        if name in actions:
            named = {field: value for field, value in known.items() if field in BEGINNINGS[name]}
            done = await follow(intake, actions[name], None, {"json": named | body}, who)
            assert done.status_code == 201, done.text
            known = {"owner_id": done.json()["id"]}
        else:
            path = {"register_owner": "/owners", "register_project": "/projects"}[name]
            given = body | {"uscc": uscc} if name == "register_owner" else body | {"owner_id": str(new_id())}
            assert (await intake.client.post(path, json=given, headers=who)).status_code == 403


def _fields(operation: dict[str, Any], document: dict[str, Any]) -> set[str]:
    content = operation["responses"]["200"].get("content", {}).get("application/json", {})
    name = content.get("schema", {}).get("$ref", "").rpartition("/")[2]
    return set(document["components"]["schemas"].get(name, {}).get("properties", {}))
