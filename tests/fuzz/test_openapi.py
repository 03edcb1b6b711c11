"""The services answer what their OpenAPI says, whoever asks and whatever is sent: no 5xx, nothing undeclared."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator

import pytest

from deploy.local.token import ROLES, mint
from tests.fuzz.conftest import Fuzzed
from tests.fuzz.schemathesis_run import LONG, SEED, run
from tests.fuzz.worlds import WORLDS

DEEP = {
    ("intake", "owner"),
    ("intake", "window_clerk"),
    ("routing", "data_bureau"),
    ("tracking", "handler"),
    ("notify", "data_bureau"),
}
"""Who may do most where: for them the short run tries everything once, for the others it tries each route a little."""
FOLLOWED = {("intake", "owner"), ("notify", "data_bureau")} | ({("intake", "window_clerk")} if LONG else set())
"""Where Schemathesis follows links by itself; elsewhere it begins with writes to what it does not know. A window clerk
makes few things that can be followed: in a short run it depends on what was tried first."""
EVERYTHING = ("examples", "coverage", "fuzzing", "stateful")


def callers() -> Iterator[object]:
    """Every service with every role; one process tries intake, as large as the others together, and one the others."""
    for service in WORLDS:
        group = pytest.mark.xdist_group("fuzz-intake" if service == "intake" else "fuzz-others")
        for role in ROLES:
            yield pytest.param(service, role, marks=group, id=f"{service}-{role}")


@pytest.mark.parametrize(("name", "role"), list(callers()))
async def test_every_answer_is_declared(fuzzed: Callable[[str], Awaitable[Fuzzed]], name: str, role: str) -> None:
    service, world = await fuzzed(name)
    deep = LONG or (name, role) in DEEP
    outcome = await asyncio.to_thread(
        run,
        service,
        mint(service.backing.stack.data, role),
        asyncio.get_running_loop(),
        world,
        phases=EVERYTHING if deep else ("fuzzing",),
        examples=50 if LONG else 2 if deep else 1,
        at_most_s=30,
    )
    assert not outcome.findings, f"DAIBAN_FUZZ_SEED={SEED}\n{outcome.told()}"
    assert outcome.requests
    if (name, role) in DEEP and outcome.is_whole:
        assert {200, 422} <= outcome.statuses.keys()
        assert outcome.followed or (name, role) not in FOLLOWED
