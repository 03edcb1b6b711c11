"""The catalogue in answers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any

from asyncpg import Record
from pydantic import Field

from services.routing_service.catalogue.domain import EVERY_TYPE, Confidence, Item, ItemKind, LimitBasis, LimitSide
from services.routing_service.catalogue.store import ENTRY
from shared.kit.http.views import ViewModel
from shared.vocabulary.limits import LimitStatus, LimitUnit
from shared.vocabulary.projects import Investment, ProjectType
from shared.vocabulary.stages import Stage


class LimitView(ViewModel):
    """A limit that runs a clock; 0 days is 即时."""

    days: int
    unit: LimitUnit
    unit_label: str


class LimitFigureView(ViewModel):
    """A limit as it is known, whether checked or not."""

    days: Annotated[int | None, Field(description="absent: not known")]
    unit: LimitUnit
    unit_label: str
    confidence: Confidence
    extension_days: int | None
    unit_as_written: str | None = Field(description="the word of the norm, such as 日")
    basis: LimitBasis | None = Field(description="on what it rests; general_rule: 法定默认")
    basis_label: str | None
    side: LimitSide = Field(description="applicant: a duty of the builder, no clock of the office")
    side_label: str
    stale: bool = Field(description="an old figure, which runs no clock")
    as_of: date | None = Field(description="when it was looked up")
    source: str | None = Field(description="the norm, guide or report, with its article")
    read: str | None = Field(description="in which copy it was read")
    note: str | None


class ApplicabilityView(ViewModel):
    """For which projects the item applies."""

    investment: list[Investment]
    project_types: Annotated[list[ProjectType] | None, Field(description="absent: every type")]
    condition: Annotated[str, Field(description="for people to judge")]


class SpecialProcedureView(ViewModel):
    """特别程序."""

    type: str
    name: str
    stops_clock: bool
    max_days: Annotated[int | None, Field(description="in working days; absent: not known")]
    note: str | None


class SourceView(ViewModel):
    """Where the item's figures were read."""

    code: str
    title: str
    urls: list[str]


class ItemView(ViewModel):
    """事项, in one version."""

    code: str
    version: int
    valid_from: date
    valid_until: Annotated[date | None, Field(description="absent: the current version")]
    name: str
    stage: Stage
    stage_label: str
    body: str
    body_label: str
    kind: ItemKind
    kind_label: str
    limit: Annotated[LimitView | None, Field(description="the limit that starts a clock; absent: 未核定")]
    limit_status: LimitStatus
    limit_status_label: str
    to_be_confirmed_by: str | None = Field(description="who must confirm a limit that is 未核定: the body")
    statutory_limit: LimitFigureView
    committed_limit: LimitFigureView
    prerequisites: Annotated[
        list[list[str]], Field(description="each group is needed; one applicable code of it is enough")
    ]
    handled_with: list[str]
    materials: list[str]
    applicability: ApplicabilityView
    special_procedures: list[SpecialProcedureView]
    result: str
    legal_basis: list[str]
    sources: list[SourceView]
    confidence: Confidence
    note: str | None


def view(row: Record | Mapping[str, Any]) -> ItemView:
    """A version of an item, as its row has it with the names of its stage and body."""
    item: Item = ENTRY.read(row["entry"])
    types = item.applicability.project_types
    return ItemView.of(
        item,
        **{name: row[name] for name in ("version", "valid_from", "valid_until", "stage_label", "body_label")},
        applicability=ApplicabilityView.of(
            item.applicability, project_types=None if EVERY_TYPE in types else sorted(types)
        ),
        sources=list(map(SourceView.of, row["sources"])),
        to_be_confirmed_by=row["body_label"] if item.limit_status is LimitStatus.UNCONFIRMED else None,
    )


class StageView(ViewModel):
    """阶段."""

    code: Stage
    name: str
    order: Annotated[int | None, Field(description="place in the course; absent for what runs beside it")]
    lead_body: str | None
    content: str
    confidence: Confidence


class OverallLimitView(ViewModel):
    """The limit of the whole course, in working days unless ``unit`` says otherwise."""

    days: Annotated[int | None, Field(description="absent: not known")]
    unit: LimitUnit
    unit_label: str
    confidence: Confidence


class ProjectTypeView(ViewModel):
    """项目类型."""

    code: ProjectType
    name: str
    national_code: Annotated[str | None, Field(description="流程类型 of the national exchange standard")]
    overall_limit: OverallLimitView
