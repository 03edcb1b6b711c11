"""While the database is down: requests get 503, events wait in the broker. Once it is back all goes on by itself."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import httpx
import pytest
from aiokafka import AIOKafkaProducer

from deploy.local.postgres import EmbeddedPostgres, Passwords
from shared.kit.events.envelope import Envelope
from shared.kit.events.relay import Relay
from shared.kit.ids import new_id
from shared.testing.backing import Backing
from shared.testing.backing import backing as start_backing
from shared.testing.tested_service import TestedService
from shared.testing.tested_service import tested_service as start_service
from tests.integration.intake.conftest import fresh_uscc
from tests.integration.kit.counting import PATIENCE_S, Counted, count, counting, keeper, kept, running, until


@dataclass
class Surroundings:
    """A database and a broker that no other test uses, and two services on them."""

    backing: Backing
    intake: TestedService
    tracking: TestedService

    @asynccontextmanager
    async def without_database(self) -> AsyncIterator[None]:
        await self.backing.supervisor.stop("postgres")
        try:
            yield
        finally:
            database = EmbeddedPostgres(self.backing.stack, Passwords(self.backing.stack.data))
            await database.prepare()
            await self.backing.supervisor.start(database.program())


@pytest.fixture(scope="module")
async def surroundings(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Surroundings]:
    async with (
        start_backing(tmp_path_factory.mktemp("outages")) as backing,
        start_service(backing, "intake") as intake,
        start_service(backing, "tracking") as tracking,
        counting(intake, tracking),
    ):
        yield Surroundings(backing, intake, tracking)


async def health(service: TestedService) -> dict[str, int]:
    kinds = ("live", "ready")
    return {kind: (await service.client.get(f"http://daiban/health/{kind}")).status_code for kind in kinds}


async def test_requests_are_told_to_come_back_and_succeed_once_the_database_is_there(
    surroundings: Surroundings,
) -> None:
    intake, uscc = surroundings.intake, fresh_uscc()
    headers = intake.as_("owner", enterprise=uscc)
    body = {"uscc": uscc, "name": "示例", "contact_name": "联系岗", "contact_phone": "020-12345678"}

    async def register() -> httpx.Response:
        return await intake.client.post("/owners", json=body, headers=headers)

    assert (await intake.client.get("/owners", headers=headers)).status_code == 200
    async with surroundings.without_database():
        for answer in (await register(), await intake.client.get("/owners", headers=headers)):
            assert (answer.status_code, answer.json()["code"]) == (503, "service.unavailable")
            assert (answer.headers["retry-after"], answer.headers["content-language"]) == ("1", "zh-CN")
            assert answer.headers["x-request-id"] == answer.json()["request_id"]
        assert await health(intake) == {"live": 200, "ready": 503}
    async with asyncio.timeout(PATIENCE_S):
        while (answer := await register()).status_code == 503:
            await asyncio.sleep(0.05)
    assert answer.status_code == 201
    assert "idempotency-replayed" not in answer.headers  # nothing had been written
    assert await intake.rows("SELECT count(*) FROM owner WHERE uscc = :uscc", uscc=uscc) == [{"count": 1}]
    assert await health(intake) == {"live": 200, "ready": 200}


async def test_events_that_come_meanwhile_wait_and_are_kept_once_in_their_order(surroundings: Surroundings) -> None:
    intake, tracking = surroundings.intake, surroundings.tracking
    name = f"outage-{new_id()}"
    settings = tracking.runtime.settings
    sending = AIOKafkaProducer(bootstrap_servers=settings.kafka_bootstrap)
    async with running(Relay(intake.runtime), keeper(tracking)):
        await count(intake, name)
        await until(tracking, name, [1])
        await sending.start()
        async with surroundings.without_database():
            for number in range(2, 6):
                event = Counted(name=name, number=number)
                envelope = Envelope(new_id(), event.event_type, "intake", name, name, intake.runtime.clock.now())
                value = event.model_dump_json().encode()
                await sending.send_and_wait("daiban.intake", value, key=name.encode(), headers=envelope.headers())
            await asyncio.sleep(1)  # as long as the consumer needs to fetch them and to fail a few times
        await sending.stop()
        await until(tracking, name, [1, 2, 3, 4, 5])
        await count(intake, name)  # and the relay leads again
        async with asyncio.timeout(PATIENCE_S):
            while len(await kept(tracking, name)) < 6:
                await asyncio.sleep(0.05)
    assert await kept(tracking, name) == [1, 2, 3, 4, 5, 2]
    assert await tracking.dead_letters() == []
