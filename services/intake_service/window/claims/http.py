"""Routes of claims."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import Form, Response

from services.intake_service.parties.projects.schemas import ProjectCodeField
from services.intake_service.window.claims import use_cases
from services.intake_service.window.claims.domain import Claim, Paper, Step
from services.intake_service.window.claims.lists import CLAIM_LIST
from services.intake_service.window.claims.policy import READERS
from services.intake_service.window.claims.schemas import ClaimView, CommentOnClaim, view
from services.intake_service.window.claims.store import CLAIMS, PAPERS, papers_of
from services.intake_service.window.materials.http import MAX_FORM_BYTES, UploadedFile, content_answer, declared_type
from services.intake_service.window.materials.recognition import EXTENSIONS
from services.intake_service.window.materials.use_cases import Given
from shared.kit.errors import NotFound
from shared.kit.http.edge import CurrentRequest, IfMatch, Work, allow, edge_router
from shared.kit.http.fields import Line, Paragraph, Reason
from shared.kit.http.files import download
from shared.kit.http.lists import listed
from shared.kit.http.pages import Page
from shared.kit.http.tickets import TicketView, give_ticket
from shared.kit.lists import Asked
from shared.kit.unit_of_work import UnitOfWork
from shared.vocabulary.roles import Role

router = edge_router("claims", "项目认领 · to whom a project belongs whose code another has registered")

_UPLOAD = allow(
    Role.OWNER,
    key_required=False,
    max_body_bytes=MAX_FORM_BYTES,
)
Name = Annotated[Line, Form(description="what the paper is called", examples=["国有土地使用权出让合同"])]


async def _shown(work: UnitOfWork, claim: Claim) -> ClaimView:
    return view(work, claim, (await papers_of(work, [claim.id]))[claim.id])


@router.post("/claims", status_code=201, summary="提出项目归属认领", **_UPLOAD)
async def file_claim(
    work: Work,
    response: Response,
    owner_id: Annotated[UUID, Form(description="the claimant: your own enterprise")],
    project_code: Annotated[
        ProjectCodeField,
        Form(description="投资项目统一代码 that another has registered", examples=["2018-440112-47-03-834191"]),
    ],
    reason: Annotated[Paragraph, Form(description="why the project is yours", examples=["该项目的用地由我单位取得。"])],
    file: UploadedFile,
    name: Name,
) -> ClaimView:
    """Claim a project whose code somebody else has registered, with a first paper that shows whose it is.

    The same claim with the same paper again answers 200 with what is there.
    """
    paper = Given(name, declared_type(file), file.file)
    claim, is_new = await use_cases.file(work, owner_id=owner_id, project_code=project_code, reason=reason, paper=paper)
    response.status_code = 201 if is_new else 200
    return await _shown(work, claim)


@listed(
    router,
    "/claims",
    CLAIM_LIST,
    summary="项目归属认领列表",
    roles=READERS,
    view=Page[ClaimView],
    export={
        "project_code": "项目代码",
        "claimant_name": "认领单位",
        "claimant_uscc": "统一社会信用代码",
        "reason": "认领理由",
        "status_label": "状态",
        "decision": "审核意见",
        "filed_at": "提出时间",
        "closed_at": "了结时间",
    },
)
async def list_claims(work: UnitOfWork, asked: Asked) -> Page[ClaimView]:
    """The claims that you may see: as an owner those that you filed, and those on your projects."""
    found = await CLAIM_LIST.page(work, asked)
    claims = await CLAIMS.of_rows(work, found.rows)
    papers = await papers_of(work, [one.id for one in claims])
    return Page(items=[view(work, one, papers[one.id]) for one in claims], **found.around)


@router.get("/claims/{claim_id}", summary="项目归属认领", **allow(*READERS))
async def get_claim(claim_id: UUID, work: Work) -> ClaimView:
    """One claim."""
    return await _shown(work, await CLAIMS.get(work, claim_id))


@router.post("/claims/{claim_id}/papers", status_code=201, summary="补充证明材料", **_UPLOAD)
async def hand_in_claim_paper(
    claim_id: UUID, work: Work, response: Response, file: UploadedFile, name: Name
) -> ClaimView:
    """Add a paper. The same file and name again answers 200 with what is there."""
    paper = Given(name, declared_type(file), file.file)
    claim, is_new = await use_cases.hand_in_paper(work, claim_id, paper)
    response.status_code = 201 if is_new else 200
    return await _shown(work, claim)


@router.get(
    "/claims/{claim_id}/papers/{paper_id}/content",
    summary="证明材料内容",
    response_class=Response,
    **download(*READERS, media_types=EXTENSIONS),
)
async def get_claim_paper_content(claim_id: UUID, paper_id: UUID, work: Work, request: CurrentRequest) -> Response:
    """The paper as it was handed in, for the claimant and the hall."""
    return await content_answer(request, await _paper_of(work, claim_id, paper_id))


@router.post(
    "/claims/{claim_id}/papers/{paper_id}/content/ticket",
    summary="证明材料内容的短时链接",
    **allow(*READERS, key_required=False),
)
async def issue_claim_paper_ticket(claim_id: UUID, paper_id: UUID, work: Work, request: CurrentRequest) -> TicketView:
    """A link to the paper that needs no token for a few minutes, for `href`."""
    await _paper_of(work, claim_id, paper_id)
    return await give_ticket(request)


async def _paper_of(work: UnitOfWork, claim_id: UUID, paper_id: UUID) -> Paper:
    paper = await PAPERS.get(work, paper_id)
    if paper.claim_id != claim_id:
        raise NotFound(what=PAPERS.what)
    return paper


@router.post("/claims/{claim_id}/comment", summary="陈述意见", **allow(Role.OWNER))
async def comment_on_claim(claim_id: UUID, body: CommentOnClaim, version: IfMatch, work: Work) -> ClaimView:
    """The owner whose project is claimed says what it has to say, in place of what it said before."""
    return await _shown(work, await use_cases.comment(work, claim_id, version, body.comment))


@router.post("/claims/{claim_id}/grant", summary="准予认领", **allow(Role.WINDOW_CLERK))
async def grant_claim(claim_id: UUID, body: Reason, version: IfMatch, work: Work) -> ClaimView:
    """The project passes to the claimant; the service for the owner before it ends, what was handed in goes on."""
    return await _shown(work, await use_cases.grant(work, claim_id, version, body.reason))


@router.post("/claims/{claim_id}/refuse", summary="不予认领", **allow(Role.WINDOW_CLERK))
async def refuse_claim(claim_id: UUID, body: Reason, version: IfMatch, work: Work) -> ClaimView:
    """The project stays whose it is."""
    return await _shown(work, await use_cases.close(work, claim_id, Step.REFUSE, version, body.reason))


@router.post("/claims/{claim_id}/withdraw", summary="撤回认领", **allow(Role.OWNER))
async def withdraw_claim(claim_id: UUID, body: Reason, version: IfMatch, work: Work) -> ClaimView:
    """The claimant does not claim it any more."""
    return await _shown(work, await use_cases.close(work, claim_id, Step.WITHDRAW, version, body.reason))
