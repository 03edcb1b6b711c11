"""What can be done with drafts."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import orjson

from services.intake_service.mandate.agreements.use_cases import mandate_of
from services.intake_service.parties.owners.store import OWNERS, registered
from services.intake_service.parties.projects.store import PROJECTS
from services.intake_service.window.drafts.domain import (
    KEPT_AT_MOST,
    Draft,
    DraftedOperation,
    Step,
    TooManyDrafts,
    check_about,
    check_content,
)
from services.intake_service.window.drafts.store import DRAFTS, kept_beside, remove
from shared.kit.errors import NotFound, NotPermitted, Version
from shared.kit.ids import new_id
from shared.kit.unit_of_work import UnitOfWork
from shared.vocabulary.callers import enterprise_of, is_owner


async def begin(
    work: UnitOfWork,
    *,
    operation: DraftedOperation,
    project_id: UUID | None,
    agreement_id: UUID | None,
    title: str,
    content: dict[str, Any],
) -> Draft:
    """Begin a draft: an owner for itself, an agent under an agreement in force.

    Raises AboutSomethingElse, FieldUnknown, ContentTooLarge, TooManyDrafts, NotPermitted, AgreementNotInForce,
    AgentGone, NotTheAgent; NotFound, also where the enterprise is not registered yet.
    """
    check_about(operation, project_id, agreement_id)
    _check_content(work, operation, content)
    project = await PROJECTS.get(work, project_id) if project_id else None
    if project and agreement_id:
        await mandate_of(work, agreement_id, project.id)  # locked: what is kept under it is counted
        owner_id, uscc, enterprise, agent = project.owner_id, project.owner_uscc, None, work.actor
    else:
        owner_id, uscc = await _own(work, operation) if project is None else (project.owner_id, project.owner_uscc)
        if not is_owner(work.principal, uscc):
            raise NotPermitted(what=operation.words)
        await OWNERS.rows.get(work, owner_id, lock=True)
        enterprise, agent = uscc, None
    new = Draft(
        id=new_id(),
        operation=operation,
        project_id=project_id,
        agreement_id=agreement_id,
        owner_id=owner_id,
        owner_uscc=uscc,
        enterprise=enterprise,
        agent=agent,
        title=title,
        content=content,
        created_at=work.now,
        project=project,
    )
    if await kept_beside(work, new) >= KEPT_AT_MOST:
        raise TooManyDrafts(limit=KEPT_AT_MOST)
    new.say("begun")
    DRAFTS.create(work, new)
    return new


async def _own(work: UnitOfWork, operation: DraftedOperation) -> tuple[UUID, str]:
    """The id and the credit code of the enterprise that the caller is; raises NotFound where it is not registered."""
    uscc = enterprise_of(work.principal)
    if uscc is None:
        raise NotPermitted(what=operation.words)
    row = await registered(work, uscc)
    if row is None:
        raise NotFound(what=OWNERS.what)
    return row["id"], uscc


async def replace(work: UnitOfWork, draft_id: UUID, version: Version, *, title: str, content: dict[str, Any]) -> Draft:
    """Save what is filled in by now, in place of what was; raises FieldUnknown, ContentTooLarge."""
    async with DRAFTS.change(work, draft_id, Step.REPLACE, version=version) as draft:
        _check_content(work, draft.operation, content)
        draft.replace(title=title, content=content)
    return draft


async def discard(work: UnitOfWork, draft_id: UUID, version: Version) -> Draft:
    """Keep it no longer: it was handed in, or is needed no more. That it was there stays on record."""
    async with DRAFTS.change(work, draft_id, Step.DISCARD, version=version) as draft:
        draft.discard()
    remove(work, draft.id)
    return draft


def _check_content(work: UnitOfWork, operation: DraftedOperation, content: dict[str, Any]) -> None:
    check_content(operation, content, size=len(orjson.dumps(content)), fields=work.operations[operation].fields)
