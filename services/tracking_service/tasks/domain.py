"""What waits for somebody (待办): each is one thing that has to be done now, and whose turn it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from shared.kit.labels import Labelled

WINDOW = "WINDOW"
"""The one window, among those whose turn it can be; an enterprise is its credit code, a body its code."""
NO_CLOCK = date.max
"""The last day of what no clock runs for: so it stands behind all that has one."""


class Turn(Labelled):
    """Whose turn it is."""

    WINDOW = "window", "窗口", "the window"
    OWNER = "owner", "项目单位", "the owner"
    BODY = "body", "部门", "the body"


class TaskKind(Labelled):
    """What has to be done."""

    CLAIM_TO_DECIDE = "claim_to_decide", "归属认领待审核", "claim to decide"
    REQUEST_TO_ANSWER = "request_to_answer", "代办申请待答复", "request to answer"
    OFFICER_TO_APPOINT = "officer_to_appoint", "项目首席服务官待确定", "chief service officer to appoint"
    AGREEMENT_TO_DRAFT = "agreement_to_draft", "代办委托协议待拟定", "agreement to draft"
    AGREEMENT_TO_PREPARE = "agreement_to_prepare", "协议待窗口办理", "agreement that waits for the window"
    AGREEMENT_TO_SEAL = "agreement_to_seal", "协议待签章", "agreement to seal"
    AGREEMENT_TO_CONFIRM = "agreement_to_confirm", "代办办结待确认", "end of the agency to confirm"
    ITEM_TO_ANSWER = "item_to_answer", "收件待受理", "item to accept"
    SUPPLEMENT_TO_ANSWER = "supplement_to_answer", "补正待受理", "supplement to look at"
    SUPPLEMENT_TO_HAND_IN = "supplement_to_hand_in", "材料待补正", "supplement to hand in"
    ASSIGNMENT_TO_ACKNOWLEDGE = "assignment_to_acknowledge", "工单待签收", "assignment to take up"
    CASE_TO_DECIDE = "case_to_decide", "办件待办理", "case to decide"


class TaskSubject(Labelled):
    """What something has to be done with."""

    CLAIM = "claim", "项目归属认领", "claim"
    REQUEST = "request", "代办服务申请", "request"
    CHIEF_SERVICE_OFFICER = "chief_service_officer", "项目首席服务官", "chief service officer"
    AGREEMENT = "agreement", "代办委托协议", "agreement"
    APPLICATION_ITEM = "application_item", "申报事项", "item"
    ASSIGNMENT = "assignment", "工单", "assignment"
    CASE = "case", "办件", "case"


@dataclass(frozen=True)
class Place:
    """Where a thing is read, and what can be done with it is offered."""

    kind: TaskSubject
    path: str


_OFFICER = Place(TaskSubject.CHIEF_SERVICE_OFFICER, "/api/routing/v1/projects/{}/chief-service-officer")
_CLAIM = Place(TaskSubject.CLAIM, "/api/intake/v1/claims/{}")
_REQUEST = Place(TaskSubject.REQUEST, "/api/intake/v1/requests/{}")
_AGREEMENT = Place(TaskSubject.AGREEMENT, "/api/intake/v1/agreements/{}")
_ITEM = Place(TaskSubject.APPLICATION_ITEM, "/api/intake/v1/application-items/{}")
_ASSIGNMENT = Place(TaskSubject.ASSIGNMENT, "/api/routing/v1/assignments/{}")
_CASE = Place(TaskSubject.CASE, "/api/tracking/v1/cases/{}")

_K, _T = TaskKind, Turn
OF_KIND: dict[TaskKind, tuple[Turn, Place]] = {
    _K.CLAIM_TO_DECIDE: (_T.WINDOW, _CLAIM),
    _K.REQUEST_TO_ANSWER: (_T.WINDOW, _REQUEST),
    _K.OFFICER_TO_APPOINT: (_T.BODY, _OFFICER),
    _K.AGREEMENT_TO_DRAFT: (_T.WINDOW, _REQUEST),
    _K.AGREEMENT_TO_PREPARE: (_T.WINDOW, _AGREEMENT),
    _K.AGREEMENT_TO_SEAL: (_T.OWNER, _AGREEMENT),
    _K.AGREEMENT_TO_CONFIRM: (_T.OWNER, _AGREEMENT),
    _K.ITEM_TO_ANSWER: (_T.WINDOW, _ITEM),
    _K.SUPPLEMENT_TO_ANSWER: (_T.WINDOW, _ITEM),
    _K.SUPPLEMENT_TO_HAND_IN: (_T.OWNER, _ITEM),
    _K.ASSIGNMENT_TO_ACKNOWLEDGE: (_T.BODY, _ASSIGNMENT),
    _K.CASE_TO_DECIDE: (_T.BODY, _CASE),
}
"""Of each: whose turn it is, and on what thing."""
