"""The only clock: deadlines are set, settled, and told when they near or are missed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from services.tracking_service.deadlines.domain import Deadline
from services.tracking_service.deadlines.store import (
    DEADLINES,
    missed,
    near,
    reckoned_with_older_calendar,
    warning_days,
)
from shared.kit.clock import local_date
from shared.kit.unit_of_work import UnitOfWork

_BATCH = 500


async def set_deadlines(work: UnitOfWork, asked: Sequence[Deadline]) -> None:
    """Reckon and store what somebody asked for; one of that id that is there already stays as it is."""
    if not asked:
        return
    days = await warning_days(work)
    for one in asked:
        one.reckon(stops=(), warning_days=days)
    await DEADLINES.add_new(work, asked)


async def settle(work: UnitOfWork, deadline_id: UUID, *, met: bool, at: datetime) -> None:
    """The thing was done, or needs doing no more. Nothing where there is no such deadline."""
    found = await DEADLINES.rows.get(work, deadline_id, lock=True)
    if found:
        async with DEADLINES.changing(work, found):
            found.settle(met=met, at=at)


async def reckon_anew(work: UnitOfWork) -> list[Deadline]:
    """Reckon provisional deadlines anew, some at a time, when another year of the calendar has been announced; returns
    those.
    """
    outdated = await reckoned_with_older_calendar(work, limit=_BATCH)
    if outdated:
        days = await warning_days(work)
        async with DEADLINES.changing(work, *outdated):
            for one in outdated:
                one.reckon(stops=one.stops, warning_days=days)
    return outdated


async def tell_what_came_due(work: UnitOfWork) -> int:
    """The timer: tell of deadlines that were missed or are near, each once; returns how many.

    A deadline is missed when its due date is over in the city's time.
    """
    today = local_date(work.now)
    over = await missed(work, today, limit=_BATCH)
    nearing = await near(work, today, limit=_BATCH)
    async with DEADLINES.changing(work, *over, *nearing):
        for one in over:
            one.miss(work.now)
        for one in nearing:
            one.near()
    return len(over) + len(nearing)
