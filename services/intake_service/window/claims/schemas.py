"""Claims in requests and answers."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from pydantic import Field

from services.intake_service.window.claims.domain import Claim, Paper
from services.intake_service.window.claims.policy import sees_holder
from services.intake_service.window.claims.store import CLAIMS, PAPERS
from shared.kit.http.actions import NextAction
from shared.kit.http.fields import Moment, Paragraph, RequestModel
from shared.kit.http.views import ViewModel
from shared.kit.unit_of_work import UnitOfWork
from shared.vocabulary.statuses import ClaimStatus


class CommentOnClaim(RequestModel):
    """What the owner has to say to a claim on its project."""

    comment: Paragraph = Field(examples=["该项目由我单位建设，土地使用权证在我单位名下。"])


class PaperView(ViewModel):
    """证明材料."""

    id: UUID
    name: str
    media_type: str
    sha256: str = Field(description="of the content, hexadecimal")
    size: int = Field(description="bytes")
    created_at: Moment


class ClaimView(ViewModel):
    """项目归属认领. The claimant is not told whose the project is, nor what that says; its papers are not for that."""

    id: UUID
    project_code: str
    project_id: UUID | None = Field(description="absent for the claimant")
    holder_uscc: str | None = Field(description="whose project it was; absent for the claimant")
    claimant_uscc: str
    claimant_name: str
    reason: str
    papers: list[PaperView] = Field(description="empty for the owner whose project is claimed")
    filed_at: Moment
    comment: str | None = Field(description="of the owner whose project is claimed; absent for the claimant")
    commented_at: Moment | None
    status: ClaimStatus
    status_label: str
    decision: str | None = Field(description="why it was granted, refused or withdrawn")
    closed_at: Moment | None
    version: int
    next_actions: list[NextAction]


def view(work: UnitOfWork, claim: Claim, papers: Sequence[Paper]) -> ClaimView:
    """A claim as this caller sees it."""
    hidden = () if sees_holder(work.principal, claim) else ("project_id", "holder_uscc", "comment", "commented_at")
    seen = [PaperView.of(one) for one in papers if PAPERS.scope.sees(work.principal, one)]
    return ClaimView.of(
        claim, papers=seen, next_actions=CLAIMS.next_actions(work, claim), **dict.fromkeys(hidden, None)
    )
