"""Everything this service listens to: first what only feeds its directory, then what people are told of."""

from __future__ import annotations

from services.notify_service.messages import handlers
from services.notify_service.messages.use_cases import tell
from shared.contracts.deadlines import DeadlineMissed, DeadlineNeared
from shared.contracts.intake.agreements import AgreementDrafted, AgreementEnded, AgreementSigned
from shared.contracts.intake.applications import ItemAccepted, ItemNotAccepted, ItemSupplementRequired
from shared.contracts.intake.projects import EligibilityOverridden, ProjectRegistered
from shared.contracts.intake.requests import RequestAccepted, RequestClosed
from shared.contracts.routing.assignments import AssignmentCreated, AssignmentEscalated
from shared.contracts.routing.departments import BodyPublished
from shared.contracts.routing.officers import ChiefServiceOfficerAppointed
from shared.contracts.tracking.cases import CaseDecided, CaseOpened, CaseResumed, CaseSuspended, CaseWithdrawn
from shared.kit.events.subscriptions import on

SUBSCRIPTIONS = (
    on(BodyPublished, handlers.on_body_published),
    on(ProjectRegistered, handlers.on_project_registered),
    on(CaseOpened, handlers.on_case_opened),
    on(EligibilityOverridden, tell),
    on(RequestAccepted, tell),
    on(RequestClosed, tell),
    on(AgreementDrafted, handlers.on_agreement_drafted),
    on(AgreementSigned, handlers.on_agreement_signed),
    on(AgreementEnded, handlers.on_agreement_ended),
    on(ItemSupplementRequired, tell),
    on(ItemAccepted, tell),
    on(ItemNotAccepted, tell),
    on(ChiefServiceOfficerAppointed, handlers.on_chief_service_officer_appointed),
    on(AssignmentCreated, handlers.on_assignment),
    on(AssignmentEscalated, handlers.on_assignment),
    on(CaseSuspended, tell),
    on(CaseResumed, tell),
    on(CaseDecided, tell),
    on(CaseWithdrawn, tell),
    on(DeadlineNeared, handlers.on_deadline),
    on(DeadlineMissed, handlers.on_deadline),
)
