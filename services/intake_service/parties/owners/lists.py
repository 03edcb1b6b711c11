"""The list of owners."""

from __future__ import annotations

from services.intake_service.parties.owners.schemas import Uscc
from services.intake_service.parties.owners.store import OWNERS, owner
from shared.kit.lists import Filter, List, Sort

OWNER_LIST = List(
    "owners",
    owner,
    scope=OWNERS.scope,
    few_claims=("uscc",),
    filters={"uscc": Filter(Uscc, "统一社会信用代码", few=True)},
    sorts={"created_at": Sort((owner.c.id,))},
    search=owner.c.search.contains,
)
