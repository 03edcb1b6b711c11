"""Limits that intake asks the clock to watch."""

from __future__ import annotations

from typing import ClassVar

from shared.contracts.deadlines import DeadlineRequested, DeadlineSettled


class IntakeDeadlineRequested(DeadlineRequested):
    """Intake asks the clock to watch a limit (supplement notice within 5 working days)."""

    event_type: ClassVar[str] = "daiban.intake.deadline.requested.v1"
    summary: ClassVar[str] = "请求计时"


class IntakeDeadlineSettled(DeadlineSettled):
    """What intake had a limit on has happened, or is moot."""

    event_type: ClassVar[str] = "daiban.intake.deadline.settled.v1"
    summary: ClassVar[str] = "计时了结"
