"""What a service listens to, and with which handler."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, ClassVar, Protocol, Self, TypeVar

from opentelemetry.trace import Span, SpanKind

from shared.kit.events.envelope import Envelope, topic_of
from shared.kit.logging import bound
from shared.kit.tracing import context_from, tracer
from shared.kit.unit_of_work import UnitOfWork


class EventContract(Protocol):
    """The class of an event: parses its data, and knows its type."""

    event_type: ClassVar[str]

    @classmethod
    def model_validate_json(cls, json_data: bytes | str) -> Self:
        """The event of some JSON; raises ValueError where it does not fit."""


E = TypeVar("E", bound=EventContract)
Handler = Callable[[UnitOfWork, Any, Envelope], Awaitable[None]]
HandlerOfMany = Callable[[UnitOfWork, Sequence[tuple[Any, Envelope]]], Awaitable[None]]


@dataclass(frozen=True)
class Subscription:
    """One event type and its handler, which takes several events of it in a row."""

    contract: type[EventContract]
    handler: HandlerOfMany

    @property
    def type(self) -> str:
        """The event type."""
        return self.contract.event_type


def on(contract: type[E], handler: Callable[[UnitOfWork, E, Envelope], Awaitable[None]]) -> Subscription:
    """Handle each event of this contract with this handler.

    A handler runs in the batch's transaction, at least once but with at most one effect, in order per key. It raises a
    Refusal or ValueError for what can never succeed (the event is put aside) and lets passing faults through.
    """

    async def one_by_one(work: UnitOfWork, given: Sequence[tuple[E, Envelope]]) -> None:
        for event, envelope in given:
            with _span(contract.event_type, envelope.traceparent), bound(event_id=str(envelope.id)):
                await handler(work, event, envelope)

    return Subscription(contract, one_by_one)


def on_many(
    contract: type[E], handler: Callable[[UnitOfWork, Sequence[tuple[E, Envelope]]], Awaitable[None]]
) -> Subscription:
    """Handle events of this contract that come in a row together, so that they cost one statement and not one each.

    The rules of :func:`on` hold; a handler that raises is called again with each half of what it was given.
    """

    async def together(work: UnitOfWork, given: Sequence[tuple[E, Envelope]]) -> None:
        with _span(contract.event_type, given[0][1].traceparent if len(given) == 1 else None):
            await handler(work, given)

    return Subscription(contract, together)


def _span(type_: str, traceparent: str | None) -> AbstractContextManager[Span]:
    return tracer.start_as_current_span(f"handle {type_}", context=context_from(traceparent), kind=SpanKind.CONSUMER)


def topics(subscriptions: Sequence[Subscription]) -> list[str]:
    """The topics that carry the subscribed types."""
    return sorted({topic_of(subscription.type.split(".")[1]) for subscription in subscriptions})
