"""Who sees which part of a claim, and who may do what with it."""

from __future__ import annotations

from services.intake_service.window.claims.domain import Claim, Step
from shared.kit.principals import Principal
from shared.kit.scope import Scope
from shared.vocabulary.callers import enterprise_of, is_owner, serves_all_projects
from shared.vocabulary.roles import OVERSEEING, Role

READERS = (Role.OWNER, Role.WINDOW_CLERK, Role.SERVICE_OFFICER, *OVERSEEING)
"""The two sides, and the hall; which claims, their rows decide. No system: it is a matter of two enterprises."""
OF_BOTH = Scope(serves_all_projects, claimant_uscc=enterprise_of, holder_uscc=enterprise_of)
"""A claim is its claimant's, and that of the owner whose project is claimed."""
OF_CLAIMANT = Scope(serves_all_projects, claimant_uscc=enterprise_of)
"""Its papers are the claimant's; the hall sees them, the other side their names only."""


def may(principal: Principal, claim: Claim, step: Step) -> bool:
    """The claimant proves and withdraws, the owner whose project is claimed comments, the window decides."""
    if step in {Step.HAND_IN_PAPER, Step.WITHDRAW}:
        return is_owner(principal, claim.claimant_uscc)
    if step is Step.COMMENT:
        return is_owner(principal, claim.holder_uscc)
    return principal.has(Role.WINDOW_CLERK)


def sees_holder(principal: Principal, claim: Claim) -> bool:
    """Whether the caller learns who has the project, and what that says: the claimant does not."""
    return serves_all_projects(principal) or is_owner(principal, claim.holder_uscc)
