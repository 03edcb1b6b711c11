"""Agency agreements (代办委托协议): the owner's written mandate, by stage and item (notice 二(四)4).

Agency is not approval: an agreement's end decides no item, and an item's refusal ends no agreement.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from shared.kit.errors import IllegalTransition, Kind, Refusal, Words
from shared.kit.labels import Labelled


class Stage(Labelled):
    """阶段, as in the catalogue."""

    S1 = "S1", "立项用地规划许可"
    S2 = "S2", "工程建设许可"
    S3 = "S3", "施工许可"
    S4 = "S4", "竣工验收"
    PAR = "PAR", "并行推进"
    UTL = "UTL", "公共设施接入"


class AgreementStatus(Labelled):
    """The nine states of an agreement in practice; ``STATUS_CODES`` has their numbers there."""

    TO_BE_SIGNED = "to_be_signed", "待签订"
    SIGNING_AT_WINDOW = "signing_at_window", "窗口签订中"
    AWAITING_APPLICANT_SEAL = "awaiting_applicant_seal", "待申请人签章"
    SIGNED = "signed", "已签订（代办中）"
    DECLINED = "declined", "拒绝代办"
    TERMINATED_BY_WINDOW = "terminated_by_window", "窗口终止"
    TERMINATED = "terminated", "代办终止"
    CONCLUDED_BY_WINDOW = "concluded_by_window", "窗口办结"
    CONCLUDED = "concluded", "代办结束"


STATUS_CODES = {status: code for code, status in enumerate(AgreementStatus, start=1)}


class Step(Labelled):
    """What can be done with an agreement."""

    BEGIN_SIGNING = "begin_signing", "窗口签订"
    SUBMIT_FOR_SEAL = "submit_for_seal", "提交申请人签章"
    SIGN = "sign", "签章"
    DECLINE = "decline", "拒绝代办"
    END = "end", "终止代办"
    TERMINATE_BY_WINDOW = "terminate_by_window", "窗口终止"
    CONCLUDE_BY_WINDOW = "conclude_by_window", "窗口办结"
    CONCLUDE = "conclude", "确认代办结束"


_S = AgreementStatus
_BEFORE_SIGNATURE = {
    Step.DECLINE: _S.DECLINED,
    Step.END: _S.TERMINATED,
    Step.TERMINATE_BY_WINDOW: _S.TERMINATED_BY_WINDOW,
}
TRANSITIONS: dict[AgreementStatus, dict[Step, AgreementStatus]] = {
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
}
"""The owner may end it in every state that is not final (notice 二(五)1: voluntary)."""

OWNER_STEPS = frozenset({Step.SIGN, Step.DECLINE, Step.END, Step.CONCLUDE})
"""Steps that only the owner takes; the others are the window's."""
REASONED_STEPS = frozenset({Step.DECLINE, Step.END, Step.TERMINATE_BY_WINDOW})
"""Steps that go with a reason."""


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


class ModeNotAsked(Refusal):
    """The owner did not ask for acting (代办), or the request is not accepted."""

    code = "agreement.mode_not_asked"
    kind = Kind.CONFLICT
    zh = Words("申请未包含代办", "只有已接受且包含“代办”方式的申请才能签订协议。", "请项目单位提出包含“代办”的申请。")
    en = Words(
        "Acting was not asked for",
        "Only an accepted request with mode act may have an agreement.",
        "Have the owner ask for it.",
    )


@dataclass
class Agreement:
    """One mandate. stages: where the agent may act; item_codes: only for these, or for all where empty."""

    id: UUID
    agreement_number: str
    request_id: UUID
    project_id: UUID
    owner_uscc: str
    stages: frozenset[Stage]
    item_codes: frozenset[str]
    agent: str
    agent_title: str
    status: AgreementStatus
    reason: str | None
    created_at: datetime
    signed_at: datetime | None
    ended_at: datetime | None
    version: int

    @property
    def steps(self) -> list[Step]:
        """What its state allows."""
        return list(TRANSITIONS[self.status])

    @property
    def is_over(self) -> bool:
        """Whether its state is final."""
        return not TRANSITIONS[self.status]

    def take(self, step: Step, *, now: datetime, reason: str | None = None) -> None:
        """Take a step; raises IllegalTransition where the state does not allow it."""
        following = TRANSITIONS[self.status].get(step)
        if following is None:
            raise IllegalTransition.of(("代办委托协议", "agreement"), state=self.status, step=step, allowed=self.steps)
        self.status = following
        self.reason = reason or self.reason
        if following is AgreementStatus.SIGNED:
            self.signed_at = now
        if self.is_over:
            self.ended_at = now

    def covers(self, *, item_code: str, stage: str) -> bool:
        """Whether an item is within the mandate."""
        return stage in self.stages and (not self.item_codes or item_code in self.item_codes)

    def check_may_act(self, agent: str) -> None:
        """Raise unless it is in force and this is its agent."""
        if self.status is not AgreementStatus.SIGNED:
            raise AgreementNotInForce(
                agreement_number=self.agreement_number, state=(self.status.label, self.status.value)
            )
        if agent != self.agent:
            raise NotTheAgent(agreement_number=self.agreement_number)

    def check_covers(self, *, item_code: str, stage: str, pointer: str | None = None) -> None:
        """Raise OutsideScope unless the item is within the mandate."""
        if not self.covers(item_code=item_code, stage=stage):
            scope = "、".join(sorted(self.stages)) + ("".join(f" {code}" for code in sorted(self.item_codes)))
            raise OutsideScope(
                item_code=item_code, agreement_number=self.agreement_number, scope=scope, pointer=pointer
            )


def unknown_items(item_codes: Collection[str], known: Collection[str]) -> list[str]:
    """The codes that are not in the catalogue."""
    return sorted(set(item_codes) - set(known))
