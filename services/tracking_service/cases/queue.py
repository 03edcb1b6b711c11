"""The queue of cases, which is what is asked for most: PostgreSQL writes the JSON of each but for what hangs on the
day (its clock) and on the caller (what is offered). The form is that of ``schemas.py``, to which the tests hold every
answer, byte for byte.
"""

# ruff: noqa: S608  (what is put into the statement are our own columns, codes and labels)

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from operator import itemgetter
from typing import cast
from uuid import UUID

from asyncpg import Record
from pydantic import TypeAdapter
from sqlalchemy import literal_column

from services.tracking_service.cases.domain import (
    NATIONAL_CODES,
    SPECIAL_PROCEDURE_ENDED,
    Case,
    CaseStatus,
    ProcedureRule,
    SpecialProcedure,
    Step,
    steps_of,
)
from services.tracking_service.cases.lists import CASE_LIST
from services.tracking_service.cases.schemas import ProcedureRuleView, SpecialProcedureView
from services.tracking_service.cases.store import CASES, bring_mandates, item_case, suspended
from services.tracking_service.deadlines.schemas import clock_json
from services.tracking_service.deadlines.store import RECKONED
from shared.kit.clock import local_date
from shared.kit.http.views import to_json
from shared.kit.lists import Asked
from shared.kit.operations import Offers
from shared.kit.unit_of_work import UnitOfWork
from shared.kit.written_json import label, moment
from shared.vocabulary.stages import Stage
from shared.vocabulary.statuses import Outcome

_CODES = " ".join(f"WHEN '{state}' THEN {code}" for state, code in NATIONAL_CODES.items())
_HEAD = f"""
(SELECT row_to_json(one)::text FROM (SELECT item_case.id, item_case.project_id, item_case.application_item_id,
    item_case.acceptance_number, item_case.item_code, item_case.item_name, item_case.stage,
    {label("item_case.stage", Stage)} AS stage_label, item_case.body,
    coalesce((SELECT name FROM body_copy WHERE code = item_case.body), item_case.body) AS body_label, item_case.status,
    coalesce({label("item_case.outcome", Outcome)}, {label("item_case.status", CaseStatus)}) AS status_label,
    CASE WHEN item_case.status = '{CaseStatus.IN_HANDLING}' AND item_case.procedures <> '[]'
        THEN {SPECIAL_PROCEDURE_ENDED} ELSE CASE coalesce(item_case.outcome, item_case.status) {_CODES} END
    END AS national_code, item_case.outcome, {label("item_case.outcome", Outcome)} AS outcome_label,
    item_case.document_number, item_case.remark, {moment("item_case.accepted_at")} AS accepted_at, item_case.deemed,
    {moment("item_case.opened_at")} AS opened_at, {moment("item_case.closed_at")} AS closed_at,
    {suspended("item_case")} AS suspended
) AS one)
"""
_NAMES = """
(SELECT row_to_json(one)::text FROM (
    SELECT name AS project_name, owner_name FROM project_copy WHERE project_copy.project_id = item_case.project_id
) AS one)
"""
_NO_CLOCK = "to_json(item_case.limit_status)::text"
_CLOCK = f"coalesce((SELECT {RECKONED} FROM deadline WHERE deadline.id = item_case.id), {_NO_CLOCK})"
# Each of a row by itself: joined to it, PostgreSQL likes to merge the two tables from their beginnings.
_WRITTEN = {
    "head": _HEAD,
    "reckoned": _CLOCK,
    "run": "item_case.procedures::text",
    "rules": "item_case.procedure_rules::text",
    "names": _NAMES,
    "updated": f"to_json({moment('item_case.updated_at')})::text",
}
_HANGS_ON = ("project_id", "owner_uscc", "item_code", "item_name", "stage", "body")
_HELD = itemgetter(*_HANGS_ON)
_COLUMNS = (
    *(item_case.c[name] for name in ("id", "version", "status", *_HANGS_ON)),
    *(literal_column(written).label(name) for name, written in _WRITTEN.items()),
)
_RUN = TypeAdapter(tuple[SpecialProcedure, ...])
_RULES = TypeAdapter(tuple[ProcedureRule, ...])


@dataclass
class _Listed:
    """On what it hangs what is offered: see :class:`services.tracking_service.cases.policy.Held`."""

    id: UUID
    status: CaseStatus
    knows_procedures: bool
    run: str
    project_id: UUID
    owner_uscc: str
    item_code: str
    item_name: str
    stage: str
    body: str
    agreement_id: UUID | None = None

    @property
    def steps(self) -> list[Step]:
        return steps_of(self.status, knows_procedures=self.knows_procedures)

    @property
    def open_procedure_id(self) -> UUID | None:
        return next((one.id for one in _RUN.validate_json(self.run) if one.ended_at is None), None)


async def queue(work: UnitOfWork, asked: Asked) -> bytes:
    """The JSON of a page of :class:`CaseRow`, of the cases that the caller sees."""
    found = await CASE_LIST.page(work, asked, columns=_COLUMNS)
    rows = found.rows
    listed = [
        _Listed(row["id"], CaseStatus(row["status"]), row["rules"] != "[]", row["run"], *_HELD(row)) for row in rows
    ]
    await bring_mandates(work, listed)
    today = local_date(work.now)
    offered: dict[tuple[object, ...], Offers] = {}
    told = []
    for row, one in zip(rows, listed, strict=True):
        key = one.status, one.knows_procedures, one.body, one.owner_uscc, one.agreement_id
        if key not in offered:
            offered[key] = CASES.offers(work, cast("Case", one))
        told.append(_whole(row, today, offered[key].text_on(one)))
    return f'{{"items":[{",".join(told)}],{to_json(found.around).decode()[1:]}'.encode()


def _whole(row: Record, today: date, next_actions: str) -> str:
    return (
        f'{row["head"][:-1]},"clock":{clock_json(today, row["reckoned"])},'
        f'"special_procedures":{_procedures(row["run"])},'
        f'"available_special_procedures":{_rules(row["rules"])},"updated_at":{row["updated"]},'
        f'"version":{row["version"]},"next_actions":{next_actions},{row["names"][1:]}'
    )


@lru_cache
def _procedures(run: str) -> str:
    return to_json(list(map(SpecialProcedureView.of_run, _RUN.validate_json(run)))).decode()


@lru_cache
def _rules(rules: str) -> str:
    return to_json(list(map(ProcedureRuleView.of, _RULES.validate_json(rules)))).decode()
