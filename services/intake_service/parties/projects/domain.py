"""Projects (工程建设项目): their code, and whether the notice covers them (notice 二(二))."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from shared.kit import spelling
from shared.kit.errors import Kind, Refusal, Words
from shared.kit.facts import Aggregate, Correction
from shared.kit.labels import Labelled
from shared.vocabulary.districts import District
from shared.vocabulary.projects import Investment, ProjectType

_FORMER = {"440116": District.HUANGPU, "440183": District.ZENGCHENG, "440184": District.CONGHUA}
"""Codes of former districts, which older project codes keep, and the district that each of them is part of today."""


class FundingSource(Labelled):
    """Where the money comes from."""

    MUNICIPAL_COORDINATED_FISCAL = (
        "municipal_coordinated_fiscal",
        "市本级统筹财政资金",
        "municipal coordinated fiscal funds",
    )
    OTHER_FISCAL = "other_fiscal", "其他财政资金", "other fiscal funds"
    SOCIAL = "social", "社会资金", "private funds"


class WorksKind(Labelled):
    """What is built."""

    BUILDING = "building", "房屋建筑", "building"
    URBAN_INFRASTRUCTURE = "urban_infrastructure", "城市基础设施", "urban infrastructure"
    OTHER = "other", "其他工程", "other works"


class ConstructionNature(Labelled):
    """How it is built."""

    NEW = "new", "新建", "new build"
    REBUILD = "rebuild", "改建", "rebuilding"
    EXTENSION = "extension", "扩建", "extension"
    OTHER = "other", "其他（装修、维护等）", "other (fitting out, maintenance)"


class ApprovalAuthority(Labelled):
    """The highest level whose approval the project needs from the city or below."""

    MUNICIPAL = "municipal", "市级审批权限", "municipal approval"
    DISTRICT = "district", "区级审批权限", "district approval"


class Action(Labelled):
    """What can be done with a project, named by the operation that does it."""

    SUBMIT_REQUEST = "submit_request", "提出申请", "submit a request"
    SUBMIT_APPLICATION = "submit_application", "在没有委托协议的情况下申报", "apply without an agreement"
    HAND_IN_MATERIAL = "hand_in_material", "在没有委托协议的情况下提交材料", "hand in materials without an agreement"
    HAND_IN_MATERIALS = "hand_in_materials", "批量提交材料", "hand in several files"
    CORRECT = "correct_project", "更正项目名称或总投资", "correct its name or amount"
    CORRECT_FACTS = "correct_project_facts", "更正项目情况（重新判定适用范围）", "correct what eligibility rests on"
    OVERRIDE_ELIGIBILITY = "override_eligibility", "更改适用范围判定", "decide eligibility otherwise"


class ProjectCodeInvalid(Refusal):
    """A project code of neither form."""

    code = "project.code_invalid"
    kind = Kind.INVALID
    zh = Words(
        "投资项目统一代码格式不符",
        "“{project_code}”不是有效的投资项目统一代码（24 位，含年月、区划等）。",
        "请按 2509-440112-89-01-544060 或 2018-440112-47-03-834191 的形式填写。",
    )
    en = Words(
        "Project code malformed",
        "{project_code} is no valid project code (24 characters: time, region and so on).",
        "Write it like 2509-440112-89-01-544060 or 2018-440112-47-03-834191.",
    )


class ItemNotApplicable(Refusal):
    """An item that projects of this kind do not need."""

    code = "item.not_applicable"
    kind = Kind.INVALID
    zh = Words(
        "事项不适用于本项目",
        "事项 {item_code} {item_name} 不适用于“{investment}”“{project_type}”项目。",
        "请在本项目适用的事项中选择。",
    )
    en = Words(
        "Item does not apply",
        "Item {item_code} is not for projects of investment {investment} and type {project_type}.",
        "Choose among the items that apply to the project.",
    )


class DistrictUnknown(Refusal):
    """Not one of the city's districts."""

    code = "project.district_unknown"
    kind = Kind.INVALID
    zh = Words("行政区划代码不存在", "“{district}”不是广州市的区。", "可填写：{known}。")
    en = Words("Unknown district", "{district} is not a district of Guangzhou.", "Known: {known}.")


