"""Claims (项目归属认领) on projects that somebody else has registered."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from shared.contracts.event import Event


class ClaimFiled(Event):
    """An enterprise claimed a project. owner_uscc: of the owner that has it."""

    event_type: ClassVar[str] = "daiban.intake.claim.filed.v1"
    summary: ClassVar[str] = "已提出项目归属认领"
    subject_field: ClassVar[str] = "claim_id"

    claim_id: UUID
    project_id: UUID
    project_code: str
    owner_uscc: str
    claimant_uscc: str
    claimant_name: str
    reason: str


class ClaimCommented(Event):
    """The owner whose project is claimed said what it has to say. What it said stays in intake."""

    event_type: ClassVar[str] = "daiban.intake.claim.commented.v1"
    summary: ClassVar[str] = "项目单位已对归属认领陈述意见"
    subject_field: ClassVar[str] = "claim_id"

    claim_id: UUID
    project_id: UUID


class ClaimClosed(Event):
    """A claim was granted or refused by the window, or withdrawn. owner_uscc: of the owner that had the project."""

    event_type: ClassVar[str] = "daiban.intake.claim.closed.v1"
    summary: ClassVar[str] = "项目归属认领已了结"
    subject_field: ClassVar[str] = "claim_id"

    claim_id: UUID
    project_id: UUID
    project_code: str
    owner_uscc: str
    claimant_uscc: str
    status: str
    reason: str
