"""Who is told of what. With the words, this is all that decides what leaves the house.

Told is what asks somebody to act, or what an owner waits for; steps in between are seen in tracking's timeline.
"""

from __future__ import annotations

from collections.abc import Mapping

from services.notify_service.telling.audience import Audience
from shared.contracts.deadlines import DeadlineMissed, DeadlineNeared
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
)
from shared.contracts.intake.claims import ClaimClosed, ClaimFiled
from shared.contracts.intake.projects import EligibilityOverridden, ProjectFactsCorrected
from shared.contracts.intake.requests import RequestAccepted, RequestClosed, RequestSubmitted
from shared.contracts.routing.assignments import AssignmentCreated, AssignmentEscalated, AssignmentMoved
from shared.contracts.routing.officers import ChiefServiceOfficerAppointed, ChiefServiceOfficerReleased
from shared.contracts.tracking.cases import (
    CaseAnnulled,
    CaseAnnulmentRefused,
    CaseDecided,
    CaseDecisionCorrected,
    CaseResumed,
    CaseSuspended,
    CaseWithdrawn,
)
from shared.kit.words import Template, WordsInvalidError
from shared.vocabulary.limits import Purpose
from shared.words import EventWords, words

_A = Audience
TOLD: Mapping[type[Event], tuple[Audience, ...]] = {
    EligibilityOverridden: (_A.OWNER,),
    ClaimFiled: (_A.OWNER, _A.WINDOW),
    ClaimClosed: (_A.CLAIMANT, _A.OWNER),
    ProjectFactsCorrected: (_A.OWNER, _A.AGENT, _A.OFFICER),
    RequestSubmitted: (_A.WINDOW,),
    RequestAccepted: (_A.OWNER,),
    RequestClosed: (_A.OWNER, _A.OFFICER),
    AgreementDrafted: (_A.OWNER,),
    AgreementSigningBegun: (_A.OWNER,),
    AgreementSealAwaited: (_A.OWNER,),
    AgreementSigned: (_A.OWNER, _A.AGENT, _A.OFFICER),
    AgreementConcludedByWindow: (_A.OWNER, _A.AGENT, _A.OFFICER),
    AgreementAgentGone: (_A.OWNER, _A.OFFICER),
    AgreementEnded: (_A.OWNER, _A.AGENT, _A.OFFICER),
    ItemReceived: (_A.WINDOW,),
    ItemSupplementRequired: (_A.OWNER, _A.AGENT),
    ItemSupplemented: (_A.WINDOW,),
    ItemAccepted: (_A.OWNER, _A.AGENT),
    ItemAcceptanceUndone: (_A.OWNER, _A.AGENT),
    ItemNotAccepted: (_A.OWNER, _A.AGENT),
    ChiefServiceOfficerAppointed: (_A.OWNER, _A.OFFICER, _A.PREDECESSOR),
    ChiefServiceOfficerReleased: (_A.OWNER, _A.OFFICER),
    AssignmentCreated: (_A.ASSIGNEE,),
    AssignmentEscalated: (_A.ASSIGNEE, _A.FORMER_ASSIGNEE, _A.BODY_OFFICER),
    AssignmentMoved: (_A.ASSIGNEE, _A.BODY_OFFICER),
    CaseSuspended: (_A.OWNER, _A.AGENT),
    CaseResumed: (_A.OWNER, _A.AGENT),
    CaseDecided: (_A.OWNER, _A.AGENT, _A.OFFICER),
    CaseDecisionCorrected: (_A.OWNER, _A.AGENT, _A.OFFICER),
    CaseWithdrawn: (_A.OWNER, _A.AGENT, _A.ASSIGNEE),
    CaseAnnulled: (_A.ASSIGNEE,),
    CaseAnnulmentRefused: (_A.WINDOW,),
    DeadlineNeared: (_A.OWNER, _A.OFFICER, _A.ASSIGNEE),
    DeadlineMissed: (_A.OWNER, _A.OFFICER, _A.ASSIGNEE, _A.BODY_OFFICER),
}
"""By the contract of the event."""


def audiences_of(event: Event) -> tuple[Audience, ...]:
    """Who is told of this one. Of deadlines a case's; the window of its own that near; of what follows when the others
    are missed, their services make events.
    """
    purpose = getattr(event, "purpose", Purpose.CASE)
    if purpose == Purpose.SUPPLEMENT_NOTICE and isinstance(event, DeadlineNeared):
        return (_A.WINDOW,)
    return TOLD[type(event)] if purpose == Purpose.CASE else ()


def letters(known: Mapping[str, EventWords]) -> dict[str, Template]:
    """The words of each event that is told, by its type. Raises WordsInvalidError where some are missing, or unused."""
    made = {type_: one.message for type_, one in known.items() if one.message}
    if unlike := made.keys() ^ {contract.event_type for contract in TOLD}:
        raise WordsInvalidError(f"rules and messages differ: {sorted(unlike)}")
    return made


LETTERS = letters(words())
"""Loaded and checked when the process starts, so that no message can fail for its words later."""
