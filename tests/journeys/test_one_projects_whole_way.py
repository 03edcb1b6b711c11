"""The main job, over HTTP, across all four services and their real parts."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys

import httpx
import pytest

from deploy.local.environment import service_environment
from deploy.local.stack import LocalStack
from deploy.local.stack_file import SERVICES
from shared.testing.journey import Journey, Telling

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journey")]


async def test_one_project_goes_its_whole_way(stack: LocalStack, client: httpx.AsyncClient) -> None:
    steps: list[int] = []
    await Journey(client, stack.mint, Telling(step=lambda number, *_: steps.append(number))).play()
    assert steps == list(range(1, 10))


async def test_a_second_project_goes_its_way_on_the_same_data(stack: LocalStack, client: httpx.AsyncClient) -> None:
    await Journey(client, stack.mint).play()


async def test_a_project_goes_its_way_over_a_lost_broker_and_a_killed_worker(
    stack: LocalStack, client: httpx.AsyncClient
) -> None:
    journey = Journey(client, stack.mint)
    await journey.register()
    async with journey._listening():
        await journey.ask_for_service()
        stack.kill("broker", signal.SIGKILL)
        await journey.sign_agreement()
        stack.kill("routing-worker", signal.SIGKILL)
        stack.kill("intake-api", signal.SIGKILL)
        await _answers_again(client)
        await journey.hand_in_package()
        await journey.assign_and_escalate()


async def _answers_again(client: httpx.AsyncClient) -> None:
    async with asyncio.timeout(20):
        while (await client.get("/api/intake/v1/districts")).status_code != 200:
            await asyncio.sleep(0.1)


async def test_every_audit_chain_is_whole_afterwards(stack: LocalStack) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "deploy.local.control", "verify-audit"],
        env=os.environ | {"DAIBAN_LOCAL_DATA": str(stack.data_dir)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("whole") == 4


async def test_nothing_was_put_aside(stack: LocalStack) -> None:
    for service in SERVICES:
        done = subprocess.run(
            [sys.executable, "-m", f"services.{service}_service", "dead-letters"],
            env=os.environ | service_environment(service, stack.file),
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode, done.stdout) == (0, ""), done.stdout + done.stderr
