"""Fixtures: real PostgreSQL, real broker, real services. Started once per test process."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from datetime import timedelta

import pytest
from hypothesis import settings

from testing.backing import Backing
from testing.backing import backing as start_backing
from testing.tested_service import TestedService, tested_service

settings.register_profile("unhurried", deadline=None)  # machines are busy; what is slow is for the benchmarks
settings.load_profile("unhurried")


@pytest.fixture(scope="session")
async def backing(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Backing]:
    async with start_backing(tmp_path_factory.mktemp("backing", numbered=True)) as started:
        yield started


@pytest.fixture(scope="session")
async def intake(backing: Backing) -> AsyncIterator[TestedService]:
    async with tested_service(backing, "intake") as service:
        yield service


@pytest.fixture(scope="session")
async def routing(backing: Backing) -> AsyncIterator[TestedService]:
    async with tested_service(backing, "routing") as service:
        yield service


@pytest.fixture(scope="session")
async def tracking(backing: Backing) -> AsyncIterator[TestedService]:
    async with tested_service(backing, "tracking") as service:
        yield service


@pytest.fixture(scope="session")
async def notify(backing: Backing) -> AsyncIterator[TestedService]:
    async with tested_service(backing, "notify") as service:
        yield service


class MovableClock:
    """Moves the clock of every service under test; back at the real time when the test is over."""

    def __init__(self, backing: Backing) -> None:
        self._backing = backing
        self._ahead = timedelta(0)

    def advance(self, **duration: float) -> None:
        self._ahead += timedelta(**duration)
        self._backing.move_clock(self._ahead)


@pytest.fixture
def clock(backing: Backing) -> Iterator[MovableClock]:
    yield MovableClock(backing)
    backing.move_clock(timedelta(0))
