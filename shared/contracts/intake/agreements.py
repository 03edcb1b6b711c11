"""Agency agreements (代办委托协议)."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from shared.contracts.event import Event


class _AgreementFact(Event):
    subject_field: ClassVar[str] = "agreement_id"

    agreement_id: UUID
    agreement_number: str
    project_id: UUID


class _AgreementTerms(_AgreementFact):
    stages: list[str]
    item_codes: list[str]
    """Only these items of the stages; all of them where empty."""
    agent: str
    agent_title: str


class AgreementDrafted(_AgreementTerms):
    """An agency agreement (代办委托协议) waits for signature."""

    event_type: ClassVar[str] = "daiban.intake.agreement.drafted.v1"
    summary: ClassVar[str] = "代办委托协议待签订"


class AgreementSigningBegun(_AgreementFact):
    """The window has begun to have it signed (窗口签订)."""

    event_type: ClassVar[str] = "daiban.intake.agreement.signing_begun.v1"
    summary: ClassVar[str] = "代办委托协议开始签订"


class AgreementSealAwaited(_AgreementFact):
    """The window has done its part: the owner's seal is awaited."""

    event_type: ClassVar[str] = "daiban.intake.agreement.seal_awaited.v1"
    summary: ClassVar[str] = "代办委托协议待申请人签章"


class AgreementSigned(_AgreementTerms):
    """The owner signed: the agent may act within the scope from now on."""

    event_type: ClassVar[str] = "daiban.intake.agreement.signed.v1"
    summary: ClassVar[str] = "代办委托协议已签订"


class AgreementConcludedByWindow(_AgreementFact):
    """The window holds the agency for done: the agent acts no more, and the owner's confirmation is awaited."""

    event_type: ClassVar[str] = "daiban.intake.agreement.concluded_by_window.v1"
    summary: ClassVar[str] = "代办委托协议窗口办结，待申请人确认"


class AgreementAgentGone(_AgreementFact):
    """Its agent's post has left its roster: nobody acts under it from now on. The agreement itself stays as it is."""

    event_type: ClassVar[str] = "daiban.intake.agreement.agent_gone.v1"
    summary: ClassVar[str] = "代办委托协议的代办员岗位已撤销"

    agent: str
    agent_title: str


class AgreementEnded(_AgreementFact):
    """An agreement is over: declined, terminated by either side, or concluded. It decides no item."""

    event_type: ClassVar[str] = "daiban.intake.agreement.ended.v1"
    summary: ClassVar[str] = "代办委托协议已结束"

    status: str
    reason: str | None
