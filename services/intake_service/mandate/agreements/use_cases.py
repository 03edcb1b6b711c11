"""What can be done with agency agreements."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

from asyncpg import Record
from sqlalchemy import select

from services.intake_service.catalogue.store import items_by_code
from services.intake_service.mandate.agreements import store
from services.intake_service.mandate.agreements.domain import (
    Agreement,
    AgreementOpen,
    AgreementStatus,
    ModeNotAsked,
    OutsideScope,
    Stage,
    Step,
)
from services.intake_service.mandate.agreements.policy import check_may_see, check_may_take
from services.intake_service.mandate.requests.domain import Mode, RequestStatus
from services.intake_service.mandate.requests.use_cases import get_request
from services.intake_service.numbers import next_number
from services.intake_service.parties.projects.policy import visible_rows
from services.intake_service.tables import agreement_numbers
from services.intake_service.window.applications.domain import ItemUnknown
from shared.contracts.intake.agreements import AgreementDrafted, AgreementEnded, AgreementSigned
from shared.kit.errors import check_version
from shared.kit.ids import new_id
from shared.kit.pages import page
from shared.kit.unit_of_work import UnitOfWork


async def draft_agreement(
    work: UnitOfWork,
    *,
    request_id: UUID,
    stages: Collection[Stage],
    item_codes: Collection[str],
    agent: str,
    agent_title: str,
) -> Agreement:
    """The window draws up an agreement for an accepted request that asks for acting (代办).

    Raises ModeNotAsked, AgreementOpen, ItemUnknown, OutsideScope for an item of a stage that is not mandated.
    """
    request = await get_request(work, request_id, lock=True)
    if request.status is not RequestStatus.ACCEPTED or Mode.ACT not in request.modes:
        raise ModeNotAsked(pointer="/request_id")
    if opened := await store.open_of_request(work, request_id):
        raise AgreementOpen(agreement_number=opened.agreement_number, pointer="/request_id")
    agreement = Agreement(
        id=new_id(),
        agreement_number=await next_number(work, "XY", agreement_numbers),
        request_id=request.id,
        project_id=request.project_id,
        owner_uscc=request.owner_uscc,
        stages=frozenset(stages),
        item_codes=frozenset(item_codes),
        agent=agent,
        agent_title=agent_title,
        status=AgreementStatus.TO_BE_SIGNED,
        reason=None,
        created_at=work.now,
        signed_at=None,
        ended_at=None,
        version=1,
    )
    await _check_items(work, agreement, list(item_codes))
    await store.add(work, agreement)
    work.publish(AgreementDrafted(**_terms(agreement)))
    work.audit(
        "agreement.drafted", "agreement", agreement.id, after=_snapshot(agreement), on_behalf_of=agreement.owner_uscc
    )
    return agreement


async def _check_items(work: UnitOfWork, agreement: Agreement, item_codes: list[str]) -> None:
    known = await items_by_code(work, item_codes)
    for index, code in enumerate(item_codes):
        pointer = f"/item_codes/{index}"
        if code not in known:
            raise ItemUnknown(item_code=code, pointer=pointer)
        if known[code].stage not in agreement.stages:
            scope = "、".join(sorted(agreement.stages))
            raise OutsideScope(
                item_code=code, agreement_number=agreement.agreement_number, scope=scope, pointer=pointer
            )


async def get_agreement(work: UnitOfWork, agreement_id: UUID, *, lock: bool = False) -> Agreement:
    """An agreement that the caller may see; raises NotFound."""
    return check_may_see(work.principal, await store.get(work, agreement_id, lock=lock))


async def list_agreements(
    work: UnitOfWork, *, project_id: UUID | None, size: int, cursor: str | None
) -> tuple[list[Record], str | None]:
    """A page of the agreements that the caller may see, oldest first."""
    query = select(store.agreement).where(visible_rows(work.principal, store.agreement.c.owner_uscc))
    if project_id:
        query = query.where(store.agreement.c.project_id == project_id)
    return await page(work, "agreements", query, [store.agreement.c.id], size=size, cursor=cursor)


async def take_step(
    work: UnitOfWork, agreement_id: UUID, step: Step, *, expected_version: int, reason: str | None = None
) -> Agreement:
    """Take a step of the agreement's course. The owner may end it at any time (notice 二(五)1)."""
    agreement = await get_agreement(work, agreement_id, lock=True)
    check_may_take(work.principal, agreement, step)
    check_version(given=expected_version, current=agreement.version)
    before = _snapshot(agreement)
    agreement.take(step, now=work.now, reason=reason)
    await store.save(work, agreement)
    if agreement.status is AgreementStatus.SIGNED:
        work.publish(AgreementSigned(**_terms(agreement)))
    elif agreement.is_over:
        work.publish(
            AgreementEnded(
                agreement_id=agreement.id,
                agreement_number=agreement.agreement_number,
                project_id=agreement.project_id,
                status=agreement.status,
                reason=agreement.reason,
            )
        )
    work.audit(
        f"agreement.{agreement.status}",
        "agreement",
        agreement.id,
        before=before,
        after=_snapshot(agreement),
        on_behalf_of=agreement.owner_uscc,
    )
    return agreement


def _terms(agreement: Agreement) -> dict[str, Any]:
    return {
        "agreement_id": agreement.id,
        "agreement_number": agreement.agreement_number,
        "project_id": agreement.project_id,
        "stages": sorted(agreement.stages),
        "item_codes": sorted(agreement.item_codes),
        "agent": agreement.agent,
        "agent_title": agreement.agent_title,
    }


def _snapshot(agreement: Agreement) -> dict[str, Any]:
    return {
        "status": agreement.status,
        "stages": sorted(agreement.stages),
        "item_codes": sorted(agreement.item_codes),
        "agent": agreement.agent,
        "reason": agreement.reason,
    }
