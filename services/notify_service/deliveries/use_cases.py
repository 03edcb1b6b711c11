"""What can be done with deliveries: by a channel, and by those who look after them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from services.notify_service.deliveries import store
from services.notify_service.deliveries.domain import LEASE, LONGEST_ATTEMPT, Attempt, Delivery, Result, Retrying, Step
from services.notify_service.deliveries.store import DELIVERIES, Letter
from services.notify_service.messages.domain import Message
from services.notify_service.preferences.domain import Preference
from services.notify_service.preferences.store import preference_of, preferences_of
from shared.kit.errors import Version
from shared.kit.ids import new_id
from shared.kit.unit_of_work import UnitOfWork

CUT_OFF = "the last attempt was cut off; whether it arrived is not known"
DUE = "delivery_due"
"""The notice that there is something to send."""


async def deliver(work: UnitOfWork, messages: Sequence[tuple[Message, Preference]]) -> None:
    """Put messages into their receivers' inboxes and, where wanted, on their way by e-mail.

    What a receiver was told already is left out: one event tells one receiver once.
    """
    deliveries = []
    for message, chosen in messages:
        deliveries.append(Delivery.in_app(new_id(), message.id, chosen.receiver, work.now))
        if chosen.address:
            deliveries.append(Delivery.email(new_id(), message.id, chosen.receiver, chosen.address, work.now))
            work.notify(DUE, "")
    await store.add(work, [message for message, _ in messages], deliveries)


@dataclass(frozen=True)
class Claimed:
    """An e-mail that this worker has in hand. attempt: on record, to be made; until: when it must have begun."""

    delivery: Delivery
    letter: Letter
    attempt: Attempt
    until: datetime


async def claim(work: UnitOfWork, retrying: Retrying, *, at_most: int) -> list[Claimed]:
    """Take the next e-mails that are due, and begin an attempt of each; none where nothing is due.

    Each goes to where its receiver wants e-mail now; what is not wanted any more is cancelled.
    """
    claimed: list[Claimed] = []
    until = work.now + LEASE - LONGEST_ATTEMPT
    while not claimed and (due := await store.next_due(work, at_most=at_most)):
        chosen = await preferences_of(work, {delivery.receiver for delivery, _ in due})
        async with DELIVERIES.changing(work, *(delivery for delivery, _ in due)):
            for delivery, letter in due:
                address = chosen[delivery.receiver].address
                if address is None:
                    delivery.cancel(work.now)
                elif delivery.exhausted(retrying):
                    delivery.give_up(CUT_OFF, work.now)
                else:
                    claimed.append(Claimed(delivery, letter, delivery.begin_attempt(work.now, address=address), until))
    return claimed


async def record(
    work: UnitOfWork, ended: Sequence[tuple[Claimed, Result | None]], retrying: Retrying
) -> dict[UUID, Delivery]:
    """Put on record how attempts ended (None: it was not made), and decide whether there will be others.

    Returns their deliveries by id.
    """
    if not ended:
        return {}
    deliveries = await DELIVERIES.rows.several(work, [claimed.delivery.id for claimed, _ in ended], lock=True)
    async with DELIVERIES.changing(work, *deliveries.values()):
        for claimed, result in ended:
            delivery = deliveries[claimed.delivery.id]
            if result:
                delivery.conclude(claimed.attempt, result, work.now, retrying)
            else:
                delivery.take_back(claimed.attempt, work.now)
    return deliveries


async def retry(work: UnitOfWork, delivery_id: UUID, version: Version) -> Delivery:
    """Send a failed delivery once more, to where its receiver wants e-mail now.

    Raises NotFound, NotPermitted, StaleVersion, IllegalTransition, EmailNotWanted.
    """
    async with DELIVERIES.change(work, delivery_id, Step.RETRY, version=version) as delivery:
        delivery.retry(work.now, address=(await preference_of(work, delivery.receiver)).address)
    return delivery
