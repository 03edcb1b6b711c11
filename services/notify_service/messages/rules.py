"""Who is told of what. With the templates, this is all that decides which words leave the house.

Told is what asks somebody to act, or what an owner waits for; steps in between are seen in tracking's timeline.
"""

from __future__ import annotations

from dataclasses import dataclass

from services.notify_service.messages.domain import Audience
from services.notify_service.templates.domain import Template, load
from shared.contracts.deadlines import DeadlineMissed, DeadlineNeared
from shared.contracts.event import Event
from shared.contracts.intake.agreements import AgreementDrafted, AgreementEnded, AgreementSigned
from shared.contracts.intake.applications import ItemAccepted, ItemNotAccepted, ItemSupplementRequired
from shared.contracts.intake.projects import EligibilityOverridden
from shared.contracts.intake.requests import RequestAccepted, RequestClosed
from shared.contracts.routing.assignments import AssignmentCreated, AssignmentEscalated
from shared.contracts.routing.officers import ChiefServiceOfficerAppointed
from shared.contracts.tracking.cases import CaseDecided, CaseResumed, CaseSuspended, CaseWithdrawn

CASE_PURPOSE = "case"
"""The purpose under which tracking watches a case's limit; of other deadlines the services themselves make events."""

_PROJECT_FIELDS = frozenset({"project_name", "project_code", "owner_name"})
_CASE_FIELDS = frozenset({"item_name", "item_code", "acceptance_number"})


@dataclass(frozen=True)
class Rule:
    """One event and its audience."""

    contract: type[Event]
    to: tuple[Audience, ...]

    @property
    def fields(self) -> frozenset[str]:
        """What its template may name."""
        named = frozenset(self.contract.model_fields) | _PROJECT_FIELDS
        if "body" in named:
            named |= {"body_name"}
        if issubclass(self.contract, DeadlineNeared | DeadlineMissed):
            named |= _CASE_FIELDS
        return named


_A = Audience
_RULES = (
    Rule(EligibilityOverridden, (_A.OWNER,)),
    Rule(RequestAccepted, (_A.OWNER,)),
    Rule(RequestClosed, (_A.OWNER, _A.OFFICER)),
    Rule(AgreementDrafted, (_A.OWNER,)),
    Rule(AgreementSigned, (_A.OWNER, _A.AGENT, _A.OFFICER)),
    Rule(AgreementEnded, (_A.OWNER, _A.AGENT, _A.OFFICER)),
    Rule(ItemSupplementRequired, (_A.OWNER, _A.AGENT)),
    Rule(ItemAccepted, (_A.OWNER, _A.AGENT)),
    Rule(ItemNotAccepted, (_A.OWNER, _A.AGENT)),
    Rule(ChiefServiceOfficerAppointed, (_A.OWNER, _A.OFFICER, _A.PREDECESSOR)),
    Rule(AssignmentCreated, (_A.ASSIGNEE,)),
    Rule(AssignmentEscalated, (_A.ASSIGNEE, _A.FORMER_ASSIGNEE, _A.BODY_OFFICER)),
    Rule(CaseSuspended, (_A.OWNER, _A.AGENT)),
    Rule(CaseResumed, (_A.OWNER, _A.AGENT)),
    Rule(CaseDecided, (_A.OWNER, _A.AGENT, _A.OFFICER)),
    Rule(CaseWithdrawn, (_A.OWNER, _A.AGENT, _A.ASSIGNEE)),
    Rule(DeadlineNeared, (_A.OWNER, _A.OFFICER, _A.ASSIGNEE)),
    Rule(DeadlineMissed, (_A.OWNER, _A.OFFICER, _A.ASSIGNEE, _A.BODY_OFFICER)),
)
RULES: dict[str, Rule] = {rule.contract.event_type: rule for rule in _RULES}
"""By event type."""

TEMPLATES: dict[str, Template] = load({type_: rule.fields for type_, rule in RULES.items()})
"""Loaded and checked when the process starts, so that no message can fail for its template later."""
