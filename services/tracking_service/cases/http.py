"""Routes of cases."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import Query

from services.tracking_service.cases import use_cases
from services.tracking_service.cases.domain import CaseStatus
from services.tracking_service.cases.schemas import BeginSpecialProcedure, CaseView, Decision, Withdrawal
from services.tracking_service.cases.use_cases import CaseWithClock
from services.tracking_service.catalogue.store import body_names
from shared.kit.http.edge import IfMatch, Work, allow, edge_router
from shared.kit.http.pages import Cursor, Page, PageSize
from shared.vocabulary.roles import EVERYONE, Role

router = edge_router("cases")
_BODY = (Role.HANDLER, Role.CHIEF_SERVICE_OFFICER)


async def _answer(work: Work, found: CaseWithClock) -> CaseView:
    names = await body_names(work, [found.case.body])
    return CaseView.seen_by(work.principal, found, names, work.now)


@router.get("/cases", summary="办件列表", **allow(*EVERYONE))
async def list_cases(
    work: Work,
    project_id: UUID | None = None,
    body: Annotated[str | None, Query(max_length=20, description="code of a body")] = None,
    status: CaseStatus | None = None,
    limit: PageSize = 20,
    cursor: Cursor = None,
) -> Page[CaseView]:
    """The cases that the caller may see, oldest first: a body's people its own, an owner its own, others all."""
    found, next_cursor = await use_cases.list_cases(
        work, project_id=project_id, body=body, status=status, size=limit, cursor=cursor
    )
    names = await body_names(work, [one.case.body for one in found])
    return Page(
        items=[CaseView.seen_by(work.principal, one, names, work.now) for one in found], next_cursor=next_cursor
    )


@router.get("/cases/{case_id}", summary="办件详情", **allow(*EVERYONE))
async def read_case(case_id: UUID, work: Work) -> CaseView:
    """A case, its clock, and what the caller may do to it now."""
    return await _answer(work, await use_cases.read_case(work, case_id))


@router.post("/cases/{case_id}/start", summary="部门开始办理", **allow(*_BODY))
async def start_case(case_id: UUID, version: IfMatch, work: Work) -> CaseView:
    """The body begins to handle the case."""
    return await _answer(work, await use_cases.start_case(work, case_id, expected_version=version))


@router.post("/cases/{case_id}/special-procedures", summary="开始特别程序", **allow(*_BODY))
async def begin_special_procedure(case_id: UUID, body: BeginSpecialProcedure, version: IfMatch, work: Work) -> CaseView:
    """A special procedure begins; where the item's rules say so, the clock stops from this day on."""
    found = await use_cases.begin_special_procedure(work, case_id, expected_version=version, type_=body.type)
    return await _answer(work, found)


@router.post("/cases/{case_id}/special-procedures/{procedure_id}/end", summary="结束特别程序", **allow(*_BODY))
async def end_special_procedure(case_id: UUID, procedure_id: UUID, version: IfMatch, work: Work) -> CaseView:
    """The special procedure ends; the due date is reckoned anew from the day of acceptance, without its days."""
    found = await use_cases.end_special_procedure(work, case_id, procedure_id, expected_version=version)
    return await _answer(work, found)


@router.post("/cases/{case_id}/decide", summary="办结", **allow(*_BODY))
async def decide_case(case_id: UUID, body: Decision, version: IfMatch, work: Work) -> CaseView:
    """The body decides the case: passed, passed with gaps (容缺), or refused."""
    found = await use_cases.decide_case(
        work,
        case_id,
        expected_version=version,
        outcome=body.outcome,
        document_number=body.document_number,
        remark=body.remark,
    )
    return await _answer(work, found)


@router.post("/cases/{case_id}/withdraw", summary="撤回办件", **allow(Role.OWNER, Role.SERVICE_OFFICER))
async def withdraw_case(case_id: UUID, body: Withdrawal, version: IfMatch, work: Work) -> CaseView:
    """The owner takes the case back before its decision, or its agent does under an agreement that covers the item."""
    found = await use_cases.withdraw_case(work, case_id, expected_version=version, reason=body.reason)
    return await _answer(work, found)
