"""A project's progress as the API shows it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby
from typing import Any, Self
from uuid import UUID

from asyncpg import Record
from pydantic import Field

from services.tracking_service.deadlines.schemas import ClockView
from services.tracking_service.progress.overview import ItemStanding, Overview
from services.tracking_service.timeline.schemas import EntryView
from shared.kit.http.fields import Moment
from shared.kit.http.views import ViewModel
from shared.kit.labels import words_of
from shared.vocabulary.levels import Level
from shared.vocabulary.stages import Stage
from shared.vocabulary.statuses import AgreementStatus, ItemStatus


class ProjectView(ViewModel):
    """The project."""

    id: UUID
    project_code: str
    name: str
    owner_uscc: str
    owner_name: str
    eligible: bool
    override_reason: str | None = Field(description="why an officer decided its eligibility otherwise")


class OfficerView(ViewModel):
    """The project's chief service officer."""

    title: str
    since: Moment


class AgreementView(ViewModel):
    """An agency agreement."""

    id: UUID
    agreement_number: str
    status: str
    status_label: str
    agent_title: str
    stages: list[str]
    item_codes: list[str] = Field(description="empty: every item of the stages")
    signed_at: Moment | None
    ended_at: Moment | None


class HandlingView(ViewModel):
    """With whom an item stands."""

    title: str
    level: str
    level_label: str
    acknowledged_at: Moment | None


class ItemView(ViewModel):
    """One item: an application item until it is accepted, a case (办件) from then on."""

    application_item_id: UUID
    case_id: UUID | None
    item_code: str
    item_name: str
    body: str
    body_label: str
    status: str
    status_label: str
    received_at: Moment | None
    accepted_at: Moment | None
    closed_at: Moment | None
    suspended: bool
    handling: HandlingView | None
    clock: ClockView | None = Field(description="absent until there is a case")

    @classmethod
    def at(cls, now: datetime, standing: ItemStanding) -> Self:
        """The view of an item at a moment."""
        item, case = standing.item, standing.case
        return cls(
            application_item_id=item["application_item_id"],
            case_id=case.id if case else None,
            item_code=item["item_code"],
            item_name=item["item_name"],
            body=item["body"],
            body_label=item["body_name"] or item["body"],
            status=(case.outcome or case.status).value if case else item["status"],
            status_label=case.status_label if case else words_of(ItemStatus, item["status"])[0],
            received_at=item["received_at"],
            accepted_at=case.accepted_at if case else None,
            closed_at=case.closed_at if case else None,
            suspended=case.suspended if case else False,
            handling=_handling(item),
            clock=ClockView.at(now, case.limit, standing.deadline) if case else None,
        )


class StageView(ViewModel):
    """The items of a stage."""

    stage: str
    stage_label: str
    items: list[ItemView]


class ProgressView(ViewModel):
    """How far everything of a project is."""

    project: ProjectView
    chief_service_officer: OfficerView | None
    agreements: list[AgreementView]
    stages: list[StageView] = Field(description="in the order of the course; only those with items")
    latest: list[EntryView] = Field(description="the newest entries of the timeline, newest first")

    @classmethod
    def at(cls, now: datetime, found: Overview) -> Self:
        """The view of a project at a moment."""
        project = found.project
        return cls(
            project=ProjectView(id=project["project_id"], **_named(project, ProjectView, "id")),
            chief_service_officer=OfficerView(title=project["officer_title"], since=project["since"])
            if project["officer_title"]
            else None,
            agreements=[
                AgreementView(
                    id=row["agreement_id"],
                    status_label=words_of(AgreementStatus, row["status"])[0],
                    **_named(row, AgreementView, "id", "status_label"),
                )
                for row in found.agreements
            ],
            stages=_stages(found.items, now),
            latest=[EntryView.of(row) for row in found.latest],
        )


_ORDER = {stage.value: place for place, stage in enumerate(Stage)}


def _stages(items: Sequence[ItemStanding], now: datetime) -> list[StageView]:
    def place(one: ItemStanding) -> tuple[int, str]:
        stage: str = one.item["stage"]
        return _ORDER.get(stage, len(_ORDER)), stage

    return [
        StageView(stage=stage, stage_label=words_of(Stage, stage)[0], items=[ItemView.at(now, one) for one in of_stage])
        for (_, stage), of_stage in groupby(sorted(items, key=place), key=place)
    ]


def _handling(item: Record) -> HandlingView | None:
    if item["assignee_title"] is None:
        return None
    return HandlingView(
        title=item["assignee_title"],
        level=item["level"],
        level_label=words_of(Level, item["level"])[0],
        acknowledged_at=item["acknowledged_at"],
    )


def _named(row: Record, view: type[ViewModel], *others: str) -> dict[str, Any]:
    return {name: row[name] for name in view.model_fields if name not in others}
