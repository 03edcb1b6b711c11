"""Makes the schemas and topics ready, for all services in one process: ``python -m deploy.local.prepare``."""

from __future__ import annotations

import asyncio
import importlib
import os

from deploy.local import broker
from deploy.local.environment import service_environment
from deploy.local.stack_file import SERVICES, StackFile, data_folder
from shared.kit.migrate import upgrade
from shared.kit.settings import Settings


def main() -> None:
    """Migrate each schema to its newest version, as its own role, and create the topics."""
    stack = StackFile.load(data_folder())
    for service in SERVICES:
        os.environ.update(service_environment(service, stack))
        wiring = importlib.import_module(f"services.{service}_service.wiring")
        upgrade(wiring.service(), Settings())
    asyncio.run(broker.create_topics(broker.bootstrap(stack)))


if __name__ == "__main__":
    main()
