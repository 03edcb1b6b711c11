"""The list of drafts."""

from __future__ import annotations

from uuid import UUID

from services.intake_service.window.drafts.domain import DraftedOperation
from services.intake_service.window.drafts.store import DRAFTS, draft
from shared.kit.lists import Filter, List, Sort

DRAFT_LIST = List(
    "drafts",
    draft,
    scope=DRAFTS.scope,
    few_claims=("enterprise", "id.agent"),
    filters={
        "operation": Filter(DraftedOperation, "what it is filled in for", few=True),
        "project_id": Filter(UUID, few=True),
    },
    sorts={"updated_at": Sort((draft.c.updated_at, draft.c.id)), "created_at": Sort((draft.c.id,))},
)
"""Everybody sees few, those of its own: each filter goes with each order."""
