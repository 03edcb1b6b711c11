"""The worker's loop that sends what is due. Several workers may run it: each takes other deliveries."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from datetime import timedelta

from prometheus_client import Counter

from services.notify_service.channels.email import Mailer
from services.notify_service.deliveries.domain import Result, Retrying
from services.notify_service.deliveries.use_cases import DUE, Claimed, claim, record
from services.notify_service.settings import NotifySettings
from shared.kit.database import is_passing
from shared.kit.logging import get_logger
from shared.kit.runtime import Runtime

log = get_logger(__name__)

ATTEMPTS = Counter("daiban_mail_attempts_total", "Attempts to send an e-mail", ["outcome"])
_ACTOR = "channel:email"
_AT_ONCE = 20
"""How many e-mails are claimed together, and so may be sent once more after a crash."""
_GATHER_S = 0.2
"""How long what comes due one by one is gathered, so that it goes out together."""


class Sending:
    """Sends e-mails, some of them claimed together, one after the other.

    An attempt is on record before it is made. How the attempts of a batch ended is put on record in one transaction
    with the beginning of the next, and no row is locked while the server is spoken to.
    """

    def __init__(self, runtime: Runtime, mailer: Mailer, retrying: Retrying, *, at_once: int = _AT_ONCE) -> None:
        self._runtime = runtime
        self._mailer = mailer
        self._retrying = retrying
        self._at_once = at_once
        self._ended: list[tuple[Claimed, Result | None]] = []
        self._stopping = False

    def stop(self) -> None:
        """Begin no other letter: those of the batch in hand that are not begun are put back by ``finish``."""
        self._stopping = True

    async def send_due(self) -> int:
        """Send the e-mails that have been due longest. How many were claimed; 0: none is due, and all is on record."""
        claimed = await self._turn_over(at_most=self._at_once)
        for one in claimed:
            # A letter that would outlast the lease, because the server is slow, is left for the next batch.
            begin = not self._stopping and self._runtime.clock.now() < one.until
            assert one.delivery.address is not None
            sent = await self._mailer.send(one.delivery.id, one.delivery.address, one.letter) if begin else None
            self._ended.append((one, sent))
        return len(claimed)

    async def finish(self) -> None:
        """Put on record how the last letters ended, and take no others."""
        if self._ended:
            await self._turn_over(at_most=0)

    async def _turn_over(self, *, at_most: int) -> list[Claimed]:
        async with self._runtime.transaction(actor=_ACTOR) as work:
            deliveries = await record(work, self._ended, self._retrying)
            claimed = await claim(work, self._retrying, at_most=at_most) if at_most else []
        ended, self._ended = self._ended, []
        for one, result in ended:
            if result:
                ATTEMPTS.labels(result.outcome.value).inc()
                log.info(
                    "e-mail attempted",
                    delivery_id=str(one.delivery.id),
                    attempt=one.attempt.number,
                    outcome=result.outcome.value,
                    code=result.code,
                    status=deliveries[one.delivery.id].status.value,
                )
        return claimed


async def send_mail(runtime: Runtime) -> None:
    """Send what is due until cancelled; a letter in hand is finished first.

    What this process commits wakes it. Retries, and what others commit, it finds by looking now and then.
    """
    settings = runtime.settings
    assert isinstance(settings, NotifySettings)
    mailer = Mailer(settings)
    sending = Sending(runtime, mailer, Retrying(timedelta(seconds=settings.mail_backoff_s), settings.mail_max_attempts))
    due = asyncio.Event()
    with runtime.notifier.hearing(f"{runtime.schema}_{DUE}", due.set):
        try:
            while True:
                if not await _send_batch(sending):
                    await _wait(due, settings.mail_sweep_s, mailer)
        finally:
            with suppress(Exception):
                await sending.finish()
            await mailer.close()


async def _send_batch(sending: Sending) -> int:
    batch = asyncio.ensure_future(sending.send_due())
    try:
        return await asyncio.shield(batch)
    except asyncio.CancelledError:
        sending.stop()
        with suppress(Exception):
            await batch
        raise
    except Exception as error:
        if not is_passing(error):
            raise
        log.warning("mail waits out a fault", error=str(error))
        return 0


async def _wait(due: asyncio.Event, sweep_s: float, mailer: Mailer) -> None:
    try:
        await asyncio.wait_for(due.wait(), sweep_s)
    except TimeoutError:
        await mailer.close()
    else:
        await asyncio.sleep(_GATHER_S)
        due.clear()
