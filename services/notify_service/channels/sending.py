"""The worker's loop that sends what is due. Several workers may run it: each takes other deliveries."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from datetime import timedelta

from prometheus_client import Counter

from services.notify_service.channels.email import Mailer
from services.notify_service.deliveries.domain import Result, Retrying
from services.notify_service.deliveries.use_cases import Claimed, claim, record
from services.notify_service.settings import NotifySettings
from shared.kit.database import is_passing
from shared.kit.logging import get_logger
from shared.kit.runtime import Runtime

log = get_logger(__name__)

ATTEMPTS = Counter("daiban_mail_attempts_total", "Attempts to send an e-mail", ["outcome"])
_ACTOR = "channel:email"


class Sending:
    """Sends one letter after the other.

    An attempt is on record before it is made. How it ended is put on record in one transaction with the beginning of
    the next, and no row is locked while the server is spoken to.
    """

    def __init__(self, runtime: Runtime, mailer: Mailer, retrying: Retrying) -> None:
        self._runtime = runtime
        self._mailer = mailer
        self._retrying = retrying
        self._ended: tuple[Claimed, Result] | None = None

    async def send_next(self) -> bool:
        """Send the e-mail that has been due longest. False where none is due, and every end is on record."""
        claimed = await self._turn_over(take_next=True)
        if claimed is None:
            return False
        assert claimed.delivery.address is not None
        result = await self._mailer.send(claimed.delivery.id, claimed.delivery.address, claimed.letter)
        self._ended = claimed, result
        return True

    async def finish(self) -> None:
        """Put on record how the last letter ended, and take no other."""
        if self._ended:
            await self._turn_over(take_next=False)

    async def _turn_over(self, *, take_next: bool) -> Claimed | None:
        delivery = None
        async with self._runtime.transaction(actor=_ACTOR) as work:
            if self._ended:
                delivery = await record(work, *self._ended, self._retrying)
            taken = await claim(work, self._retrying) if take_next else None
        if self._ended and delivery:
            (claimed, result), self._ended = self._ended, None
            ATTEMPTS.labels(result.outcome.value).inc()
            log.info(
                "e-mail attempted",
                delivery_id=str(delivery.id),
                attempt=claimed.attempt,
                outcome=result.outcome.value,
                code=result.code,
                status=delivery.status.value,
            )
        return taken


async def send_mail(runtime: Runtime) -> None:
    """Send what is due until cancelled; a letter in hand is finished first."""
    settings = runtime.settings
    assert isinstance(settings, NotifySettings)
    mailer = Mailer(settings)
    sending = Sending(runtime, mailer, Retrying(timedelta(seconds=settings.mail_backoff_s), settings.mail_max_attempts))
    try:
        while True:
            letter = asyncio.ensure_future(sending.send_next())
            try:
                more = await asyncio.shield(letter)
            except asyncio.CancelledError:
                with suppress(Exception):
                    await letter
                    await sending.finish()
                raise
            except Exception as error:
                if not is_passing(error):
                    raise
                log.warning("mail waits out a fault", error=str(error))
                more = False
            if not more:
                await mailer.close()
                await asyncio.sleep(settings.mail_poll_s)
    finally:
        await mailer.close()
