"""A record carries the time of its sending, whatever the services' clock says: a broker refuses one from the future."""

from __future__ import annotations

import asyncio
import time
from contextlib import suppress

from aiokafka import AIOKafkaConsumer
from aiokafka.structs import ConsumerRecord

from shared.kit.events.envelope import Envelope, topic_of
from shared.kit.events.relay import Relay
from testing.tested_service import TestedService
from tests.conftest import MovableClock
from tests.integration.intake.conftest import fresh_uscc

FORTY_DAYS_S = 40 * 86_400


async def test_an_event_of_a_clock_far_ahead_is_published(intake: TestedService, clock: MovableClock) -> None:
    clock.advance(days=40)
    uscc = fresh_uscc()
    body = {"uscc": uscc, "name": "示例", "contact_name": "联系岗", "contact_phone": "020-12345678"}
    answer = await intake.client.post("/owners", json=body, headers=intake.as_("owner", enterprise=uscc))
    assert answer.status_code == 201
    relaying = asyncio.create_task(Relay(intake.runtime).run())
    try:
        async with asyncio.timeout(30):
            record = await _first_of(intake, answer.json()["id"])
    finally:
        relaying.cancel()
        with suppress(asyncio.CancelledError):
            await relaying
    assert abs(record.timestamp / 1000 - time.time()) < 60
    occurred_at = Envelope.from_headers(record.headers, record.key).time.timestamp()
    assert abs(occurred_at - FORTY_DAYS_S - time.time()) < 60


async def _first_of(service: TestedService, key: str) -> ConsumerRecord[bytes, bytes]:
    """The first record of a key in the service's topic."""
    consumer = AIOKafkaConsumer(
        topic_of(service.service.name),
        bootstrap_servers=service.runtime.settings.kafka_bootstrap,
        auto_offset_reset="earliest",
        fetch_max_wait_ms=service.runtime.settings.kafka_fetch_max_wait_ms,
    )
    await consumer.start()
    try:
        async for record in consumer:
            if record.key == key.encode():
                return record
    finally:
        await consumer.stop()
    raise AssertionError("a topic has no end")
