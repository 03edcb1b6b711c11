"""Whose tasks somebody sees: those that wait for it; who serves a project, all that wait there, for whomever."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Subquery, select, union_all

from services.tracking_service.copies.agreements import agreement_copy
from services.tracking_service.copies.policy import IN_DISTRICT
from services.tracking_service.copies.projects import officer_copy
from services.tracking_service.tasks.domain import WINDOW
from shared.kit.columns import among
from shared.kit.principals import Principal
from shared.kit.scope import Scope, Through
from shared.vocabulary.callers import bodies_of, enterprise_of, oversees
from shared.vocabulary.roles import Role
from shared.vocabulary.scopes import projects_of
from shared.vocabulary.statuses import AgreementStatus


def _serving() -> Subquery:
    """The posts that serve projects now: chief service officers, and agents under an agreement that is in force."""
    officers = select(officer_copy.c.project_id, officer_copy.c.officer.label("post"))
    agents = select(agreement_copy.c.project_id, agreement_copy.c.agent)
    in_force = among(agreement_copy.c.status, [AgreementStatus.SIGNED]) & agreement_copy.c.agent_gone_at.is_(None)
    return union_all(officers.where(officer_copy.c.until.is_(None)), agents.where(in_force)).subquery("serving")


SERVING = _serving()


def parties_of(principal: Principal) -> Collection[str]:
    """As whom the caller's turn it is: its enterprise, its bodies, the window."""
    mine = {*bodies_of(principal), enterprise_of(principal), WINDOW if principal.has(Role.WINDOW_CLERK) else None}
    return {party for party in mine if party is not None}


def post_of(principal: Principal) -> str | None:
    """The post as which the caller serves projects, or None."""
    return principal.subject if principal.has(Role.SERVICE_OFFICER) else None


OF_WHOM_IT_CONCERNS = Scope(
    oversees,
    IN_DISTRICT,
    Through("project_id", SERVING.c.project_id, few=True, post=post_of),
    party=parties_of,
    project_id=projects_of,
)
"""What waits for the caller; all of the projects that it serves, or that its scopes open; overseers see all."""
