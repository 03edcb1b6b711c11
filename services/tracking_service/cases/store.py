"""Cases in PostgreSQL, and what is told of them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from uuid import UUID

from asyncpg import Record
from sqlalchemy import Boolean, Column, Index, Integer, Table, Text, Uuid, bindparam, func, select, update
from sqlalchemy.dialects.postgresql import ARRAY

from services.tracking_service.calendar.domain import Limit
from services.tracking_service.cases.domain import Case, CaseStatus, ProcedureRule, SpecialProcedure
from services.tracking_service.cases.policy import OF_OWNER_AND_BODY, Held, may
from services.tracking_service.copies.agreements import mandates_of
from services.tracking_service.copies.catalogue import body_names
from services.tracking_service.copies.projects import project_copy
from services.tracking_service.deadlines.store import DEADLINES
from services.tracking_service.tables import metadata
from services.tracking_service.tasks.following import follow_case
from services.tracking_service.timeline.telling import told
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
from shared.kit.change import Resource
from shared.kit.columns import MOMENT, Code, Json
from shared.kit.database import Prepared
from shared.kit.rows import Part, Rows
from shared.kit.unit_of_work import UnitOfWork
from shared.vocabulary.fields import CaseField
from shared.vocabulary.limits import LimitStatus, LimitUnit
from shared.vocabulary.roles import Role
from shared.vocabulary.statuses import Outcome

item_case = Table(
    "item_case",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("project_id", Uuid, nullable=False),
    Column("owner_uscc", Text, nullable=False),
    Column("application_item_id", Uuid, nullable=False),
    Column("acceptance_number", Text, nullable=False, unique=True),
    Column("item_code", Text, nullable=False),
    Column("item_name", Text, nullable=False),
    Column("stage", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("limit_days", Integer),
    Column("limit_unit", Code(LimitUnit)),
    Column("limit_status", Code(LimitStatus), nullable=False),
    Column("procedure_rules", Json(tuple[ProcedureRule, ...]), nullable=False),
    Column("accepted_at", MOMENT, nullable=False),
    Column("deemed", Boolean, nullable=False),
    Column("opened_at", MOMENT, nullable=False),
    Column("status", Code(CaseStatus), nullable=False),
    Column("procedures", Json(tuple[SpecialProcedure, ...]), nullable=False),
    Column("outcome", Code(Outcome)),
    Column("document_number", Text),
    Column("remark", Text),
    Column("closed_at", MOMENT),
    Column("updated_at", MOMENT, nullable=False),
    Column("version", Integer, nullable=False),
)
"""A row for each acceptance: an item whose acceptance was undone has another case when it is accepted again. Its id, a
UUIDv7, is the order of opening: lists are read along it."""
Index("ix_item_case_body", item_case.c.body, item_case.c.id)
Index("ix_item_case_body_status", item_case.c.body, item_case.c.status, item_case.c.id)
Index("ix_item_case_status", item_case.c.status, item_case.c.id)
Index("ix_item_case_owner_uscc", item_case.c.owner_uscc, item_case.c.id)
Index("ix_item_case_project_id", item_case.c.project_id, item_case.c.id)
Index("ix_item_case_item_code", item_case.c.item_code, item_case.c.id)
Index("ix_item_case_updated_at", item_case.c.updated_at, item_case.c.id)
Index("ix_item_case_body_updated_at", item_case.c.body, item_case.c.updated_at, item_case.c.id)
Index("ix_item_case_body_opened_at", item_case.c.body, item_case.c.opened_at)
Index("ix_item_case_body_closed_at", item_case.c.body, item_case.c.closed_at)
Index("ix_item_case_application_item_id", item_case.c.application_item_id, item_case.c.id)


async def _with_what_is_beside(work: UnitOfWork, cases: Sequence[Case], lock: bool) -> None:
    """Bring the clocks (locked, where the cases are), the bodies' names, and what an agent may do for the owners."""
    clocks = await DEADLINES.rows.several(work, [case.id for case in cases], lock=lock)
    names = await body_names(work, {case.body for case in cases})
    for case in cases:
        case.clock, case.body_name = clocks.get(case.id), names.get(case.body)
    await bring_mandates(work, cases)


