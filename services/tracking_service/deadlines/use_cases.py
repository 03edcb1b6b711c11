"""The only clock: deadlines are set, stopped, settled, and told when they near or are missed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from services.tracking_service.calendar.domain import StoppedInterval
from services.tracking_service.deadlines import publishing, store
from services.tracking_service.deadlines.domain import Deadline
from services.tracking_service.timeline.store import append
from shared.kit.clock import local_date
from shared.kit.unit_of_work import UnitOfWork

_BATCH = 500


async def set_deadline(work: UnitOfWork, asked: Deadline) -> Deadline:
    """Reckon and store a deadline that somebody asked for; one of that id that is there already stays as it is."""
    asked.reckon(stops=(), warning_days=await store.warning_days(work, local_date(work.now)))
    if await store.add(work, asked):
        publishing.publish(work, asked)
    return asked


async def change_stops(work: UnitOfWork, deadline_id: UUID, stops: Sequence[StoppedInterval]) -> Deadline | None:
    """Reckon a deadline anew with these stops. None where there is no such deadline."""
    found = await store.get_for_update(work, deadline_id)
    if found is None:
        return None
    found.reckon(stops=stops, warning_days=await store.warning_days(work, local_date(work.now)))
    await _keep(work, [found])
    return found


async def settle(work: UnitOfWork, deadline_id: UUID, *, met: bool, at: datetime) -> Deadline | None:
    """The thing was done, or needs doing no more. None where there is no such deadline."""
    found = await store.get_for_update(work, deadline_id)
    if found is None:
        return None
    found.settle(met=met, at=at)
    await _keep(work, [found])
    return found


async def tell_what_came_due(work: UnitOfWork) -> int:
    """The timer: tell of deadlines that were missed or are near, each once; returns how many.

    A deadline is missed when its due date is over in the city's time. Provisional ones are reckoned anew when another
    year of the calendar has been announced.
    """
    today = local_date(work.now)
    outdated = await store.reckoned_with_older_calendar(work, limit=_BATCH)
    if outdated:
        warning_days = await store.warning_days(work, today)
        for one in outdated:
            one.reckon(stops=one.stops, warning_days=warning_days)
        await _keep(work, outdated)
        return len(outdated)
    missed = await store.missed(work, today, limit=_BATCH)
    for one in missed:
        one.miss(work.now)
    near = await store.near(work, today, limit=_BATCH)
    for one in near:
        one.near()
    await _keep(work, missed + near)
    return len(missed) + len(near)


async def _keep(work: UnitOfWork, changed: Sequence[Deadline]) -> None:
    await store.save(work, changed)
    for one in changed:
        publishing.publish(work, one)
    append(work, *(entry for one in changed for entry in publishing.entries(work, one)))
