"""Events of the intake service (topic ``daiban.intake``): what enterprises bring and ask."""

from __future__ import annotations

from shared.contracts.event import Event
from shared.contracts.intake.agreements import (
    AgreementAgentGone,
    AgreementConcludedByWindow,
    AgreementDrafted,
    AgreementEnded,
    AgreementSealAwaited,
    AgreementSigned,
    AgreementSigningBegun,
)
from shared.contracts.intake.applications import (
    ItemAccepted,
    ItemNotAccepted,
    ItemReceived,
    ItemSupplemented,
    ItemSupplementRequired,
)
from shared.contracts.intake.claims import ClaimClosed, ClaimCommented, ClaimFiled
from shared.contracts.intake.deadlines import IntakeDeadlineRequested, IntakeDeadlineSettled
from shared.contracts.intake.owners import OwnerRegistered
from shared.contracts.intake.projects import EligibilityOverridden, ProjectPassed, ProjectRegistered
from shared.contracts.intake.requests import RequestAccepted, RequestClosed, RequestSubmitted

EVENTS: tuple[type[Event], ...] = (
    OwnerRegistered,
    ProjectRegistered,
    EligibilityOverridden,
    ProjectPassed,
    ClaimFiled,
    ClaimCommented,
    ClaimClosed,
    RequestSubmitted,
    RequestAccepted,
    RequestClosed,
    AgreementDrafted,
    AgreementSigningBegun,
    AgreementSealAwaited,
    AgreementSigned,
    AgreementConcludedByWindow,
    AgreementAgentGone,
    AgreementEnded,
    ItemReceived,
    ItemSupplementRequired,
    ItemSupplemented,
    ItemAccepted,
    ItemNotAccepted,
    IntakeDeadlineRequested,
    IntakeDeadlineSettled,
)
