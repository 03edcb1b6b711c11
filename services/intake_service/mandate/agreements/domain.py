"""Agency agreements (代办委托协议): the owner's written mandate, by stage and item (notice 二(四)4).

Agency is not approval: an agreement's end decides no item, and an item's refusal ends no agreement.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Self
from uuid import UUID

from shared.kit.course import Course
from shared.kit.errors import Kind, Refusal, Words
from shared.kit.facts import Aggregate
from shared.kit.labels import Labelled
from shared.vocabulary.stages import Stage
from shared.vocabulary.statuses import AgreementStatus

STATUS_CODES = {status: code for code, status in enumerate(AgreementStatus, start=1)}


class Step(Labelled):
    """What can be done with an agreement, named by the operation that does it."""

    BEGIN_SIGNING = "begin_signing_agreement", "窗口签订", "begin signing"
    SUBMIT_FOR_SEAL = "submit_agreement_for_seal", "提交申请人签章", "submit for the seal"
    SIGN = "sign_agreement", "签章", "sign"
    DECLINE = "decline_agreement", "拒绝代办", "decline"
    END = "end_agreement", "终止代办", "end"
    TERMINATE_BY_WINDOW = "terminate_agreement", "窗口终止", "terminate"
    CONCLUDE_BY_WINDOW = "conclude_agreement_by_window", "窗口办结", "conclude by the window"
    CONCLUDE = "conclude_agreement", "确认代办结束", "conclude"


class Action(Labelled):
    """What its agent may do under it, named by the operation that does it."""

    SUBMIT_APPLICATION = "submit_application", "代项目单位申报", "apply for the owner"
    HAND_IN_MATERIAL = "hand_in_material", "代项目单位提交材料", "hand in materials for the owner"
    HAND_IN_MATERIALS = "hand_in_materials", "代项目单位批量提交材料", "hand in several files for the owner"


_S = AgreementStatus
_BEFORE_SIGNATURE = {
    Step.DECLINE: _S.DECLINED,
    Step.END: _S.TERMINATED,
    Step.TERMINATE_BY_WINDOW: _S.TERMINATED_BY_WINDOW,
}
COURSE = Course(
    ("代办委托协议", "agreement"),
    {
        _S.TO_BE_SIGNED: {Step.BEGIN_SIGNING: _S.SIGNING_AT_WINDOW, **_BEFORE_SIGNATURE},
        _S.SIGNING_AT_WINDOW: {Step.SUBMIT_FOR_SEAL: _S.AWAITING_APPLICANT_SEAL, **_BEFORE_SIGNATURE},
        _S.AWAITING_APPLICANT_SEAL: {Step.SIGN: _S.SIGNED, **_BEFORE_SIGNATURE},
        _S.SIGNED: {
            Step.END: _S.TERMINATED,
            Step.TERMINATE_BY_WINDOW: _S.TERMINATED_BY_WINDOW,
            Step.CONCLUDE_BY_WINDOW: _S.CONCLUDED_BY_WINDOW,
        },
        _S.CONCLUDED_BY_WINDOW: {Step.CONCLUDE: _S.CONCLUDED, Step.END: _S.TERMINATED},
        _S.DECLINED: {},
        _S.TERMINATED_BY_WINDOW: {},
        _S.TERMINATED: {},
        _S.CONCLUDED: {},
    },
)
"""The owner may end it in every state that is not final (notice 二(五)1: voluntary)."""

TOWARDS_SIGNATURE = frozenset({Step.BEGIN_SIGNING, Step.SUBMIT_FOR_SEAL, Step.SIGN})
"""Steps that are not taken for an agent who is gone."""
BEFORE_END = [_S.TO_BE_SIGNED, _S.SIGNING_AT_WINDOW, _S.AWAITING_APPLICANT_SEAL, _S.SIGNED]
"""The states in which its agent acts, or would once it is signed."""

OWNER_STEPS = frozenset({Step.SIGN, Step.DECLINE, Step.END, Step.CONCLUDE})
"""Steps that only the owner takes; the others are the window's."""


class AgreementNotInForce(Refusal):
    """Somebody would act before the signature, or after the end."""

    code = "agreement.not_in_force"
    kind = Kind.CONFLICT
    zh = Words(
        "协议未生效或已结束",
        "协议 {agreement_number} 处于“{state}”，代办员不能代办（方案二（四）4：受项目单位书面委托）。",
        "请先完成协议签订；协议已结束的，须另行签订。",
    )
    en = Words(
        "Agreement not in force",
        "Agreement {agreement_number} is {state}; nobody may act under it (notice 二(四)4: written mandate).",
        "Have it signed first; after its end a new one is needed.",
    )

    @classmethod
    def of(cls, agreement: Agreement) -> Self:
        """The refusal of what would be done under this agreement."""
        return cls(agreement_number=agreement.agreement_number, state=agreement.status.words)


class AgentGone(Refusal):
    """The agent's post has left its roster."""

    code = "agreement.agent_gone"
    kind = Kind.CONFLICT
    zh = Words(
        "代办员岗位已撤销",
        "协议 {agreement_number} 约定的代办员“{agent_title}”已不在岗位名录中，不能据此代办或继续签订。",
        "请结束该协议，另签协议并约定在岗的代办员；项目单位也可自行办理。",
    )
    en = Words(
        "The agent's post is gone",
        "{agent_title}, the agent of agreement {agreement_number}, is on no roster any more: nobody acts under it, and"
        " it is signed no further.",
        "End it and make another agreement with an agent who is there; the owner may also go on by itself.",
    )

    @classmethod
    def of(cls, agreement: Agreement) -> Self:
        """The refusal of what would be done under this agreement."""
        return cls(agreement_number=agreement.agreement_number, agent_title=agreement.agent_title)


