"""Projects in requests and answers."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from asyncpg import Record
from pydantic import Field, StrictBool, StringConstraints

from services.intake_service.parties.projects.domain import (
    ApprovalAuthority,
    Condition,
    ConstructionNature,
    FundingSource,
    Ground,
    GroundFinding,
    Project,
    ProjectFacts,
    WorksKind,
    spell_code,
)
from services.intake_service.parties.projects.store import PROJECTS
from services.intake_service.parties.projects.use_cases import Eligible
from shared.kit.http.actions import NextAction
from shared.kit.http.fields import (
    Choice,
    CorrectionModel,
    DocumentNumber,
    Line,
    Moment,
    Paragraph,
    RequestModel,
    Upper,
    Yuan,
    spelled,
)
from shared.kit.http.views import ViewModel
from shared.kit.labels import Labelled
from shared.kit.unit_of_work import UnitOfWork
from shared.vocabulary.districts import District
from shared.vocabulary.projects import Investment, ProjectType
from shared.vocabulary.stages import Stage

ProjectCodeField = Annotated[str, spelled(spell_code), StringConstraints(min_length=1, max_length=40)]
"""A 投资项目统一代码 in its one spelling; whether it can be one, the project's rule says."""


class RegisterProject(RequestModel):
    """A project, and the facts that its eligibility is decided on."""

    owner_id: UUID
    project_code: ProjectCodeField = Field(
        description="投资项目统一代码, old form or new", examples=["2018-440112-47-03-834191"]
    )
    name: Line = Field(examples=["黄埔区厂房新建工程"])
    district: Annotated[Upper, Choice(District)] = Field(description="行政区划代码", examples=["440112"])
    project_type: ProjectType
    investment: Investment
    funding: FundingSource
    works: WorksKind
    nature: ConstructionNature
    authority: ApprovalAuthority
    key_project_document: DocumentNumber | None = Field(
        None, description="文号 by which the city designated a key project"
    )
    total_investment: Yuan = Field(description="yuan", examples=["186000000.00"])

    def facts(self) -> ProjectFacts:
        """The facts that eligibility is decided on."""
        return ProjectFacts(
            self.investment, self.funding, self.works, self.nature, self.authority, self.key_project_document
        )


class OverrideEligibility(RequestModel):
    """An officer's own decision, in writing."""

    eligible: StrictBool
    reason: Paragraph = Field(examples=["经核实，该项目为市重点项目。"])


class CorrectProject(CorrectionModel):
    """The right name or amount, and why it is corrected."""

    name: Line | None = None
    total_investment: Yuan | None = Field(None, description="yuan", examples=["186500000.00"])


class CorrectProjectFacts(CorrectionModel):
    """What is right of the facts that eligibility rests on, and why they are corrected."""

    district: District | None = Field(None, description="行政区划代码", examples=["440113"])
    project_type: ProjectType | None = None
    investment: Investment | None = None
    funding: FundingSource | None = None
    works: WorksKind | None = None
    nature: ConstructionNature | None = None
    authority: ApprovalAuthority | None = None
    key_project_document: DocumentNumber | None = Field(
        None, description="文号 by which the city designated a key project; null: it has designated none"
    )
    clearable = ("key_project_document",)


class ConditionView(ViewModel):
    """A condition that is not met."""

    code: Condition
    label: str


class GroundView(ViewModel):
    """What was found for one of the notice's grounds."""

    ground: Ground
    ground_label: str
    holds: bool
    failing: list[ConditionView]


class OverrideView(ViewModel):
    """An officer's own decision."""

    eligible: bool
    reason: str
    by: str
    at: Moment
    on_other_facts: bool = Field(description="the facts that it was made on have been corrected since")


class EligibilityView(ViewModel):
    """适用范围: whether the service is open to the project, ground by ground (notice 二(二))."""

    eligible: bool
    grounds: list[GroundView]
    override: OverrideView | None


class WarningView(ViewModel):
    """Something odd that refuses nothing."""

    code: str
    detail: str
    detail_en: str


class ProjectView(ViewModel):
    """工程建设项目."""

    id: UUID
    owner_id: UUID
    owner_uscc: str
    project_code: str
    name: str
    district: District
    district_label: str
    project_type: ProjectType
    project_type_label: str
    investment: Investment
    investment_label: str
    funding: FundingSource
    funding_label: str
    works: WorksKind
    works_label: str
    nature: ConstructionNature
    nature_label: str
    authority: ApprovalAuthority
    authority_label: str
    key_project_document: str | None = Field(description="文号 by which the city designated a key project")
    total_investment: Yuan
    eligibility: EligibilityView
    warnings: list[WarningView]
    created_at: Moment
    updated_at: Moment
    version: int
    next_actions: list[NextAction]


class ProjectRow(ProjectView):
    """A project in a list."""

    owner_name: str


def row(work: UnitOfWork, found: Record) -> ProjectRow:
    """A row of the list as this caller sees it."""
    project = PROJECTS.rows.of(found)
    return ProjectRow.of(project, **_of(work, project))


class CorrectedProjectView(ProjectView):
    """工程建设项目, whose eligibility was decided anew after a correction."""

    was_eligible: bool = Field(description="whether the service was open to it before")
    had_grounds: list[Ground] = Field(description="the notice's grounds that held before")


def view(work: UnitOfWork, project: Project) -> ProjectView:
    """A project as this caller sees it."""
    return ProjectView.of(project, **_of(work, project))


def corrected_view(work: UnitOfWork, project: Project, was: Eligible) -> CorrectedProjectView:
    """A project after a correction of its facts, with what was decided before."""
    return CorrectedProjectView.of(project, **_of(work, project), was_eligible=was[0], had_grounds=was[1])


def _of(work: UnitOfWork, project: Project) -> dict[str, Any]:
    facts, override = project.facts, project.override
    return dict(
        project_code=project.project_code.text,
        **vars(facts),
        **{f"{name}_label": fact.label for name, fact in vars(facts).items() if isinstance(fact, Labelled)},
        eligibility=EligibilityView(
            eligible=project.eligible,
            grounds=[_ground(finding) for finding in project.eligibility.findings],
            override=OverrideView.of(override, on_other_facts=project.overridden_on_other_facts) if override else None,
        ),
        warnings=[WarningView(code=one.code, detail=one.zh, detail_en=one.en) for one in project.warnings],
        next_actions=PROJECTS.next_actions(work, project),
    )


def _ground(finding: GroundFinding) -> GroundView:
    failing = [ConditionView(code=condition, label=condition.label) for condition in finding.failing]
    return GroundView.of(finding, failing=failing)


class DistrictView(ViewModel):
    """A district of the city."""

    code: District
    label: str


class ApplicableItemView(ViewModel):
    """An item that the project may need, with the materials to prepare."""

    code: str
    name: str
    stage: Stage
    body: str
    materials: list[str]
