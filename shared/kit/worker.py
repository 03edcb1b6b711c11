"""The worker process of a service: consumer, relay, timers, audit sealing, housekeeping, and its health port.

Shutdown takes nothing new, finishes the batch in hand and commits it, then leaves the group and the lock.
"""

from __future__ import annotations

import asyncio
import gc
import signal
from collections.abc import Awaitable
from contextlib import suppress
from datetime import timedelta

import uvicorn

from shared.kit.audit import seal
from shared.kit.database import is_passing
from shared.kit.events.consumer import Consumer
from shared.kit.events.dispatcher import Dispatcher
from shared.kit.events.relay import Relay
from shared.kit.http.health import Health
from shared.kit.listening import Listener
from shared.kit.logging import configure_logging, get_logger
from shared.kit.metrics import TIMER_RUNS
from shared.kit.runtime import Runtime
from shared.kit.service import Service, Timer
from shared.kit.settings import Settings
from shared.kit.tracing import configure_tracing
from shared.kit.unit_of_work import UnitOfWork

log = get_logger(__name__)

_HOUSEKEEPING_EVERY_S = 60.0
_KEEP_ANSWERS = timedelta(days=7)
_LAST_BATCH_S = 6.0


async def run_worker(service: Service, settings: Settings) -> None:
    """Run until SIGTERM or SIGINT. A part that ends by itself ends the process with its error."""
    configure_logging(f"{service.name}-worker", settings.log_level)
    configure_tracing(f"daiban-{service.name}", settings.otlp_endpoint)
    runtime = await Runtime.start(service.name, settings, application="worker")
    relay = Relay(runtime)
    consumer = Consumer(runtime, service.subscriptions) if service.subscriptions else None
    listener = Listener(settings, service.name)
    listener.on("outbox", lambda _: relay.wake(), on_reconnect=relay.wake)

    def parts() -> dict[str, bool]:
        return {"relay": relay.ready} | ({"consumer": consumer.ready} if consumer else {})

    timers = [
        *service.timers,
        Timer("audit", seal),
        Timer("housekeeping", lambda work: _housekeeping(work, settings), _HOUSEKEEPING_EVERY_S),
    ]
    loops: dict[str, Awaitable[None]] = {
        "relay": relay.run(),
        "listener": listener.run(),
        **{timer.name: _run_timer(runtime, timer) for timer in timers},
        **{f"background-{index}": loop(runtime) for index, loop in enumerate(service.background)},
        "health": _serve(Health(lambda: runtime, parts), settings),
    }
    if consumer:
        loops["consumer"] = consumer.run()
        loops["waiting"] = Dispatcher(runtime, service.subscriptions).keep_sweeping()
    gc.freeze()  # what is loaded stays: no later collection walks through it, in the midst of a batch
    await _run_until_stopped(loops, consumer)
    await runtime.close()


async def _run_until_stopped(loops: dict[str, Awaitable[None]], consumer: Consumer | None) -> None:
    stopping = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stopping.set)
    running = {name: asyncio.ensure_future(loop) for name, loop in loops.items()}
    tasks = list(running.values())
    waiting = asyncio.create_task(_until(stopping))
    done, _ = await asyncio.wait([*tasks, waiting], return_when=asyncio.FIRST_COMPLETED)
    waiting.cancel()
    if consumer and stopping.is_set():
        consumer.stop()
        await asyncio.wait([running["consumer"]], timeout=_LAST_BATCH_S)
    for task in tasks:
        task.cancel()
    await asyncio.wait(tasks, timeout=10)
    for task in done - {waiting}:
        task.result()  # a loop that ended by itself says why


async def _until(event: asyncio.Event) -> None:
    await event.wait()


async def _serve(health: Health, settings: Settings) -> None:
    server = uvicorn.Server(
        uvicorn.Config(
            health,
            host=settings.http_host,
            port=settings.worker_http_port,
            log_config=None,
            access_log=False,
            lifespan="off",
        )
    )
    server.install_signal_handlers = lambda: None  # type: ignore[attr-defined]
    with suppress(asyncio.CancelledError):
        await server._serve()


async def _run_timer(runtime: Runtime, timer: Timer) -> None:
    every_s = timer.every_s if timer.every_s is not None else runtime.settings.timer_interval_s
    while True:
        try:
            while await _run_once(runtime, timer):
                TIMER_RUNS.labels(timer.name).inc()
        except Exception as error:
            if not is_passing(error):
                raise
            log.warning("timer waits out a fault", timer=timer.name, error=str(error))
        await asyncio.sleep(every_s)


async def _run_once(runtime: Runtime, timer: Timer) -> int:
    async with runtime.transaction(actor=f"timer:{timer.name}") as work:
        mine = await work.connection.fetchval(
            "SELECT pg_try_advisory_xact_lock(hashtextextended($1, 1))", f"{runtime.schema}:{timer.name}"
        )
        return await timer.run(work) if mine else 0


async def _housekeeping(work: UnitOfWork, settings: Settings) -> int:
    """Forget what nobody can ask for again. The inbox outlasts the outbox, so that a replay finds its ids."""
    retention = timedelta(days=settings.outbox_retention_days)
    for forget, age in (
        ("DELETE FROM outbox WHERE published_at < clock_timestamp() - $1::interval", retention),
        ("DELETE FROM inbox WHERE handled_at < clock_timestamp() - $1::interval", retention * 2),
        ("DELETE FROM idempotency_key WHERE answered_at < clock_timestamp() - $1::interval", _KEEP_ANSWERS),
        ("DELETE FROM ticket WHERE expires_at < clock_timestamp() - $1::interval", timedelta()),
    ):
        await work.connection.execute(forget, age)
    return 0
