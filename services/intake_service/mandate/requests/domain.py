"""Requests for agency service (代办服务申请): what an owner asks for, in which modes (notice 二(四))."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from shared.kit.errors import IllegalTransition, Kind, Refusal, Words
from shared.kit.labels import Labelled


class Mode(Labelled):
    """服务方式."""

    CONSULT = "consult", "咨询"
    GUIDE = "guide", "指导"
    COORDINATE = "coordinate", "协调"
    ACT = "act", "代办"


class Channel(Labelled):
    """How the request came."""

    ONLINE = "online", "网上"
    WINDOW = "window", "窗口"
    PHONE = "phone", "电话"
    ON_SITE = "on_site", "现场"


class RequestStatus(Labelled):
    """Where a request stands."""

    SUBMITTED = "submitted", "已提交"
    ACCEPTED = "accepted", "已接受"
    DECLINED = "declined", "不予接受"
    ENDED = "ended", "已结束"


class Step(Labelled):
    """What can be done with a request."""

    ACCEPT = "accept", "接受"
    DECLINE = "decline", "不予接受"
    END = "end", "结束"


TRANSITIONS: dict[RequestStatus, dict[Step, RequestStatus]] = {
    RequestStatus.SUBMITTED: {
        Step.ACCEPT: RequestStatus.ACCEPTED,
        Step.DECLINE: RequestStatus.DECLINED,
        Step.END: RequestStatus.ENDED,
    },
    RequestStatus.ACCEPTED: {Step.END: RequestStatus.ENDED},
    RequestStatus.DECLINED: {},
    RequestStatus.ENDED: {},
}
"""The owner may end a request at any time (notice 二(五)1); only the window accepts or declines."""


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
class ServiceRequest:
    """One request of one project's owner."""

    id: UUID
    project_id: UUID
    owner_uscc: str
    modes: frozenset[Mode]
    channel: Channel
    note: str | None
    status: RequestStatus
    reason: str | None
    created_at: datetime
    version: int

    @property
    def steps(self) -> list[Step]:
        """What its state allows."""
        return list(TRANSITIONS[self.status])

    def take(self, step: Step, *, reason: str | None = None) -> None:
        """Take a step; raises IllegalTransition where the state does not allow it."""
        following = TRANSITIONS[self.status].get(step)
        if following is None:
            raise IllegalTransition.of(("代办服务申请", "request"), state=self.status, step=step, allowed=self.steps)
        self.status, self.reason = following, reason
