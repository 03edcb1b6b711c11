"""The import contracts in pyproject.toml see all of the code: what they do not see, they would pass over in silence."""

from __future__ import annotations

import sys
import tomllib
from graphlib import CycleError, TopologicalSorter
from typing import Any

import grimp
import pytest

from docs.generate import ROOT

with (ROOT / "pyproject.toml").open("rb") as _file:
    RULES: dict[str, Any] = tomllib.load(_file)["tool"]["importlinter"]


@pytest.fixture(scope="module")
def graph() -> grimp.ImportGraph:
    return grimp.build_graph(*RULES["root_packages"], include_external_packages=True, cache_dir=None)


def test_every_module_is_in_the_graph(graph: grimp.ImportGraph) -> None:
    files = [file for top in ("services", "shared", "deploy", "testing") for file in (ROOT / top).rglob("*.py")]
    modules = {".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__") for file in files}
    assert modules - graph.modules <= {"services", "deploy"}  # nothing but their docstrings


def test_every_name_in_the_rules_stands_for_something(graph: grimp.ImportGraph) -> None:
    for rule in RULES["contracts"]:
        for name in (*rule.get("modules", ()), *rule.get("source_modules", ()), *rule.get("forbidden_modules", ())):
            assert graph.find_matching_modules(name), f"{rule['name']}: {name} matches nothing"


def test_the_contracts_import_nothing_but_pydantic(graph: grimp.ImportGraph) -> None:
    imported = {
        "shared.contracts" if name.startswith("shared.contracts.") else name.partition(".")[0]
        for module in graph.find_matching_modules("shared.contracts.**")
        for name in graph.find_modules_directly_imported_by(module)
    }
    assert imported - sys.stdlib_module_names == {"pydantic", "shared.contracts"}


def check_no_circle(imports: dict[str, set[str]]) -> None:
    try:
        TopologicalSorter(imports).prepare()
    except CycleError as circle:
        pytest.fail(" -> ".join(circle.args[1]))


def test_no_import_leads_back_to_where_it_began(graph: grimp.ImportGraph) -> None:
    ours = {module for module in graph.modules if not graph.is_module_squashed(module)}
    check_no_circle({module: graph.find_modules_directly_imported_by(module) & ours for module in ours})


def test_no_two_features_stand_on_each_other(graph: grimp.ImportGraph) -> None:
    features = {
        one.removesuffix(".domain") for one in graph.modules if one.startswith("services.") and ".domain" in one
    }
    assert len(features) > 15
    of = {module: feature for feature in features for module in graph.modules if module.startswith(f"{feature}.")}
    imports: dict[str, set[str]] = {feature: set() for feature in features}
    for module, feature in of.items():
        imported = {of.get(one, feature) for one in graph.find_modules_directly_imported_by(module)}
        imports[feature] |= imported - {feature}
    check_no_circle(imports)
