"""Materials in answers."""

from __future__ import annotations

from uuid import UUID

from pydantic import Field

from services.intake_service.window.materials.domain import Material, MaterialKind
from shared.kit.http.fields import Moment, ViewModel


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

    @classmethod
    def of(cls, material: Material) -> MaterialView:
        """The view of a material."""
        return cls(
            id=material.id,
            project_id=material.project_id,
            name=material.name,
            kind=material.kind,
            kind_label=material.kind.label,
            media_type=material.media_type,
            sha256=material.sha256,
            size=material.size,
            uploaded_by=material.uploaded_by,
            agreement_id=material.agreement_id,
            created_at=material.created_at,
        )
