"""The commands of ``python -m services.<name>_service``."""

from __future__ import annotations

import argparse
import asyncio
import importlib
import json
import sys
from collections.abc import Callable, Coroutine
from datetime import datetime
from typing import TYPE_CHECKING, Any

from shared.kit.runtime import Runtime
from shared.kit.service import Service
from shared.kit.settings import Settings

if TYPE_CHECKING:
    from shared.kit.app import Api


def main(service: Service) -> None:
    """Parse the command line and do what it says."""
    arguments = _parser(service).parse_args()
    command: str = arguments.command
    if command == "openapi":
        from shared.kit.app import create_app

        print(json.dumps(create_app(_api_of(service)).openapi(), ensure_ascii=False, indent=2))
        return
    settings = service.settings()
    match command:
        case "api":
            from shared.kit.app import serve

            serve(_api_of(service), settings)
        case "worker":
            _run(_worker(service, settings))
        case "migrate":
            from shared.kit.migrate import upgrade

            upgrade(service, settings)
        case "topics":
            _run(_topics(service, settings))
        case "replay":
            _run(_with_runtime(service, settings, lambda runtime: _replay(runtime, arguments.since)))
        case "dead-letters":
            _run(_with_runtime(service, settings, lambda runtime: _dead_letters(service, runtime, arguments.replay)))
        case "verify-audit":
            _run(_with_runtime(service, settings, _verify_audit))
        case _:
            _run(_with_runtime(service, settings, service.commands[command]))


def _parser(service: Service) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog=f"python -m services.{service.name}_service", description=service.title)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("api", help="serve the REST API")
    commands.add_parser("worker", help="run consumer, relay and timers")
    commands.add_parser("migrate", help="bring the schema to the newest version")
    commands.add_parser("topics", help="create this service's topic where it is absent")
    replay = commands.add_parser("replay", help="publish the retained outbox again, after a topic was lost")
    replay.add_argument("--since", type=datetime.fromisoformat, help="RFC 3339; all that is retained where absent")
    letters = commands.add_parser("dead-letters", help="list the events that were put aside, or replay them")
    letters.add_argument("--replay", nargs="+", metavar="ID|all", help="ids to handle again, in this order")
    commands.add_parser("verify-audit", help="check the audit chain; exits 1 where it is broken")
    commands.add_parser("openapi", help="print the OpenAPI document")
    for name, command in service.commands.items():
        commands.add_parser(name, help=(command.__doc__ or "").partition("\n")[0])
    return parser


def _run(main_: Coroutine[Any, Any, int | None]) -> None:
    try:
        import uvloop
    except ImportError:  # not on every platform
        sys.exit(asyncio.run(main_) or 0)
    sys.exit(uvloop.run(main_) or 0)


def _api_of(service: Service) -> Api:
    """By name, so that no other command loads the routes."""
    made: Api = importlib.import_module(f"services.{service.name}_service.main").api()
    return made


async def _worker(service: Service, settings: Settings) -> None:
    from shared.kit.worker import run_worker

    await run_worker(service, settings)


async def _topics(service: Service, settings: Settings) -> None:
    from shared.kit.events.admin import create_topic

    made = await create_topic(service.name, settings)
    print("created" if made else "exists already")


async def _with_runtime(
    service: Service, settings: Settings, action: Callable[[Runtime], Coroutine[Any, Any, int | None] | Any]
) -> int | None:
    runtime = await Runtime.start(service.name, settings, application="command")
    try:
        outcome: int | None = await action(runtime)
        return outcome
    finally:
        await runtime.close()


async def _replay(runtime: Runtime, since: datetime | None) -> None:
    from shared.kit.events.relay import mark_for_replay

    async with runtime.transaction() as work:
        count = await mark_for_replay(work.connection, since=since)
    print(f"{count} events will be published again")


async def _dead_letters(service: Service, runtime: Runtime, wanted: list[str] | None) -> int:
    from shared.kit.events.dead_letters import dead_letters
    from shared.kit.events.dispatcher import Dispatcher

    async with runtime.reading() as connection:
        waiting = await dead_letters(connection, limit=100_000 if wanted == ["all"] else 100)
    if wanted is None:
        for letter in waiting:
            print(f"{letter.id}\t{letter.put_aside_at.isoformat()}\t{letter.type}\t{letter.key}\t{letter.cause}")
        return 0
    ids = [letter.id for letter in waiting] if wanted == ["all"] else [int(one) for one in wanted]
    outcomes = await Dispatcher(runtime, service.subscriptions).replay(ids)
    for letter_id, outcome in outcomes.items():
        print(f"{letter_id}\t{outcome}")
    return 0 if all(outcome == "replayed" for outcome in outcomes.values()) else 1


async def _verify_audit(runtime: Runtime) -> int:
    from shared.kit.audit import verify

    async with runtime.reading() as connection:
        verdict = await verify(connection)
    state = "whole" if verdict.broken_at is None else f"BROKEN at {verdict.broken_at}: {verdict.reason}"
    print(f"{runtime.schema}: {state}; {verdict.sealed} sealed, {verdict.unsealed} not yet; head {verdict.head}")
    return 0 if verdict.broken_at is None else 1
