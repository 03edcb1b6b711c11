"""The list of tasks, and how many there are of each kind."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from datetime import date
from uuid import UUID

from asyncpg import Record
from sqlalchemy import ARRAY, ColumnElement, Text, bindparam, func, select

from services.tracking_service.calendar.domain import Light
from services.tracking_service.copies.catalogue import body_copy
from services.tracking_service.copies.projects import found, officer_copy, project_copy
from services.tracking_service.tasks.domain import NO_CLOCK, TaskKind
from services.tracking_service.tasks.policy import OF_WHOM_IT_CONCERNS
from services.tracking_service.tasks.store import task
from shared.kit.clock import local_date
from shared.kit.database import Prepared
from shared.kit.http.fields import Upper
from shared.kit.lists import COUNTED_TO, Filter, List, Sort, flag
from shared.kit.scope import Scope
from shared.kit.unit_of_work import UnitOfWork

_TODAY = bindparam("today", type_=task.c.due_on.type)
_LIGHTS: dict[Light, ColumnElement[bool]] = {
    Light.NORMAL: (task.c.warned_on > _TODAY) & (task.c.due_on >= _TODAY),
    Light.WARNING: (task.c.warned_on <= _TODAY) & (task.c.due_on >= _TODAY),
    Light.OVERDUE: (task.c.due_on < _TODAY) & task.c.warned_on.is_not(None),
}
"""How the clock of a task stands today; what has none, or one that had run out, shows no light."""
_ITS_PROJECT = project_copy.c.project_id == task.c.project_id
_ITS_OFFICER = (officer_copy.c.project_id == task.c.project_id) & officer_copy.c.until.is_(None)

TASK_LIST = List(
    "tasks",
    task,
    scope=OF_WHOM_IT_CONCERNS,
    filters={
        "project_id": Filter(UUID, few=True),
        "kind": Filter(TaskKind),
        "party": Filter(Upper, "whose turn it is: WINDOW, a credit code, a body's code"),
        "mine": Filter(
            bool,
            "true: of the items that stand with the caller's post",
            of="due_on",
            condition=flag(task.c.assignee == bindparam("my_post")),
            values=lambda work, _: {"my_post": work.actor},
        ),
        "light": Filter(
            Light,
            "of the clock, today",
            of="due_on",
            condition=_LIGHTS.__getitem__,
            values=lambda work, _: {"today": local_date(work.now)},
        ),
        "due_by": Filter(
            date,
            "whose last day is this one or earlier",
            of="due_on",
            condition=lambda _: (
                (task.c.due_on <= bindparam("its_due_by", type_=task.c.due_on.type)) & (task.c.due_on < NO_CLOCK)
            ),
        ),
    },
    sorts={
        "due_on": Sort((task.c.due_on, task.c.id), along=[("party",), ("kind",), ("kind", "party")]),
        "since": Sort((task.c.since, task.c.id), along=[("party",)]),
    },
    few_claims=("project_id", "project_id.post"),
    search=lambda words: found(task.c.project_id, words),
    beside={
        "project_name": select(project_copy.c.name).where(_ITS_PROJECT).scalar_subquery(),
        "owner_name": select(project_copy.c.owner_name).where(_ITS_PROJECT).scalar_subquery(),
        "officer_title": select(officer_copy.c.officer_title).where(_ITS_OFFICER).scalar_subquery(),
        "body_name": select(body_copy.c.name).where(body_copy.c.code == task.c.party).scalar_subquery(),
    },
    upward=True,
)
"""The soonest due first, and behind them what no clock runs for."""

_COUNTS: dict[Hashable, Prepared] = {}


async def counts(work: UnitOfWork) -> Sequence[Record]:
    """How many of each kind the caller sees, one more than are counted where there are more, and how their clocks
    stand; those that are due soonest are looked at.
    """
    claims = OF_WHOM_IT_CONCERNS.claims(work.principal)
    form = Scope.form(claims)
    if form not in _COUNTS:
        kinds = func.unnest(bindparam("kinds", type_=ARRAY(Text))).table_valued("kind").render_derived("kinds")
        seen = OF_WHOM_IT_CONCERNS.condition(dict(task.c), claims)
        lit = (shown.label(light) for light, shown in _LIGHTS.items())
        some = select(*lit).where(task.c.kind == kinds.c.kind, seen)
        of_kind = some.order_by(task.c.due_on, task.c.id).limit(COUNTED_TO + 1).lateral()
        lights = (func.count().filter(of_kind.c[light]).label(light) for light in Light)
        counted = select(kinds.c.kind, func.count().label("count"), *lights).select_from(kinds, of_kind)
        _COUNTS[form] = Prepared(counted.group_by(kinds.c.kind))
    values = {**Scope.values(claims), "kinds": list(TaskKind), "today": local_date(work.now)}
    return await _COUNTS[form].all(work.connection, **values)
