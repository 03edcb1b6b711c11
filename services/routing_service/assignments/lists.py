"""The list of assignments: the queue of a body and of each of its posts."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import bindparam

from services.routing_service.assignments.domain import AssignmentStatus
from services.routing_service.assignments.store import ASSIGNMENTS, assignment
from services.routing_service.copies.projects import found
from shared.kit.http.fields import Upper
from shared.kit.http.lists import CHANGED_SINCE
from shared.kit.lists import Filter, List, Sort, flag
from shared.kit.search import is_number

ASSIGNMENT_LIST = List(
    "assignments",
    assignment,
    scope=ASSIGNMENTS.scope,
    filters={
        "project_id": Filter(UUID, few=True),
        "acceptance_number": Filter(Upper, "受理号", few=True),
        "application_item_id": Filter(UUID, few=True),
        "status": Filter(AssignmentStatus),
        "body": Filter(Upper, "code of a body"),
        "mine": Filter(
            bool,
            "only what stands with the caller's post",
            condition=flag(assignment.c.assignee == bindparam("me")),
            values=lambda work, _: {"me": work.principal.subject},
        ),
        "updated_since": CHANGED_SINCE,
    },
    sorts={
        "created_at": Sort(
            (assignment.c.created_at, assignment.c.id),
            along=[
                ("body",),
                ("status",),
                ("body", "status"),
                ("mine",),
                ("mine", "status"),
                ("body", "mine"),
                ("body", "mine", "status"),
            ],
        ),
        "updated_at": Sort((assignment.c.updated_at, assignment.c.id), along=[("body",)], feed=True),
    },
    search=lambda words: found(assignment.c.project_id, words) | is_number(assignment.c.acceptance_number, words),
)