class ProjectTaken(Refusal):
    """The project code is registered already."""

    code = "project.taken"
    kind = Kind.CONFLICT
    zh = Words(
        "项目已登记",
        "项目代码 {project_code} 已经登记。",
        "由贵单位登记的，请在项目列表中查询；由他人登记而确属贵单位的，请提出项目归属认领并附证明材料，由窗口审核。",
    )
    en = Words(
        "Project registered already",
        "{project_code} is registered already.",
        "Look it up among your projects; if it is yours but somebody else registered it, file a claim with papers.",
    )


_CODE = re.compile(r"(\d{4})-(\d{6})-(\d{2})-(\d{2})-(\d{6})", re.ASCII)


@dataclass(frozen=True)
class ProjectCode:
    """投资项目统一代码 (发改投资〔2020〕1439号, GB/T 40058-2021): time, region, guiding department, type, serial."""

    text: str
    is_new_form: bool
    region: str
    guiding_department: str
    project_type: str

    @classmethod
    def parse(cls, text: str) -> ProjectCode:
        """A code of the old form (year first, no check digit) or the new one (YYMM first, MOD 11,10 check digit).

        Raises ProjectCodeInvalid. Both forms have one shape; the first four digits tell them apart: 20xx is a year
        unless xx is a month of 2020, when the new form began late in that year (2011, 2012).
        """
        match = _CODE.fullmatch(text)
        if match is None:
            raise ProjectCodeInvalid(project_code=text, pointer="/project_code")
        time, region, department, kind, _ = match.groups()
        year, month = int(time[:2]), int(time[2:])
        old = time.startswith("20") and time not in {"2011", "2012"}
        if not old and not (year >= 20 and 1 <= month <= 12):
            raise ProjectCodeInvalid(project_code=text, pointer="/project_code")
        return cls(text, not old, region, department, kind)

    def __str__(self) -> str:
        return self.text

    @property
    def check_digit_fits(self) -> bool:
        """Whether the last digit is the MOD 11,10 (ISO 7064) check digit of the others; always True for the old form.

        The rule is inferred from published codes, so a misfit warns and never refuses.
        """
        digits = self.text.replace("-", "")
        return not self.is_new_form or mod_11_10(digits[:-1]) == int(digits[-1])


def spell_code(typed: str) -> str:
    """A project code in its one spelling, whether its hyphens were typed, as such or as dashes, or left out."""
    code = spelling.capitals(typed)
    groups = re.fullmatch(r"([0-9]{4})([0-9]{6})([0-9]{2})([0-9]{2})([0-9]{6})", code)
    return "-".join(groups.groups()) if groups else code


def mod_11_10(digits: str) -> int:
    """The ISO 7064 MOD 11,10 check digit."""
    product = 10
    for digit in digits:
        product = ((product + int(digit)) % 10 or 10) * 2 % 11
    return (11 - product) % 10


@dataclass(frozen=True)
class Oddity:
    """Something worth a look that refuses nothing."""

    code: str
    zh: str
    en: str


def code_warnings(project_code: ProjectCode, district: District) -> list[Oddity]:
    """What is odd about a code: its check digit, or a region other than the project's district."""
    warnings = []
    if not project_code.check_digit_fits:
        warnings.append(
            Oddity("project_code.check_digit", "项目代码的校验位不符，请核对。", "The code's check digit does not fit.")
        )
    if _FORMER.get(project_code.region, project_code.region) not in {district.value, "440100", "440000"}:
        warnings.append(
            Oddity(
                "project_code.region",
                f"项目代码的区划 {project_code.region} 与所填 {district.label} 不同。",
                f"The code's region {project_code.region} differs from district {district.value}.",
            )
        )
    return warnings


class Ground(Labelled):
    """The notice's three grounds, any of which suffices (二(二))."""

    MUNICIPAL_FISCAL = (
        "municipal_fiscal",
        "使用市本级统筹财政资金且涉及市级审批权限的房屋建筑和城市基础设施等工程",
        "building or infrastructure works with municipal coordinated fiscal funds and municipal approval",
    )
    SOCIAL_INVESTMENT = (
        "social_investment",
        "全市新建、改建、扩建且涉及市级审批权限的社会投资项目",
        "private investment in a new build, rebuilding or extension with municipal approval",
    )
    KEY_PROJECT = (
        "key_project",
        "市政府认定的重点项目（含政府投资项目和社会投资项目）",
        "key project designated by the city government",
    )


