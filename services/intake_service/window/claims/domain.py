"""Claims (项目归属认领): an owner whose project somebody else has registered asks the window for it, with papers.

Who registers a project code first has it, and nobody else can; whether it is his, the papers say. The window decides,
with its reason on record. What the passing of a project ends stands in docs/ends.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from shared.kit.course import Course
from shared.kit.errors import Kind, Refusal, Words
from shared.kit.facts import Aggregate
from shared.kit.labels import Labelled
from shared.vocabulary.statuses import ClaimStatus

PASSED_ON = "项目归属认领已准予，项目转归认领单位。"
"""The reason that stands with what ends because the project passes."""
ANOTHER_WAS_GRANTED = "窗口已准予另一单位对该项目的认领；对其归属有异议的，可另行提出认领。"
"""The reason of the answer to the other claims on a project that passes."""


class Step(Labelled):
    """What can be done with a claim, named by the operation that does it."""

    HAND_IN_PAPER = "hand_in_claim_paper", "补充证明材料", "add a paper"
    COMMENT = "comment_on_claim", "陈述意见", "comment"
    GRANT = "grant_claim", "准予认领", "grant"
    REFUSE = "refuse_claim", "不予认领", "refuse"
    WITHDRAW = "withdraw_claim", "撤回认领", "withdraw"


_S = ClaimStatus
COURSE = Course(
    ("项目归属认领", "claim"),
    {
        _S.FILED: {
            Step.HAND_IN_PAPER: _S.FILED,
            Step.COMMENT: _S.FILED,
            Step.GRANT: _S.GRANTED,
            Step.REFUSE: _S.REFUSED,
            Step.WITHDRAW: _S.WITHDRAWN,
        },
        _S.GRANTED: {},
        _S.REFUSED: {},
        _S.WITHDRAWN: {},
    },
)


class ProjectNotTaken(Refusal):
    """Nobody has registered the project code: there is nothing to claim."""

    code = "claim.project_not_taken"
    kind = Kind.CONFLICT
    zh = Words("项目尚未登记", "项目代码 {project_code} 尚未登记，无须认领。", "请直接登记该项目。")
    en = Words("Not registered yet", "Nobody has registered {project_code}; no claim is needed.", "Register it.")


class OwnProject(Refusal):
    """The claimant has the project already."""

    code = "claim.own_project"
    kind = Kind.CONFLICT
    zh = Words("已是贵单位的项目", "项目代码 {project_code} 已登记在贵单位名下。", "请在项目列表中查询。")
    en = Words("Your own project", "{project_code} is registered as yours already.", "Look it up among your projects.")


class ClaimOpen(Refusal):
    """The claimant's claim on the project waits for the window."""

    code = "claim.open"
    kind = Kind.CONFLICT
    zh = Words(
        "已有待审核的认领",
        "贵单位对项目代码 {project_code} 的认领正在审核。",
        "请在原认领中补充证明材料；需要更改理由的，先撤回原认领。",
    )
    en = Words(
        "A claim is open",
        "Your claim on {project_code} waits for the window.",
        "Add papers to it; to give another reason, withdraw it first.",
    )


@dataclass
class Paper(Aggregate):
    """A file that shows whose the project is. sha256: of its content, hexadecimal; size: in bytes."""

    id: UUID
    claim_id: UUID
    claimant_uscc: str
    name: str
    media_type: str
    sha256: str
    size: int
    uploaded_by: str
    created_at: datetime


@dataclass
class Claim(Aggregate):
    """One claim of one enterprise on one project. It has a paper from its first moment.

    holder_uscc: the owner whose project it was when the claim was filed; comment: what that has to say; reason: why the
    claimant claims it; decision: why it was granted, refused or withdrawn.
    """

    id: UUID
    project_id: UUID
    project_code: str
    holder_uscc: str
    claimant_id: UUID
    claimant_uscc: str
    claimant_name: str
    reason: str
    filed_by: str
    filed_at: datetime
    status: ClaimStatus = ClaimStatus.FILED
    comment: str | None = None
    commented_at: datetime | None = None
    decision: str | None = None
    closed_by: str | None = None
    closed_at: datetime | None = None
    version: int = 1

    @property
    def steps(self) -> list[Step]:
        """What its state allows."""
        return COURSE.steps(self.status)

    def file(self) -> None:
        """It was filed: the project's owner is told."""
        self.say("filed", owner_uscc=self.holder_uscc)

    def hand_in(self) -> None:
        """The claimant adds a paper; raises IllegalTransition once it is decided."""
        self.status = COURSE.after(self.status, Step.HAND_IN_PAPER)
        self.say("paper_handed_in")

    def comment_on(self, comment: str, *, at: datetime) -> None:
        """The project's owner says what it has to say, in place of what it said before."""
        self.status = COURSE.after(self.status, Step.COMMENT)
        self.comment, self.commented_at = comment, at
        self.say("commented")

    def close(self, step: Step, *, reason: str, by: str, at: datetime) -> None:
        """Grant, refuse or withdraw it; raises IllegalTransition where that is done."""
        self.status = COURSE.after(self.status, step)
        self.decision, self.closed_by, self.closed_at = reason, by, at
        self.say("closed", owner_uscc=self.holder_uscc, reason=reason)
