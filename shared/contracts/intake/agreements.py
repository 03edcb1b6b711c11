"""Agency agreements (代办委托协议)."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from shared.contracts.event import Event


class _AgreementTerms(Event):
    subject_field: ClassVar[str] = "agreement_id"

    agreement_id: UUID
    agreement_number: str
    project_id: UUID
    stages: list[str]
    item_codes: list[str]
    """Only these items of the stages; all of them where empty."""
    agent: str
    agent_title: str


class AgreementDrafted(_AgreementTerms):
    """An agency agreement (代办委托协议) waits for signature."""

    event_type: ClassVar[str] = "daiban.intake.agreement.drafted.v1"
    summary: ClassVar[str] = "代办委托协议待签订"


class AgreementSigned(_AgreementTerms):
    """The owner signed: the agent may act within the scope from now on."""

    event_type: ClassVar[str] = "daiban.intake.agreement.signed.v1"
    summary: ClassVar[str] = "代办委托协议已签订"


class AgreementEnded(Event):
    """An agreement is over: declined, terminated by either side, or concluded. It decides no item."""

    event_type: ClassVar[str] = "daiban.intake.agreement.ended.v1"
    summary: ClassVar[str] = "代办委托协议已结束"
    subject_field: ClassVar[str] = "agreement_id"

    agreement_id: UUID
    agreement_number: str
    project_id: UUID
    status: str
    reason: str | None
