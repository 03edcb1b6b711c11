"""The list of a project's materials."""

from __future__ import annotations

from services.intake_service.window.materials.domain import MaterialKind, MaterialStatus
from services.intake_service.window.materials.store import MATERIALS, material
from shared.kit.lists import Filter, List, Sort

MATERIAL_LIST = List(
    "materials",
    material,
    scope=MATERIALS.scope,
    filters={
        "kind": Filter(MaterialKind),
        "status": Filter(MaterialStatus, "those that can be used, unless told"),
    },
    sorts={"created_at": Sort((material.c.id,))},
)
