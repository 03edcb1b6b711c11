"""All that is known around events: what completes their words, and who is concerned."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import text

from shared.contracts.deadlines import DeadlineMissed, DeadlineNeared
from shared.contracts.event import Event
from shared.kit.database import Prepared
from shared.kit.unit_of_work import UnitOfWork
from shared.vocabulary.roles import Role

_AROUND = Prepared(
    text(
        f"""
SELECT project.name AS project_name, project.project_code, project.owner_uscc, project.owner_name,
       matter.application_item_id, matter.acceptance_number, matter.item_code, matter.item_name, matter.body,
       (SELECT name FROM body_copy WHERE code = coalesce(matter.body, given.body)) AS body_name,
       (SELECT officer FROM officer_copy WHERE project_id = given.project_id AND until IS NULL) AS officer,
       (SELECT assignee FROM assignment_copy
        WHERE acceptance_number = coalesce(matter.acceptance_number, given.acceptance_number)) AS assignee,
       CASE WHEN given.agreement_id IS NULL
            THEN ARRAY(SELECT agent FROM agreement_copy
                       WHERE project_id = given.project_id AND in_force
                           AND (given.stage IS NULL OR given.stage = ANY (stages))
                           AND (given.item_code IS NULL OR item_codes = '{{}}' OR given.item_code = ANY (item_codes)))
            ELSE ARRAY(SELECT agent FROM agreement_copy WHERE agreement_id = given.agreement_id) END AS agents,
       ARRAY(SELECT subject FROM post_copy
             WHERE body = coalesce(matter.body, given.body) AND role = '{Role.CHIEF_SERVICE_OFFICER}') AS body_officers
FROM unnest(CAST(:project_id AS uuid[]), CAST(:case_id AS uuid[]), CAST(:body AS text[]),
            CAST(:acceptance_number AS text[]), CAST(:agreement_id AS uuid[]),
            CAST(:stage AS text[]), CAST(:item_code AS text[])) WITH ORDINALITY
         AS given (project_id, case_id, body, acceptance_number, agreement_id, stage, item_code, place)
LEFT JOIN project_copy AS project ON project.project_id = given.project_id
LEFT JOIN case_copy AS matter ON matter.case_id = given.case_id
ORDER BY given.place
"""  # noqa: S608
    )
)
_KEYS = ("project_id", "case_id", "body", "acceptance_number", "agreement_id", "stage", "item_code")


async def facts_of(work: UnitOfWork, events: Sequence[Event]) -> list[dict[str, Any]]:
    """What each event says, completed with what the copies know around it; its own word counts first.

    None: nobody has said it, or it is not known yet. body_name: of the event's body, or its case's; officer: the
    project's chief service officer; assignee: the post that the matter stands with; agents: of the agreement that the
    event speaks of, in force or not, else of those who may act for the project now, where it speaks of an item within
    their scope; body_officers: the body's chief service officers.
    """
    said = [event.model_dump() for event in events]
    for event, one in zip(events, said, strict=True):
        if isinstance(event, DeadlineNeared | DeadlineMissed):
            one["case_id"] = event.subject_id
    around = await _AROUND.all(work.connection, **{key: [one.get(key) for one in said] for key in _KEYS})
    return [
        {**one, **{name: value for name, value in row.items() if one.get(name) is None}}
        for one, row in zip(said, around, strict=True)
    ]