class Condition(Labelled):
    """What a ground asks for."""

    FISCAL_FUNDS = (
        "municipal_coordinated_fiscal_funds",
        "使用市本级统筹财政资金",
        "uses municipal coordinated fiscal funds",
    )
    WORKS = (
        "building_or_urban_infrastructure",
        "属于房屋建筑或城市基础设施工程",
        "is a building or urban infrastructure",
    )
    SOCIAL = "social_investment", "属于社会投资项目", "is private investment"
    NATURE = "new_rebuild_or_extension", "属于新建、改建或扩建", "is a new build, rebuilding or extension"
    AUTHORITY = "municipal_approval_authority", "涉及市级审批权限", "needs municipal approval"
    DESIGNATED = "designated_by_the_city", "由市政府认定为重点项目", "is designated as a key project by the city"


@dataclass(frozen=True)
class ProjectFacts:
    """What eligibility is decided on. key_project_document: the number of the designation, where there is one."""

    investment: Investment
    funding: FundingSource
    works: WorksKind
    nature: ConstructionNature
    authority: ApprovalAuthority
    key_project_document: str | None

    def contradictions(self, project_type: ProjectType) -> list[Oddity]:
        """Facts that do not go together: something was chosen by mistake, and eligibility rests on it."""
        is_private, is_fiscal = self.investment is Investment.PRIVATE, self.funding is not FundingSource.SOCIAL
        kind = project_type.words
        odd = {
            Oddity(
                "facts.investment_and_funding",
                f"投资类别“{self.investment.label}”与资金来源“{self.funding.label}”不一致，请核对。",
                f"Investment ({self.investment.label_en}) and funds ({self.funding.label_en}) do not go together.",
            ): is_private == is_fiscal,
            Oddity(
                "facts.investment_and_type",
                f"投资类别“{self.investment.label}”与项目类型“{kind[0]}”不一致，请核对。",
                f"Investment ({self.investment.label_en}) and project type ({kind[1]}) do not go together.",
            ): project_type.startswith("gov_" if is_private else "private_"),
            Oddity(
                "facts.works_and_type",
                f"工程类别“{self.works.label}”与项目类型“{kind[0]}”不一致，请核对。",
                f"Works ({self.works.label_en}) and project type ({kind[1]}) do not go together.",
            ): self.works
            is {
                ProjectType.GOV_LINEAR: WorksKind.BUILDING,
                ProjectType.GOV_BUILDING: WorksKind.URBAN_INFRASTRUCTURE,
            }.get(project_type),
        }
        return [one for one, holds in odd.items() if holds]


@dataclass(frozen=True)
class GroundFinding:
    """What was found for one ground: it holds when nothing fails."""

    ground: Ground
    failing: tuple[Condition, ...]

    @property
    def holds(self) -> bool:
        """Whether every condition is met."""
        return not self.failing


@dataclass(frozen=True)
class Eligibility:
    """The decision whether the notice covers a project: ground by ground, with what fails."""

    findings: tuple[GroundFinding, ...]

    @property
    def eligible(self) -> bool:
        """Whether any ground holds."""
        return any(finding.holds for finding in self.findings)

    @property
    def grounds(self) -> list[Ground]:
        """The grounds that hold."""
        return [finding.ground for finding in self.findings if finding.holds]

    @property
    def failing(self) -> tuple[str, str]:
        """Ground by ground what fails, in Chinese and English."""
        zh = (f"{one.ground.label}：{'、'.join(f.label for f in one.failing)}" for one in self.findings)
        en = (f"{one.ground.label_en}: {', '.join(f.label_en for f in one.failing)}" for one in self.findings)
        return "；".join(zh), "; ".join(en)


_GROUNDS: dict[Ground, tuple[Condition, ...]] = {
    Ground.MUNICIPAL_FISCAL: (Condition.FISCAL_FUNDS, Condition.WORKS, Condition.AUTHORITY),
    Ground.SOCIAL_INVESTMENT: (Condition.SOCIAL, Condition.NATURE, Condition.AUTHORITY),
    Ground.KEY_PROJECT: (Condition.DESIGNATED,),
}


def decide_eligibility(facts: ProjectFacts) -> Eligibility:
    """Decide on the three grounds of notice 二(二)."""
    met = {
        Condition.FISCAL_FUNDS: facts.funding is FundingSource.MUNICIPAL_COORDINATED_FISCAL,
        Condition.WORKS: facts.works is not WorksKind.OTHER,
        Condition.SOCIAL: facts.investment is Investment.PRIVATE,
        Condition.NATURE: facts.nature is not ConstructionNature.OTHER,
        Condition.AUTHORITY: facts.authority is ApprovalAuthority.MUNICIPAL,
        Condition.DESIGNATED: facts.key_project_document is not None,
    }
    return Eligibility(
        tuple(
            GroundFinding(ground, tuple(condition for condition in conditions if not met[condition]))
            for ground, conditions in _GROUNDS.items()
        )
    )


