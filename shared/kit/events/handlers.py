"""The handlers of a service, each event parsed once for all of its own."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Collection, Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import date
from typing import Any
from uuid import UUID

from opentelemetry.trace import Span, SpanKind
from pydantic import BaseModel

from shared.kit.clock import check_of_our_time
from shared.kit.events.envelope import Envelope
from shared.kit.events.received import Received
from shared.kit.events.subscriptions import Given, Handler, HandlerOfMany, Subscription
from shared.kit.events.waiting import Missing, Queue, SomeMissing
from shared.kit.logging import bound
from shared.kit.tracing import context_from, tracer
from shared.kit.unit_of_work import UnitOfWork

_VERSION = re.compile(r"\.v\d+$")


class Handlers:
    """Runs what is subscribed."""

    def __init__(self, subscriptions: Sequence[Subscription]) -> None:
        self._by_type: dict[str, list[Subscription]] = {}
        for one in subscriptions:
            self._by_type.setdefault(one.type, []).append(one)
        self._other_versions = {_VERSION.sub("", type_) for type_ in self._by_type}

    def wants(self, type_: str) -> bool:
        """Whether a type is subscribed to, in this or another major version (that one is put aside)."""
        return type_ in self._by_type or _VERSION.sub("", type_) in self._other_versions

    async def run(self, work: UnitOfWork, events: Sequence[Received], *, last_try: Collection[UUID] = ()) -> None:
        """Run the handlers of some events, each queue's in order.

        Raises SomeMissing at the end, and any other error at once. Behind an event that misses something those of its
        queue are not tried, unless this is its last try.
        """
        run = _Run(work, last_try)
        for type_, in_a_row in in_rows(events):
            subscriptions = self._by_type.get(type_)
            if subscriptions is None:
                raise ValueError(f"nothing here handles {type_}")
            parse = subscriptions[0].contract.model_validate_json
            given = [(parse(event.data), event.envelope) for event in in_a_row if run.goes_on(event.envelope)]
            for event, _ in given:
                _check_moments(event)
            with bound(event_type=type_):
                for subscription in subscriptions:
                    if subscription.one:
                        await run.one_by_one(type_, subscription.one, given)
                    if subscription.many:
                        await run.together(type_, subscription.many, given)
        if run.missing:
            raise SomeMissing(run.missing)


def in_rows(events: Sequence[Received]) -> Iterator[tuple[str, list[Received]]]:
    """Rows of events of one type, as long as the order within each queue allows.

    A service often says two things of each matter, in turns: taken as they came, each would be a row of its own.
    """
    queues: dict[Queue, deque[Received]] = {}
    for event in events:
        queues.setdefault(event.envelope.queue, deque()).append(event)
    while queues:
        type_ = next(iter(queues.values()))[0].envelope.type
        in_a_row = []
        for queue in list(queues.values()):
            while queue and queue[0].envelope.type == type_:
                in_a_row.append(queue.popleft())
        queues = {name: queue for name, queue in queues.items() if queue}
        yield type_, in_a_row


def _check_moments(told: Any) -> None:
    """Raise ValueError where an event tells of a moment that is not of our time: it would be stored, and read."""
    match told:
        case date():  # moments too
            check_of_our_time(told)
        case list() | tuple():
            for one in told:
                _check_moments(one)
        case BaseModel():
            for one in vars(told).values():
                _check_moments(one)


class _Run:
    """What was found to be missing so far, and whom that holds up."""

    def __init__(self, work: UnitOfWork, last_try: Collection[UUID]) -> None:
        self.missing: dict[UUID, Missing] = {}
        self._work = work
        self._last_try = last_try
        self._held: set[tuple[str, str]] = set()

    def goes_on(self, envelope: Envelope) -> bool:
        return envelope.id not in self.missing and envelope.queue not in self._held

    async def one_by_one(self, type_: str, handler: Handler, given: Given) -> None:
        for event, envelope in given:
            if self.goes_on(envelope):
                with _span(type_, envelope.traceparent), bound(event_id=str(envelope.id)):
                    try:
                        await handler(self._work, event, envelope)
                    except Missing as missing:
                        self._note(envelope, missing)

    async def together(self, type_: str, handler: HandlerOfMany, given: Given) -> None:
        going_on = [pair for pair in given if self.goes_on(pair[1])]
        if not going_on:
            return
        alone = going_on[0][1] if len(going_on) == 1 else None
        with _span(type_, alone.traceparent if alone else None):
            try:
                await handler(self._work, going_on)
            except SomeMissing as several:
                named = [envelope for _, envelope in going_on if envelope.id in several.by_event]
                if not named:
                    raise ValueError(f"none of the events given misses anything: {several}") from several
                for envelope in named:
                    self._note(envelope, several.by_event[envelope.id])
            except Missing as missing:
                if alone is None:
                    raise
                self._note(alone, missing)

    def _note(self, envelope: Envelope, missing: Missing) -> None:
        self.missing[envelope.id] = missing
        if envelope.id not in self._last_try:
            self._held.add(envelope.queue)


def _span(type_: str, traceparent: str | None) -> AbstractContextManager[Span]:
    return tracer.start_as_current_span(f"handle {type_}", context=context_from(traceparent), kind=SpanKind.CONSUMER)
