"""A client that knows only the API's document goes the whole way, as everybody."""

from __future__ import annotations

import asyncio
import json

import pytest

from clients.python.follow import SCENARIO, follow
from deploy.local.stack import LocalStack
from testing.cast import cast

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journey")]

EVERYBODY = {
    "owner",
    "window_clerk",
    "service_officer",
    "handler",
    "chief_service_officer",
    "leader",
    "data_bureau",
    "auditor",
    "system",
}


async def test_a_client_that_knows_nothing_goes_the_whole_way_as_everybody(stack: LocalStack) -> None:
    people = cast(stack.mint, stack.register_client)
    scenario = json.loads(SCENARIO.read_text(encoding="utf-8"))
    play = await asyncio.to_thread(follow, stack.base_url, people, scenario)
    assert play.counts.keys() == EVERYBODY
    assert not play.left()
    project = play.answers["register_project/0"]["id"]
    assert play.answers["get_progress/0"]["project"]["id"] == project
    assert play.answers["conclude_agreement/0"]["status"] == "concluded"
    decided = [entry for entry, _ in play.done if entry.operation == "decide_case"]
    assert len(decided) == len(play.answers["submit_application/0"]["items"])
