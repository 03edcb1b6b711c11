"""A worker of tracking whose handler ends the process at one event: ``python -m tests.…kit.deadly_worker``."""

from __future__ import annotations

import asyncio
import dataclasses
import os
from typing import ClassVar

from services.tracking_service.wiring import service
from shared.contracts.event import Event
from shared.kit.events.envelope import Envelope
from shared.kit.events.subscriptions import on
from shared.kit.events.waiting import Missing
from shared.kit.unit_of_work import UnitOfWork
from shared.kit.worker import run_worker


class Swallowed(Event):
    """Something to swallow."""

    event_type: ClassVar[str] = "daiban.intake.thing.swallowed.v1"
    summary: ClassVar[str] = "吞"
    key_field: ClassVar[str] = "name"
    subject_field: ClassVar[str] = "name"

    name: str
    deadly: bool = False
    after: str | None = None


async def swallow(work: UnitOfWork, event: Swallowed, _: Envelope) -> None:
    """Note it, or die of it; first wait for another where it is to come after that."""
    known = event.after is None or await work.connection.fetchval(
        "SELECT 1 FROM swallowed WHERE name = $1", event.after
    )
    if not known:
        raise Missing("swallowed", event.after)
    if event.deadly:
        os._exit(7)
    await work.connection.execute("INSERT INTO swallowed (name) VALUES ($1)", event.name)
    work.arrived("swallowed", event.name)


if __name__ == "__main__":
    made = dataclasses.replace(service(), subscriptions=[on(Swallowed, swallow)], timers=())
    asyncio.run(run_worker(made, made.settings()))
