"""The base of event contracts, and the small values that several of them carry."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, ClassVar, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict


class Value(BaseModel):
    """A part of an event. Unknown fields are ignored, so that a producer may add one."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Event(Value):
    """A fact that one service tells the others.

    Class attributes: ``event_type`` (with the major version), ``summary`` (one line for the catalogue), ``key_field``
    (the field that orders it: the project where there is one), ``subject_field`` (the id of what it speaks of),
    ``external``: nobody here consumes it; it is for other systems.
    """

    event_type: ClassVar[str]
    summary: ClassVar[str]
    key_field: ClassVar[str] = "project_id"
    subject_field: ClassVar[str]
    external: ClassVar[bool] = False

    def event_key(self) -> str:
        """What its order is kept by."""
        return str(getattr(self, self.key_field))

    def event_subject(self) -> str:
        """The id of what it speaks of."""
        return str(getattr(self, self.subject_field))

    @classmethod
    def producer(cls) -> str:
        """The service that says it."""
        return cls.event_type.split(".")[1]

    @classmethod
    def snapshot(cls) -> dict[str, Any]:
        """Its JSON Schema, as frozen in ``snapshots/``."""
        return cls.model_json_schema()


LimitUnit = Literal["working_day", "calendar_day"]


class Limit(Value):
    """A time limit: a number of days, of working days (工作日) or calendar days (自然日)."""

    days: int
    unit: LimitUnit


class SpecialProcedureRule(Value):
    """A special procedure (特别程序) that an item knows: whether it stops the clock, and for how long at most."""

    type: str
    name: str
    stops_clock: bool
    max_days: int | None = None


class Post(Value):
    """A post of a body, never a person: who holds it changes without this. subject: as in its tokens' ``sub``.

    role: the first three are a body's roster; the last two stand above the bodies, and come with the data bureau's.
    """

    subject: str
    title: str
    role: Literal["handler", "chief_service_officer", "leader", "data_bureau", "leading_group"]
    email: str | None = None
    phone: str | None = None


class TeamPost(Value):
    """A post of the data bureau's own team, never a person. role: 窗口人员, 代办员, 项目首席服务官."""

    subject: str
    title: str
    role: Literal["window_clerk", "service_officer", "project_officer"]
    email: str | None = None
    phone: str | None = None


class StopInterval(Value):
    """Days on which a clock stood still, from ``start`` on until the day before ``end``."""

    start: date
    end: date | None = None


__all__ = [
    "UUID",
    "Event",
    "Limit",
    "LimitUnit",
    "Post",
    "SpecialProcedureRule",
    "StopInterval",
    "TeamPost",
    "Value",
    "datetime",
]
