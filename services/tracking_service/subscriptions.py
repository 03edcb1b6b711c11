"""All that tracking listens to."""

from __future__ import annotations

from services.tracking_service.cases.handlers import on_item_accepted
from services.tracking_service.catalogue import handlers as catalogue
from services.tracking_service.deadlines.handlers import on_deadline_requested, on_deadline_settled
from services.tracking_service.progress import handlers as progress
from services.tracking_service.projects import handlers as projects
from shared.contracts.intake.agreements import AgreementDrafted, AgreementEnded, AgreementSigned
from shared.contracts.intake.applications import (
    ItemAccepted,
    ItemNotAccepted,
    ItemReceived,
    ItemSupplemented,
    ItemSupplementRequired,
)
from shared.contracts.intake.deadlines import IntakeDeadlineRequested, IntakeDeadlineSettled
from shared.contracts.intake.projects import EligibilityOverridden, ProjectRegistered
from shared.contracts.intake.requests import RequestAccepted, RequestClosed, RequestSubmitted
from shared.contracts.routing.assignments import AssignmentAcknowledged, AssignmentCreated, AssignmentEscalated
from shared.contracts.routing.catalogue import ItemPublished
from shared.contracts.routing.deadlines import RoutingDeadlineRequested, RoutingDeadlineSettled
from shared.contracts.routing.departments import BodyPublished
from shared.contracts.routing.officers import ChiefServiceOfficerAppointed
from shared.kit.events.subscriptions import on, on_many

SUBSCRIPTIONS = (
    on(BodyPublished, catalogue.on_body_published),
    on(ItemPublished, catalogue.on_item_published),
    on_many(ProjectRegistered, projects.on_projects_registered),
    on(EligibilityOverridden, projects.on_eligibility_overridden),
    on(RequestSubmitted, projects.on_request_submitted),
    on(RequestAccepted, projects.on_request_accepted),
    on(RequestClosed, projects.on_request_closed),
    on(ChiefServiceOfficerAppointed, projects.on_chief_service_officer_appointed),
    on(AgreementDrafted, projects.on_agreement_drafted),
    on(AgreementSigned, projects.on_agreement_signed),
    on(AgreementEnded, projects.on_agreement_ended),
    on(ItemReceived, progress.on_item_received),
    on(ItemSupplementRequired, progress.on_item_supplement_required),
    on(ItemSupplemented, progress.on_item_supplemented),
    on(ItemNotAccepted, progress.on_item_not_accepted),
    on(ItemAccepted, on_item_accepted),
    on(AssignmentCreated, progress.on_assignment_created),
    on(AssignmentAcknowledged, progress.on_assignment_acknowledged),
    on(AssignmentEscalated, progress.on_assignment_escalated),
    on(IntakeDeadlineRequested, on_deadline_requested),
    on(IntakeDeadlineSettled, on_deadline_settled),
    on(RoutingDeadlineRequested, on_deadline_requested),
    on(RoutingDeadlineSettled, on_deadline_settled),
)
