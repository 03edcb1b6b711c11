"""Requests for agency service (代办服务申请): what an owner asks for, in which modes (notice 二(四))."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from shared.kit.course import Course
from shared.kit.errors import Kind, Refusal, Words
from shared.kit.facts import Aggregate
from shared.kit.labels import Labelled
from shared.vocabulary.modes import Channel, Mode
from shared.vocabulary.statuses import RequestStatus


class Step(Labelled):
    """What can be done with a request, named by the operation that does it."""

    ACCEPT = "accept_request", "接受", "accept"
    DECLINE = "decline_request", "不予接受", "decline"
    END = "end_request", "结束", "end"


class Action(Labelled):
    """What comes of a request, named by the operation that does it."""

    DRAFT_AGREEMENT = "draft_agreement", "拟定代办委托协议", "draft an agreement"


_S = RequestStatus
COURSE = Course(
    ("代办服务申请", "request"),
    {
        _S.SUBMITTED: {Step.ACCEPT: _S.ACCEPTED, Step.DECLINE: _S.DECLINED, Step.END: _S.ENDED},
        _S.ACCEPTED: {Step.END: _S.ENDED},
        _S.DECLINED: {},
        _S.ENDED: {},
    },
)
"""The owner may end a request at any time (notice 二(五)1), and with it what hangs on it (docs/ends.md); only the
window accepts or declines."""


class ProjectNotEligible(Refusal):
    """The notice does not cover the project."""

    code = "request.project_not_eligible"
    kind = Kind.CONFLICT
    zh = Words(
        "项目不在服务范围内",
        "该项目不符合代办服务的适用范围（方案二（二））：{failing}。",
        "如对判定有异议，请联系市政务服务数据管理局；有授权的人员可书面更改。",
    )
    en = Words(
        "Project out of scope",
        "The notice does not cover the project (section 二(二)): {failing}.",
        "If you disagree, ask the data bureau; an authorised officer may decide otherwise in writing.",
    )


class RequestOpen(Refusal):
    """The project has a request that is still open."""

    code = "request.open"
    kind = Kind.CONFLICT
    zh = Words("已有进行中的申请", "该项目已有一项进行中的代办服务申请。", "请在原申请上办理，或先结束原申请。")
    en = Words("A request is open", "The project has an open request already.", "Go on with it, or end it first.")


@dataclass
class ServiceRequest(Aggregate):
    """One request of one project's owner. agreement_open: whether it has an agreement that is not over."""

    id: UUID
    project_id: UUID
    owner_uscc: str
    modes: frozenset[Mode]
    channel: Channel
    note: str | None
    created_at: datetime
    status: RequestStatus = RequestStatus.SUBMITTED
    reason: str | None = None
    agreement_open: bool = False
    version: int = 1

    @property
    def steps(self) -> list[Step | Action]:
        """What its state allows; where acting (代办) is accepted, an agreement is drawn up, one at a time."""
        acting = self.status is _S.ACCEPTED and Mode.ACT in self.modes
        drafted = [Action.DRAFT_AGREEMENT] if acting and not self.agreement_open else []
        return [*COURSE.steps(self.status), *drafted]

    def take(self, step: Step, *, reason: str | None = None) -> None:
        """Take a step; raises IllegalTransition where the state does not allow it."""
        self.status, self.reason = COURSE.after(self.status, step), reason
        self.say(self.status)
