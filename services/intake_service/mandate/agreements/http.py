"""Routes of agency agreements."""

from __future__ import annotations

from uuid import UUID

from services.intake_service.mandate.agreements.domain import Step
from services.intake_service.mandate.agreements.lists import AGREEMENT_LIST
from services.intake_service.mandate.agreements.schemas import AgreementRow, AgreementView, DraftAgreement, row, view
from services.intake_service.mandate.agreements.store import AGREEMENTS
from services.intake_service.mandate.agreements.use_cases import draft, take_step
from services.intake_service.parties.policy import READERS
from shared.kit.http.edge import IfMatch, Work, allow, edge_router
from shared.kit.http.fields import Reason
from shared.kit.http.lists import listed
from shared.kit.http.pages import Page
from shared.kit.lists import Asked
from shared.kit.unit_of_work import UnitOfWork
from shared.vocabulary.roles import Role

router = edge_router("agreements", "代办委托协议 · what an agent may do for an owner, from draft to end")


@router.post("/agreements", status_code=201, summary="拟定代办委托协议", **allow(Role.WINDOW_CLERK))
async def draft_agreement(body: DraftAgreement, work: Work) -> AgreementView:
    """Draw up an agreement for an accepted request."""
    return view(work, await draft(work, **vars(body)))


@listed(
    router,
    "/agreements",
    AGREEMENT_LIST,
    summary="代办委托协议列表",
    roles=READERS,
    view=Page[AgreementRow],
    export={
        "agreement_number": "协议编号",
        "project_name": "项目名称",
        "owner_name": "项目单位",
        "stages": "阶段",
        "item_codes": "事项",
        "agent_title": "代办员",
        "status_label": "状态",
        "created_at": "拟定时间",
        "signed_at": "签订时间",
        "ended_at": "结束时间",
    },
)
async def list_agreements(work: UnitOfWork, asked: Asked) -> Page[AgreementRow]:
    """The agreements that you may see."""
    found = await AGREEMENT_LIST.page(work, asked)
    return Page(items=[row(work, one) for one in found.rows], **found.around)


@router.get("/agreements/{agreement_id}", summary="代办委托协议", **allow(*READERS))
async def get_agreement(agreement_id: UUID, work: Work) -> AgreementView:
    """One agreement."""
    return view(work, await AGREEMENTS.get(work, agreement_id))


@router.post("/agreements/{agreement_id}/begin-signing", summary="窗口签订", **allow(Role.WINDOW_CLERK))
async def begin_signing_agreement(agreement_id: UUID, version: IfMatch, work: Work) -> AgreementView:
    """The window signs its side."""
    return view(work, await take_step(work, agreement_id, Step.BEGIN_SIGNING, version))


@router.post("/agreements/{agreement_id}/submit-for-seal", summary="提交申请人签章", **allow(Role.WINDOW_CLERK))
async def submit_agreement_for_seal(agreement_id: UUID, version: IfMatch, work: Work) -> AgreementView:
    """The window hands it to the owner for its seal."""
    return view(work, await take_step(work, agreement_id, Step.SUBMIT_FOR_SEAL, version))


@router.post("/agreements/{agreement_id}/sign", summary="申请人签章", **allow(Role.OWNER))
async def sign_agreement(agreement_id: UUID, version: IfMatch, work: Work) -> AgreementView:
    """The owner seals it: from now on the agent may act within its scope."""
    return view(work, await take_step(work, agreement_id, Step.SIGN, version))


@router.post("/agreements/{agreement_id}/decline", summary="拒绝代办", **allow(Role.OWNER))
async def decline_agreement(agreement_id: UUID, body: Reason, version: IfMatch, work: Work) -> AgreementView:
    """The owner does not want it."""
    return view(work, await take_step(work, agreement_id, Step.DECLINE, version, body.reason))


@router.post("/agreements/{agreement_id}/end", summary="终止代办", **allow(Role.OWNER))
async def end_agreement(agreement_id: UUID, body: Reason, version: IfMatch, work: Work) -> AgreementView:
    """The owner ends it, at any time; items on their way go on."""
    return view(work, await take_step(work, agreement_id, Step.END, version, body.reason))


@router.post("/agreements/{agreement_id}/terminate", summary="窗口终止", **allow(Role.WINDOW_CLERK))
async def terminate_agreement(agreement_id: UUID, body: Reason, version: IfMatch, work: Work) -> AgreementView:
    """The window terminates it: the project cannot be completed, or the papers were false."""
    return view(work, await take_step(work, agreement_id, Step.TERMINATE_BY_WINDOW, version, body.reason))


@router.post("/agreements/{agreement_id}/conclude-by-window", summary="窗口办结", **allow(Role.WINDOW_CLERK))
async def conclude_agreement_by_window(agreement_id: UUID, version: IfMatch, work: Work) -> AgreementView:
    """The window has done what was mandated."""
    return view(work, await take_step(work, agreement_id, Step.CONCLUDE_BY_WINDOW, version))


@router.post("/agreements/{agreement_id}/conclude", summary="确认代办结束", **allow(Role.OWNER))
async def conclude_agreement(agreement_id: UUID, version: IfMatch, work: Work) -> AgreementView:
    """The owner confirms that it is done."""
    return view(work, await take_step(work, agreement_id, Step.CONCLUDE, version))
