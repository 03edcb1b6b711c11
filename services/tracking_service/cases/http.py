"""Routes of cases."""

from __future__ import annotations

from uuid import UUID

from services.tracking_service.cases import use_cases
from services.tracking_service.cases.lists import CASE_LIST
from services.tracking_service.cases.queue import queue
from services.tracking_service.cases.schemas import (
    BeginSpecialProcedure,
    CaseRow,
    CaseView,
    CorrectDecision,
    CorrectOutcome,
    Decision,
    view,
)
from services.tracking_service.cases.store import CASES
from shared.kit.http.edge import IfMatch, Work, allow, edge_router
from shared.kit.http.fields import Reason
from shared.kit.http.history import RevisionView, history_of, revisions_of
from shared.kit.http.lists import listed
from shared.kit.http.pages import Page
from shared.kit.lists import Asked
from shared.kit.unit_of_work import UnitOfWork
from shared.vocabulary.roles import EVERYONE, Role

router = edge_router("cases", "办件 · accepted items on their way to a decision, with their clocks")
_BODY = (Role.HANDLER, Role.CHIEF_SERVICE_OFFICER)


@listed(
    router,
    "/cases",
    CASE_LIST,
    summary="办件列表",
    roles=EVERYONE,
    view=Page[CaseRow],
    export={
        "acceptance_number": "受理号",
        "project_name": "项目名称",
        "owner_name": "项目单位",
        "item_code": "事项编码",
        "item_name": "事项名称",
        "body_label": "部门",
        "status_label": "状态",
        "clock.limit_status_label": "时限",
        "clock.due_on": "到期日",
        "clock.light_label": "预警",
        "clock.remaining_days": "剩余天数",
        "accepted_at": "受理时间",
        "closed_at": "办结时间",
        "document_number": "文号",
    },
)
async def list_cases(work: UnitOfWork, asked: Asked) -> bytes:
    """The cases that the caller may see: a body's people its own, an owner its own, others all."""
    return await queue(work, asked)


@router.get("/cases/{case_id}", summary="办件详情", **allow(*EVERYONE))
async def get_case(case_id: UUID, work: Work) -> CaseView:
    """A case, its clock, and what the caller may do to it now."""
    return view(work, await CASES.get(work, case_id))


@router.post("/cases/{case_id}/start", summary="部门开始办理", **allow(*_BODY))
async def start_case(case_id: UUID, version: IfMatch, work: Work) -> CaseView:
    """The body begins to handle the case."""
    return view(work, await use_cases.start(work, case_id, version))


@router.post("/cases/{case_id}/special-procedures", summary="开始特别程序", **allow(*_BODY))
async def begin_special_procedure(case_id: UUID, body: BeginSpecialProcedure, version: IfMatch, work: Work) -> CaseView:
    """A special procedure begins; where the item's rules say so, the clock stops from this day on."""
    return view(work, await use_cases.begin_special_procedure(work, case_id, version, body.type))


@router.post("/cases/{case_id}/special-procedures/{procedure_id}/end", summary="结束特别程序", **allow(*_BODY))
async def end_special_procedure(case_id: UUID, procedure_id: UUID, version: IfMatch, work: Work) -> CaseView:
    """The special procedure ends; the due date is reckoned anew from the day of acceptance, without its days."""
    return view(work, await use_cases.end_special_procedure(work, case_id, procedure_id, version))


@router.post("/cases/{case_id}/decide", summary="办结", **allow(*_BODY))
async def decide_case(case_id: UUID, body: Decision, version: IfMatch, work: Work) -> CaseView:
    """The body decides the case: passed, passed with gaps (容缺), or refused."""
    return view(work, await use_cases.decide(work, case_id, version, **vars(body)))


@router.post("/cases/{case_id}/withdraw", summary="撤回办件", **allow(Role.OWNER, Role.SERVICE_OFFICER))
async def withdraw_case(case_id: UUID, body: Reason, version: IfMatch, work: Work) -> CaseView:
    """The owner takes the case back before its decision, or its agent does under an agreement that covers the item."""
    return view(work, await use_cases.withdraw(work, case_id, version, body.reason))


@router.post("/cases/{case_id}/decision/correct", summary="更正文号或备注", **allow(Role.CHIEF_SERVICE_OFFICER))
async def correct_decision(case_id: UUID, body: CorrectDecision, version: IfMatch, work: Work) -> CaseView:
    """Put right the document number or the remark of a decided case, with the reason; the owner is told."""
    return view(work, await use_cases.correct_decision(work, case_id, version, given=body.given(), reason=body.reason))


@router.post("/cases/{case_id}/outcome/correct", summary="更正办理结果的登记", **allow(Role.LEADER))
async def correct_outcome(case_id: UUID, body: CorrectOutcome, version: IfMatch, work: Work) -> CaseView:
    """Put the outcome on record right, to what the decision's document says, with the reason; the owner is told.

    A decision itself is changed by another decision only (行政许可法 69).
    """
    return view(work, await use_cases.correct_outcome(work, case_id, version, **vars(body)))


@listed(
    router,
    "/cases/{case_id}/history",
    revisions_of(CASES),
    summary="办件的更正记录",
    roles=EVERYONE,
    view=Page[RevisionView],
)
async def list_case_history(work: UnitOfWork, asked: Asked, case_id: UUID) -> Page[RevisionView]:
    """What was corrected of its decision."""
    return await history_of(work, CASES, await CASES.get(work, case_id), asked)
