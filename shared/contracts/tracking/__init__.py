"""Events of the tracking service (topic ``daiban.tracking``): how far everything is, against its limit."""

from __future__ import annotations

from shared.contracts.deadlines import DeadlineMet, DeadlineMissed, DeadlineNeared, DeadlineSet
from shared.contracts.event import Event
from shared.contracts.tracking.cases import (
    CaseAnnulled,
    CaseAnnulmentRefused,
    CaseDecided,
    CaseDecisionCorrected,
    CaseOpened,
    CaseResumed,
    CaseStarted,
    CaseSuspended,
    CaseWithdrawn,
)

EVENTS: tuple[type[Event], ...] = (
    CaseOpened,
    CaseStarted,
    CaseSuspended,
    CaseResumed,
    CaseDecided,
    CaseDecisionCorrected,
    CaseWithdrawn,
    CaseAnnulled,
    CaseAnnulmentRefused,
    DeadlineSet,
    DeadlineNeared,
    DeadlineMissed,
    DeadlineMet,
)
