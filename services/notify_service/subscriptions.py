"""Everything this service listens to: first what only feeds its directory, then what people are told of."""

from __future__ import annotations

from services.notify_service.messages import handlers
from services.notify_service.messages.use_cases import tell
from shared.contracts import deadlines, intake, routing, tracking
from shared.kit.events.subscriptions import on

SUBSCRIPTIONS = (
    on(routing.BodyPublished, handlers.on_body_published),
    on(intake.ProjectRegistered, handlers.on_project_registered),
    on(tracking.CaseOpened, handlers.on_case_opened),
    on(intake.EligibilityOverridden, tell),
    on(intake.RequestAccepted, tell),
    on(intake.RequestClosed, tell),
    on(intake.AgreementDrafted, handlers.on_agreement_drafted),
    on(intake.AgreementSigned, handlers.on_agreement_signed),
    on(intake.AgreementEnded, handlers.on_agreement_ended),
    on(intake.ItemSupplementRequired, tell),
    on(intake.ItemAccepted, tell),
    on(intake.ItemNotAccepted, tell),
    on(routing.ChiefServiceOfficerAppointed, handlers.on_chief_service_officer_appointed),
    on(routing.AssignmentCreated, handlers.on_assignment),
    on(routing.AssignmentEscalated, handlers.on_assignment),
    on(tracking.CaseSuspended, tell),
    on(tracking.CaseResumed, tell),
    on(tracking.CaseDecided, tell),
    on(tracking.CaseWithdrawn, tell),
    on(deadlines.DeadlineNeared, handlers.on_deadline),
    on(deadlines.DeadlineMissed, handlers.on_deadline),
)
