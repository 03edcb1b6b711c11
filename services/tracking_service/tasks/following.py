"""What makes tasks follow: every event after which something may wait for somebody else, or for nobody."""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter
from typing import Any

from services.tracking_service.copies.agreements import AGREEMENTS
from services.tracking_service.copies.claims import CLAIMS
from services.tracking_service.copies.items import APPLICATION_ITEMS, ASSIGNMENTS
from services.tracking_service.copies.requests import REQUESTS
from services.tracking_service.tasks.store import changed, changed_of_projects, serves_others
from shared.contracts.deadlines import DeadlineSet
from shared.contracts.intake.agreements import (
    AgreementAgentGone,
    AgreementConcludedByWindow,
    AgreementEnded,
    AgreementSigned,
)
from shared.contracts.intake.projects import ProjectPassed, ProjectRegistered
from shared.contracts.routing.officers import ChiefServiceOfficerAppointed, ChiefServiceOfficerReleased
from shared.kit.copies import Copy
from shared.kit.events.envelope import Envelope
from shared.kit.events.subscriptions import Subscription, on, on_many
from shared.kit.unit_of_work import UnitOfWork
from shared.vocabulary.limits import Purpose


def follow_case(work: UnitOfWork, _: object, case: Any) -> None:
    """A case was opened, or is changed: its resource calls this, after it has told the timeline."""
    changed(work, case.project_id, case.id, held=True)


def follow_deadline(work: UnitOfWork, event: object, deadline: Any) -> None:
    """A due date was reckoned: its resource calls this. The clock of a case is locked with it."""
    if isinstance(event, DeadlineSet) and deadline.purpose != Purpose.SPECIAL_PROCEDURE:
        changed(work, deadline.project_id, deadline.subject_id, held=deadline.purpose == Purpose.CASE)


def _following(*copies: Copy) -> list[Subscription]:
    """That tasks follow copies of what can wait."""
    return [on_many(contract, _of(copy.key)) for copy in copies for contract in copy.contracts]


def _of(key: str) -> Any:
    of = attrgetter(key)

    async def follow(work: UnitOfWork, given: Sequence[tuple[Any, Envelope]]) -> None:
        for event, _ in given:
            changed(work, event.project_id, of(event))

    return follow


async def _on_projects_owned(
    work: UnitOfWork, given: Sequence[tuple[ProjectRegistered | ProjectPassed, Envelope]]
) -> None:
    """Whose a project is, is known, or has changed: what waits for the owner waits for this one."""
    await changed_of_projects(work, [event.project_id for event, _ in given])


async def _on_officer(
    work: UnitOfWork, event: ChiefServiceOfficerAppointed | ChiefServiceOfficerReleased, _: Envelope
) -> None:
    changed(work, event.project_id, event.project_id)
    predecessor = getattr(event, "predecessor", None)
    serves_others(work, event.officer, *([predecessor] if predecessor else []))


_AGENTS = "SELECT DISTINCT agent FROM agreement_copy WHERE agreement_id = ANY($1)"


async def _on_mandates(work: UnitOfWork, given: Sequence[tuple[Any, Envelope]]) -> None:
    """Agreements have come into force, or are so no more: their agents serve other projects than before."""
    agreements = [event.agreement_id for event, _ in given]
    if agents := [row["agent"] for row in await work.connection.fetch(_AGENTS, agreements)]:
        serves_others(work, *agents)


SUBSCRIPTIONS = (
    *_following(CLAIMS, REQUESTS, AGREEMENTS, APPLICATION_ITEMS, ASSIGNMENTS),
    on_many(ProjectRegistered, _on_projects_owned),
    on_many(ProjectPassed, _on_projects_owned),
    on(ChiefServiceOfficerAppointed, _on_officer),
    on(ChiefServiceOfficerReleased, _on_officer),
    on_many(AgreementSigned, _on_mandates),
    on_many(AgreementConcludedByWindow, _on_mandates),
    on_many(AgreementAgentGone, _on_mandates),
    on_many(AgreementEnded, _on_mandates),
)
"""To stand after the copies' own."""
