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
    ItemAcceptanceUndone,
    ItemAccepted,
    ItemNotAccepted,
    ItemReceived,
    ItemSupplemented,
    ItemSupplementRequired,
    ItemUndoAsked,
)
from shared.contracts.intake.claims import ClaimClosed, ClaimCommented, ClaimFiled
from shared.contracts.intake.deadlines import IntakeDeadlineRequested, IntakeDeadlineSettled
from shared.contracts.intake.materials import MaterialWithdrawn
from shared.contracts.intake.owners import OwnerCorrected, OwnerRegistered
from shared.contracts.intake.projects import (
    EligibilityOverridden,
    ProjectCorrected,
    ProjectFactsCorrected,
    ProjectOwnerRenamed,
    ProjectPassed,
    ProjectRegistered,
)
from shared.contracts.intake.requests import RequestAccepted, RequestClosed, RequestSubmitted

EVENTS: tuple[type[Event], ...] = (
    OwnerRegistered,
    OwnerCorrected,
    ProjectRegistered,
    EligibilityOverridden,
    ProjectPassed,
    ClaimFiled,
    ClaimCommented,
    ClaimClosed,
    ProjectCorrected,
    ProjectFactsCorrected,
    ProjectOwnerRenamed,
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
    MaterialWithdrawn,
    ItemReceived,
    ItemSupplementRequired,
    ItemSupplemented,
    ItemAccepted,
    ItemUndoAsked,
    ItemAcceptanceUndone,
    ItemNotAccepted,
    IntakeDeadlineRequested,
    IntakeDeadlineSettled,
)
