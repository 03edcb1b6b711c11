"""Whose cases somebody sees, and what they may do to them."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import ColumnElement, false, or_, true

from services.tracking_service.cases.domain import Case, Step
from services.tracking_service.cases.store import item_case
from services.tracking_service.projects.policy import body_of, enterprise_of, sees_all
from services.tracking_service.projects.store import Mandate
from shared.kit.errors import Kind, NotFound, NotPermitted, Refusal, Words
from shared.kit.principals import Principal
from shared.vocabulary.roles import Role

_BY_BODY = frozenset(Step) - {Step.WITHDRAW}


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


def visible(principal: Principal) -> ColumnElement[bool]:
    """The rows of ``item_case`` that the caller may see: its own enterprise's, its own body's, or all."""
    if sees_all(principal):
        return true()
    rules: list[ColumnElement[bool]] = []
    if enterprise := enterprise_of(principal):
        rules.append(item_case.c.owner_uscc == enterprise)
    if body := body_of(principal):
        rules.append(item_case.c.body == body)
    return or_(false(), *rules)


def check_may_see(principal: Principal, case: Case | None) -> Case:
    """The case; raises NotFound where there is none, or none for this caller."""
    if case is None or not _sees(principal, case):
        raise NotFound(what=("该办件", "case"))
    return case


def _sees(principal: Principal, case: Case) -> bool:
    return sees_all(principal) or enterprise_of(principal) == case.owner_uscc or body_of(principal) == case.body


def mandate_for(case: Case, mandates: Collection[Mandate]) -> Mandate | None:
    """The agreement among ``mandates`` that covers the case, or None."""
    fitting = (one for one in mandates if one.project_id == case.project_id)
    return next((one for one in fitting if one.covers(stage=case.stage, item_code=case.item_code)), None)


def permitted(principal: Principal, case: Case, mandates: Collection[Mandate]) -> frozenset[Step]:
    """The steps that are the caller's to do, whatever the case's state: the body handles, the owner takes back."""
    steps: set[Step] = set()
    if principal.has(Role.HANDLER, Role.CHIEF_SERVICE_OFFICER) and body_of(principal) == case.body:
        steps |= _BY_BODY
    if enterprise_of(principal) == case.owner_uscc or mandate_for(case, mandates):
        steps.add(Step.WITHDRAW)
    return frozenset(steps)


def check_may(principal: Principal, step: Step, case: Case, mandates: Collection[Mandate]) -> None:
    """Raise unless the step is the caller's to do."""
    if step in permitted(principal, case, mandates):
        return
    if step is Step.WITHDRAW:
        raise NoMandate(item=case.item_name)
    raise NotPermitted(what=(f"对该办件“{step.label}”", f"{step.value} this case"))


def next_actions(principal: Principal, case: Case, mandates: Collection[Mandate]) -> list[str]:
    """What the caller may do to the case now."""
    mine = permitted(principal, case, mandates)
    return [step.value for step in case.allowed if step in mine]
