"""What is done with cases: opened by an acceptance, handled and decided by their body, taken back by their owner."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select

from services.tracking_service.calendar.domain import Limit, LimitUnit
from services.tracking_service.cases import policy, publishing, store
from services.tracking_service.cases.domain import Case, CaseStatus, Outcome, SpecialProcedure, Step
from services.tracking_service.catalogue.store import item_rules
from services.tracking_service.deadlines import use_cases as deadlines
from services.tracking_service.deadlines.domain import Deadline
from services.tracking_service.deadlines.store import get as get_deadline
from services.tracking_service.deadlines.store import get_several as get_deadlines
from services.tracking_service.projects.store import Mandate, mandates_of, owner_of
from services.tracking_service.timeline.store import append
from services.tracking_service.vocabulary import Purpose
from shared.contracts.intake.applications import ItemAccepted
from shared.kit.clock import local_date
from shared.kit.errors import check_version
from shared.kit.events.waiting import Missing
from shared.kit.ids import new_id
from shared.kit.pages import page
from shared.kit.unit_of_work import UnitOfWork
from shared.vocabulary.roles import Role

_ASKER = "tracking"


@dataclass(frozen=True)
class CaseWithClock:
    """A case, its deadline (None where its limit is 未核定), and what the caller may do for its owner."""

    case: Case
    deadline: Deadline | None
    mandates: tuple[Mandate, ...]


async def open_case(work: UnitOfWork, accepted: ItemAccepted) -> None:
    """An accepted item becomes a case, once; its clock runs from the day of acceptance.

    Raises Missing where the item or the project is not known here yet.
    """
    accepted_on = local_date(accepted.accepted_at)
    rules = await item_rules(work, accepted.item_code, accepted_on)
    if rules is None:
        raise Missing("item", accepted.item_code)
    owner = await owner_of(work, accepted.project_id)
    if owner is None:
        raise Missing("project", accepted.project_id)
    case = Case(
        id=new_id(),
        project_id=accepted.project_id,
        owner_uscc=owner,
        application_item_id=accepted.application_item_id,
        acceptance_number=accepted.acceptance_number,
        item_code=accepted.item_code,
        item_name=accepted.item_name,
        stage=accepted.stage,
        body=accepted.body,
        limit=rules.limit,
        procedure_rules=rules.procedures,
        accepted_at=accepted.accepted_at,
        deemed=accepted.deemed,
        opened_at=work.now,
    )
    if not await store.add(work, case):
        return
    deadline = None
    if case.limit:
        deadline = await deadlines.set_deadline(
            work, _deadline(case, Purpose.CASE, "case", case.id, case.limit, base=accepted_on)
        )
    work.publish(publishing.opened(case, deadline))
    work.audit("case.opened", "case", case.id, after=_on_record(case))
    append(work, publishing.opened_entry(case, deadline))


async def read_case(work: UnitOfWork, case_id: UUID) -> CaseWithClock:
    """A case that the caller may see."""
    case = policy.check_may_see(work.principal, await store.get(work, case_id))
    return CaseWithClock(case, await get_deadline(work, case.id), await _mandates(work, case))


async def list_cases(
    work: UnitOfWork,
    *,
    project_id: UUID | None,
    body: str | None,
    status: CaseStatus | None,
    size: int,
    cursor: str | None,
) -> tuple[list[CaseWithClock], str | None]:
    """A page of the cases that the caller may see, oldest first, and the cursor of the next."""
    query = select(store.item_case).where(policy.visible(work.principal))
    if project_id:
        query = query.where(store.item_case.c.project_id == project_id)
    if body:
        query = query.where(store.item_case.c.body == body)
    if status:
        query = query.where(store.item_case.c.status == status.value)
    rows, next_cursor = await page(work, "cases", query, [store.item_case.c.id], size=size, cursor=cursor)
    found = [store.from_row(row) for row in rows]
    # Apart from the page: joined to it, PostgreSQL likes to merge the two tables from their beginnings.
    clocks = await get_deadlines(work, [case.id for case in found])
    mandates: tuple[Mandate, ...] = ()
    if work.principal.has(Role.SERVICE_OFFICER):
        projects = {case.project_id for case in found}
        mandates = tuple(await mandates_of(work, work.principal.subject, projects))
    return [CaseWithClock(case, clocks.get(case.id), mandates) for case in found], next_cursor


async def start_case(work: UnitOfWork, case_id: UUID, *, expected_version: int) -> CaseWithClock:
    """The body begins to handle the case."""
    case, mandates = await _load(work, case_id, Step.START, expected_version)
    before = _on_record(case)
    case.start()
    return await _keep(work, case, before, await get_deadline(work, case.id), mandates)


async def begin_special_procedure(
    work: UnitOfWork, case_id: UUID, *, expected_version: int, type_: str
) -> CaseWithClock:
    """A special procedure begins; where the item says so, the clock stops from today on."""
    case, mandates = await _load(work, case_id, Step.BEGIN_SPECIAL_PROCEDURE, expected_version)
    before = _on_record(case)
    begun = case.begin_special_procedure(type_, now=work.now)
    if begun.rule.max_days is not None:
        limit = Limit(begun.rule.max_days, LimitUnit.WORKING_DAY)
        await deadlines.set_deadline(
            work,
            _deadline(case, Purpose.SPECIAL_PROCEDURE, "special_procedure", begun.id, limit, base=local_date(work.now)),
        )
    return await _keep(work, case, before, await deadlines.change_stops(work, case.id, case.stops()), mandates)


async def end_special_procedure(
    work: UnitOfWork, case_id: UUID, procedure_id: UUID, *, expected_version: int
) -> CaseWithClock:
    """The special procedure ends; the due date is reckoned anew from the day of acceptance, with all the stops."""
    case, mandates = await _load(work, case_id, Step.END_SPECIAL_PROCEDURE, expected_version)
    before = _on_record(case)
    await _settle_procedure(work, case.end_special_procedure(procedure_id, now=work.now), met=True)
    return await _keep(work, case, before, await deadlines.change_stops(work, case.id, case.stops()), mandates)


async def decide_case(
    work: UnitOfWork,
    case_id: UUID,
    *,
    expected_version: int,
    outcome: Outcome,
    document_number: str | None,
    remark: str | None,
) -> CaseWithClock:
    """The body decides the case."""
    case, mandates = await _load(work, case_id, Step.DECIDE, expected_version)
    before = _on_record(case)
    case.decide(outcome, document_number=document_number, remark=remark, now=work.now)
    deadline = await deadlines.settle(work, case.id, met=True, at=work.now)
    return await _keep(work, case, before, deadline, mandates)


async def withdraw_case(work: UnitOfWork, case_id: UUID, *, expected_version: int, reason: str) -> CaseWithClock:
    """The owner, or its agent under an agreement that covers the item, takes the case back before its decision."""
    case, mandates = await _load(work, case_id, Step.WITHDRAW, expected_version)
    before, running = _on_record(case), case.open_procedure
    case.withdraw(reason, now=work.now)
    if running:
        await _settle_procedure(work, running, met=False)
    deadline = await deadlines.settle(work, case.id, met=False, at=work.now)
    return await _keep(
        work,
        case,
        before,
        deadline,
        mandates,
        on_behalf_of=case.owner_uscc,
        under=policy.mandate_for(case, mandates),
    )


async def _load(work: UnitOfWork, case_id: UUID, step: Step, expected_version: int) -> tuple[Case, tuple[Mandate, ...]]:
    case = policy.check_may_see(work.principal, await store.get_for_update(work, case_id))
    mandates = await _mandates(work, case)
    policy.check_may(work.principal, step, case, mandates)
    check_version(given=expected_version, current=case.version)
    return case, mandates


async def _keep(
    work: UnitOfWork,
    case: Case,
    before: dict[str, Any],
    deadline: Deadline | None,
    mandates: tuple[Mandate, ...],
    *,
    on_behalf_of: str | None = None,
    under: Mandate | None = None,
) -> CaseWithClock:
    await store.save(work, case)
    told = [publishing.told(case, fact, deadline, work.now) for fact in case.facts]
    work.publish(*(event for event, _ in told))
    append(work, *(entry for _, entry in told))
    after = _on_record(case) | ({"agreement_id": under.agreement_id} if under else {})
    for _, entry in told:
        work.audit(entry.kind, "case", case.id, before=before, after=after, on_behalf_of=on_behalf_of)
    return CaseWithClock(case, deadline, mandates)


async def _settle_procedure(work: UnitOfWork, procedure: SpecialProcedure, *, met: bool) -> None:
    if procedure.rule.max_days is not None:
        await deadlines.settle(work, procedure.id, met=met, at=work.now)


async def _mandates(work: UnitOfWork, case: Case) -> tuple[Mandate, ...]:
    if not work.principal.has(Role.SERVICE_OFFICER):
        return ()
    return tuple(await mandates_of(work, work.principal.subject, [case.project_id]))


def _on_record(case: Case) -> dict[str, Any]:
    return {
        "status": case.status,
        "special_procedure": case.open_procedure.rule.type if case.open_procedure else None,
        "outcome": case.outcome,
        "document_number": case.document_number,
        "remark": case.remark,
        "version": case.version,
    }


def _deadline(case: Case, purpose: Purpose, kind: str, deadline_id: UUID, limit: Limit, *, base: date) -> Deadline:
    """A deadline of tracking's own; it has the id of what it is on."""
    return Deadline(
        id=deadline_id,
        asker=_ASKER,
        project_id=case.project_id,
        purpose=purpose.value,
        subject_kind=kind,
        subject_id=deadline_id,
        body=case.body,
        title=case.item_name,
        base=base,
        limit=limit,
    )
