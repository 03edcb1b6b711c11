"""Tasks in PostgreSQL: worked out anew from where the things stand, whenever that may have changed.

A task is nothing that is told: it follows from the rows of what waits, so one statement says of some things whether
they wait, for whom and until when. In which order their events come does not matter, and to work it out again changes
nothing. It reads what the floors above keep (``item_case``, ``deadline``) by name.

No two transactions may work out the same thing, each from what it alone has seen: whoever does so holds the project's
row of ``timeline_head``, which is locked anyhow where something happened to the project.
"""

# ruff: noqa: S608  (what is put into the statements are our own tables and codes)

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import Column, Date, Index, Table, Text, Uuid

from services.tracking_service.tables import metadata
from services.tracking_service.tasks.domain import NO_CLOCK, WINDOW, TaskKind
from shared.kit.columns import MOMENT, Code
from shared.kit.unit_of_work import UnitOfWork
from shared.vocabulary.limits import Purpose
from shared.vocabulary.modes import Mode
from shared.vocabulary.posts import DATA_BUREAU
from shared.vocabulary.statuses import AgreementStatus, ClaimStatus, ItemStatus, RequestStatus

CHANNEL = "tasks"
"""What listeners hear after each commit that changed tasks: one notice for each, as JSON."""
RESET = "reset"
"""The change of a notice to posts that see other projects from now on."""

task = Table(
    "task",
    metadata,
    Column("id", Uuid, primary_key=True, comment="of the thing that waits"),
    Column("kind", Code(TaskKind), nullable=False),
    Column("party", Text, nullable=False, comment="whose turn it is: WINDOW, a credit code, a body's code"),
    Column("project_id", Uuid, nullable=False),
    Column("application_item_id", Uuid),
    Column("title", Text, comment="the item's name, or the agreement's number"),
    Column("assignee", Text, comment="the post with which the item stands"),
    Column("assignee_title", Text),
    Column("since", MOMENT, nullable=False),
    Column("due_on", Date, nullable=False, comment="9999-12-31: no clock runs"),
    Column("warned_on", Date, comment="absent: shows no light"),
)
Index("ix_task_due_on", task.c.due_on, task.c.id)
Index("ix_task_party_due_on", task.c.party, task.c.due_on, task.c.id)
Index("ix_task_kind_due_on", task.c.kind, task.c.due_on, task.c.id)
Index("ix_task_party_kind_due_on", task.c.party, task.c.kind, task.c.due_on, task.c.id)
Index("ix_task_assignee_party_due_on", task.c.assignee, task.c.party, task.c.due_on, task.c.id)
Index("ix_task_since", task.c.since, task.c.id)
Index("ix_task_party_since", task.c.party, task.c.since, task.c.id)
Index("ix_task_project_id", task.c.project_id)
Index("ix_task_application_item_id", task.c.application_item_id)