async def bring_mandates(work: UnitOfWork, cases: Sequence[Held]) -> None:
    """Bring the agreement under which the caller may take each case back for its owner."""
    if not work.principal.has(Role.SERVICE_OFFICER):
        return
    mandates = await mandates_of(work, work.actor, {case.project_id for case in cases})
    for case in cases:
        of_project = (one for one in mandates if one.project_id == case.project_id)
        covering = (one for one in of_project if one.covers(stage=case.stage, item_code=case.item_code))
        case.agreement_id = next((one.agreement_id for one in covering), None)


CASES = Resource(
    kind="case",
    what=("该办件", "case"),
    rows=Rows(
        item_case,
        Case,
        changing=("status", "procedures", "outcome", "document_number", "remark", "closed_at"),
        parts={"limit": Part(Limit, days="limit_days", unit="limit_unit")},
    ),
    scope=OF_OWNER_AND_BODY,
    names={"procedure_id": "open_procedure_id"},
    may=may,
    completed=_with_what_is_beside,
    events={
        "opened": CaseOpened,
        "started": CaseStarted,
        "suspended": CaseSuspended,
        "resumed": CaseResumed,
        "decided": CaseDecided,
        "withdrawn": CaseWithdrawn,
        "annulled": CaseAnnulled,
        "annulment_refused": CaseAnnulmentRefused,
        "decision_corrected": CaseDecisionCorrected,
    },
    corrects=CaseField,
    on_record=("status", "special_procedure", "outcome", "document_number", "remark", "agreement_id", "version"),
    on_behalf_of=lambda _, case: case.owner_uscc if case.status is CaseStatus.WITHDRAWN else None,
    told=(told, follow_case),
)

_OF_ACCEPTANCES = Prepared(
    select(item_case)
    .where(item_case.c.acceptance_number == func.any(bindparam("numbers", type_=ARRAY(Text))))
    .order_by(item_case.c.id)
    .with_for_update()
)


async def of_acceptances(work: UnitOfWork, numbers: Collection[str]) -> dict[str, Case]:
    """The cases of those of these acceptances that are known, by number, locked with their clocks."""
    cases = [CASES.rows.of(row) for row in await _OF_ACCEPTANCES.all(work.connection, numbers=list(numbers))]
    clocks = await DEADLINES.rows.several(work, [case.id for case in cases], lock=True)
    for case in cases:
        case.clock = clocks.get(case.id)
    return {case.acceptance_number: case for case in cases}


_TAKE_OVER = Prepared(
    update(item_case)
    .where(
        item_case.c.project_id == func.any(bindparam("projects", type_=ARRAY(Uuid))),
        item_case.c.project_id == project_copy.c.project_id,
        item_case.c.owner_uscc != project_copy.c.owner_uscc,
    )
    .values(owner_uscc=project_copy.c.owner_uscc, updated_at=bindparam("now", type_=MOMENT))
    .returning(item_case.c.id, item_case.c.owner_uscc)
)


async def take_over(work: UnitOfWork, projects: Collection[UUID]) -> Sequence[Record]:
    """Put cases under the owners that their projects have now; returns those that had another, with the new one."""
    return await _TAKE_OVER.all(work.connection, projects=list(projects), now=work.now)


_TOUCH = Prepared(
    update(item_case)
    .where(item_case.c.id == func.any(bindparam("ids", type_=ARRAY(Uuid))))
    .values(updated_at=bindparam("now", type_=MOMENT))
)


async def touch(work: UnitOfWork, ids: Collection[UUID]) -> None:
    """What is shown of these cases has changed, though they have not: the feed of changes tells them."""
    await _TOUCH.run(work.connection, ids=list(ids), now=work.now)


def suspended(case: str) -> str:
    """Whether the clock of a case stands still, as SQL. case: what the table is called in the statement."""
    return (
        f"({case}.status IS NOT DISTINCT FROM '{CaseStatus.SPECIAL_PROCEDURE}' AND jsonb_path_exists("
        f"{case}.procedures, '$[*] ? (@.ended_at == null && @.rule.stops_clock == true)'))"
    )
