"""A backing of the fuzz's own: what it writes is nothing that another test should meet."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack

import pytest

from testing.backing import backing as start_backing
from testing.tested_service import TestedService, tested_service
from tests.fuzz.worlds import WORLDS, World

Fuzzed = tuple[TestedService, World]


@pytest.fixture(scope="session")
async def fuzzed(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Callable[[str], Awaitable[Fuzzed]]]:
    """A service by its name, with what it knows; each is started when first asked for."""
    running: dict[str, Fuzzed] = {}
    async with AsyncExitStack() as stack:
        backing = await stack.enter_async_context(start_backing(tmp_path_factory.mktemp("fuzzed", numbered=True)))

        async def started(name: str) -> Fuzzed:
            if name not in running:
                service = await stack.enter_async_context(tested_service(backing, name))
                running[name] = service, await WORLDS[name](service)
            return running[name]

        yield started
