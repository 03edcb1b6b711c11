"""Whose cases somebody sees, and what they may do with them."""

from __future__ import annotations

from typing import Protocol
from uuid import UUID

from services.tracking_service.cases.domain import Step
from services.tracking_service.copies.policy import IN_DISTRICT
from shared.kit.errors import Kind, Refusal, Words
from shared.kit.principals import Principal
from shared.kit.scope import Scope
from shared.vocabulary.callers import bodies_of, body_of, enterprise_of, is_owner, serves_all_projects
from shared.vocabulary.roles import Role
from shared.vocabulary.scopes import projects_of

OF_OWNER_AND_BODY = Scope(
    serves_all_projects, IN_DISTRICT, owner_uscc=enterprise_of, body=bodies_of, project_id=projects_of
)
"""The rows of the caller's own enterprise or body, or of a system's districts and projects; those who serve all
projects see all."""


_CORRECTED_BY = {Step.CORRECT_DECISION: Role.CHIEF_SERVICE_OFFICER, Step.CORRECT_OUTCOME: Role.LEADER}


class Held(Protocol):
    """On what it hangs who may do something with a case.

    agreement_id: of the agreement under which the caller may take it back for its owner.
    """

    project_id: UUID
    owner_uscc: str
    item_code: str
    item_name: str
    stage: str
    body: str
    agreement_id: UUID | None


class NoMandate(Refusal):
    """Only the owner takes a case back, or an agent whose signed agreement covers the item (notice 二(四)4)."""

    code = "case.no_mandate"
    kind = Kind.FORBIDDEN
    zh = Words(
        "没有代办委托",
        "撤回“{item}”须由项目单位本人，或持有已签订且包含该事项的代办委托协议的代办员办理（通知二(四)4）。",
        "请由项目单位撤回，或先签订包含该事项的代办委托协议。",
    )
    en = Words(
        "No mandate",
        "Only the owner, or an agent under a signed agreement that covers it, withdraws {item} (notice 二(四)4).",
        "Let the owner withdraw it, or sign an agreement that covers the item.",
    )


def may(principal: Principal, case: Held, step: Step) -> bool | Refusal:
    """Its body handles it; its owner, or an agent with a mandate, takes it back. It is annulled by nobody here: the
    window asks for that at its item.

    What was written down of its decision the body's chief service officer puts right, its outcome the leader: never the
    handler who wrote it.
    """
    if step is Step.ANNUL:
        return False
    if step in _CORRECTED_BY:
        return principal.has(_CORRECTED_BY[step]) and body_of(principal) == case.body
    if step is Step.WITHDRAW:
        return is_owner(principal, case.owner_uscc) or case.agreement_id is not None or NoMandate(item=case.item_name)
    return principal.has(Role.HANDLER, Role.CHIEF_SERVICE_OFFICER) and body_of(principal) == case.body
