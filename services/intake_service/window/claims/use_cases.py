"""What can be done with claims."""

from __future__ import annotations

from uuid import UUID

from services.intake_service.mandate.ending.use_cases import end_service_of
from services.intake_service.parties.owners.domain import Owner
from services.intake_service.parties.owners.store import OWNERS
from services.intake_service.parties.projects.domain import Project, ProjectCode
from services.intake_service.parties.projects.store import PROJECTS, of_code
from services.intake_service.window.applications.store import pass_applications
from services.intake_service.window.claims.domain import (
    ANOTHER_WAS_GRANTED,
    PASSED_ON,
    Claim,
    ClaimOpen,
    OwnProject,
    Paper,
    ProjectNotTaken,
    Step,
)
from services.intake_service.window.claims.store import CLAIMS, add_paper, open_of_project, papers_of
from services.intake_service.window.materials.store import pass_materials
from services.intake_service.window.materials.use_cases import Given, Recognised, recognised
from shared.kit.errors import Version
from shared.kit.ids import new_id
from shared.kit.unit_of_work import UnitOfWork


async def file(work: UnitOfWork, *, owner_id: UUID, project_code: str, reason: str, paper: Given) -> tuple[Claim, bool]:
    """An owner claims the project that somebody else has registered, with a first paper.

    The same claim with the same paper again is the same claim (then False). Raises ProjectCodeInvalid, ProjectNotTaken,
    OwnProject, ClaimOpen, and what a file is refused for.
    """
    owner = await OWNERS.get(work, owner_id)
    code = ProjectCode.parse(project_code)
    what = await recognised(paper)
    project = await of_code(work, code)
    if project is None:
        raise ProjectNotTaken(project_code=code.text, pointer="/project_code")
    if project.owner_uscc == owner.uscc:
        raise OwnProject(project_code=code.text, pointer="/project_code")
    claim = _filed(work, project, owner, reason)
    CLAIMS.check_may(work, claim, Step.HAND_IN_PAPER)
    of_owner = (one for one in await open_of_project(work, project.id) if one.claimant_uscc == owner.uscc)
    if opened := next(of_owner, None):
        if opened.reason == reason and await _known(work, opened, paper.name, what):
            return opened, False
        raise ClaimOpen(project_code=code.text, pointer="/project_code")
    claim.file()
    CLAIMS.create(work, claim)
    await add_paper(work, _paper(work, claim, paper.name, what), paper.file)
    return claim, True


async def hand_in_paper(work: UnitOfWork, claim_id: UUID, paper: Given) -> tuple[Claim, bool]:
    """The claimant adds a paper; the same file and name again is the same paper (then False).

    Raises IllegalTransition once it is decided, and what a file is refused for.
    """
    await CLAIMS.get(work, claim_id)
    what = await recognised(paper)
    claim = await CLAIMS.get(work, claim_id, lock=True)
    CLAIMS.check_may(work, claim, Step.HAND_IN_PAPER)
    if await _known(work, claim, paper.name, what):
        return claim, False
    async with CLAIMS.changing(work, claim):
        claim.hand_in()
        await add_paper(work, _paper(work, claim, paper.name, what), paper.file)
    return claim, True


async def comment(work: UnitOfWork, claim_id: UUID, version: Version, text: str) -> Claim:
    """The owner whose project is claimed says what it has to say."""
    async with CLAIMS.change(work, claim_id, Step.COMMENT, version=version) as claim:
        claim.comment_on(text, at=work.now)
    return claim


async def close(work: UnitOfWork, claim_id: UUID, step: Step, version: Version, reason: str) -> Claim:
    """The window refuses a claim, or the claimant withdraws it: the project stays whose it is."""
    async with CLAIMS.change(work, claim_id, step, version=version) as claim:
        claim.close(step, reason=reason, by=work.actor, at=work.now)
    return claim


async def grant(work: UnitOfWork, claim_id: UUID, version: Version, reason: str) -> Claim:
    """The window grants a claim: the project passes to the claimant, with all that hangs on it (docs/ends.md).

    Locks the claimant first, whose name may have been put right since it claimed; then the project, as whoever changes
    what hangs on it does, and items before agreements.
    """
    asked = await CLAIMS.get(work, claim_id)
    claimant = await OWNERS.rows.get(work, asked.claimant_id, lock=True)
    project = await PROJECTS.rows.get(work, asked.project_id, lock=True)
    assert claimant
    assert project
    async with CLAIMS.change(work, claim_id, Step.GRANT, version=version) as claim:
        claim.close(Step.GRANT, reason=reason, by=work.actor, at=work.now)
        await pass_applications(work, project.id, to=claim.claimant_uscc)
        await pass_materials(work, project.id, to=claim.claimant_uscc)
        await end_service_of(work, project.id, PASSED_ON)
        async with PROJECTS.changing(work, project):
            project.pass_to(claimant.id, claimant.uscc, claimant.name)
        others = [one for one in await open_of_project(work, project.id) if one.id != claim.id]
        async with CLAIMS.changing(work, *others):
            for other in others:
                other.close(Step.REFUSE, reason=ANOTHER_WAS_GRANTED, by=work.actor, at=work.now)
    return claim


def _filed(work: UnitOfWork, project: Project, owner: Owner, reason: str) -> Claim:
    return Claim(
        id=new_id(),
        project_id=project.id,
        project_code=project.project_code.text,
        holder_uscc=project.owner_uscc,
        claimant_id=owner.id,
        claimant_uscc=owner.uscc,
        claimant_name=owner.name,
        reason=reason,
        filed_by=work.actor,
        filed_at=work.now,
    )


def _paper(work: UnitOfWork, claim: Claim, name: str, what: Recognised) -> Paper:
    return Paper(
        id=new_id(),
        claim_id=claim.id,
        claimant_uscc=claim.claimant_uscc,
        name=name,
        media_type=what.media_type,
        sha256=what.sha256,
        size=what.size,
        uploaded_by=work.actor,
        created_at=work.now,
    )


async def _known(work: UnitOfWork, claim: Claim, name: str, what: Recognised) -> bool:
    papers = (await papers_of(work, [claim.id]))[claim.id]
    return any((one.name, one.sha256) == (name, what.sha256) for one in papers)
