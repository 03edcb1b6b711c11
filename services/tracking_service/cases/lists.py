"""The list of cases: the queue of a body, and what everybody finds cases by."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from uuid import UUID

from sqlalchemy import ColumnElement, and_, bindparam

from services.tracking_service.calendar.domain import Light
from services.tracking_service.cases.domain import CaseStatus
from services.tracking_service.cases.store import CASES, item_case
from services.tracking_service.copies.projects import found, in_district, served_by
from services.tracking_service.deadlines.domain import DeadlineState
from services.tracking_service.deadlines.store import CASE_RUNS, deadline
from shared.kit import spelling
from shared.kit.clock import local_date
from shared.kit.http.fields import Code, Upper, spelled
from shared.kit.http.lists import CHANGED_SINCE
from shared.kit.lists import Filter, List, Sort
from shared.kit.search import is_number
from shared.kit.unit_of_work import UnitOfWork
from shared.vocabulary.districts import District

_TODAY = bindparam("today", type_=deadline.c.due_on.type)
_LIGHTS: dict[Light, ColumnElement[bool]] = {
    Light.NORMAL: and_(deadline.c.warned_on > _TODAY, deadline.c.due_on > _TODAY),
    Light.WARNING: and_(deadline.c.warned_on <= _TODAY, deadline.c.due_on >= _TODAY),
    Light.OVERDUE: deadline.c.due_on < _TODAY,
}


def _shows(light: Light) -> ColumnElement[bool]:
    """That a running clock shows a light today; one that had run out before anybody was there shows none."""
    return and_(_LIGHTS[light], deadline.c.state != DeadlineState.RAN_OUT)


def _today(work: UnitOfWork, _: object) -> dict[str, date]:
    return {"today": local_date(work.now)}


CASE_LIST = List(
    "cases",
    item_case,
    scope=CASES.scope,
    filters={
        "project_id": Filter(UUID, few=True),
        "acceptance_number": Filter(Upper, "受理号", few=True),
        "application_item_id": Filter(UUID, few=True),
        "officer": Filter(
            Code,
            "subject of the post that is the project's chief service officer",
            few=True,
            condition=lambda _: item_case.c.project_id.in_(served_by(bindparam("its_officer"))),
        ),
        "body": Filter(Upper, "code of a body"),
        "district": Filter(
            Annotated[District, spelled(spelling.code)],
            "行政区划代码, of the project",
            condition=lambda _: item_case.c.project_id.in_(in_district(bindparam("its_district"))),
        ),
        "status": Filter(CaseStatus),
        "item_code": Filter(Upper, "事项编码"),
        "light": Filter(Light, "of a running clock, today", of="due_on", condition=_shows, values=_today),
        "due_by": Filter(
            date,
            "whose last day is this one or earlier",
            of="due_on",
            condition=lambda _: deadline.c.due_on <= bindparam("its_due_by", type_=deadline.c.due_on.type),
        ),
        "updated_since": CHANGED_SINCE,
    },
    sorts={
        "opened_at": Sort(
            (item_case.c.id,),
            along=[
                ("body",),
                ("status",),
                ("body", "status"),
                ("item_code",),
                ("body", "item_code"),
                ("district",),
                ("body", "district"),
            ],
        ),
        "due_on": Sort(
            (deadline.c.due_on, deadline.c.id),
            along=[("body",)],
            beside=(deadline, deadline.c.id == item_case.c.id),
            there=("body",),
            where=CASE_RUNS,
        ),
        "updated_at": Sort((item_case.c.updated_at, item_case.c.id), along=[("body",)], feed=True),
    },
    search=lambda words: found(item_case.c.project_id, words) | is_number(item_case.c.acceptance_number, words),
)
"""Its id, a UUIDv7, is the order of opening. In the order of due dates stand the cases whose clock runs."""
