"""All that tracking listens to."""

from __future__ import annotations

from services.tracking_service.cases.handlers import on_item_accepted
from services.tracking_service.catalogue import handlers as catalogue
from services.tracking_service.deadlines.handlers import on_deadline_requested, on_deadline_settled
from services.tracking_service.progress import handlers as progress
from services.tracking_service.projects import handlers as projects
from shared.contracts import intake, routing
from shared.kit.events.subscriptions import on, on_many

SUBSCRIPTIONS = (
    on(routing.BodyPublished, catalogue.on_body_published),
    on(routing.ItemPublished, catalogue.on_item_published),
    on_many(intake.ProjectRegistered, projects.on_projects_registered),
    on(intake.EligibilityOverridden, projects.on_eligibility_overridden),
    on(intake.RequestSubmitted, projects.on_request_submitted),
    on(intake.RequestAccepted, projects.on_request_accepted),
    on(intake.RequestClosed, projects.on_request_closed),
    on(routing.ChiefServiceOfficerAppointed, projects.on_chief_service_officer_appointed),
    on(intake.AgreementDrafted, projects.on_agreement_drafted),
    on(intake.AgreementSigned, projects.on_agreement_signed),
    on(intake.AgreementEnded, projects.on_agreement_ended),
    on(intake.ItemReceived, progress.on_item_received),
    on(intake.ItemSupplementRequired, progress.on_item_supplement_required),
    on(intake.ItemSupplemented, progress.on_item_supplemented),
    on(intake.ItemNotAccepted, progress.on_item_not_accepted),
    on(intake.ItemAccepted, on_item_accepted),
    on(routing.AssignmentCreated, progress.on_assignment_created),
    on(routing.AssignmentAcknowledged, progress.on_assignment_acknowledged),
    on(routing.AssignmentEscalated, progress.on_assignment_escalated),
    on(intake.IntakeDeadlineRequested, on_deadline_requested),
    on(intake.IntakeDeadlineSettled, on_deadline_settled),
    on(routing.RoutingDeadlineRequested, on_deadline_requested),
    on(routing.RoutingDeadlineSettled, on_deadline_settled),
)
