"""One request or one batch of messages = one transaction, opened at the edge.

Use cases read and write through ``connection``, name what happened with ``publish`` and ``audit``, and never commit.
The edge writes the named facts in one statement just before it commits, so that a change, its events and its audit
entries exist together or not at all.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, ClassVar, Protocol
from uuid import UUID

import orjson

from shared.kit.clock import Clock
from shared.kit.database import Connection
from shared.kit.ids import new_id
from shared.kit.notifying import Notice
from shared.kit.operations import Operations
from shared.kit.principals import Principal
from shared.kit.tracing import current_traceparent
from shared.kit.transaction import Transaction


class EventLike(Protocol):
    """An event contract: a pydantic model that knows its type, its key (order is kept per key) and its subject."""

    event_type: ClassVar[str]

    def event_key(self) -> str:
        """What it is ordered by: the project's id, else the body's or owner's."""

    def event_subject(self) -> str:
        """The id of the aggregate that it speaks of."""

    def model_dump_json(self) -> str:
        """Its data as JSON."""


def thing(kind: str, key: object) -> str:
    """How a thing is named that events wait for."""
    return f"{kind}:{key}"


def _plain(value: Any) -> Any:
    match value:
        case UUID() | Decimal():
            return str(value)
        case datetime() | date():
            return value.isoformat()
        case frozenset() | set():
            return sorted(value)
        case _:
            return str(value)


def as_json(value: Any) -> str:
    """JSON text of what a use case names: ids, amounts and moments as text, codes as they are stored."""
    return orjson.dumps(value, default=_plain, option=orjson.OPT_PASSTHROUGH_SUBCLASS).decode()


@dataclass(frozen=True)
class StoredAnswer:
    """An answer to keep under an Idempotency-Key, written in the same transaction as what it answers."""

    subject: str
    key: str
    fingerprint: bytes
    status: int
    headers: Mapping[str, str]
    body: bytes


_FLUSH = """
WITH events AS (
    INSERT INTO outbox (event_id, type, key, subject, data, traceparent, occurred_at)
    SELECT (e->>0)::uuid, e->>1, e->>2, e->>3, (e->>4)::json, e->>5, (e->>6)::timestamptz
    FROM jsonb_array_elements($1::jsonb) WITH ORDINALITY AS rows(e, n) ORDER BY n
), entries AS (
    INSERT INTO audit_entry
        (at, actor, on_behalf_of, action, subject_kind, subject_id, before, after, request_id)
    SELECT (a->>0)::timestamptz, a->>1, a->>2, a->>3, a->>4, a->>5,
           NULLIF(a->6, 'null'::jsonb), NULLIF(a->7, 'null'::jsonb), a->>8
    FROM jsonb_array_elements($2::jsonb) WITH ORDINALITY AS rows(a, n) ORDER BY n
), answers AS (
    INSERT INTO idempotency_key (subject, key, fingerprint, status, headers, body)
    SELECT $3, $4, $5, $6, $7::jsonb, $8
    WHERE $4::text IS NOT NULL
)
SELECT
"""


Write = Callable[["UnitOfWork", list[Any]], Awaitable[None]]


class UnitOfWork:
    """What a use case works with: the transaction, the clock, the caller, and where it names what happened.

    operations: what the API takes, of which views tell those that the caller may call.
    """

    def __init__(
        self,
        connection: Connection,
        *,
        schema: str,
        clock: Clock,
        operations: Operations,
        principal: Principal | None = None,
        actor: str | None = None,
        request_id: str | None = None,
    ) -> None:
        self.connection = connection
        self.clock = clock
        self.now = clock.now()
        self.operations = operations
        self._principal = principal
        self._schema = schema
        self._actor = actor or (principal.subject if principal else f"system:{schema}")
        self._request_id = request_id
        self._events: list[list[Any]] = []
        self._entries: list[list[Any]] = []
        self._later: dict[Write, list[Any]] = {}
        self.notices: set[Notice] = set()
        self.arrivals: set[str] = set()

    @property
    def transaction(self) -> Transaction:
        """What is written in. A request that only reads has none."""
        if not isinstance(self.connection, Transaction):
            raise RuntimeError("this work reads only")
        return self.connection

    @property
    def principal(self) -> Principal:
        """The authenticated caller. Only routes that demand one, and the use cases behind them, may ask."""
        if self._principal is None:
            raise RuntimeError("this work has no caller: it is a message, a timer or a public route")
        return self._principal

    @property
    def actor(self) -> str:
        """Who does this: the caller's subject, or the system's part that acts by itself."""
        return self._actor

    def publish(self, *events: EventLike) -> None:
        """Name facts for other services; they reach Kafka in this order once the transaction has committed."""
        traceparent = current_traceparent()
        for event in events:
            self._events.append(
                [
                    str(new_id()),
                    event.event_type,
                    event.event_key(),
                    event.event_subject(),
                    event.model_dump_json(),
                    traceparent,
                    self.now.isoformat(),
                ]
            )

    def audit(
        self,
        action: str,
        subject_kind: str,
        subject_id: UUID | str,
        *,
        before: Any = None,
        after: Any = None,
        on_behalf_of: str | None = None,
    ) -> None:
        """Put a change on record: who, on whose behalf (an enterprise's code), what, before and after."""
        self._entries.append(
            [
                self.now.isoformat(),
                self._actor,
                on_behalf_of,
                action,
                subject_kind,
                str(subject_id),
                before,
                after,
                self._request_id,
            ]
        )

    def notify(self, channel: str, payload: str) -> None:
        """Tell listeners of this database once the transaction has committed (a hint: it may be lost)."""
        self.notices.add((f"{self._schema}_{channel}", payload))

    def arrived(self, kind: str, key: object) -> None:
        """Say that a thing is known from now on, for events that wait for it (see ``shared.kit.events.waiting``).

        Where a consumer's batch brings it they go on at once, where something else does (a request, a timer, a
        command) within the setting ``waiting_sweep_s``.
        """
        self.arrivals.add(thing(kind, key))

    def later(self, write: Write, item: Any) -> None:
        """Let ``write`` have an item, together with all others that it is given in this work, just before the commit.

        For what nothing reads back before that: then a batch of events costs one statement and not one each.
        """
        self._later.setdefault(write, []).append(item)

    async def flush(self, answer: StoredAnswer | None = None) -> None:
        """Write what was named. Called once by the edge, last before the commit."""
        later, self._later = self._later, {}
        for write, items in later.items():
            await write(self, items)
        if not (self._events or self._entries or answer):
            return
        if self._events:
            self.notify("outbox", "")
        kept = (answer.subject, answer.key, answer.fingerprint, answer.status) if answer else (None,) * 4
        await self.transaction.conclude(
            _FLUSH,
            *(as_json(self._events), as_json(self._entries)),
            *(*kept, as_json(dict(answer.headers)) if answer else None, answer.body if answer else None),
        )
        self._events, self._entries = [], []
