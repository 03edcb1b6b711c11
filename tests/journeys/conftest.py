"""The whole local stack, started once for all journeys."""

from __future__ import annotations

from collections.abc import AsyncIterator

import httpx
import pytest

from deploy.local.stack import LocalStack


@pytest.fixture(scope="session")
async def stack(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[LocalStack]:
    async with LocalStack(tmp_path_factory.mktemp("stack"), port=None) as started:
        yield started


@pytest.fixture(scope="session")
async def client(stack: LocalStack) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=stack.base_url, timeout=30, trust_env=False) as opened:
        yield opened
