"""next_actions tell the truth: what is offered works, what is not is refused, whoever asks, in whatever state."""

from __future__ import annotations

import re
from typing import Any

import httpx
import pytest

from testing.tested_service import TestedService
from tests.architecture.offers import RESOURCES, Resource, Thing, callers

REFUSED = {403, 404, 409}
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
            if (method != "get" and self.path == _nearest(path, reads)) or name in resource.creating
        }

    async def read(self, thing: Thing, role: str, claims: dict[str, str]) -> httpx.Response:
        return await self.service.client.get(self._at(self.path, thing), headers=self.service.as_(role, **claims))

    async def shown(self, thing: Thing) -> dict[str, Any]:
        """The thing as the first sees it who does."""
        for _, role, claims in callers(thing):
            if (answer := await self.read(thing, role, claims)).status_code == 200:
                told: dict[str, Any] = answer.json()
                return told
        raise AssertionError("nobody sees it")

    async def call(self, name: str, thing: Thing, version: int, role: str, claims: dict[str, str]) -> httpx.Response:
        method, path = self.changing[name]
        sent = self.resource.sent.get(name)
        headers = self.service.as_(role, version=version, **claims)
        given = sent(thing) if sent else {}
        return await self.service.client.request(method, self._at(path, thing), headers=headers, **given)

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
    for who, role, claims in callers(thing):
        shown = await api.read(thing, role, claims)
        offered = shown.json()["next_actions"] if shown.status_code == 200 else []
        assert set(offered) <= api.changing.keys(), f"{who} is offered what is no operation on it"
        for name in api.changing.keys() - set(offered):
            refused = await api.call(name, thing, version, role, claims)
            if name in resource.again and refused.is_success:
                continue
            assert refused.status_code in REFUSED, f"{who} is not offered {name}: {refused.status_code} {refused.text}"
        for name in offered:
            another = await resource.make(api.service, state)
            (the_same,) = [there for one, _, there in callers(another) if one == who]
            done = await api.call(name, another, version, role, the_same)
            assert done.is_success, f"{who} is offered {name}: {done.status_code} {done.text}"
    assert await api.shown(thing) == as_it_is, "what was not offered changed it"


@pytest.mark.parametrize("resource", RESOURCES, ids=lambda one: f"{one.service} {one.read}")
async def test_whatever_can_be_done_is_offered_to_somebody(
    services: dict[str, TestedService], resource: Resource
) -> None:
    api = Api(services[resource.service], resource)
    offered: set[str] = set()
    for state in resource.states:
        thing = await resource.make(api.service, state)
        for _, role, claims in callers(thing):
            shown = await api.read(thing, role, claims)
            offered |= set(shown.json()["next_actions"]) if shown.status_code == 200 else set()
    assert offered == api.changing.keys()


@pytest.mark.parametrize("name", sorted({one.service for one in RESOURCES}))
def test_everything_that_is_shown_with_next_actions_is_tried_here(
    services: dict[str, TestedService], name: str
) -> None:
    document = services[name].app.openapi()
    shown = {
        operation["operationId"]
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
        if method == "get" and path.count("{") == 1 and "next_actions" in _fields(operation, document)
    }
    assert shown == {one.read for one in RESOURCES if one.service == name}


def _fields(operation: dict[str, Any], document: dict[str, Any]) -> set[str]:
    content = operation["responses"]["200"].get("content", {}).get("application/json", {})
    name = content.get("schema", {}).get("$ref", "").rpartition("/")[2]
    return set(document["components"]["schemas"].get(name, {}).get("properties", {}))