class NotTheAgent(Refusal):
    """An officer who is not the agreement's agent would act."""

    code = "agreement.not_the_agent"
    kind = Kind.FORBIDDEN
    zh = Words("不是协议约定的代办员", "协议 {agreement_number} 约定的代办员不是您。", "请由协议约定的代办员办理。")
    en = Words("Not the agent", "You are not the agent of agreement {agreement_number}.", "Its agent must act.")


class OutsideScope(Refusal):
    """An item outside what the owner mandated."""

    code = "agreement.outside_scope"
    kind = Kind.INVALID
    zh = Words(
        "超出委托范围",
        "事项 {item_code} 不在协议 {agreement_number} 的委托范围内（{scope}）。",
        "请删去该事项，由项目单位自行申报，或另签协议。",
    )
    en = Words(
        "Outside the agreement's scope",
        "Item {item_code} is not within agreement {agreement_number} ({scope}).",
        "Leave it out, let the owner apply itself, or make another agreement.",
    )


class AgreementOpen(Refusal):
    """The request has an agreement that is not over."""

    code = "agreement.open"
    kind = Kind.CONFLICT
    zh = Words("已有未结束的协议", "该申请已有未结束的协议 {agreement_number}。", "请先结束原协议。")
    en = Words("An agreement is open", "The request has agreement {agreement_number} open.", "End that one first.")


class RequestNotInForce(Refusal):
    """The request waits for the window, was declined, or has ended."""

    code = "agreement.request_not_in_force"
    kind = Kind.CONFLICT
    zh = Words(
        "申请不在办理中", "该代办服务申请处于“{state}”，不能据此签订协议。", "请待窗口接受申请，或由项目单位另行申请。"
    )
    en = Words(
        "Request not in force",
        "The request is {state}; no agreement can be made on it.",
        "Wait until the window accepts it, or have the owner ask again.",
    )


class ModeNotAsked(Refusal):
    """The owner did not ask for acting (代办)."""

    code = "agreement.mode_not_asked"
    kind = Kind.CONFLICT
    zh = Words("申请未包含代办", "该申请不包含“代办”方式，不能签订协议。", "请项目单位提出包含“代办”的申请。")
    en = Words(
        "Acting was not asked for",
        "The request does not ask for acting, so it gets no agreement.",
        "Have the owner ask for it.",
    )


@dataclass
class Agreement(Aggregate):
    """One mandate. stages: where the agent may act; item_codes: only for these, or for all where empty.

    agent_on_roster: False from when its agent's post left its roster; a mandate given to a post that is gone does not
    come back with it.
    """

    id: UUID
    agreement_number: str
    request_id: UUID
    project_id: UUID
    owner_uscc: str
    stages: frozenset[Stage]
    item_codes: frozenset[str]
    agent: str
    agent_title: str
    created_at: datetime
    status: AgreementStatus = AgreementStatus.TO_BE_SIGNED
    reason: str | None = None
    signed_at: datetime | None = None
    ended_at: datetime | None = None
    agent_on_roster: bool = True
    version: int = 1

    @property
    def steps(self) -> list[Step | Action]:
        """What its state allows; while it is in force, its agent acts under it. Where that is gone, it can only end."""
        steps = COURSE.steps(self.status)
        if not self.agent_on_roster:
            return [step for step in steps if step not in TOWARDS_SIGNATURE]
        return [*steps, *(Action if self.in_force else ())]

    @property
    def status_code(self) -> int:
        """Its state's number in practice."""
        return STATUS_CODES[self.status]

    def take(self, step: Step, *, now: datetime, reason: str | None = None) -> None:
        """Take a step; raises IllegalTransition where the state does not allow it, AgentGone."""
        after = COURSE.after(self.status, step)
        if step in TOWARDS_SIGNATURE and not self.agent_on_roster:
            raise AgentGone.of(self)
        self.status = after
        self.reason = reason or self.reason
        if self.status is AgreementStatus.SIGNED:
            self.signed_at = now
        if COURSE.is_over(self.status):
            self.ended_at = now
        self.say(self.status)

    def lose_agent(self) -> None:
        """Its agent's post is on no roster any more: nobody acts under it from now on."""
        self.agent_on_roster = False
        self.say("agent_gone")

    def covers(self, *, item_code: str, stage: str) -> bool:
        """Whether an item is within the mandate."""
        return stage in self.stages and (not self.item_codes or item_code in self.item_codes)

    @property
    def in_force(self) -> bool:
        """Whether its agent may act now."""
        return self.status is AgreementStatus.SIGNED and self.agent_on_roster

    @property
    def why_not_in_force(self) -> Refusal:
        """The refusal of what would be done under it, where it is not in force."""
        gone = not self.agent_on_roster and not COURSE.is_over(self.status)
        return AgentGone.of(self) if gone else AgreementNotInForce.of(self)

    def check_may_act(self, agent: str) -> None:
        """Raise unless it is in force and this is its agent."""
        if not self.in_force:
            raise self.why_not_in_force
        if agent != self.agent:
            raise NotTheAgent(agreement_number=self.agreement_number)

    def check_covers(self, *, item_code: str, stage: str, pointer: str | None = None) -> None:
        """Raise OutsideScope unless the item is within the mandate."""
        if not self.covers(item_code=item_code, stage=stage):
            scope = "、".join(sorted(self.stages)) + ("".join(f" {code}" for code in sorted(self.item_codes)))
            raise OutsideScope(
                item_code=item_code, agreement_number=self.agreement_number, scope=scope, pointer=pointer
            )
