"""Materials in answers."""

from __future__ import annotations

from uuid import UUID

from pydantic import Field

from services.intake_service.window.materials.domain import Material, MaterialKind, MaterialStatus
from services.intake_service.window.materials.store import MATERIALS
from shared.kit.http.actions import NextAction
from shared.kit.http.fields import Moment
from shared.kit.http.views import ViewModel
from shared.kit.unit_of_work import UnitOfWork


class MaterialView(ViewModel):
    """申请材料."""

    id: UUID
    project_id: UUID
    name: str
    kind: MaterialKind
    kind_label: str
    media_type: str
    sha256: str = Field(description="of the content, hexadecimal")
    size: int = Field(description="bytes")
    uploaded_by: str
    agreement_id: UUID | None
    created_at: Moment
    status: MaterialStatus
    status_label: str
    version: int
    next_actions: list[NextAction]


def view(work: UnitOfWork, material: Material) -> MaterialView:
    """A material as this caller sees it."""
    return MaterialView.of(material, next_actions=MATERIALS.next_actions(work, material))
