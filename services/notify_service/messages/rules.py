"""Who is told of what. With the templates, this is all that decides which words leave the house.

Told is what asks somebody to act, or what an owner waits for; steps in between are seen in tracking's timeline.
"""

from __future__ import annotations

from dataclasses import dataclass

from services.notify_service.messages.domain import Audience
from services.notify_service.templates.domain import Template, load
from shared.contracts import intake, routing, tracking
from shared.contracts.deadlines import DeadlineMissed, DeadlineNeared
from shared.contracts.event import Event

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
    Rule(intake.EligibilityOverridden, (_A.OWNER,)),
    Rule(intake.RequestAccepted, (_A.OWNER,)),
    Rule(intake.RequestClosed, (_A.OWNER, _A.OFFICER)),
    Rule(intake.AgreementDrafted, (_A.OWNER,)),
    Rule(intake.AgreementSigned, (_A.OWNER, _A.AGENT, _A.OFFICER)),
    Rule(intake.AgreementEnded, (_A.OWNER, _A.AGENT, _A.OFFICER)),
    Rule(intake.ItemSupplementRequired, (_A.OWNER, _A.AGENT)),
    Rule(intake.ItemAccepted, (_A.OWNER, _A.AGENT)),
    Rule(intake.ItemNotAccepted, (_A.OWNER, _A.AGENT)),
    Rule(routing.ChiefServiceOfficerAppointed, (_A.OWNER, _A.OFFICER, _A.PREDECESSOR)),
    Rule(routing.AssignmentCreated, (_A.ASSIGNEE,)),
    Rule(routing.AssignmentEscalated, (_A.ASSIGNEE, _A.FORMER_ASSIGNEE, _A.BODY_OFFICER)),
    Rule(tracking.CaseSuspended, (_A.OWNER, _A.AGENT)),
    Rule(tracking.CaseResumed, (_A.OWNER, _A.AGENT)),
    Rule(tracking.CaseDecided, (_A.OWNER, _A.AGENT, _A.OFFICER)),
    Rule(tracking.CaseWithdrawn, (_A.OWNER, _A.AGENT, _A.ASSIGNEE)),
    Rule(DeadlineNeared, (_A.OWNER, _A.OFFICER, _A.ASSIGNEE)),
    Rule(DeadlineMissed, (_A.OWNER, _A.OFFICER, _A.ASSIGNEE, _A.BODY_OFFICER)),
)
RULES: dict[str, Rule] = {rule.contract.event_type: rule for rule in _RULES}
"""By event type."""

TEMPLATES: dict[str, Template] = load({type_: rule.fields for type_, rule in RULES.items()})
"""Loaded and checked when the process starts, so that no message can fail for its template later."""
