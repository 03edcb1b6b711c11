"""What can be done with deliveries: by a channel, and by those who look after them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from asyncpg import Record

from services.notify_service.deliveries import store
from services.notify_service.deliveries.domain import Delivery, DeliveryStatus, Result, Retrying
from services.notify_service.deliveries.policy import check_found
from services.notify_service.deliveries.publishing import publish_end
from services.notify_service.deliveries.store import Attempt, Letter
from services.notify_service.messages.domain import Message
from services.notify_service.preferences import store as preferences
from services.notify_service.preferences.domain import Preference
from shared.kit.errors import check_version
from shared.kit.ids import new_id
from shared.kit.pages import page
from shared.kit.unit_of_work import UnitOfWork

CUT_OFF = "the last attempt was cut off; whether it arrived is not known"


async def deliver(work: UnitOfWork, messages: Sequence[tuple[Message, Preference]]) -> None:
    """Put messages into their receivers' inboxes and, where wanted, on their way by e-mail.

    What a receiver was told already is left out: one event tells one receiver once.
    """
    deliveries = []
    for message, chosen in messages:
        deliveries.append(Delivery.in_app(new_id(), message.id, chosen.receiver, work.now))
        if chosen.address:
            deliveries.append(Delivery.email(new_id(), message.id, chosen.receiver, chosen.address, work.now))
    fresh = await store.add(work, [message for message, _ in messages], deliveries)
    for delivery in deliveries:
        if delivery.id in fresh:
            publish_end(work, delivery, work.now)


@dataclass(frozen=True)
class Claimed:
    """An e-mail that this worker has in hand. attempt: the number of the attempt that it is about to make."""

    delivery: Delivery
    letter: Letter
    attempt: int


async def claim(work: UnitOfWork, retrying: Retrying) -> Claimed | None:
    """Take the next e-mail that is due, and begin an attempt; None where nothing is due."""
    while due := await store.next_due(work):
        delivery, letter = due
        if delivery.exhausted(retrying):
            delivery.give_up(CUT_OFF, work.now)
            await store.save(work, delivery)
            publish_end(work, delivery, work.now)
            continue
        number = delivery.begin_attempt(work.now)
        await store.begin_attempt(work, delivery)
        return Claimed(delivery, letter, number)
    return None


async def record(work: UnitOfWork, claimed: Claimed, result: Result, retrying: Retrying) -> Delivery:
    """Put on record how an attempt ended, and decide whether there will be another."""
    delivery = check_found(await store.end_attempt(work, claimed.delivery.id, claimed.attempt, result))
    if delivery.status is DeliveryStatus.PENDING:
        delivery.conclude(claimed.attempt, result, work.now, retrying)
        await store.save(work, delivery)
        publish_end(work, delivery, work.now)
    return delivery


async def list_deliveries(
    work: UnitOfWork, *, status: DeliveryStatus | None, size: int, cursor: str | None
) -> tuple[list[Record], str | None]:
    """A page of all deliveries, newest first."""
    query, order = store.listing(status=status), [store.delivery.c.id]
    return await page(work, "deliveries", query, list(order), size=size, cursor=cursor, descending=True)


async def get_delivery(work: UnitOfWork, delivery_id: UUID) -> tuple[Delivery, list[Attempt]]:
    """A delivery with its attempts; raises NotFound."""
    delivery = check_found(await store.get(work, delivery_id))
    return delivery, await store.attempts_of(work, delivery_id)


async def retry_delivery(
    work: UnitOfWork, delivery_id: UUID, *, expected_version: int
) -> tuple[Delivery, list[Attempt]]:
    """Send a failed delivery once more, to where its receiver wants e-mail now.

    Raises NotFound, StaleVersion, IllegalTransition.
    """
    delivery = check_found(await store.get_for_update(work, delivery_id))
    check_version(given=expected_version, current=delivery.version)
    before = {"status": delivery.status.value, "reason": delivery.reason}
    delivery.retry(work.now, address=(await preferences.get(work, delivery.receiver)).address)
    await store.save(work, delivery)
    work.audit("delivery.retried", "delivery", delivery.id, before=before, after={"status": delivery.status.value})
    return delivery, await store.attempts_of(work, delivery_id)