_K, _A, _I = TaskKind, AgreementStatus, ItemStatus
_THEM = "ANY((SELECT ids FROM things)::uuid[])"
_THINGS = """
SELECT array_agg(id) AS ids FROM (
    SELECT unnest($1::uuid[]) AS id
    UNION SELECT application_item_id FROM assignment_copy WHERE assignment_id = ANY($1)
    UNION SELECT application_item_id FROM item_case WHERE id = ANY($1)
    UNION SELECT project_id FROM request_copy WHERE request_id = ANY($1)
    UNION SELECT request_id FROM request_copy JOIN agreement_copy USING (project_id) WHERE agreement_id = ANY($1)
) AS one
"""
"""What is asked for, and of an assignment or a case its item: all that hangs on an item is worked out together. Of a
request also its project, which may need an officer; of an agreement the request, which may need one."""
_WAITS = f"""
SELECT request_id AS id, kind, '{WINDOW}' AS party, project_id, NULL::uuid AS application_item_id, NULL AS title,
    NULL AS assignee, NULL AS assignee_title, coalesce(accepted_at, submitted_at) AS since
FROM request_copy, LATERAL (SELECT CASE
    WHEN status = '{RequestStatus.SUBMITTED}' THEN '{_K.REQUEST_TO_ANSWER}'
    WHEN status = '{RequestStatus.ACCEPTED}' AND '{Mode.ACT}' = ANY(modes) AND NOT EXISTS (
        SELECT FROM agreement_copy AS its WHERE its.project_id = request_copy.project_id
            AND (its.ended_at IS NULL OR its.ended_at >= request_copy.accepted_at)
    ) THEN '{_K.AGREEMENT_TO_DRAFT}'
END AS kind) AS its
WHERE request_id = {_THEM} AND kind IS NOT NULL
UNION ALL
SELECT claim_id, '{_K.CLAIM_TO_DECIDE}', '{WINDOW}', project_id, NULL, NULL, NULL, NULL, filed_at
FROM claim_copy WHERE claim_id = {_THEM} AND status = '{ClaimStatus.FILED}'
UNION ALL
SELECT project_id, '{_K.OFFICER_TO_APPOINT}', '{DATA_BUREAU}', project_id, NULL, NULL, NULL, NULL,
    greatest(accepted_at, until)
FROM request_copy LEFT JOIN officer_copy USING (project_id)
WHERE project_id = {_THEM} AND status = '{RequestStatus.ACCEPTED}' AND (officer IS NULL OR until IS NOT NULL)
UNION ALL
SELECT agreement_id, kind, CASE kind WHEN '{_K.AGREEMENT_TO_PREPARE}' THEN '{WINDOW}' ELSE owner_uscc END, project_id,
    NULL, agreement_number, NULL, NULL, greatest(since, agent_gone_at)
FROM agreement_copy JOIN project_copy USING (project_id), LATERAL (SELECT CASE
    WHEN status IN ('{_A.TO_BE_SIGNED}', '{_A.SIGNING_AT_WINDOW}') THEN '{_K.AGREEMENT_TO_PREPARE}'
    WHEN status IN ('{_A.AWAITING_APPLICANT_SEAL}', '{_A.SIGNED}') AND agent_gone_at IS NOT NULL
        THEN '{_K.AGREEMENT_TO_PREPARE}'
    WHEN status = '{_A.AWAITING_APPLICANT_SEAL}' THEN '{_K.AGREEMENT_TO_SEAL}'
    WHEN status = '{_A.CONCLUDED_BY_WINDOW}' THEN '{_K.AGREEMENT_TO_CONFIRM}'
END AS kind) AS its
WHERE agreement_id = {_THEM} AND kind IS NOT NULL
UNION ALL
SELECT application_item_id, kind, CASE kind WHEN '{_K.SUPPLEMENT_TO_HAND_IN}' THEN owner_uscc ELSE '{WINDOW}' END,
    project_id, application_item_id, item_name, NULL, NULL,
    coalesce(CASE status WHEN '{_I.SUPPLEMENT_REQUIRED}' THEN asked_at ELSE supplemented_at END, received_at)
FROM application_item_copy JOIN project_copy USING (project_id), LATERAL (SELECT CASE
    WHEN status = '{_I.SUPPLEMENT_REQUIRED}' THEN '{_K.SUPPLEMENT_TO_HAND_IN}'
    WHEN status = '{_I.RECEIVED}' AND supplemented_at IS NOT NULL THEN '{_K.SUPPLEMENT_TO_ANSWER}'
    WHEN status = '{_I.RECEIVED}' THEN '{_K.ITEM_TO_ANSWER}'
END AS kind) AS its
WHERE application_item_id = {_THEM} AND kind IS NOT NULL
UNION ALL
SELECT assignment_id, '{_K.ASSIGNMENT_TO_ACKNOWLEDGE}', stands.body, stands.project_id, stands.application_item_id,
    stands.item_name, assignee, assignee_title, since
FROM assignment_copy AS stands LEFT JOIN item_case USING (acceptance_number)
WHERE stands.application_item_id = {_THEM} AND acknowledged_at IS NULL AND closed_at IS NULL
UNION ALL
SELECT its.id, '{_K.CASE_TO_DECIDE}', its.body, its.project_id, its.application_item_id, its.item_name, assignee,
    assignee_title, opened_at
FROM item_case AS its LEFT JOIN assignment_copy USING (acceptance_number)
WHERE its.application_item_id = {_THEM} AND closed_at IS NULL
"""
_SET = [column.name for column in task.c if column.name != "id"]
_WORK_OUT = f"""
WITH things AS ({_THINGS}), waits AS ({_WAITS}), timed AS (
    SELECT waits.*, coalesce(clock.due_on, '{NO_CLOCK}') AS due_on, clock.warned_on
    FROM waits LEFT JOIN LATERAL (
        SELECT due_on, CASE WHEN state <> 'ran_out' THEN warned_on END AS warned_on FROM deadline
        WHERE subject_id = waits.id AND settled_at IS NULL AND due_on IS NOT NULL
            AND purpose IN ('{Purpose.CASE}', '{Purpose.SUPPLEMENT_NOTICE}', '{Purpose.ACKNOWLEDGEMENT}')
        ORDER BY id DESC LIMIT 1
    ) AS clock ON true
), before AS (
    SELECT id, kind, party, project_id FROM task WHERE id = {_THEM}
), closed AS (
    DELETE FROM task WHERE (id = {_THEM} OR application_item_id = {_THEM})
        AND NOT EXISTS (SELECT FROM waits WHERE waits.id = task.id)
    RETURNING id, kind, party, project_id
), kept AS (
    INSERT INTO task (id, {", ".join(_SET)}) SELECT id, {", ".join(_SET)} FROM timed ORDER BY id
    ON CONFLICT (id) DO UPDATE SET {", ".join(f"{one} = excluded.{one}" for one in _SET)}
    WHERE ({", ".join(f"task.{one}" for one in _SET)}) IS DISTINCT FROM ({", ".join(f"excluded.{one}" for one in _SET)})
    RETURNING id, kind, party, project_id
), changed AS (
    SELECT 'closed' AS change, * FROM closed
    UNION ALL SELECT 'closed', before.id, before.kind, before.party, before.project_id
    FROM before JOIN kept USING (id) WHERE before.party <> kept.party
    UNION ALL SELECT CASE WHEN before.party = kept.party THEN 'moved' ELSE 'opened' END, kept.*
    FROM kept LEFT JOIN before USING (id)
)
SELECT change, changed.id, kind, party, changed.project_id, district, ARRAY(
    SELECT officer FROM officer_copy WHERE project_id = changed.project_id AND until IS NULL
    UNION SELECT agent FROM agreement_copy
    WHERE project_id = changed.project_id AND status = '{_A.SIGNED}' AND agent_gone_at IS NULL
) AS posts
FROM changed LEFT JOIN project_copy USING (project_id) ORDER BY change
"""
"""What is somebody else's turn now is closed for who had it before, and opened for who has it."""
_HOLD = """
WITH new AS (
    INSERT INTO timeline_head (project_id, last_number)
    SELECT one, 0 FROM unnest($1::uuid[]) AS one ORDER BY one ON CONFLICT DO NOTHING
)
SELECT FROM timeline_head WHERE project_id = ANY($1) ORDER BY project_id FOR UPDATE
"""