@dataclass(frozen=True)
class EligibilityOverride:
    """An authorised officer's own decision; the reckoned one stays beside it. facts: those it was made on."""

    eligible: bool
    reason: str
    by: str
    at: datetime
    facts: ProjectFacts


@dataclass
class Project(Aggregate):
    """One construction project.

    owner_name: as its owner is called now; total_investment: in yuan; request_open: whether its owner's request is on
    its way.
    """

    id: UUID
    owner_id: UUID
    owner_uscc: str
    owner_name: str
    project_code: ProjectCode
    name: str
    district: District
    project_type: ProjectType
    facts: ProjectFacts
    total_investment: Decimal
    created_at: datetime
    override: EligibilityOverride | None = None
    request_open: bool = False
    version: int = 1
    updated_at: datetime | None = field(default=None, compare=False)

    @property
    def steps(self) -> list[Action]:
        """What can be done with it now: the service is asked for where it is open to the project, once at a time."""
        asked = [Action.SUBMIT_REQUEST] if self.eligible and not self.request_open else []
        corrections = [Action.CORRECT, Action.CORRECT_FACTS]
        files = [Action.HAND_IN_MATERIAL, Action.HAND_IN_MATERIALS]
        return [*asked, Action.SUBMIT_APPLICATION, *files, *corrections, Action.OVERRIDE_ELIGIBILITY]

    @property
    def grounds(self) -> list[Ground]:
        """The notice's grounds that hold."""
        return self.eligibility.grounds

    @property
    def eligibility(self) -> Eligibility:
        """What the notice's grounds say."""
        return decide_eligibility(self.facts)

    @property
    def eligible(self) -> bool:
        """Whether the service is open to the project: the override's word, else the grounds'."""
        return self.override.eligible if self.override else self.eligibility.eligible

    @property
    def warnings(self) -> Sequence[Oddity]:
        """What is odd about its code, and about its facts among each other."""
        return [*code_warnings(self.project_code, self.district), *self.facts.contradictions(self.project_type)]

    def override_eligibility(self, *, eligible: bool, reason: str, by: str, at: datetime) -> None:
        """Decide otherwise, with a written reason (notice 二(二) leaves hard cases to the officers)."""
        self.override = EligibilityOverride(eligible, reason, by, at, self.facts)
        self.say("eligibility_overridden", reason=reason)

    def pass_to(self, owner_id: UUID, owner_uscc: str, owner_name: str) -> None:
        """It is another owner's from now on."""
        former, self.owner_id, self.owner_uscc, self.owner_name = self.owner_uscc, owner_id, owner_uscc, owner_name
        self.say("passed", former_owner_uscc=former)

    @property
    def overridden_on_other_facts(self) -> bool:
        """Whether the override's word counts though the facts that it was made on have been corrected since."""
        return self.override is not None and self.override.facts != self.facts

    def correct(self, given: Mapping[str, Any], *, reason: str) -> None:
        """Put its name or amount right; raises NothingCorrected."""
        correction = self.put_right(given, reason=reason)
        self.say_corrected("corrected", correction, project_code=self.project_code.text)

    def correct_facts(self, given: Mapping[str, Any], *, reason: str) -> None:
        """Put right where it lies and what eligibility rests on, which is then decided anew; raises NothingCorrected.

        An override stays, for it is its officer's to take back; it is said that it was made on other facts.
        """
        was_eligible, facts = self.eligible, vars(self.facts)
        correction = Correction.of(vars(self) | facts, given, reason=reason)
        self.facts = replace(self.facts, **{name: value for name, value in given.items() if name in facts})
        for name in given.keys() - facts.keys():
            setattr(self, name, given[name])
        self.say_corrected("facts_corrected", correction, investment=self.facts.investment, was_eligible=was_eligible)

    def tell_owners_name(self, name: str, *, reason: str) -> None:
        """Its owner's name was put right."""
        self.owner_name = name
        self.say("owner_renamed", reason=reason)


def parse_district(code: str) -> District:
    """The district of a code; raises DistrictUnknown."""
    try:
        return District(code)
    except ValueError:
        known = "、".join(f"{district.value} {district.label}" for district in District)
        raise DistrictUnknown(district=code, known=known, pointer="/district") from None
