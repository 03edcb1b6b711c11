"""The document of all services is one that others can build on: typed where we are, without what no generator takes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from docs.generate import load_apis
from shared.kit.app import create_app
from shared.kit.labels import Labelled
from shared.kit.openapi import example_of, merge
from testing.tested_service import TestedService
from tests.architecture.offers import RESOURCES, Resource, callers
from tests.architecture.test_next_actions import Api, follow
from tests.architecture.test_vocabulary import labelled
from tests.integration.intake.conftest import Window, fresh_project_code, fresh_uscc

WHOLE = merge([create_app(api).openapi() for api in load_apis()], title="Daiban API", version="v1")
SCHEMAS: dict[str, Any] = WHOLE["components"]["schemas"]
OPERATIONS: dict[str, tuple[str, str, dict[str, Any]]] = {
    operation["operationId"]: (method, path, operation)
    for path, methods in WHOLE["paths"].items()
    for method, operation in methods.items()
}


def _is_of_files(its: dict[str, Any]) -> bool:
    return "binary" in (its.get("format"), its.get("items", {}).get("format"))


def _of_fields(form: dict[str, Any]) -> dict[str, Any]:
    """A form's example, field by field: no document can hold a file's."""
    schema = SCHEMAS[form["$ref"].rpartition("/")[2]]
    fields = {name: its for name, its in schema["properties"].items() if not _is_of_files(its)}
    wanted = (name for name, its in fields.items() if name in schema.get("required", ()) or "examples" in its)
    return {name: example_of(fields[name], SCHEMAS) for name in wanted}


BODIES: dict[str, dict[str, Any]] = {
    name: body
    for name, (_, _, operation) in OPERATIONS.items()
    for body in operation.get("requestBody", {}).get("content", {}).values()
}
EXAMPLES: dict[str, dict[str, Any]] = {
    name: body.get("example") or _of_fields(body["schema"]) for name, body in BODIES.items()
}
with_a_body = pytest.mark.parametrize("name", BODIES)

OF_A_REGISTER = {"body", "party", "event_type", "field", "before", "after"}
"""What has a label beside it, but is of a register that grows (bodies, enterprises, types of events), or of any list
(what a correction changed), and no list of codes."""
OPEN = {
    ("EntryView", "kind"): "what events tell, of services that may be newer than this one",
    ("AuditEntryView", "action"): "any operation, and what came by an event",
    ("ApplicabilityView", "condition"): "words for people to judge by",
    ("SourceView", "code"): "of the catalogue's sources",
    ("CodeView", "code"): "of any list",
    ("ScopeView", "code"): "of a district, a body, or a project's id",
    **dict.fromkeys(((one, "code") for one in ("BodyView", "RosterView", "MyBodyView")), "of the register of bodies"),
    **dict.fromkeys(((one, "code") for one in ("ItemView", "ApplicableItemView")), "of the catalogue"),
    **dict.fromkeys(((one, "code") for one in ("Problem", "FieldProblem", "WarningView")), "of docs/problems.md"),
}
"""What is named as a code is elsewhere, but is no list of codes itself."""


def refs(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        if isinstance(its := node.get("$ref"), str):
            yield its
        for part in node.values():
            yield from refs(part)
    elif isinstance(node, list):
        for part in node:
            yield from refs(part)


def kinds(schema: dict[str, Any]) -> set[str]:
    """What a value may be: ``enum``, or a type; of a list, its entries."""
    if "$ref" in schema:
        return kinds(SCHEMAS[schema["$ref"].rpartition("/")[2]])
    if "enum" in schema or "const" in schema:
        return {"enum"}
    if "anyOf" in schema:
        return set().union(*map(kinds, schema["anyOf"]))
    return kinds(schema["items"]) if schema.get("type") == "array" else {schema.get("type", "anything")}


def properties() -> Iterator[tuple[str, str, dict[str, Any]]]:
    for name, schema in SCHEMAS.items():
        for field, its in schema.get("properties", {}).items():
            yield name, field, its


def test_what_is_a_code_somewhere_is_nowhere_plain_text() -> None:
    codes = {field for _, field, its in properties() if "enum" in kinds(its)}
    codes |= {re.sub(r"(?<!^)(?=[A-Z])", "_", kind.__name__).lower() for kind in labelled(Labelled)}
    assert {"status", "outcome", "stage", "light", "level", "unit", "kind", "district"} <= codes
    plain = {(name, field) for name, field, its in properties() if field in codes and kinds(its) & {"string"}}
    assert plain - OPEN.keys() == set()


def test_what_has_a_label_is_a_code() -> None:
    for name, schema in SCHEMAS.items():
        fields = schema.get("properties", {})
        for field in (one.removesuffix("_label") for one in fields if one.endswith("_label")):
            assert field in OF_A_REGISTER or "enum" in kinds(fields[field]), f"{name}.{field} has a label, but is text"


def test_filters_by_a_code_take_only_codes() -> None:
    codes = {field for _, field, its in properties() if "enum" in kinds(its)} - {"code"}
    for name, (_, _, operation) in OPERATIONS.items():
        for one in operation.get("parameters", ()):
            assert one["name"] not in codes or "enum" in kinds(one["schema"]), f"{name} takes any {one['name']}"


def test_no_schema_has_a_title_for_another_to_share() -> None:
    titled = [name for name, schema in SCHEMAS.items() if isinstance(schema.get("title"), str)]
    titled += [f"{name}.{field}" for name, field, its in properties() if isinstance(its.get("title"), str)]
    assert titled == []


def test_each_refusal_is_told_once() -> None:
    for name, (_, _, operation) in OPERATIONS.items():
        told = {status: answer for status, answer in operation["responses"].items() if int(status) >= 400}
        assert {"400", "404", "422", "503"} <= told.keys()
        assert all(answer.keys() == {"$ref"} for answer in told.values()), name
    for its in set(refs(WHOLE)):
        _, *way = its.split("/")
        found: Any = WHOLE
        for step in way:
            found = found[step]


def test_only_what_a_write_can_be_refused_for_is_declared_of_it() -> None:
    def statuses(name: str) -> set[str]:
        return set(OPERATIONS[name][2]["responses"])

    assert statuses("list_owners") & {"409", "412", "413", "415", "428"} == set()
    assert {"412", "428"} <= statuses("accept_request")
    assert "415" not in statuses("accept_request")
    assert {"409", "413", "415"} <= statuses("register_owner")


def test_headers_and_the_answer_to_a_repeat_are_declared() -> None:
    for name, (method, _, operation) in OPERATIONS.items():
        asks = {one["name"] for one in operation.get("parameters", ())}
        answers = {int(status): answer for status, answer in operation["responses"].items() if int(status) < 300}
        headers = {header for answer in answers.values() for header in answer.get("headers", {})}
        assert "If-None-Match" not in asks or "ETag" in headers, name
        assert "If-Match" not in asks or "ETag" in headers, name
        assert 201 not in answers or "Location" in headers, name
        assert ("Idempotency-Key" in asks and method == "post") == ("Idempotency-Replayed" in headers), name
    of_upload = OPERATIONS["hand_in_material"][2]["responses"]
    assert list(refs(of_upload["200"]["content"])) == list(refs(of_upload["201"]["content"]))


def test_patterns_are_read_by_javascript_without_its_flag_u() -> None:
    for name, field, its in properties():
        for pattern in re.findall(r"'pattern': (['\"])(.*?)\1", str(its)):
            assert all(ord(one) <= 0xFFFF for one in pattern[1]), f"{name}.{field}"


@with_a_body
def test_what_may_be_left_out_of_a_body_has_no_default(name: str) -> None:
    assert [field for field, its in _fields_of(name).items() if "default" in its] == []


def _fields_of(body: str) -> dict[str, Any]:
    fields: dict[str, Any] = SCHEMAS[next(refs(BODIES[body]["schema"])).rpartition("/")[2]]["properties"]
    return fields


def test_files_are_what_generators_take_for_files() -> None:
    file = SCHEMAS["HandInMaterial"]["properties"]["file"]
    assert (file["type"], file["format"]) == ("string", "binary")


@with_a_body
def test_every_body_has_an_example_that_fits(name: str) -> None:
    schema = {**BODIES[name]["schema"], "components": WHOLE["components"]}
    given = {field: its for field, its in _fields_of(name).items() if _is_of_files(its)}
    files = {field: ["…"] if "items" in its else "…" for field, its in given.items()}
    whole = EXAMPLES[name] | files
    assert list(map(str, Draft202012Validator(schema).iter_errors(whole))) == []


ON_THINGS = [pytest.param(one, name, id=name) for one in RESOURCES for name in one.sent if name in BODIES]


@pytest.mark.parametrize(("resource", "name"), ON_THINGS)
async def test_the_examples_are_accepted(
    intake: TestedService,
    routing: TestedService,
    tracking: TestedService,
    notify: TestedService,
    resource: Resource,
    name: str,
) -> None:
    """Where a thing offers it to somebody; with what the action names, and the ids of things that there are."""
    services = {one.service.name: one for one in (intake, routing, tracking, notify)}
    api = Api(services[resource.service], resource)
    for state in resource.states:
        thing = await resource.make(api.service, state)
        for _, role, claims in callers(thing):
            shown = await api.read(thing, role, claims)
            offered = shown.json()["next_actions"] if shown.status_code == 200 else []
            for action in (one for one in offered if one["operation_id"] == name):
                sent = resource.sent[name](thing)
                place = "data" if "files" in sent else "json"
                ids = {
                    field: value for field, value in sent.get(place, {}).items() if field.endswith(("_ids", "_code"))
                }
                headers = api.service.as_(role, **claims)
                body = {**sent, place: EXAMPLES[name] | ids}
                answer = await follow(api.service, action, shown.json().get("version"), body, headers)
                assert answer.is_success, answer.text
                return
    raise AssertionError("it is offered to nobody")


async def test_the_examples_of_what_comes_first_are_accepted(intake: TestedService, notify: TestedService) -> None:
    window, uscc = Window(intake), fresh_uscc()
    owner = await window.post("/owners", EXAMPLES["register_owner"] | {"uscc": uscc}, window.owner(uscc))
    body = EXAMPLES["register_project"] | {"owner_id": owner["id"], "project_code": fresh_project_code()}
    project = await window.post("/projects", body, window.owner(uscc))
    request = await window.accepted_request(project)
    body = EXAMPLES["draft_agreement"] | {"request_id": request["id"]}
    await window.post("/agreements", body, intake.as_("window_clerk"))
    answer = await notify.client.put(
        "/preferences", json=EXAMPLES["put_preference"], headers=notify.as_("owner", enterprise=uscc, version=0)
    )
    assert answer.status_code == 200, answer.text


def test_every_example_of_what_is_done_with_a_thing_is_tried() -> None:
    assert {name for name in BODIES if "{" in OPERATIONS[name][1]} <= {param.id for param in ON_THINGS}
