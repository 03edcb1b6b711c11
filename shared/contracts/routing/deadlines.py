"""Limits that routing asks the clock to watch."""

from __future__ import annotations

from typing import ClassVar

from shared.contracts.deadlines import DeadlineRequested, DeadlineSettled


class RoutingDeadlineRequested(DeadlineRequested):
    """Routing asks the clock to watch a limit (acknowledgement)."""

    event_type: ClassVar[str] = "daiban.routing.deadline.requested.v1"
    summary: ClassVar[str] = "请求计时"


class RoutingDeadlineSettled(DeadlineSettled):
    """What routing had a limit on has happened, or is moot."""

    event_type: ClassVar[str] = "daiban.routing.deadline.settled.v1"
    summary: ClassVar[str] = "计时了结"
