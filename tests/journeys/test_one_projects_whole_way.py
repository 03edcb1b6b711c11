"""The main job, over HTTP, across all four services and their real parts."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import subprocess
import sys

import httpx
import pytest

from deploy.local.environment import service_environment
from deploy.local.stack import LocalStack
from deploy.local.stack_file import SERVICES
from testing.journey import Journey, Telling

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journey")]


async def test_one_project_goes_its_whole_way(stack: LocalStack, client: httpx.AsyncClient) -> None:
    steps: list[int] = []
    await Journey(
        client, stack.mint, stack.register_client, Telling(step=lambda number, *_: steps.append(number))
    ).play()
    assert steps == list(range(1, 12))


async def test_a_second_project_goes_its_way_on_the_same_data(stack: LocalStack, client: httpx.AsyncClient) -> None:
    await Journey(client, stack.mint, stack.register_client).play()


async def test_a_project_goes_its_way_over_a_lost_broker_and_a_killed_worker(
    stack: LocalStack, client: httpx.AsyncClient
) -> None:
    journey = Journey(client, stack.mint, stack.register_client)
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
    async with asyncio.timeout(120):
        while (await client.get("/api/intake/v1/districts")).status_code != 200:
            await asyncio.sleep(0.1)


async def test_a_stranger_walks_every_address_of_a_real_project_and_gets_nothing(
    stack: LocalStack, client: httpx.AsyncClient
) -> None:
    journey = Journey(client, stack.mint, stack.register_client)
    await journey.play()
    ids = await _ids_of(client, stack, journey)
    stranger = {"Authorization": f"Bearer {stack.mint('stranger')}", "If-Match": '"1"'}
    paths = (await client.get("/openapi.json")).json()["paths"]
    walked = 0
    for path, operations in paths.items():
        needed = set(re.findall(r"\{(\w+)\}", path))
        if not needed or not needed <= ids.keys():
            continue
        for method in operations.keys() & {"get", "post", "put"}:
            answer = await client.request(
                method,
                path.format(**ids),
                headers=stranger | {"Idempotency-Key": f"stranger-{walked}"},
                json=None if method == "get" else {"reason": "x"},
            )
            allowed = {403, 404} if method == "get" else {403, 404, 415, 422}
            assert answer.status_code in allowed, f"{method} {path}: {answer.status_code} {answer.text}"
            walked += 1
    assert walked > 40, f"only {walked} of {len(paths)} addresses were walked"


async def _ids_of(client: httpx.AsyncClient, stack: LocalStack, journey: Journey) -> dict[str, str]:
    """An id of the journey's project for each name of a path parameter."""
    owner = {"Authorization": f"Bearer {stack.mint('owner', enterprise=journey.plant_owner)}"}
    auditor = {"Authorization": f"Bearer {stack.mint('auditor')}"}
    project = journey.plant["id"]

    async def first(path: str, headers: dict[str, str]) -> str:
        found: str = (await client.get(path, headers=headers)).json()["items"][0]["id"]
        return found

    return {
        "owner_id": journey.plant["owner_id"],
        "project_id": project,
        "request_id": await first("/api/intake/v1/requests", owner),
        "agreement_id": journey.agreement["id"],
        "application_id": await first("/api/intake/v1/applications", owner),
        "item_id": next(iter(journey.items.values()))["id"],
        "material_id": await first(f"/api/intake/v1/projects/{project}/materials", owner),
        "assignment_id": await first(f"/api/routing/v1/assignments?project_id={project}", auditor),
        "case_id": await first(f"/api/tracking/v1/cases?project_id={project}", owner),
        "procedure_id": "019ab0c4-0000-7000-8000-000000000000",
        "message_id": await first("/api/notify/v1/messages", owner),
        "delivery_id": await first("/api/notify/v1/deliveries", auditor),
    }


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
