"""``python -m deploy.local.prepare``: schemas and seed data made ready, for all services in one process."""

from __future__ import annotations

import asyncio
import importlib
import os

from deploy.local.environment import service_environment
from deploy.local.stack_file import SERVICES, StackFile, data_folder
from shared.kit.migrate import upgrade
from shared.kit.runtime import Runtime
from shared.kit.service import Service
from shared.kit.settings import Settings


def main() -> None:
    """Migrate each schema as its own role, and seed it."""
    stack = StackFile.load(data_folder())
    migrated: list[tuple[Service, Settings]] = []
    for name in SERVICES:
        os.environ.update(service_environment(name, stack))
        service: Service = importlib.import_module(f"services.{name}_service.wiring").service()
        settings = service.settings()  # reads the environment
        upgrade(service, settings)
        migrated.append((service, settings))
    asyncio.run(_seed(migrated))


async def _seed(migrated: list[tuple[Service, Settings]]) -> None:
    await asyncio.gather(
        *(_seed_one(service, settings) for service, settings in migrated if "seed" in service.commands)
    )


async def _seed_one(service: Service, settings: Settings) -> None:
    runtime = await Runtime.start(service.name, settings, application="prepare")
    await service.commands["seed"](runtime)
    await runtime.close()


if __name__ == "__main__":
    main()
