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


class ProjectCorrected(Event):
    """A project's name or amount was put right. changed: the fields."""

    event_type: ClassVar[str] = "daiban.intake.project.corrected.v1"
    summary: ClassVar[str] = "项目信息已更正"
    subject_field: ClassVar[str] = "project_id"

    project_id: UUID
    project_code: str
    name: str
    changed: list[str]
    reason: str


class ProjectFactsCorrected(Event):
    """What eligibility rests on, or where the project lies, was put right; eligibility was decided anew.

    changed: the fields; was_eligible and eligible: whether the service was open to the project, and is; grounds: those
    that hold now.
    """

    event_type: ClassVar[str] = "daiban.intake.project.facts_corrected.v1"
    summary: ClassVar[str] = "项目情况已更正并重新判定适用范围"
    subject_field: ClassVar[str] = "project_id"

    project_id: UUID
    district: str
    investment: str
    project_type: str
    changed: list[str]
    reason: str
    was_eligible: bool
    eligible: bool
    grounds: list[str]
    overridden_on_other_facts: bool
    """True: ``eligible`` is an officer's own decision, which was made on other facts and stays until it is changed."""


class ProjectOwnerRenamed(Event):
    """The name of the project's owner was put right."""

    event_type: ClassVar[str] = "daiban.intake.project.owner_renamed.v1"
    summary: ClassVar[str] = "项目单位名称已更正"
    subject_field: ClassVar[str] = "project_id"

    project_id: UUID
    owner_name: str
    reason: str
