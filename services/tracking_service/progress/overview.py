"""How far a whole project is: one statement, which writes the answer's JSON but for the clocks.

Portals read a project far more often than it changes. Only the clocks depend on the day: PostgreSQL gives by what each
stands, and it is reckoned once a day. The rest passes through as text. The form is that of ``schemas.py``, to which the
tests hold every answer, byte for byte.
"""

# ruff: noqa: S608  (what is put into the statement are our own columns, codes and labels)

from __future__ import annotations

from functools import lru_cache
from uuid import UUID

from sqlalchemy import bindparam, literal_column, select

from services.tracking_service.cases.domain import CaseStatus
from services.tracking_service.cases.store import suspended
from services.tracking_service.copies.policy import SEEN, caller_of, unseen
from services.tracking_service.copies.projects import project_copy
from services.tracking_service.deadlines.schemas import clock_json
from services.tracking_service.deadlines.store import RECKONED
from shared.kit.clock import local_date
from shared.kit.database import Prepared
from shared.kit.http.views import to_json
from shared.kit.labels import words_of
from shared.kit.unit_of_work import UnitOfWork
from shared.kit.written_json import label, moment
from shared.vocabulary.levels import Level
from shared.vocabulary.stages import Stage
from shared.vocabulary.statuses import AgreementStatus, ItemStatus, Outcome

_PROJECT = """
(SELECT row_to_json(one)::text FROM (SELECT project_copy.project_id AS id, project_copy.project_code, project_copy.name,
    project_copy.owner_uscc, project_copy.owner_name, project_copy.eligible, project_copy.override_reason) AS one)
"""
_OFFICER = f"""
(SELECT row_to_json(one)::text FROM (
    SELECT officer_title AS title, {moment("since")} AS since
    FROM officer_copy WHERE officer_copy.project_id = project_copy.project_id AND officer_copy.until IS NULL
) AS one)
"""
_AGREEMENTS = f"""
(SELECT string_agg(row_to_json(one)::text, ',' ORDER BY one.id) FROM (
    SELECT agreement_id AS id, agreement_number, status, {label("status", AgreementStatus)} AS status_label,
        agent_title, stages, item_codes, {moment("signed_at")} AS signed_at, {moment("ended_at")} AS ended_at,
        {moment("agent_gone_at")} AS agent_gone_at
    FROM agreement_copy WHERE agreement_copy.project_id = project_copy.project_id
) AS one)
"""
_ITEM = f"""
(SELECT row_to_json(one)::text FROM (SELECT item.application_item_id, its.id AS case_id, item.item_code, item.item_name,
    item.body, coalesce(of_body.name, item.body) AS body_label,
    coalesce(its.outcome, its.status, item.status) AS status,
    coalesce({label("its.outcome", Outcome)}, {label("its.status", CaseStatus)}, {label("item.status", ItemStatus)})
        AS status_label,
    {moment("item.received_at")} AS received_at, {moment("its.accepted_at")} AS accepted_at,
    {moment("its.closed_at")} AS closed_at,
    {suspended("its")} AS suspended,
    CASE WHEN stands.assignment_id IS NOT NULL THEN (SELECT row_to_json(one) FROM (SELECT
        stands.assignee_title AS title, stands.level, {label("stands.level", Level)} AS level_label,
        {moment("stands.acknowledged_at")} AS acknowledged_at) AS one) END AS handling
) AS one)
"""
_CLOCK = f"CASE WHEN deadline.id IS NOT NULL THEN {RECKONED} ELSE to_json(its.limit_status)::text END"
_ITEMS = f"""
(SELECT array_agg(ARRAY[item.stage, {_ITEM}, {_CLOCK}] ORDER BY item.application_item_id)
    FROM application_item_copy AS item
    LEFT JOIN body_copy AS of_body ON of_body.code = item.body
    LEFT JOIN item_case AS its ON its.application_item_id = item.application_item_id
        AND its.status <> '{CaseStatus.ANNULLED}'
    LEFT JOIN assignment_copy AS stands ON stands.acceptance_number = its.acceptance_number
    LEFT JOIN deadline ON deadline.id = its.id
    WHERE item.project_id = project_copy.project_id)
"""
_LATEST = f"""
(SELECT string_agg(row_to_json(one)::text, ',' ORDER BY one.number DESC) FROM (
    SELECT number, {moment("at")} AS at, kind, words_zh, words_en, subject_kind, subject_id, data
    FROM timeline_entry WHERE timeline_entry.project_id = project_copy.project_id ORDER BY number DESC LIMIT 50
) AS one)
"""
_PARTS = {"project": _PROJECT, "officer": _OFFICER, "agreements": _AGREEMENTS, "items": _ITEMS, "latest": _LATEST}
_OVERVIEW = Prepared(
    select(*(literal_column(part).label(name) for name, part in _PARTS.items()))
    .select_from(project_copy)
    .where(project_copy.c.project_id == bindparam("project_id"), SEEN)
)
_PLACES = {stage.value: place for place, stage in enumerate(Stage)}


async def overview(work: UnitOfWork, project_id: UUID) -> bytes:
    """The JSON of a :class:`ProgressView` of a project that the caller may see; raises NotFound otherwise."""
    row = await _OVERVIEW.first(work.connection, project_id=project_id, **caller_of(work.principal))
    if row is None:
        raise unseen()
    today = local_date(work.now)
    stages: dict[str, list[str]] = {}
    for stage, item, clock in row["items"] or ():
        stages.setdefault(stage, []).append(f'{item[:-1]},"clock":{clock_json(today, clock) if clock else "null"}}}')
    in_order = sorted(stages, key=lambda stage: (_PLACES.get(stage, len(_PLACES)), stage))
    told = ",".join(f'{_head_of(stage)}"items":[{",".join(stages[stage])}]}}' for stage in in_order)
    return (
        f'{{"project":{row["project"]},"chief_service_officer":{row["officer"] or "null"},'
        f'"agreements":[{row["agreements"] or ""}],"stages":[{told}],"latest":[{row["latest"] or ""}]}}'
    ).encode()


@lru_cache
def _head_of(stage: str) -> str:
    code, label = (to_json(text).decode() for text in (stage, words_of(Stage, stage)[0]))
    return f'{{"stage":{code},"stage_label":{label},'
