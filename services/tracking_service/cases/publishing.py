"""What happened to a case, as other services and the project's timeline are told."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from services.tracking_service.cases.domain import (
    Case,
    Decided,
    Fact,
    ProcedureBegan,
    ProcedureEnded,
    Started,
    Withdrawn,
)
from services.tracking_service.deadlines.domain import Deadline
from services.tracking_service.timeline.store import NewEntry
from shared.contracts.event import Event
from shared.contracts.tracking.cases import (
    CaseDecided,
    CaseOpened,
    CaseResumed,
    CaseStarted,
    CaseSuspended,
    CaseWithdrawn,
)

UNCONFIRMED = "unconfirmed"
"""未核定: no limit is known, so there is no clock and no light."""


def opened(case: Case, deadline: Deadline | None) -> CaseOpened:
    """The event of a new case."""
    return CaseOpened(**_of(case, case.opened_at), **_due(deadline))


def opened_entry(case: Case, deadline: Deadline | None) -> NewEntry:
    """The timeline's entry of a new case."""
    zh = f"“{case.item_name}”已受理（{case.acceptance_number}）"
    en = f"{case.item_name} was accepted ({case.acceptance_number})"
    if case.deemed:
        zh += "，逾期未告知补正，自收件之日起视为受理（行政许可法第32条）"
        en += ", by law, for no notice came in time (行政许可法 32)"
    zh += f"，应于 {deadline.due_on} 前办结。" if deadline else "，办理期限未核定。"
    en += f"; due on {deadline.due_on}." if deadline else "; its limit is not confirmed."
    return _entry(case, case.opened_at, "case.opened", zh, en)


def told(case: Case, fact: Fact, deadline: Deadline | None, now: datetime) -> tuple[Event, NewEntry]:
    """The event and the timeline's entry of a fact."""
    of, item = _of(case, now), f"“{case.item_name}”"
    event: Event
    match fact:
        case Started():
            kind, event = "case.started", CaseStarted(**of)
            zh, en = f"{item}部门开始办理。", f"The body began to handle {case.item_name}."
        case ProcedureBegan(procedure):
            rule = procedure.rule
            kind = "case.suspended"
            event = CaseSuspended(**of, procedure=rule.type, procedure_name=rule.name, stops_clock=rule.stops_clock)
            clock = ("暂停计时", "stops") if rule.stops_clock else ("不停止计时", "runs on")
            zh = f"{item}进入特别程序“{rule.name}”，{clock[0]}。"
            en = f"{case.item_name}: special procedure {rule.type} began; the clock {clock[1]}."
        case ProcedureEnded(procedure):
            rule = procedure.rule
            kind = "case.resumed"
            event = CaseResumed(**of, procedure=rule.type, procedure_name=rule.name, **_due(deadline))
            until = (f"，应于 {deadline.due_on} 前办结", f"; due on {deadline.due_on}") if deadline else ("", "")
            zh = f"{item}特别程序“{rule.name}”结束{until[0]}。"
            en = f"{case.item_name}: special procedure {rule.type} ended{until[1]}."
        case Decided(outcome, number):
            kind = "case.decided"
            light = deadline.standing(now).light if deadline else None
            event = CaseDecided(
                **of, outcome=outcome.value, document_number=number, light=light.value if light else UNCONFIRMED
            )
            zh = f"{item}{outcome.label}" + (f"，文号 {number}。" if number else "。")
            en = f"{case.item_name} was decided: {outcome.value}" + (f", document {number}." if number else ".")
        case Withdrawn(reason):
            kind, event = "case.withdrawn", CaseWithdrawn(**of, reason=reason)
            zh, en = f"{item}已撤回。原因：{reason}", f"{case.item_name} was withdrawn. Reason: {reason}"
    return event, _entry(case, now, kind, zh, en)


def _of(case: Case, at: datetime) -> dict[str, Any]:
    return {
        "case_id": case.id,
        "project_id": case.project_id,
        "application_item_id": case.application_item_id,
        "acceptance_number": case.acceptance_number,
        "item_code": case.item_code,
        "item_name": case.item_name,
        "body": case.body,
        "at": at,
    }


def _due(deadline: Deadline | None) -> dict[str, date | bool | None]:
    return {
        "due_on": deadline.due_on if deadline else None,
        "provisional": deadline.provisional if deadline else False,
    }


def _entry(case: Case, at: datetime, kind: str, zh: str, en: str) -> NewEntry:
    data = {
        "item_code": case.item_code,
        "stage": case.stage,
        "body": case.body,
        "status": case.status,
        "application_item_id": case.application_item_id,
    }
    return NewEntry(case.project_id, at, kind, zh, en, "case", case.id, data)
