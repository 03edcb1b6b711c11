"""Projects and their eligibility."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from shared.contracts.event import Event


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


class ProjectPassed(Event):
    """The project passed to another owner, whose claim the window granted; and with it all that hangs on it."""

    event_type: ClassVar[str] = "daiban.intake.project.passed.v1"
    summary: ClassVar[str] = "项目已转归另一项目单位"
    subject_field: ClassVar[str] = "project_id"

    project_id: UUID
    owner_id: UUID
    owner_uscc: str
    owner_name: str
    former_owner_uscc: str
