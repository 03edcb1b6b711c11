"""Who may do what with packages and their items."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from services.intake_service.parties.owners.policy import is_own
from services.intake_service.parties.projects.policy import may_see
from services.intake_service.window.applications.domain import APPLICANT_STEPS, Application, ApplicationItem, Step
from shared.kit.errors import NotFound, NotPermitted
from shared.kit.principals import Principal
from shared.vocabulary.roles import Role


def check_may_see(principal: Principal, found: Application | None) -> Application:
    """The package, where there is one and the caller may see it; raises NotFound else."""
    if found is None or not may_see(principal, found.owner_uscc):
        raise NotFound(what=("申报件", "application"))
    return found


def may_take(principal: Principal, application: Application, step: Step) -> bool:
    """Whether a step is the caller's: the window's, or the applicant's (the owner, or whoever acted for it)."""
    if step not in APPLICANT_STEPS:
        return principal.has(Role.WINDOW_CLERK)
    acted = application.agreement_id is not None and principal.subject == application.submitted_by
    return is_own(principal, application.owner_uscc) or (acted and principal.has(Role.SERVICE_OFFICER))


def check_may_take(principal: Principal, application: Application, step: Step) -> None:
    """Raise NotPermitted unless the step is the caller's."""
    if not may_take(principal, application, step):
        raise NotPermitted(what=(step.label, step.value))


def next_actions(
    principal: Principal, application: Application, item: ApplicationItem, in_force: Collection[UUID]
) -> list[str]:
    """What the caller may do to the item now. in_force: the agreements under which an agent may act."""
    mine: list[str] = [step for step in item.steps if may_take(principal, application, step)]
    if is_own(principal, application.owner_uscc) or application.agreement_id in in_force:
        return mine
    return [step for step in mine if step not in APPLICANT_STEPS]
