"""Materials (申请材料)."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from shared.contracts.event import Event


class MaterialWithdrawn(Event):
    """A material that was handed in by mistake was taken back, before an item had it."""

    event_type: ClassVar[str] = "daiban.intake.material.withdrawn.v1"
    summary: ClassVar[str] = "误传的材料已撤回"
    subject_field: ClassVar[str] = "material_id"

    material_id: UUID
    project_id: UUID
    name: str
    reason: str
