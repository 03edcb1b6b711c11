"""The client that knows nothing: its scenario is of operations that there are, itself of nothing of the domain."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from clients.python.follow import SCENARIO, entries_of
from docs.generate import ROOT

DOCUMENT = json.loads((ROOT / "docs/openapi/daiban.json").read_text(encoding="utf-8"))
OPERATIONS = {said["operationId"]: said for methods in DOCUMENT["paths"].values() for said in methods.values()}
CLIENTS = [ROOT / "clients/python/follow.py", ROOT / "clients/typescript/test/follow.ts"]


def test_the_scenario_is_of_operations_that_its_people_may_call() -> None:
    for entry in entries_of(json.loads(SCENARIO.read_text(encoding="utf-8"))):
        said = OPERATIONS[entry.operation]
        assert entry.by in said["x-roles"], entry
        fields = set()
        for content in said.get("requestBody", {}).get("content", {}).values():
            name = content["schema"]["$ref"].rpartition("/")[2]
            fields = DOCUMENT["components"]["schemas"][name]["properties"].keys()
        assert entry.body.keys() <= fields, entry
        assert entry.query.keys() <= {one["name"] for one in said.get("parameters", []) if one["in"] == "query"}, entry


@pytest.mark.parametrize("client", CLIENTS, ids=lambda one: one.suffix)
def test_the_client_knows_of_the_api_how_to_begin_and_nothing_more(client: Path) -> None:
    words = set(re.findall(r"\w+", client.read_text(encoding="utf-8")))
    assert words & OPERATIONS.keys() == {"get_me", "list_tasks"}
    codes = {code for schema in DOCUMENT["components"]["schemas"].values() for code in schema.get("enum", [])}
    assert {one for one in words & codes if "_" in one} == set()
    assert "/api/" not in client.read_text(encoding="utf-8")
