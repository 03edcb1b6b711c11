"""What can be done with projects."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID

from services.intake_service.copies.catalogue import Item, all_items
from services.intake_service.parties.owners.domain import Action as OwnerAction
from services.intake_service.parties.owners.store import OWNERS
from services.intake_service.parties.projects.domain import (
    Action,
    Ground,
    ItemNotApplicable,
    Project,
    ProjectCode,
    ProjectFacts,
    ProjectTaken,
    parse_district,
)
from services.intake_service.parties.projects.store import PROJECTS
from shared.kit.errors import Version
from shared.kit.ids import new_id
from shared.kit.unit_of_work import UnitOfWork
from shared.vocabulary.projects import ProjectType

Eligible = tuple[bool, list[Ground]]
"""Whether the service is open to a project, and the grounds that hold."""


async def register(
    work: UnitOfWork,
    *,
    owner_id: UUID,
    project_code: str,
    name: str,
    district: str,
    project_type: ProjectType,
    facts: ProjectFacts,
    total_investment: Decimal,
) -> Project:
    """Register a project and decide whether the notice covers it (notice 二(二)).

    Raises ProjectCodeInvalid, DistrictUnknown, ProjectTaken, NotFound for the owner. An odd check digit only warns.
    """
    owner = await OWNERS.get(work, owner_id, lock=True)  # so that its name is not put right at the same moment
    OWNERS.check_may(work, owner, OwnerAction.REGISTER_PROJECT)
    project = Project(
        id=new_id(),
        owner_id=owner.id,
        owner_uscc=owner.uscc,
        owner_name=owner.name,
        project_code=ProjectCode.parse(project_code),
        name=name,
        district=parse_district(district),
        project_type=project_type,
        facts=facts,
        total_investment=total_investment,
        created_at=work.now,
    )
    project.say("registered", project_code=project_code, investment=facts.investment)
    PROJECTS.create(work, project, taken=ProjectTaken(project_code=project_code, pointer="/project_code"))
    return project


async def override(work: UnitOfWork, project_id: UUID, version: Version, *, eligible: bool, reason: str) -> Project:
    """An authorised officer decides otherwise; the reckoned decision stays beside it (requirement N2)."""
    async with PROJECTS.change(work, project_id, Action.OVERRIDE_ELIGIBILITY, version=version) as project:
        project.override_eligibility(eligible=eligible, reason=reason, by=work.actor, at=work.now)
    return project


async def correct(
    work: UnitOfWork, project_id: UUID, version: Version, *, given: Mapping[str, Any], reason: str
) -> Project:
    """The owner or the window puts its name or amount right; raises NothingCorrected."""
    async with PROJECTS.change(work, project_id, Action.CORRECT, version=version) as project:
        project.correct(given, reason=reason)
    return project


async def correct_facts(
    work: UnitOfWork, project_id: UUID, version: Version, *, given: Mapping[str, Any], reason: str
) -> tuple[Project, Eligible]:
    """The window puts right what eligibility rests on, which is decided anew; returns as well what it was before.

    Raises NothingCorrected.
    """
    async with PROJECTS.change(work, project_id, Action.CORRECT_FACTS, version=version) as project:
        was = project.eligible, project.grounds
        project.correct_facts(given, reason=reason)
    return project, was


async def applicable_items(work: UnitOfWork, project_id: UUID) -> list[Item]:
    """The catalogue's items that a project of this kind may need, by code."""
    project = await PROJECTS.get(work, project_id)
    return [
        item
        for item in await all_items(work)
        if item.applies_to(investment=project.facts.investment, project_type=project.project_type)
    ]


def check_applies(project: Project, item: Item, *, pointer: str) -> None:
    """Raise ItemNotApplicable where projects of this kind do not need the item."""
    investment, project_type = project.facts.investment, project.project_type
    if not item.applies_to(investment=investment, project_type=project_type):
        raise ItemNotApplicable(
            item_code=item.code,
            item_name=item.name,
            investment=investment.words,
            project_type=project_type.words,
            pointer=pointer,
        )
