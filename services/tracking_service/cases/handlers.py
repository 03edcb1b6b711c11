"""Accepted items become cases, which are their projects' owners'; an acceptance may be undone."""

from __future__ import annotations

from collections.abc import Sequence

from asyncpg import Record

from services.tracking_service.calendar.domain import Limit
from services.tracking_service.cases.domain import Case, ProcedureRule, Undo
from services.tracking_service.cases.store import of_acceptances
from services.tracking_service.cases.use_cases import answer_undos, open_cases, pass_cases
from services.tracking_service.copies.catalogue import valid_on, versions_of
from services.tracking_service.copies.projects import owners_of
from shared.contracts.intake.applications import ItemAccepted, ItemUndoAsked
from shared.contracts.intake.projects import ProjectPassed
from shared.kit.clock import local_date
from shared.kit.events.envelope import Envelope
from shared.kit.events.waiting import Missing, SomeMissing, check_known
from shared.kit.ids import new_id
from shared.kit.unit_of_work import UnitOfWork
from shared.vocabulary.limits import LimitStatus, LimitUnit


async def on_items_accepted(work: UnitOfWork, given: Sequence[tuple[ItemAccepted, Envelope]]) -> None:
    """Open their cases, by the rules of the day of acceptance. Waits for items and projects that are not known yet."""
    versions = await versions_of(work, {event.item_code for event, _ in given})
    owners = await owners_of(work, {event.project_id for event, _ in given})
    new, missing = [], {}
    for event, envelope in given:
        if event.item_code not in versions:
            missing[envelope.id] = Missing("item", event.item_code)
        elif event.project_id not in owners:
            missing[envelope.id] = Missing("project", event.project_id)
        else:
            rules = valid_on(versions[event.item_code], local_date(event.accepted_at))
            limit = rules["limit"]
            case = Case(
                id=new_id(),
                project_id=event.project_id,
                owner_uscc=owners[event.project_id],
                application_item_id=event.application_item_id,
                acceptance_number=event.acceptance_number,
                item_code=event.item_code,
                item_name=event.item_name,
                stage=event.stage,
                body=event.body,
                limit=Limit(limit["days"], LimitUnit(limit["unit"])) if limit else None,
                limit_status=_status_of(rules),
                procedure_rules=tuple(ProcedureRule(**rule) for rule in rules["special_procedures"]),
                accepted_at=event.accepted_at,
                deemed=event.deemed,
                opened_at=work.now,
            )
            new.append(case)
    if missing:
        raise SomeMissing(missing)
    await open_cases(work, new)


def _status_of(rules: Record) -> LimitStatus:
    if rules["limit"]:
        return LimitStatus.CONFIRMED
    return LimitStatus.NONE_OF_ITS_OWN if rules["no_limit_of_its_own"] else LimitStatus.UNCONFIRMED


async def on_undos_asked(work: UnitOfWork, given: Sequence[tuple[ItemUndoAsked, Envelope]]) -> None:
    """Annul their cases, or say why not. Waits for cases that are not open yet."""
    cases = await of_acceptances(work, {event.acceptance_number for event, _ in given})
    check_known("case", {envelope.id: event.acceptance_number for event, envelope in given}, cases)
    await answer_undos(work, cases, [(event.acceptance_number, _undo_of(event)) for event, _ in given])


def _undo_of(event: ItemUndoAsked) -> Undo:
    limit = event.answer_limit
    within = Limit(limit.days, LimitUnit(limit.unit)) if limit else None
    return Undo(event.asked_at, event.asked_by, event.reason, event.received_at, within)


async def on_projects_passed(work: UnitOfWork, given: Sequence[tuple[ProjectPassed, Envelope]]) -> None:
    """Their cases follow them: to the owners that the copies have, which know of two passings the later."""
    await pass_cases(work, {event.project_id for event, _ in given})
