"""Who sees assignments, and who takes one up."""

from __future__ import annotations

from services.routing_service.assignments.domain import Assignment, NotYours, Step
from shared.kit.errors import Refusal
from shared.kit.principals import Principal
from shared.vocabulary.roles import BODY_ROLES, OVERSEEING, Role

READERS = (*BODY_ROLES, *OVERSEEING, Role.SYSTEM)
HOLDERS = (*BODY_ROLES, Role.DATA_BUREAU, Role.LEADING_GROUP)
"""The roles of the posts that an assignment can stand with."""


def may(principal: Principal, assignment: Assignment, step: Step) -> bool | Refusal:
    """The post that it stands with takes it up. It closes by itself, with its case."""
    if step is not Step.ACKNOWLEDGE or not principal.has(*HOLDERS):
        return False
    if principal.subject == assignment.assignee:
        return True
    return NotYours(assignee_title=assignment.assignee_title, level=assignment.level.words)
