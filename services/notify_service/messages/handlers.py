"""Events that people are told of, and those that feed the directory and may release what waited for them.

What an event teaches the directory comes first: the agent of an agreement just signed is among those told of it.
"""

from __future__ import annotations

from services.notify_service.directory import store as directory
from services.notify_service.directory.domain import Case, Project
from services.notify_service.messages.rules import CASE_PURPOSE
from services.notify_service.messages.use_cases import tell, tell_waiting
from services.notify_service.messages.waiting import Known, Missing
from shared.contracts.deadlines import DeadlineMissed, DeadlineNeared
from shared.contracts.intake.agreements import AgreementDrafted, AgreementEnded, AgreementSigned
from shared.contracts.intake.projects import ProjectRegistered
from shared.contracts.routing.assignments import AssignmentCreated, AssignmentEscalated
from shared.contracts.routing.departments import BodyPublished
from shared.contracts.routing.officers import ChiefServiceOfficerAppointed
from shared.contracts.tracking.cases import CaseOpened
from shared.kit.events.envelope import Envelope
from shared.kit.unit_of_work import UnitOfWork


async def on_project_registered(work: UnitOfWork, event: ProjectRegistered, _: Envelope) -> None:
    """Keep the project and its owner, and tell what waited for it."""
    known = Missing.of(Known.PROJECT, event.project_id)
    await directory.keep_project(
        work,
        Project(
            id=event.project_id,
            code=event.project_code,
            name=event.name,
            owner_uscc=event.owner_uscc,
            owner_name=event.owner_name,
        ),
        turn=known.turn,
    )
    await tell_waiting(work, known)


async def on_body_published(work: UnitOfWork, event: BodyPublished, _: Envelope) -> None:
    """Keep the body's name and its posts with their office addresses, and tell what waited for it."""
    known = Missing.of(Known.BODY, event.code)
    await directory.keep_body(
        work,
        code=event.code,
        name=event.name,
        roster_version=event.roster_version,
        posts=event.posts,
        turn=known.turn,
    )
    await tell_waiting(work, known)


async def on_case_opened(work: UnitOfWork, event: CaseOpened, _: Envelope) -> None:
    """Keep the case, and tell what waited for it. Nobody is told of the case: its acceptance was told already."""
    known = Missing.of(Known.CASE, event.case_id)
    await directory.keep_case(
        work,
        Case(
            id=event.case_id,
            application_item_id=event.application_item_id,
            acceptance_number=event.acceptance_number,
            item_code=event.item_code,
            item_name=event.item_name,
            body=event.body,
        ),
        turn=known.turn,
    )
    await tell_waiting(work, known)


async def on_agreement_drafted(work: UnitOfWork, event: AgreementDrafted, envelope: Envelope) -> None:
    """Keep the agreement's agent, and tell the owner that it waits for signature."""
    await _keep_agreement(work, event, in_force=False)
    await tell(work, event, envelope)


async def on_agreement_signed(work: UnitOfWork, event: AgreementSigned, envelope: Envelope) -> None:
    """The agent may act from now on."""
    await _keep_agreement(work, event, in_force=True)
    await tell(work, event, envelope)


async def _keep_agreement(work: UnitOfWork, event: AgreementDrafted | AgreementSigned, *, in_force: bool) -> None:
    await directory.keep_agreement(
        work,
        agreement_id=event.agreement_id,
        project_id=event.project_id,
        agent=event.agent,
        in_force=in_force,
    )


async def on_agreement_ended(work: UnitOfWork, event: AgreementEnded, envelope: Envelope) -> None:
    """The agent acts no more, and is told so."""
    await directory.end_agreement(work, agreement_id=event.agreement_id, project_id=event.project_id)
    await tell(work, event, envelope)


async def on_chief_service_officer_appointed(
    work: UnitOfWork, event: ChiefServiceOfficerAppointed, envelope: Envelope
) -> None:
    """Keep who answers for the project now."""
    await directory.keep_officer(work, project_id=event.project_id, officer=event.officer, at=event.since)
    await tell(work, event, envelope)


async def on_assignment(work: UnitOfWork, event: AssignmentCreated | AssignmentEscalated, envelope: Envelope) -> None:
    """Keep with whom the assignment stands now, and tell what waited for it."""
    known = Missing.of(Known.ASSIGNMENT, event.application_item_id)
    await directory.keep_assignee(
        work,
        application_item_id=event.application_item_id,
        assignee=event.assignee,
        at=envelope.time,
        turn=known.turn,
    )
    await tell(work, event, envelope)
    await tell_waiting(work, known)


async def on_deadline(work: UnitOfWork, event: DeadlineNeared | DeadlineMissed, envelope: Envelope) -> None:
    """Tell of cases' deadlines. What a missed acknowledgement or notice means, its own service decides and says."""
    if event.purpose == CASE_PURPOSE:
        await tell(work, event, envelope)
