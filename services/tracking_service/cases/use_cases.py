"""What is done with cases: opened by an acceptance, handled and decided by their body, taken back by their owner."""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from contextlib import asynccontextmanager
from uuid import UUID

from services.tracking_service.cases.domain import Case, SpecialProcedure, Step, Undo
from services.tracking_service.cases.store import CASES, take_over, touch
from services.tracking_service.deadlines.store import DEADLINES, warning_days
from services.tracking_service.deadlines.use_cases import reckon_anew, settle, tell_what_came_due
from shared.kit.errors import Version
from shared.kit.unit_of_work import UnitOfWork
from shared.vocabulary.limits import Purpose
from shared.vocabulary.statuses import Outcome


async def open_cases(work: UnitOfWork, new: Sequence[Case]) -> None:
    """Accepted items become cases, each once, and their clocks run."""
    days = await warning_days(work)
    for case in new:
        case.open(warning_days=days)
    opened = await CASES.add_new(work, new)
    await DEADLINES.add_new(work, [case.clock for case in opened if case.clock])
    for case in opened:
        work.arrived("case", case.acceptance_number)


async def answer_undos(work: UnitOfWork, cases: Mapping[str, Case], asked: Sequence[tuple[str, Undo]]) -> None:
    """The window asks that acceptances be undone, each named by its number: their cases, locked, are annulled, or say
    why they are not.
    """
    clocks = [case.clock for case in cases.values() if case.clock]
    async with CASES.changing(work, *cases.values()), DEADLINES.changing(work, *clocks):
        for acceptance_number, undo in asked:
            cases[acceptance_number].answer_undo(undo, now=work.now)


async def pass_cases(work: UnitOfWork, projects: Collection[UUID]) -> None:
    """The cases of projects that have passed are their owners' of now: the applicants, who may take them back."""
    for case in await take_over(work, projects):
        after = {"owner_uscc": case["owner_uscc"]}
        work.audit("case.passed", CASES.kind, case["id"], after=after)


async def start(work: UnitOfWork, case_id: UUID, version: Version) -> Case:
    """The body begins to handle the case."""
    async with CASES.change(work, case_id, Step.START, version=version) as case:
        case.start(now=work.now)
    return case


async def begin_special_procedure(work: UnitOfWork, case_id: UUID, version: Version, type_: str) -> Case:
    """A special procedure begins; where the item says so, the clock stops from today on."""
    async with _changing(work, case_id, Step.BEGIN_SPECIAL_PROCEDURE, version) as case:
        days = await warning_days(work)
        if limited := case.begin_special_procedure(type_, now=work.now, warning_days=days):
            await DEADLINES.add(work, limited)
    return case


async def end_special_procedure(work: UnitOfWork, case_id: UUID, procedure_id: UUID, version: Version) -> Case:
    """The special procedure ends; the due date is reckoned anew from the day of acceptance, with all the stops."""
    async with _changing(work, case_id, Step.END_SPECIAL_PROCEDURE, version) as case:
        days = await warning_days(work)
        await _settle(work, case.end_special_procedure(procedure_id, now=work.now, warning_days=days), met=True)
    return case


async def decide(
    work: UnitOfWork,
    case_id: UUID,
    version: Version,
    *,
    outcome: Outcome,
    document_number: str | None,
    remark: str | None,
) -> Case:
    """The body decides the case."""
    async with _changing(work, case_id, Step.DECIDE, version) as case:
        case.decide(outcome, document_number=document_number, remark=remark, now=work.now)
    return case


async def correct_decision(
    work: UnitOfWork, case_id: UUID, version: Version, *, given: Mapping[str, str], reason: str
) -> Case:
    """The body's chief service officer puts right what was written down beside the outcome."""
    async with CASES.change(work, case_id, Step.CORRECT_DECISION, version=version) as case:
        case.correct_decision(given, reason=reason, now=work.now)
    return case


async def correct_outcome(
    work: UnitOfWork, case_id: UUID, version: Version, *, outcome: Outcome, document_number: str | None, reason: str
) -> Case:
    """The body's leader puts the outcome on record right."""
    async with CASES.change(work, case_id, Step.CORRECT_OUTCOME, version=version) as case:
        case.correct_outcome(outcome, document_number=document_number, reason=reason, now=work.now)
    return case


async def withdraw(work: UnitOfWork, case_id: UUID, version: Version, reason: str) -> Case:
    """The owner, or its agent under an agreement that covers the item, takes the case back before its decision."""
    async with _changing(work, case_id, Step.WITHDRAW, version) as case:
        if running := case.withdraw(reason, now=work.now):
            await _settle(work, running, met=False)
    return case


@asynccontextmanager
async def _changing(work: UnitOfWork, case_id: UUID, step: Step, version: Version) -> AsyncIterator[Case]:
    """Change a case together with its clock."""
    async with (
        CASES.change(work, case_id, step, version=version) as case,
        DEADLINES.changing(work, *([case.clock] if case.clock else [])),
    ):
        yield case


async def _settle(work: UnitOfWork, procedure: SpecialProcedure, *, met: bool) -> None:
    if procedure.rule.max_days is not None:
        await settle(work, procedure.id, met=met, at=work.now)


async def keep_time(work: UnitOfWork) -> int:
    """The timer: reckon anew what another calendar moves, and then tell what came due; returns how many."""
    if moved := await reckon_anew(work):
        await touch(work, [one.subject_id for one in moved if one.purpose == Purpose.CASE])
        return len(moved)
    return await tell_what_came_due(work)
