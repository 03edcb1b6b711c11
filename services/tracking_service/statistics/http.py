"""Routes of statistics."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated

from fastapi import Query

from services.tracking_service.statistics.policy import READERS, counted_for
from services.tracking_service.statistics.schemas import StatisticsView, view
from services.tracking_service.statistics.store import bodies, count
from shared.kit.clock import local_date
from shared.kit.errors import Kind, NotFound, Refusal, Words
from shared.kit.http.edge import Work, allow, edge_router
from shared.kit.http.fields import Upper

router = edge_router("statistics", "统计 · what the bodies' work came to")

MAX_DAYS = 366
_FIRST, _LAST = date(2000, 1, 1), date(2100, 12, 31)


class DaysApart(Refusal):
    """Days that are no time, or a longer one than is counted at once."""

    code = "statistics.days_apart"
    kind = Kind.INVALID
    zh = Words("统计时段无效", "从 {first} 到 {last} 不是有效的统计时段。", "起始日不晚于截止日，一次最多 {days} 天。")
    en = Words(
        "No time to count in",
        "{first} to {last} cannot be counted in.",
        "The first day is not after the last one; at most {days} days at once.",
    )


@router.get("/statistics", summary="办件统计", **allow(*READERS))
async def get_statistics(
    work: Work,
    first_day: Annotated[
        date | None,
        Query(ge=_FIRST, le=_LAST, description="counted in; unless told, the first of the last day's month"),
    ] = None,
    last_day: Annotated[date | None, Query(ge=_FIRST, le=_LAST, description="counted in; unless told, today")] = None,
    body: Annotated[Upper | None, Query(description="code of a body; unless told, all that the caller may see")] = None,
) -> StatisticsView:
    """What came, what was decided, how and how fast, and what is open: of a body's own people their body; of overseers
    every body, or one.
    """
    today = local_date(work.now)
    last = last_day or (max(today, first_day) if first_day else today)
    first = first_day or last.replace(day=1)
    if not timedelta() <= last - first < timedelta(days=MAX_DAYS):
        raise DaysApart(first=first, last=last, days=MAX_DAYS, parameter="first_day" if first_day else "last_day")
    seen = counted_for(work.principal, await bodies(work))
    if body is not None and body not in seen:
        raise NotFound(what=("部门", "body"), parameter="body")
    named = {body: seen[body]} if body else seen
    counted = await count(work, named, first=first, last=last)
    return StatisticsView(first_day=first, last_day=last, items=[view(one) for one in counted])
