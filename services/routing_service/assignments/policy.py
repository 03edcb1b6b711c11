"""Who sees an assignment, and who takes it up."""

from __future__ import annotations

from sqlalchemy import ColumnElement, false, true

from services.routing_service.assignments import store
from services.routing_service.assignments.domain import Assignment, Step
from shared.kit.errors import NotFound
from shared.kit.principals import Principal
from shared.vocabulary.roles import BODY, BODY_ROLES, OVERSEEING, Role

READERS = (*BODY_ROLES, *OVERSEEING)
HOLDERS = (*BODY_ROLES, Role.DATA_BUREAU, Role.LEADING_GROUP)
"""The roles of the posts that an assignment can stand with."""


def visible(principal: Principal) -> ColumnElement[bool]:
    """The rows that the caller may see: a body's people see their body's, those who oversee see all."""
    if principal.has(*OVERSEEING):
        return true()
    body = _body(principal)
    return store.assignment.c.body == body if body else false()


def check_may_see(principal: Principal, found: Assignment | None) -> Assignment:
    """The assignment, where there is one and the caller may see it; raises NotFound else."""
    if found is None or not (principal.has(*OVERSEEING) or found.body == _body(principal)):
        raise NotFound(what=("工单", "assignment"))
    return found


def next_actions(principal: Principal, assignment: Assignment) -> list[str]:
    """What the caller may do to the assignment now. It closes by itself with its case."""
    mine = principal.subject == assignment.assignee and principal.has(*HOLDERS)
    return [Step.ACKNOWLEDGE.value] if mine and Step.ACKNOWLEDGE in assignment.steps else []


def _body(principal: Principal) -> str | None:
    return principal.claim(BODY) if principal.has(*BODY_ROLES) else None
