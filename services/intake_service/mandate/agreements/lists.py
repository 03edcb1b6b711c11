"""The list of agreements."""

from __future__ import annotations

from uuid import UUID

from services.intake_service.mandate.agreements.store import AGREEMENTS, agreement
from services.intake_service.parties.projects.store import found, names_beside
from shared.kit.http.fields import Code, Upper
from shared.kit.lists import Filter, List, Sort
from shared.kit.search import is_number
from shared.vocabulary.statuses import AgreementStatus

AGREEMENT_LIST = List(
    "agreements",
    agreement,
    scope=AGREEMENTS.scope,
    filters={
        "project_id": Filter(UUID, few=True),
        "request_id": Filter(UUID, few=True),
        "agreement_number": Filter(Upper, "协议编号", few=True),
        "status": Filter(AgreementStatus),
        "agent_on_roster": Filter(bool, "false: those whose agent's post is gone"),
        "agent": Filter(Code, "subject of the agent's post"),
    },
    sorts={"created_at": Sort((agreement.c.id,), along=[("status",), ("agent",), ("agent_on_roster",)])},
    search=lambda words: found(agreement.c.project_id, words) | is_number(agreement.c.agreement_number, words),
    beside=names_beside(agreement),
)
