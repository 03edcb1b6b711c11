"""Routes of agency agreements."""

from __future__ import annotations

from uuid import UUID

from services.intake_service.mandate.agreements import use_cases
from services.intake_service.mandate.agreements.domain import Step
from services.intake_service.mandate.agreements.schemas import AgreementView, DraftAgreement
from services.intake_service.mandate.agreements.store import to_agreement
from services.intake_service.mandate.requests.schemas import Reason
from services.intake_service.parties.projects.policy import READERS
from shared.kit.http.edge import IfMatch, Work, allow, edge_router
from shared.kit.http.pages import Cursor, Page, PageSize
from shared.vocabulary.roles import Role

router = edge_router("agreements")


@router.post("/agreements", status_code=201, summary="拟定代办委托协议", **allow(Role.WINDOW_CLERK))
async def draft_agreement(body: DraftAgreement, work: Work) -> AgreementView:
    """Draw up an agreement for an accepted request."""
    agreement = await use_cases.draft_agreement(
        work,
        request_id=body.request_id,
        stages=body.stages,
        item_codes=body.item_codes,
        agent=body.agent,
        agent_title=body.agent_title,
    )
    return AgreementView.seen_by(work.principal, agreement)


@router.get("/agreements", summary="代办委托协议列表", **allow(*READERS))
async def list_agreements(
    work: Work, limit: PageSize = 20, cursor: Cursor = None, project_id: UUID | None = None
) -> Page[AgreementView]:
    """The agreements that you may see."""
    rows, next_cursor = await use_cases.list_agreements(work, project_id=project_id, size=limit, cursor=cursor)
    views = [AgreementView.seen_by(work.principal, to_agreement(row)) for row in rows]
    return Page(items=views, next_cursor=next_cursor)


@router.get("/agreements/{agreement_id}", summary="代办委托协议", **allow(*READERS))
async def get_agreement(agreement_id: UUID, work: Work) -> AgreementView:
    """One agreement."""
    agreement = await use_cases.get_agreement(work, agreement_id)
    return AgreementView.seen_by(work.principal, agreement)


async def _take(agreement_id: UUID, step: Step, version: int, work: Work, reason: str | None = None) -> AgreementView:
    agreement = await use_cases.take_step(work, agreement_id, step, expected_version=version, reason=reason)
    return AgreementView.seen_by(work.principal, agreement)


@router.post("/agreements/{agreement_id}/begin-signing", summary="窗口签订", **allow(Role.WINDOW_CLERK))
async def begin_signing(agreement_id: UUID, version: IfMatch, work: Work) -> AgreementView:
    """The window signs its side."""
    return await _take(agreement_id, Step.BEGIN_SIGNING, version, work)


@router.post("/agreements/{agreement_id}/submit-for-seal", summary="提交申请人签章", **allow(Role.WINDOW_CLERK))
async def submit_for_seal(agreement_id: UUID, version: IfMatch, work: Work) -> AgreementView:
    """The window hands it to the owner for its seal."""
    return await _take(agreement_id, Step.SUBMIT_FOR_SEAL, version, work)


@router.post("/agreements/{agreement_id}/sign", summary="申请人签章", **allow(Role.OWNER))
async def sign(agreement_id: UUID, version: IfMatch, work: Work) -> AgreementView:
    """The owner seals it: from now on the agent may act within its scope."""
    return await _take(agreement_id, Step.SIGN, version, work)


@router.post("/agreements/{agreement_id}/decline", summary="拒绝代办", **allow(Role.OWNER))
async def decline(agreement_id: UUID, body: Reason, version: IfMatch, work: Work) -> AgreementView:
    """The owner does not want it."""
    return await _take(agreement_id, Step.DECLINE, version, work, body.reason)


@router.post("/agreements/{agreement_id}/end", summary="终止代办", **allow(Role.OWNER))
async def end(agreement_id: UUID, body: Reason, version: IfMatch, work: Work) -> AgreementView:
    """The owner ends it, at any time; items on their way go on."""
    return await _take(agreement_id, Step.END, version, work, body.reason)


@router.post("/agreements/{agreement_id}/terminate", summary="窗口终止", **allow(Role.WINDOW_CLERK))
async def terminate(agreement_id: UUID, body: Reason, version: IfMatch, work: Work) -> AgreementView:
    """The window terminates it: the project cannot be completed, or the papers were false."""
    return await _take(agreement_id, Step.TERMINATE_BY_WINDOW, version, work, body.reason)


@router.post("/agreements/{agreement_id}/conclude-by-window", summary="窗口办结", **allow(Role.WINDOW_CLERK))
async def conclude_by_window(agreement_id: UUID, version: IfMatch, work: Work) -> AgreementView:
    """The window has done what was mandated."""
    return await _take(agreement_id, Step.CONCLUDE_BY_WINDOW, version, work)


@router.post("/agreements/{agreement_id}/conclude", summary="确认代办结束", **allow(Role.OWNER))
async def conclude(agreement_id: UUID, version: IfMatch, work: Work) -> AgreementView:
    """The owner confirms that it is done."""
    return await _take(agreement_id, Step.CONCLUDE, version, work)
