"""Whatever codes a service's API takes or shows, portals can read at one address, with words in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from docs.generate import load_apis
from shared.kit.app import create_app
from shared.kit.labels import Labelled
from testing.tested_service import TestedService

APIS = {api.service.name: api for api in load_apis()}
every_service = pytest.mark.parametrize("name", APIS)


def labelled(kind: type[Labelled] = Labelled) -> Iterator[type[Labelled]]:
    for one in kind.__subclasses__():
        yield one
        yield from labelled(one)


def enums(name: str) -> dict[str, set[str]]:
    """The named code lists of a service's OpenAPI document."""
    schemas: dict[str, Any] = create_app(APIS[name]).openapi()["components"]["schemas"]
    return {schema: set(its["enum"]) for schema, its in schemas.items() if "enum" in its}


@every_service
def test_every_code_list_of_the_api_is_in_its_vocabulary(name: str) -> None:
    told = {kind.__name__: set(kind) for kind in APIS[name].service.vocabulary}
    shown = enums(name)
    assert shown, "it shows no codes at all"
    assert {kind: told.get(kind) for kind in shown} == shown


@every_service
def test_every_step_of_its_aggregates_has_its_words_in_the_vocabulary(name: str) -> None:
    steps = {one for one in labelled() if one.__name__ in {"Step", "Action"} and f"services.{name}_" in one.__module__}
    assert set(APIS[name].service.operations) == steps


@every_service
def test_no_two_lists_of_a_vocabulary_have_one_name(name: str) -> None:
    names = [kind.__name__ for kind in APIS[name].service.vocabulary]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("kind", [kind for kind in labelled() if kind.__module__.startswith(("services", "shared"))])
def test_every_code_has_words_in_both_languages(kind: type[Labelled]) -> None:
    for code in kind:
        assert code.label, f"{code!r} has no Chinese words"
        assert code.label_en, f"{code!r} has no English words"
        assert "_" not in code.label_en, f"{code!r} has no English words: it falls back to the code"
        assert code.label_en[0].isascii()
    assert len({code.label for code in kind}) == len(kind), "two codes with the same words"


async def test_a_code_has_its_place_and_a_colour_where_it_says_how_well_something_stands(
    tracking: TestedService,
) -> None:
    told = (await tracking.client.get("/vocabulary")).json()
    assert [(one["code"], one["order"], one["colour"]) for one in told["light"]] == [
        ("normal", 0, "green"),
        ("warning", 1, "yellow"),
        ("overdue", 2, "red"),
    ]
    assert {one["colour"] for one in told["stage"]} == {None}
    of_statuses = [one for name, codes in told.items() if name.endswith("_status") for one in codes]
    assert all(one["colour"] for one in of_statuses)