def changed(work: UnitOfWork, project_id: UUID, thing: UUID, *, held: bool = False) -> None:
    """This thing may wait for somebody else now, or for nobody: its task follows at the end of the transaction.

    thing: a request, an agreement, an item, an assignment or a case; held: where the transaction adds an entry to the
    project's timeline before that, and so holds it.
    """
    work.later(_work_out if held else _hold_and_work_out, (project_id, thing))


_OF_PROJECTS = """
SELECT project_id, agreement_id AS id FROM agreement_copy WHERE project_id = ANY($1)
UNION ALL SELECT project_id, application_item_id FROM application_item_copy WHERE project_id = ANY($1)
"""


async def changed_of_projects(work: UnitOfWork, projects: Iterable[UUID]) -> None:
    """The same of all things of these projects that may wait for their owner."""
    for row in await work.connection.fetch(_OF_PROJECTS, list(projects)):
        changed(work, row["project_id"], row["id"])


async def _hold_and_work_out(work: UnitOfWork, given: list[tuple[UUID, UUID]]) -> None:
    await work.connection.fetch(_HOLD, list({project for project, _ in given}))
    await _work_out(work, given)


async def _work_out(work: UnitOfWork, given: list[tuple[UUID, UUID]]) -> None:
    for row in await work.connection.fetch(_WORK_OUT, list({thing for _, thing in given})):
        _notify(work, dict(row))


def serves_others(work: UnitOfWork, *posts: str) -> None:
    """These posts serve other projects than before: who watches as one of them reads anew."""
    _notify(work, {"change": RESET, "posts": sorted(posts)})


def _notify(work: UnitOfWork, notice: Mapping[str, Any]) -> None:
    work.notify(CHANNEL, json.dumps(notice, default=str, ensure_ascii=False))
