"""The list of claims."""

from __future__ import annotations

from services.intake_service.parties.projects.schemas import ProjectCodeField
from services.intake_service.window.claims.store import CLAIMS, claim
from shared.kit.lists import Filter, List, Sort
from shared.vocabulary.statuses import ClaimStatus

CLAIM_LIST = List(
    "claims",
    claim,
    scope=CLAIMS.scope,
    few_claims=("claimant_uscc", "holder_uscc"),
    filters={
        "status": Filter(ClaimStatus),
        "project_code": Filter(ProjectCodeField, "投资项目统一代码", few=True),
    },
    sorts={"filed_at": Sort((claim.c.id,), along=[("status",)])},
)
