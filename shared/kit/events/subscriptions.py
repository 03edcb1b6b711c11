"""What a service listens to, and with which handlers."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Protocol, Self, TypeVar

from shared.kit.events.envelope import Envelope, topic_of
from shared.kit.unit_of_work import UnitOfWork


class EventContract(Protocol):
    """The class of an event: parses its data, and knows its type."""

    event_type: ClassVar[str]

    @classmethod
    def model_validate_json(cls, json_data: bytes | str) -> Self:
        """The event of some JSON; raises ValueError where it does not fit."""


E = TypeVar("E", bound=EventContract)
Handler = Callable[[UnitOfWork, Any, Envelope], Awaitable[None]]
Given = Sequence[tuple[Any, Envelope]]
"""Events with what is known of them."""
HandlerOfMany = Callable[[UnitOfWork, Given], Awaitable[None]]


@dataclass(frozen=True)
class Subscription:
    """One event type and one of its handlers: for each event by itself, or for several in a row."""

    contract: type[EventContract]
    one: Handler | None = None
    many: HandlerOfMany | None = None

    @property
    def type(self) -> str:
        """The event type."""
        return self.contract.event_type


def on(contract: type[E], handler: Callable[[UnitOfWork, E, Envelope], Awaitable[None]]) -> Subscription:
    """Handle each event of this contract with this handler.

    A handler runs in the batch's transaction, at least once but with at most one effect, in order per key. Several of
    one contract run in the order of the subscriptions. It raises Missing where something is not here yet (the event
    waits for it), a Refusal or ValueError for what can never succeed (the event is put aside), and lets passing faults
    through.
    """
    return Subscription(contract, one=handler)


def on_many(
    contract: type[E], handler: Callable[[UnitOfWork, Sequence[tuple[E, Envelope]]], Awaitable[None]]
) -> Subscription:
    """Handle events of this contract that come in a row together, so that they cost one statement and not one each.

    The rules of :func:`on` hold. It says in one SomeMissing which of the events miss what; after any other error it is
    called again with each half of what it was given.
    """
    return Subscription(contract, many=handler)


def topics(subscriptions: Sequence[Subscription]) -> list[str]:
    """The topics that carry the subscribed types."""
    return sorted({topic_of(subscription.type.split(".")[1]) for subscription in subscriptions})
