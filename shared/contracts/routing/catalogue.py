"""The catalogue's items (事项)."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from shared.contracts.event import Event, Limit, SpecialProcedureRule


class ItemPublished(Event):
    """A version of a catalogue item (事项). The highest version counts; its limits are dated configuration."""

    event_type: ClassVar[str] = "daiban.routing.item.published.v1"
    summary: ClassVar[str] = "事项已公布"
    key_field: ClassVar[str] = "code"
    subject_field: ClassVar[str] = "code"

    code: str
    version: int
    valid_from: date
    name: str
    stage: str
    body: str
    kind: str
    limit: Limit | None
    """The limit that starts a clock; None: no clock runs."""
    no_limit_of_its_own: bool = False
    """Its norm gives it none (无单独时限); else, without a limit, it is 未核定."""
    materials: list[str]
    investments: list[str]
    project_types: list[str]
    special_procedures: list[SpecialProcedureRule]
