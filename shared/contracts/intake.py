"""Events of the intake service (topic ``daiban.intake``): what enterprises bring and ask."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from shared.contracts.deadlines import DeadlineRequested, DeadlineSettled
from shared.contracts.event import Event


class OwnerRegistered(Event):
    """An owner (项目单位) was registered. Its contact's data stays in intake."""

    event_type: ClassVar[str] = "daiban.intake.owner.registered.v1"
    summary: ClassVar[str] = "项目单位已登记"
    key_field: ClassVar[str] = "owner_id"
    subject_field: ClassVar[str] = "owner_id"
    external: ClassVar[bool] = True

    owner_id: UUID
    uscc: str
    name: str


class ProjectRegistered(Event):
    """A project was registered and checked against the notice's scope."""

    event_type: ClassVar[str] = "daiban.intake.project.registered.v1"
    summary: ClassVar[str] = "项目已登记并判定适用范围"
    subject_field: ClassVar[str] = "project_id"

    project_id: UUID
    project_code: str
    name: str
    owner_id: UUID
    owner_uscc: str
    owner_name: str
    district: str
    investment: str
    project_type: str
    eligible: bool
    grounds: list[str]


class EligibilityOverridden(Event):
    """An officer decided the project's eligibility otherwise, with a written reason that stays visible."""

    event_type: ClassVar[str] = "daiban.intake.project.eligibility_overridden.v1"
    summary: ClassVar[str] = "适用范围判定已人工更改"
    subject_field: ClassVar[str] = "project_id"

    project_id: UUID
    eligible: bool
    reason: str


class RequestSubmitted(Event):
    """An owner asked for agency service."""

    event_type: ClassVar[str] = "daiban.intake.request.submitted.v1"
    summary: ClassVar[str] = "代办服务申请已提交"
    subject_field: ClassVar[str] = "request_id"

    request_id: UUID
    project_id: UUID
    modes: list[str]
    channel: str


class RequestAccepted(Event):
    """The window accepted a request; the project now needs a chief service officer."""

    event_type: ClassVar[str] = "daiban.intake.request.accepted.v1"
    summary: ClassVar[str] = "代办服务申请已接受"
    subject_field: ClassVar[str] = "request_id"

    request_id: UUID
    project_id: UUID
    modes: list[str]


class RequestClosed(Event):
    """A request was declined by the window or ended by the owner."""

    event_type: ClassVar[str] = "daiban.intake.request.closed.v1"
    summary: ClassVar[str] = "代办服务申请已了结"
    subject_field: ClassVar[str] = "request_id"

    request_id: UUID
    project_id: UUID
    status: str
    reason: str | None


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


class _ItemFact(Event):
    subject_field: ClassVar[str] = "application_item_id"

    application_item_id: UUID
    project_id: UUID
    item_code: str
    item_name: str


class ItemReceived(_ItemFact):
    """One item of a package was handed in at the one window (收件)."""

    event_type: ClassVar[str] = "daiban.intake.application_item.received.v1"
    summary: ClassVar[str] = "事项已收件"

    application_id: UUID
    application_number: str
    stage: str
    body: str
    received_at: datetime
    submitted_by: str
    agreement_id: UUID | None
    """The agreement under which an agent handed it in on the owner's behalf; None where the owner did."""


class ItemSupplementRequired(_ItemFact):
    """The window told the applicant, once and all at once, what is missing (补正, 行政许可法 32)."""

    event_type: ClassVar[str] = "daiban.intake.application_item.supplement_required.v1"
    summary: ClassVar[str] = "事项需补正"

    missing: list[str]


class ItemSupplemented(_ItemFact):
    """The missing materials came."""

    event_type: ClassVar[str] = "daiban.intake.application_item.supplemented.v1"
    summary: ClassVar[str] = "事项已补正"


class ItemAccepted(_ItemFact):
    """An item was accepted (受理), or counts as accepted because no notice went out in time."""

    event_type: ClassVar[str] = "daiban.intake.application_item.accepted.v1"
    summary: ClassVar[str] = "事项已受理"

    application_id: UUID
    acceptance_number: str
    stage: str
    body: str
    accepted_at: datetime
    deemed: bool
    """True: accepted by law because the notice was not given in time (行政许可法 32)."""


class ItemNotAccepted(_ItemFact):
    """An item was turned away (不受理, 不予受理) or taken back before acceptance (撤件)."""

    event_type: ClassVar[str] = "daiban.intake.application_item.not_accepted.v1"
    summary: ClassVar[str] = "事项未受理"

    status: str
    reason: str | None


class IntakeDeadlineRequested(DeadlineRequested):
    """Intake asks the clock to watch a limit (supplement notice within 5 working days)."""

    event_type: ClassVar[str] = "daiban.intake.deadline.requested.v1"
    summary: ClassVar[str] = "请求计时"


class IntakeDeadlineSettled(DeadlineSettled):
    """What intake had a limit on has happened, or is moot."""

    event_type: ClassVar[str] = "daiban.intake.deadline.settled.v1"
    summary: ClassVar[str] = "计时了结"


EVENTS: tuple[type[Event], ...] = (
    OwnerRegistered,
    ProjectRegistered,
    EligibilityOverridden,
    RequestSubmitted,
    RequestAccepted,
    RequestClosed,
    AgreementDrafted,
    AgreementSigned,
    AgreementEnded,
    ItemReceived,
    ItemSupplementRequired,
    ItemSupplemented,
    ItemAccepted,
    ItemNotAccepted,
    IntakeDeadlineRequested,
    IntakeDeadlineSettled,
)
