"""Packages at the one window, item by item (一窗综合受理)."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from shared.contracts.event import Event, Limit


class _ItemFact(Event):
    subject_field: ClassVar[str] = "application_item_id"

    application_item_id: UUID
    project_id: UUID
    item_code: str
    item_name: str
    stage: str | None = None


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


class ItemUndoAsked(_ItemFact):
    """The window asks that an acceptance be undone (撤回受理); tracking, which has the case, says whether that can be.

    asked_at: by this the answer names the question. answer_limit: within which of received_at the window had to answer,
    where silence accepts the item after that (行政许可法 32); None where it does not, for something was told.
    """

    event_type: ClassVar[str] = "daiban.intake.application_item.acceptance_undo_asked.v1"
    summary: ClassVar[str] = "已提出撤回受理"

    acceptance_number: str
    body: str
    asked_at: datetime
    asked_by: str
    reason: str
    received_at: datetime
    answer_limit: Limit | None


class ItemAcceptanceUndone(_ItemFact):
    """An acceptance was undone: the item is received again, and the window has to answer anew.

    acceptance_number: that which it had, and nothing will have again.
    """

    event_type: ClassVar[str] = "daiban.intake.application_item.acceptance_undone.v1"
    summary: ClassVar[str] = "受理已撤回，事项恢复收件"

    acceptance_number: str
    body: str
    reason: str


class ItemNotAccepted(_ItemFact):
    """An item was turned away (不受理, 不予受理) or taken back before acceptance (撤件)."""

    event_type: ClassVar[str] = "daiban.intake.application_item.not_accepted.v1"
    summary: ClassVar[str] = "事项未受理"

    status: str
    reason: str | None
