"""Deadlines: any service asks, tracking — the only clock — reckons and tells (docs/adr/0003)."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from shared.contracts.event import Event, Limit


class DeadlineRequested(Event):
    """Somebody needs to know when a limit is near or past.

    purpose: what it is for, in the asker's words (``supplement_notice``, ``acknowledgement``); subject_kind and
    subject_id: what it is on; base: the moment from which it runs, that day not counted.
    """

    subject_field: ClassVar[str] = "deadline_id"

    deadline_id: UUID
    project_id: UUID
    purpose: str
    subject_kind: str
    subject_id: UUID
    body: str | None
    base: datetime
    limit: Limit


class DeadlineSettled(Event):
    """The thing was done (met) or needs doing no more (not met)."""

    subject_field: ClassVar[str] = "deadline_id"

    deadline_id: UUID
    project_id: UUID
    met: bool
    at: datetime


class _DeadlineTold(Event):
    subject_field: ClassVar[str] = "deadline_id"

    deadline_id: UUID
    project_id: UUID
    purpose: str
    subject_kind: str
    subject_id: UUID
    body: str | None
    due_on: date
    provisional: bool
    """True: it reaches into a year whose calendar is not published yet."""
    title: str | None = None
    """The name of the item that it is about, where that is known."""


class DeadlineSet(_DeadlineTold):
    """A due date was reckoned, or reckoned anew."""

    event_type: ClassVar[str] = "daiban.tracking.deadline.set.v1"
    summary: ClassVar[str] = "期限已确定"
    external: ClassVar[bool] = True


class DeadlineNeared(_DeadlineTold):
    """A due date is near: the light turns to 预警."""

    event_type: ClassVar[str] = "daiban.tracking.deadline.neared.v1"
    summary: ClassVar[str] = "期限临近（预警）"


class DeadlineMissed(_DeadlineTold):
    """The due date has passed with the thing undone: 逾期."""

    event_type: ClassVar[str] = "daiban.tracking.deadline.missed.v1"
    summary: ClassVar[str] = "期限已过（逾期）"


class DeadlineMet(_DeadlineTold):
    """The thing was done in time."""

    event_type: ClassVar[str] = "daiban.tracking.deadline.met.v1"
    summary: ClassVar[str] = "按期完成"
    external: ClassVar[bool] = True
