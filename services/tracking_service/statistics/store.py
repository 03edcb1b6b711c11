"""What a body's work came to in a time: counted by the database, along indexes, however much is stored."""

# ruff: noqa: S608  (what is put into the statement are our own codes)

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from sqlalchemy import select

from services.tracking_service.calendar.domain import Light
from services.tracking_service.cases.domain import CaseStatus
from services.tracking_service.copies.catalogue import body_copy
from services.tracking_service.deadlines.domain import DeadlineState
from shared.kit.clock import LOCAL, local_date
from shared.kit.database import Prepared
from shared.kit.unit_of_work import UnitOfWork

OPENED, OPEN, UNCLOCKED, DAYS = "opened", "open", "unclocked", "days"
"""Measures beside the codes of outcomes, statuses, states and lights: cases that came, cases that are open, decided
without a clock, and the calendar days from acceptance to decision, added up."""

_COUNTS = f"status <> '{CaseStatus.ANNULLED}'"
"""A case whose acceptance was undone never was."""
_COUNT = f"""
SELECT body, item_code, max(item_name) AS item_name, '{OPENED}' AS measure, count(*)::bigint AS number
FROM item_case WHERE body = ANY($1) AND opened_at >= $2 AND opened_at < $3 AND {_COUNTS} GROUP BY 1, 2
UNION ALL
SELECT its.body, item_code, max(item_name), measure, sum(number)::bigint
FROM item_case AS its LEFT JOIN deadline USING (id), LATERAL (
    VALUES (coalesce(outcome, status), 1),
        (CASE WHEN outcome IS NOT NULL THEN coalesce(state, '{UNCLOCKED}') END, 1),
        (CASE WHEN outcome IS NOT NULL THEN '{DAYS}' END,
            (closed_at AT TIME ZONE 'Asia/Shanghai')::date - (accepted_at AT TIME ZONE 'Asia/Shanghai')::date)
) AS told (measure, number)
WHERE its.body = ANY($1) AND closed_at >= $2 AND closed_at < $3 AND {_COUNTS} AND measure IS NOT NULL GROUP BY 1, 2, 4
UNION ALL
SELECT its.body, item_code, max(item_name), measure, count(*)::bigint
FROM item_case AS its LEFT JOIN deadline USING (id), LATERAL (
    VALUES ('{OPEN}'), (CASE WHEN state IS NULL THEN '{UNCLOCKED}_{OPEN}'
        WHEN state IN ('{DeadlineState.STOPPED}', '{DeadlineState.RAN_OUT}') THEN state || '_{OPEN}'
        WHEN due_on < $4 THEN '{Light.OVERDUE}' WHEN warned_on <= $4 THEN '{Light.WARNING}' ELSE '{Light.NORMAL}' END)
) AS told (measure)
WHERE its.body = ANY($1) AND closed_at IS NULL GROUP BY 1, 2, 4
"""
_BODIES = Prepared(select(body_copy.c.code, body_copy.c.name).order_by(body_copy.c.code))


@dataclass
class Counted:
    """What was counted of something, by measure. code, name: of a body, or of an item."""

    code: str
    name: str
    numbers: Counter[str] = field(default_factory=Counter)
    items: dict[str, Counted] = field(default_factory=dict)


async def bodies(work: UnitOfWork) -> dict[str, str]:
    """The names of all bodies, by their codes."""
    return {row["code"]: row["name"] for row in await _BODIES.all(work.connection)}


async def count(work: UnitOfWork, named: dict[str, str], *, first: date, last: date) -> Collection[Counted]:
    """The work of bodies (names by codes) from the first to the last day, both counted in, and what is open now."""
    found = {code: Counted(code, name) for code, name in named.items()}
    begin, end = (datetime.combine(day, time(), LOCAL) for day in (first, last + timedelta(days=1)))
    for row in await work.connection.fetch(_COUNT, list(named), begin, end, local_date(work.now)):
        body = found[row["body"]]
        item = body.items.setdefault(row["item_code"], Counted(row["item_code"], row["item_name"]))
        for one in (body, item):
            one.numbers[row["measure"]] += row["number"]
    return found.values()
