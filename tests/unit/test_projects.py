"""Project codes are read in both forms, and eligibility names the grounds that hold or the conditions that fail."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from itertools import product
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.intake_service.parties.projects.domain import (
    ApprovalAuthority,
    Condition,
    ConstructionNature,
    DistrictUnknown,
    FundingSource,
    Ground,
    Project,
    ProjectCode,
    ProjectCodeInvalid,
    ProjectFacts,
    WorksKind,
    code_warnings,
    decide_eligibility,
    mod_11_10,
    parse_district,
)
from shared.kit.facts import NothingCorrected
from shared.vocabulary.districts import District
from shared.vocabulary.projects import Investment, ProjectType

NEW = ["2509-320193-89-01-544060", "2603-141124-89-05-346948", "2411-130202-89-01-637015"]
OLD = ["2018-440112-47-03-834191", "2019-440104-46-03-026168", "2019-440118-48-02-081219"]

PLANT = ProjectFacts(
    investment=Investment.PRIVATE,
    funding=FundingSource.SOCIAL,
    works=WorksKind.BUILDING,
    nature=ConstructionNature.NEW,
    authority=ApprovalAuthority.MUNICIPAL,
    key_project_document=None,
)
ROAD = replace(
    PLANT,
    investment=Investment.GOVERNMENT,
    funding=FundingSource.MUNICIPAL_COORDINATED_FISCAL,
    works=WorksKind.URBAN_INFRASTRUCTURE,
)


@pytest.mark.parametrize("text", NEW)
def test_a_real_code_of_the_new_form_has_the_right_check_digit(text: str) -> None:
    code = ProjectCode.parse(text)
    assert code.is_new_form
    assert code.check_digit_fits


@pytest.mark.parametrize("text", OLD)
def test_a_real_code_of_the_old_form_has_no_check_digit(text: str) -> None:
    code = ProjectCode.parse(text)
    assert not code.is_new_form
    assert code.region.startswith("4401")
    assert code_warnings(code, District(code.region)) == []


@pytest.mark.parametrize(
    ("first_four", "new"), [("2011", True), ("2012", True), ("2013", False), ("2020", False), ("2101", True)]
)
def test_the_first_four_digits_tell_the_forms_apart(first_four: str, new: bool) -> None:
    assert ProjectCode.parse(f"{first_four}-440112-47-03-834191").is_new_form == new


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2018-440112-47-03-83419",
        "201844011247 03834191",
        "2513-440112-89-01-544060",  # no thirteenth month
        "1911-440112-89-01-544060",  # before there were such codes
        "2018-440112-47-03-834191\n",
        "２５０９-440112-89-01-544060",  # digits of another script
    ],
)
def test_what_is_no_project_code_is_refused_and_the_field_named(text: str) -> None:
    with pytest.raises(ProjectCodeInvalid) as refused:
        ProjectCode.parse(text)
    assert refused.value.pointer == "/project_code"


@given(digits=st.text("0123456789", min_size=19, max_size=19), position=st.integers(0, 18), digit=st.integers(0, 9))
def test_the_check_digit_notices_any_one_wrong_digit(digits: str, position: int, digit: int) -> None:
    wrong = digits[:position] + str(digit) + digits[position + 1 :]
    assert (mod_11_10(wrong) == mod_11_10(digits)) == (wrong == digits)


@pytest.mark.parametrize(("former", "today"), [("440116", "440112"), ("440183", "440118"), ("440184", "440117")])
def test_the_code_of_a_former_district_belongs_to_the_one_it_was_merged_into(former: str, today: str) -> None:
    code = ProjectCode.parse(f"2013-{former}-47-03-000001")
    assert code_warnings(code, District(today)) == []
    assert [warning.code for warning in code_warnings(code, District.LIWAN)] == ["project_code.region"]


def test_a_wrong_check_digit_and_another_region_only_warn() -> None:
    code = ProjectCode.parse("2509-320193-89-01-544061")
    warnings = code_warnings(code, District.HUANGPU)
    assert [warning.code for warning in warnings] == ["project_code.check_digit", "project_code.region"]
    assert all(warning.zh and warning.en for warning in warnings)


def test_only_the_eleven_districts_are_known() -> None:
    assert len(District) == 11
    assert parse_district("440112").label == "黄埔区"
    with pytest.raises(DistrictUnknown) as refused:
        parse_district("440199")
    assert refused.value.pointer == "/district"


def test_each_ground_holds_by_itself() -> None:
    assert decide_eligibility(PLANT).grounds == [Ground.SOCIAL_INVESTMENT]
    assert decide_eligibility(ROAD).grounds == [Ground.MUNICIPAL_FISCAL]
    small = replace(PLANT, authority=ApprovalAuthority.DISTRICT)
    assert decide_eligibility(replace(small, key_project_document="穗府〔2019〕1号")).grounds == [Ground.KEY_PROJECT]


def test_out_of_scope_names_ground_by_ground_what_fails() -> None:
    refit = replace(PLANT, nature=ConstructionNature.OTHER, authority=ApprovalAuthority.DISTRICT)
    eligibility = decide_eligibility(refit)
    assert not eligibility.eligible
    assert {finding.ground: finding.failing for finding in eligibility.findings} == {
        Ground.MUNICIPAL_FISCAL: (Condition.FISCAL_FUNDS, Condition.AUTHORITY),
        Ground.SOCIAL_INVESTMENT: (Condition.NATURE, Condition.AUTHORITY),
        Ground.KEY_PROJECT: (Condition.DESIGNATED,),
    }


def test_the_three_grounds_are_the_notices_for_every_combination_of_facts() -> None:
    for investment, funding, works, nature, authority, document in product(
        Investment, FundingSource, WorksKind, ConstructionNature, ApprovalAuthority, [None, "穗府〔2019〕1号"]
    ):
        municipal = authority == "municipal"
        fiscal = funding == "municipal_coordinated_fiscal" and works in {"building", "urban_infrastructure"}
        private = investment == "private" and nature in {"new", "rebuild", "extension"}
        eligibility = decide_eligibility(ProjectFacts(investment, funding, works, nature, authority, document))
        assert [finding.holds for finding in eligibility.findings] == [
            fiscal and municipal,
            private and municipal,
            document is not None,
        ]


NOW = datetime(2026, 11, 23, 1, tzinfo=UTC)


def a_project(facts: ProjectFacts) -> Project:
    return Project(
        id=UUID(int=1),
        owner_id=UUID(int=2),
        owner_uscc="11440100007483180K",
        owner_name="示例建设单位",
        project_code=ProjectCode.parse(OLD[0]),
        name="厂房",
        district=District.HUANGPU,
        project_type=ProjectType.PRIVATE_GENERAL,
        facts=facts,
        total_investment=Decimal("1000000.00"),
        created_at=NOW,
    )


def test_an_override_opens_or_shuts_the_service_and_leaves_the_reckoned_decision_visible() -> None:
    project = a_project(replace(PLANT, authority=ApprovalAuthority.DISTRICT))
    assert not project.eligible
    project.override_eligibility(eligible=True, reason="市区共同审批", by="GSD-admin-1", at=NOW)
    assert project.eligible
    assert not project.eligibility.eligible
    assert project.override is not None
    assert project.override.reason == "市区共同审批"


@pytest.mark.parametrize(
    ("changes", "project_type", "expected"),
    [
        ({}, ProjectType.INDUSTRIAL, []),
        ({"funding": FundingSource.MUNICIPAL_COORDINATED_FISCAL}, ProjectType.INDUSTRIAL, ["investment_and_funding"]),
        ({}, ProjectType.GOV_BUILDING, ["investment_and_type"]),
        (
            {"funding": FundingSource.OTHER_FISCAL},
            ProjectType.GOV_LINEAR,
            ["investment_and_funding", "investment_and_type", "works_and_type"],
        ),
        (
            {"investment": Investment.GOVERNMENT, "funding": FundingSource.OTHER_FISCAL},
            ProjectType.PRIVATE_SMALL,
            ["investment_and_type"],
        ),
        (
            {
                "investment": Investment.GOVERNMENT,
                "funding": FundingSource.OTHER_FISCAL,
                "works": WorksKind.URBAN_INFRASTRUCTURE,
            },
            ProjectType.GOV_LINEAR,
            [],
        ),
    ],
)
def test_facts_that_do_not_go_together_raise_a_word_and_refuse_nothing(
    changes: dict[str, Any], project_type: ProjectType, expected: list[str]
) -> None:
    facts = replace(PLANT, **changes)
    found = facts.contradictions(project_type)
    assert [one.code.removeprefix("facts.") for one in found] == expected
    assert all(one.zh and one.en for one in found)


_FACTS = st.builds(
    ProjectFacts,
    investment=st.sampled_from(Investment),
    funding=st.sampled_from(FundingSource),
    works=st.sampled_from(WorksKind),
    nature=st.sampled_from(ConstructionNature),
    authority=st.sampled_from(ApprovalAuthority),
    key_project_document=st.sampled_from([None, "穗府〔2019〕1号"]),
)


@given(first=_FACTS, others=st.lists(_FACTS, max_size=4), overridden=st.sampled_from([None, True, False]))
def test_facts_that_are_corrected_and_corrected_back_give_the_first_decision_over_a_chain_without_gaps(
    first: ProjectFacts, others: list[ProjectFacts], overridden: bool | None
) -> None:
    project = a_project(first)
    if overridden is not None:
        project.override_eligibility(eligible=overridden, reason="会议纪要", by="GSD-admin-1", at=NOW)
    decided = project.eligible, project.grounds
    for facts in [*others, first]:
        if project.facts == facts:
            with pytest.raises(NothingCorrected):
                project.correct_facts(vars(facts), reason="登记有误")
        else:
            project.correct_facts(vars(facts), reason="登记有误")
            assert project.overridden_on_other_facts == (overridden is not None and facts != first)
    assert (project.eligible, project.grounds, project.facts) == (*decided, first)
    told = [fact.values for fact in project.said() if fact.name == "facts_corrected"]
    was, stands = decided[0], vars(first)
    for values in told:
        assert values["was_eligible"] == was
        assert {name: stands[name] for name in values["changed"]} == {
            name: before for name, (before, _) in values["correction"].changes.items()
        }
        stands = {**stands, **{name: after for name, (_, after) in values["correction"].changes.items()}}
        was = overridden if overridden is not None else decide_eligibility(ProjectFacts(**stands)).eligible
    assert stands == vars(first)
