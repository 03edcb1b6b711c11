"""Materials in answers."""

from __future__ import annotations

from uuid import UUID

from pydantic import Field

from services.intake_service.window.materials.domain import MaterialKind
from shared.kit.http.fields import Moment
from shared.kit.http.views import ViewModel


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
