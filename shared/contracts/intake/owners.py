"""Owners (项目单位)."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

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


class OwnerCorrected(Event):
    """An owner's name or contact was put right; what the contact is stays in intake.

    A new name is also told by each of its projects (``project.owner_renamed``), in the order of their events.
    """

    event_type: ClassVar[str] = "daiban.intake.owner.corrected.v1"
    summary: ClassVar[str] = "项目单位信息已更正"
    key_field: ClassVar[str] = "owner_id"
    subject_field: ClassVar[str] = "owner_id"
    external: ClassVar[bool] = True

    owner_id: UUID
    uscc: str
    name: str
    changed: list[str]
    """The fields that were put right."""
