"""Events that came before what they speak of.

Each topic is in order per project, the topics among each other are not: after a pause of this service, tracking's word
on a case may come before intake's word on its project, or routing's on who handles it. Such an event waits here, and is
told when what it needs becomes known. It is no dead letter: nothing is wrong with it, and nobody need replay it.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

import orjson
from sqlalchemy import Column, DateTime, Table, Text, Uuid, bindparam, delete
from sqlalchemy.dialects.postgresql import JSONB, insert

from services.notify_service.tables import metadata
from shared.contracts.event import Event
from shared.kit.database import Prepared
from shared.kit.events.envelope import Envelope
from shared.kit.unit_of_work import UnitOfWork

untold_event = Table(
    "untold_event",
    metadata,
    Column("event_id", Uuid, primary_key=True),
    Column("waits_for", Text, nullable=False, index=True),
    Column("envelope", JSONB, nullable=False),
    Column("data", JSONB, nullable=False),
    Column("since", DateTime(timezone=True), nullable=False),
)


class Known(StrEnum):
    """What the directory must know before an event can be told, or told to all."""

    PROJECT = "project"
    CASE = "case"
    ASSIGNMENT = "assignment"
    """By the id of its application item: every accepted item gets one."""
    BODY = "body"


@dataclass(frozen=True)
class Missing:
    """What an event waits for, such as ``project:<id>``."""

    key: str

    @classmethod
    def of(cls, kind: Known, id_: UUID | str) -> Missing:
        """One thing by its kind and id."""
        return cls(f"{kind}:{id_}")

    @property
    def turn(self) -> str:
        """What is taken in turn by whoever brings it and whoever begins to wait for it.

        Else the one might look and find nothing, the other bring it and find nobody waiting, and then it would wait
        for ever.
        """
        return f"notify:{self.key}"


_PARK = Prepared(insert(untold_event).on_conflict_do_nothing())


async def park(work: UnitOfWork, missing: Missing, event: Event, envelope: Envelope) -> None:
    """Let an event wait. The caller has the turn."""
    await _PARK.run(
        work.connection,
        event_id=envelope.id,
        waits_for=missing.key,
        envelope=orjson.dumps(asdict(envelope)).decode(),
        data=event.model_dump_json(),
        since=work.now,
    )


_RELEASE = Prepared(
    delete(untold_event)
    .where(untold_event.c.waits_for == bindparam("key"))
    .returning(untold_event.c.envelope, untold_event.c.data)
)


async def release(
    work: UnitOfWork, missing: Missing, contracts: dict[str, type[Event]]
) -> list[tuple[Event, Envelope]]:
    """Take out what waited for something, in the order in which it happened. The caller has the turn."""
    released = [
        (contracts[row["envelope"]["type"]].model_validate(row["data"]), _envelope(row["envelope"]))
        for row in await _RELEASE.all(work.connection, key=missing.key)
    ]
    return sorted(released, key=lambda pair: (pair[1].time, pair[1].id))


def _envelope(stored: dict[str, str]) -> Envelope:
    return Envelope(
        id=UUID(stored["id"]),
        type=stored["type"],
        source=stored["source"],
        key=stored["key"],
        subject=stored["subject"],
        time=datetime.fromisoformat(stored["time"]),
        traceparent=stored["traceparent"],
    )
