"""The seeded catalogue is whole, and an unchecked figure starts no clock."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from services.intake_service.copies.catalogue import Item as IntakesItem
from services.routing_service.catalogue.domain import (
    EVERY_TYPE,
    Confidence,
    Item,
    ItemKind,
    LimitBasis,
    LimitFigure,
    LimitSide,
)
from services.routing_service.catalogue.schemas import view
from services.routing_service.catalogue.store import ENTRY
from services.routing_service.catalogue.use_cases import published
from shared.vocabulary.limits import Limit, LimitStatus, LimitUnit

ROUTING = Path(__file__).parents[2] / "services" / "routing_service"


def read(name: str) -> Any:
    return yaml.load((ROUTING / name).read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


CATALOGUE = read("catalogue/items.yaml")
BODIES = {body["code"]: body for body in read("directory/departments/bodies.yaml")["bodies"]}
ITEMS: dict[str, Item] = {item.code: item for item in map(ENTRY.read, CATALOGUE["items"])}


def test_there_are_103_items_in_six_stages_and_eleven_project_types() -> None:
    assert len(ITEMS) == len(CATALOGUE["items"]) == 103
    assert [stage["code"] for stage in CATALOGUE["stages"]] == ["S1", "S2", "S3", "S4", "PAR", "UTL"]
    assert len(CATALOGUE["project_types"]) == 11


@pytest.mark.parametrize("item", ITEMS.values(), ids=ITEMS)
def test_every_item_refers_only_to_what_exists(item: Item) -> None:
    types = {project_type["code"] for project_type in CATALOGUE["project_types"]}
    referred = {code for group in item.prerequisites for code in group} | set(item.handled_with)
    assert item.body in BODIES
    assert item.stage in {stage["code"] for stage in CATALOGUE["stages"]}
    assert item.source
    assert set(item.source) <= CATALOGUE["sources"].keys()
    assert referred <= ITEMS.keys() - {item.code}
    assert item.applicability.investment
    assert item.applicability.investment <= {"government", "private"}
    assert item.applicability.project_types == {EVERY_TYPE} or item.applicability.project_types <= types
    assert item.materials


def test_no_item_waits_for_itself() -> None:
    """Items in an order in which each comes after one code of each of its groups."""
    placed: set[str] = set()
    while ready := {
        code
        for code, item in ITEMS.items()
        if code not in placed and all(not placed.isdisjoint(group) for group in item.prerequisites)
    }:
        placed |= ready
    assert placed == ITEMS.keys()


def test_the_bodies_are_those_of_the_notice_and_its_issuer_some_others_and_the_districts() -> None:
    kinds = [body["kind"] for body in BODIES.values()]
    counts = {kind: kinds.count(kind) for kind in set(kinds)}
    assert counts == {"bureau": 10, "utility": 3, "data_bureau": 1, "outside": 4, "district": 11}
    assert BODIES["440112"]["name"] == "黄埔区"


def test_each_body_of_the_notice_has_a_roster_of_posts_of_its_own() -> None:
    subjects = []
    for code, body in BODIES.items():
        assert ("roster" in body) == (body["kind"] in {"bureau", "utility"})
        if roster := body.get("roster"):
            posts = [roster["leader"], roster["chief_service_officer"], *roster["handlers"]]
            names = ["leader", "cso", "handler-1", "handler-2"]
            assert [post["subject"] for post in posts] == [f"{code}-{name}" for name in names]
            assert all(post["title"].startswith(body["name"]) for post in posts)
            subjects += [post["subject"] for post in posts]
    assert len(set(subjects)) == 13 * 4


@pytest.mark.parametrize(
    ("code", "limit"),
    [
        ("S1-PNR-04", Limit(5, LimitUnit.WORKING_DAY)),  # committed 5 goes before statutory 40
        ("S3-HUC-04", Limit(15, LimitUnit.WORKING_DAY)),  # no committed figure: the statutory one
        ("PAR-WAT-02", Limit(0, LimitUnit.WORKING_DAY)),  # at once
        ("UTL-PWR-03", Limit(45, LimitUnit.CALENDAR_DAY)),
        ("UTL-WTR-01", Limit(7, LimitUnit.WORKING_DAY)),  # partly verified is enough
        ("S2-PNR-11", Limit(4, LimitUnit.WORKING_DAY)),  # partly verified, before the default of the law
        ("S1-PNR-02", None),  # 未核定
        ("S1-DRC-01", None),  # 0 days, but from own knowledge
    ],
)
def test_the_effective_limit_is_the_committed_then_the_statutory_one_if_checked(code: str, limit: Limit | None) -> None:
    assert ITEMS[code].limit == limit


@pytest.mark.parametrize("confidence", Confidence)
def test_a_figure_starts_a_clock_only_if_it_was_read_in_a_source(confidence: Confidence) -> None:
    figure = LimitFigure(20, LimitUnit.WORKING_DAY, confidence)
    item = replace(ITEMS["S1-PNR-02"], statutory_limit=figure)
    assert (item.limit is not None) == (confidence in {"verified", "partly_verified"})


def test_an_item_applies_by_investment_and_project_type_as_intake_reads_what_is_told() -> None:
    def applies(code: str, investment: str, project_type: str) -> bool:
        told = published(ITEMS[code], version=1, valid_from=date(2026, 11, 23))
        known = IntakesItem(**{name: getattr(told, name) for name in IntakesItem.__dataclass_fields__})
        return known.applies_to(investment=investment, project_type=project_type)

    assert applies("S1-PNR-04", "private", "private_general")
    assert not applies("S1-PNR-04", "government", "private_general")
    assert not applies("S1-PNR-04", "private", "industrial")
    assert applies("S3-HUC-05", "private", "industrial")


def test_what_an_entry_says_of_its_special_procedures_is_told() -> None:
    with_one = next(item for item in ITEMS.values() if item.special_procedures)
    told = published(with_one, version=3, valid_from=date(2026, 11, 23))
    assert (told.version, told.valid_from, told.kind) == (3, date(2026, 11, 23), with_one.kind.value)
    assert [rule.model_dump() for rule in told.special_procedures] == [
        {name: getattr(procedure, name) for name in ("type", "name", "stops_clock", "max_days")}
        for procedure in with_one.special_procedures
    ]


def test_an_item_of_every_type_is_shown_without_types() -> None:
    row = {"version": 1, "valid_from": date(2026, 11, 23), "valid_until": None, "stage_label": "", "body_label": ""}
    for entry in CATALOGUE["items"]:
        given, shown = entry["applicability"]["project_types"], view({**row, "entry": entry, "sources": []})
        assert shown.applicability.project_types == (None if given == [EVERY_TYPE] else sorted(given))


def test_an_entry_that_is_not_as_described_is_refused() -> None:
    with pytest.raises(ValueError, match="agreement"):
        ENTRY.read({**CATALOGUE["items"][0], "kind": "agreement"})


def test_kinds_have_their_chinese_labels() -> None:
    assert ItemKind.FILING.label == "备案"


def test_69_items_have_a_limit_that_was_read_and_59_of_them_run_the_office_s_clock() -> None:
    figures = {code: (item.committed_limit, item.statutory_limit) for code, item in ITEMS.items()}
    read_ = {
        code
        for code, both in figures.items()
        if any(one.confidence.checked and (one.days is not None or one.says_there_is_none) for one in both)
    }
    running = {code for code, item in ITEMS.items() if item.limit}
    none = {code for code, item in ITEMS.items() if item.limit_status is LimitStatus.NONE_OF_ITS_OWN}
    assert (len(read_), len(running), len(none)) == (69, 59, 4)
    assert running < read_


@pytest.mark.parametrize("item", ITEMS.values(), ids=ITEMS)
def test_a_figure_with_a_basis_says_where_it_was_read_and_when(item: Item) -> None:
    for figure in (item.statutory_limit, item.committed_limit):
        if figure.basis:
            assert figure.source
            assert figure.read
            assert figure.as_of == date(2026, 11, 27)
        if figure.unit_as_written == "工作日":
            assert figure.unit is LimitUnit.WORKING_DAY
        if figure.basis is LimitBasis.GENERAL_RULE and figure.confidence.checked:
            assert figure.unit is LimitUnit.WORKING_DAY
        if figure.stale or figure.side is LimitSide.APPLICANT:
            assert figure.checked() is None
