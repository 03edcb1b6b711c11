"""The whole local stack, started once for all journeys."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator

import httpx
import pytest

from deploy.local.postgres import elsewhere
from deploy.local.stack import LocalStack


@pytest.fixture(scope="session")
async def stack(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[LocalStack]:
    folder = tmp_path_factory.mktemp("stack")
    async with LocalStack(folder, port=None) as started:
        yield started
    shutil.rmtree(elsewhere(folder), ignore_errors=True)


@pytest.fixture(scope="session")
async def client(stack: LocalStack) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=stack.base_url, timeout=120, trust_env=False) as opened:
        yield opened
