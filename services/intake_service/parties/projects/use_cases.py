"""What can be done with projects."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

from asyncpg import Record
from sqlalchemy import select

from services.intake_service.catalogue.store import Item, all_items
from services.intake_service.parties.owners.policy import is_own
from services.intake_service.parties.owners.use_cases import get_owner
from services.intake_service.parties.projects import store
from services.intake_service.parties.projects.domain import (
    Project,
    ProjectCode,
    ProjectFacts,
    ProjectTaken,
    ProjectType,
    parse_district,
)
from services.intake_service.parties.projects.policy import check_may_see, visible_rows
from shared.contracts.intake.projects import EligibilityOverridden, ProjectRegistered
from shared.kit.errors import NotPermitted, check_version
from shared.kit.ids import new_id
from shared.kit.pages import page
from shared.kit.unit_of_work import UnitOfWork
from shared.vocabulary.roles import Role


async def register_project(
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
    owner = await get_owner(work, owner_id)
    if not (work.principal.has(Role.WINDOW_CLERK) or is_own(work.principal, owner.uscc)):
        raise NotPermitted(what=("登记项目", "register a project"))
    project = Project(
        id=new_id(),
        owner_id=owner.id,
        owner_uscc=owner.uscc,
        project_code=ProjectCode.parse(project_code),
        name=name,
        district=parse_district(district),
        project_type=project_type,
        facts=facts,
        total_investment=total_investment,
        override=None,
        created_at=work.now,
        version=1,
    )
    if not await store.add(work, project):
        raise ProjectTaken(project_code=project_code, pointer="/project_code")
    work.publish(
        ProjectRegistered(
            project_id=project.id,
            project_code=project.project_code.text,
            name=project.name,
            owner_id=owner.id,
            owner_uscc=owner.uscc,
            owner_name=owner.name,
            district=project.district,
            investment=project.facts.investment,
            project_type=project.project_type,
            eligible=project.eligible,
            grounds=list(project.eligibility.grounds),
        )
    )
    after = {"project_code": project.project_code.text, "name": name, "eligible": project.eligible}
    work.audit("project.registered", "project", project.id, after=after, on_behalf_of=owner.uscc)
    return project


async def get_project(work: UnitOfWork, project_id: UUID, *, lock: bool = False) -> Project:
    """A project that the caller may see; raises NotFound."""
    return check_may_see(work.principal, await store.get(work, project_id, lock=lock))


async def list_projects(work: UnitOfWork, *, size: int, cursor: str | None) -> tuple[list[Record], str | None]:
    """A page of the projects that the caller may see, oldest first."""
    query = select(store.project).where(visible_rows(work.principal, store.project.c.owner_uscc))
    return await page(work, "projects", query, [store.project.c.id], size=size, cursor=cursor)


async def override_eligibility(
    work: UnitOfWork, project_id: UUID, *, expected_version: int, eligible: bool, reason: str
) -> Project:
    """An authorised officer decides otherwise; the reckoned decision stays beside it (requirement N2)."""
    project = await get_project(work, project_id, lock=True)
    check_version(given=expected_version, current=project.version)
    before = {"eligible": project.eligible}
    project.override_eligibility(eligible=eligible, reason=reason, by=work.actor, at=work.now)
    await store.save_override(work, project)
    work.publish(EligibilityOverridden(project_id=project.id, eligible=eligible, reason=reason))
    after = {"eligible": eligible, "reason": reason}
    work.audit("project.eligibility_overridden", "project", project.id, before=before, after=after)
    return project


async def applicable_items(work: UnitOfWork, project_id: UUID) -> list[Item]:
    """The catalogue's items that a project of this kind may need, by code."""
    project = await get_project(work, project_id)
    return [
        item
        for item in await all_items(work)
        if item.applies_to(investment=project.facts.investment, project_type=project.project_type)
    ]
