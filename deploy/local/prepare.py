"""Makes schemas, topics and seed data ready, for all services in one process.

``python -m deploy.local.prepare`` at every start; with ``--broker-only`` after the broker alone was lost.
"""

from __future__ import annotations

import asyncio
import importlib
import os
import sys

from deploy.local import broker
from deploy.local.environment import service_environment
from deploy.local.stack_file import SERVICES, StackFile, data_folder
from shared.kit.events.envelope import topic_of
from shared.kit.events.relay import mark_for_replay
from shared.kit.migrate import upgrade
from shared.kit.runtime import Runtime
from shared.kit.service import Service
from shared.kit.settings import Settings


def main(*, broker_only: bool) -> None:
    """Migrate each schema as its own role and seed it, and create the topics.

    Where a topic is not there, the broker has lost it or never had it: whatever the outbox retains goes out again. The
    outbox is marked first, so that a start which ends in between does not find the topic and believe all is well.
    """
    stack = StackFile.load(data_folder())
    prepared: list[tuple[Service, Settings]] = []
    for name in SERVICES:
        os.environ.update(service_environment(name, stack))
        service: Service = importlib.import_module(f"services.{name}_service.wiring").service()
        settings = service.settings()  # reads the environment
        if not broker_only:
            upgrade(service, settings)
        prepared.append((service, settings))
    asyncio.run(_fill(stack, prepared, seed=not broker_only))


async def _fill(stack: StackFile, prepared: list[tuple[Service, Settings]], *, seed: bool) -> None:
    missing = await broker.missing_topics(broker.bootstrap(stack))
    await asyncio.gather(
        *(
            _fill_one(service, settings, seed=seed, replay=topic_of(service.name) in missing)
            for service, settings in prepared
        )
    )
    await broker.create_topics(broker.bootstrap(stack))


async def _fill_one(service: Service, settings: Settings, *, seed: bool, replay: bool) -> None:
    runtime = await Runtime.start(service.name, settings, application="prepare")
    if seed and "seed" in service.commands:
        await service.commands["seed"](runtime)
    if replay:
        async with runtime.transaction() as work:
            print(f"{service.name}: {await mark_for_replay(work.connection)} events will be published again")
    await runtime.close()


if __name__ == "__main__":
    main(broker_only="--broker-only" in sys.argv[1:])
